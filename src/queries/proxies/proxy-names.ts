/** The names of proxy variables. */

/** Is a name a proxy variable, an exemption list, or neither, whatever its case? */
export function proxyRole(name: string): 'proxy' | 'no-proxy' | undefined {
  if (/^(?:https?|all)_proxy$/i.test(name)) return 'proxy';
  return /^no_proxy$/i.test(name) ? 'no-proxy' : undefined;
}
