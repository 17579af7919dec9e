/** The keys that lead to a value in a program's file, against a pattern. */

/** Does a path have the form of a pattern such as `providers.*.timeout`? `*` is any one key. */
export function fitsKeyPath(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index]);
}
