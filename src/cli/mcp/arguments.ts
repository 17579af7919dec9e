/** What a tool is given, held against its schema: what is misspelt or of another type is refused, never taken for something else. */
import { didYouMean, UsageError } from '../../usage-error.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** One argument, as far as a schema says what it may be. */
export interface Argument {
  readonly type: 'array' | 'boolean' | 'string';
  readonly description: string;
  readonly enum?: readonly string[] | undefined;
  readonly items?: object | undefined;
}

export interface Schema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Argument>>;
  readonly required?: string[] | undefined;
}

/** Throws `UsageError` for the first argument of a tool that its schema does not know or that has no such value. */
export function checkArguments(tool: string, { properties, required = [] }: Schema, given: Arguments): void {
  const names = Object.keys(properties);
  for (const [name, value] of Object.entries(given)) {
    const argument = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!argument) {
      const near = didYouMean(name, names);
      throw new UsageError({
        en: `${tool} has no argument ${name}${near.en}; it takes ${names.join(', ')}`,
        zh: `${tool} 没有参数 ${name}${near.zh}；可用的参数：${names.join('、')}`,
      });
    }
    if (value !== undefined && !fits(argument, value)) throw new UsageError(wanted(name, argument));
  }
  const missing = required.find((name) => given[name] === undefined || given[name] === '');
  if (missing) throw new UsageError({ en: `${tool} needs ${missing}`, zh: `${tool} 需要参数 ${missing}` });
}

function fits({ type, enum: words }: Argument, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
  return typeof value === type && (words === undefined || words.includes(String(value)));
}

function wanted(name: string, { type, enum: words }: Argument): { en: string; zh: string } {
  if (words) return { en: `${name} is one of ${words.join(', ')}`, zh: `${name} 应为 ${words.join('、')} 之一` };
  if (type === 'array') return { en: `${name} is a list of texts`, zh: `${name} 应为字符串列表` };
  if (type === 'boolean') return { en: `${name} is true or false`, zh: `${name} 应为 true 或 false` };
  return { en: `${name} is a text`, zh: `${name} 应为字符串` };
}
