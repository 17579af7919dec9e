/** Written by the build from `schema.ts`: a plain function, nothing is compiled at run time. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
declare const validate: ((data: unknown) => boolean) & { errors?: readonly SchemaError[] | null };
export default validate;
