/** What Python's standard library gives every Python client: the environment's proxies and the check of one host. */
import { memo } from '../../text.ts';
import type { Environ, NamedValue } from '../client.ts';
import { commaEntries, type Entry, wholeValue } from '../exemptions/no-proxy.ts';

/**
 * `urllib.request.getproxies_environment()`: proxies by scheme (`http`, `https`, `all`, `no`), each with the variable it
 * came from. Any case counts, names ending in lower-case `_proxy` win, and an empty one of those deletes the rest.
 */
export const pythonProxies = memo((environ: Environ): ReadonlyMap<string, NamedValue> => {
  const found = new Map<string, NamedValue>();
  for (const [name, value] of environ) {
    if (value !== '' && /_proxy$/i.test(name)) found.set(name.toLowerCase().slice(0, -6), { name, value });
  }
  if (environ.has('REQUEST_METHOD')) found.delete('http');
  for (const [name, value] of environ) {
    if (!name.endsWith('_proxy')) continue;
    const scheme = name.toLowerCase().slice(0, -6);
    if (value === '') found.delete(scheme);
    else found.set(scheme, { name, value });
  }
  return found;
});

/** `proxy_bypass_environment(host)`: `*` as the whole value, or a suffix of the host with or without its port. */
export function pythonBypass(list: string, host: string): Entry | undefined {
  if (list === '*') return wholeValue(list);
  const lower = host.toLowerCase();
  const colon = lower.lastIndexOf(':');
  const bare = colon >= 0 && /^\d*$/.test(lower.slice(colon + 1)) ? lower.slice(0, colon) : lower;
  return commaEntries(list).find(({ entry }) => {
    const name = entry.replace(/^\.+/, '').toLowerCase();
    return bare === name || lower === name || bare.endsWith(`.${name}`) || lower.endsWith(`.${name}`);
  });
}

/** `int(text)`: digits with single underscores between them, a sign, spaces around; undefined where it raises. */
export function pythonInt(text: string): number | undefined {
  return /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

/** The names shown to a reader for one scheme; any other mixture of cases is read as well. */
export function pythonNames(...schemes: readonly string[]): readonly string[] {
  return schemes.flatMap((scheme) => [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`]);
}
