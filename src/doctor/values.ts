/**
 * How values of a process's environment may be shown: only proxies, their lists and timeouts, without anything that can be
 * secret.
 */
import type { Text } from '../core.ts';
import { timeoutKnob } from '../knowledge/timeouts.ts';
import { proxyRole } from '../queries/proxies/proxy-names.ts';
import { commaEntries } from '../routing/exemptions/no-proxy.ts';
import { parseUrl } from '../routing/url/target.ts';

const MASK = '***';
/** Longer lists are cut, because they cannot be compared by eye. */
const LONGEST = 60;

/** Is it a variable of which anything is ever said? */
export const isWatched = (name: string): boolean => proxyRole(name) !== undefined || timeoutKnob(name) !== undefined;

/** A value as it may be shown. What does not look like a proxy, a list or a time is masked whole. */
export function shownValue(name: string, text: string): string {
  const role = proxyRole(name);
  if (role === 'proxy') return shownProxy(text);
  if (role === 'no-proxy') return shownList(text);
  return /^\d{1,9}(?:\.\d{1,6})?(?:ms|s|m|h)?$/.test(text) ? text : MASK;
}

function shownProxy(text: string): string {
  const { scheme, userinfo, host, port, bracketed } = parseUrl(text);
  const isPlain = /^[\w.:-]{1,80}$/.test(host.text) && (port === undefined || /^\d{1,5}$/.test(port.text));
  if (!isPlain) return MASK;
  const name = bracketed ? `[${host.text}]` : host.text;
  return `${scheme === '' ? '' : `${scheme}://`}${userinfo ? `${MASK}@` : ''}${name}${port ? `:${port.text}` : ''}`;
}

function shownList(text: string): string {
  const items = commaEntries(text).map(({ entry }) => (/^[\w.*:/[\]-]{1,60}$/.test(entry) ? entry : MASK));
  let shown = items.shift() ?? '';
  while (items.length > 0 && shown.length + (items[0] ?? '').length < LONGEST) shown += `,${items.shift()}`;
  return items.length > 0 ? `${shown},…` : shown;
}

/** `with https_proxy=http://127.0.0.1:7890`, `without no_proxy`; in Chinese a whole predicate. */
export function having(name: string, text: string | undefined): Text {
  if (text === undefined || text === '') return { en: `without ${name}`, zh: `没有 ${name}` };
  const shown = `${name}=${shownValue(name, text)}`;
  return { en: `with ${shown}`, zh: `还在用 ${shown}` };
}
