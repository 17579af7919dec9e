export interface User {
  readonly uid?: number;
  readonly gid?: number;
}
export interface Installation {
  readonly folder: string;
  readonly bin: string;
  readonly user: User;
  /** Names of the machines that it is tried on. */
  readonly stories: readonly string[];
}
export function inFolder<T>(name: string, use: (folder: string) => T): T;
export function install(tarball: string, folder: string): void;
export function makeReadOnly(folder: string, node: string): User;
export function makeWritable(folder: string): void;
export function installation(options: { folder: string; node: string; user?: User; every?: number }): Installation;
export const CHECKS: Readonly<Record<string, (subject: Installation) => void>>;
