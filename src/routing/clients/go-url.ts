/** Go's `net/url.Parse`, as far as proxies need it. */

export interface GoUrl {
  readonly scheme: string;
  readonly userinfo: string;
  /** With port and brackets, as `URL.Host`. */
  readonly host: string;
}

/** `net/url.Parse`; undefined where it returns an error. */
export function parseGoUrl(raw: string): GoUrl | undefined {
  if (/[\0-\x1f\x7f]/.test(raw)) return undefined;
  const url = raw.split('#')[0] ?? '';
  if (!validEscapes(raw.slice(url.length + 1))) return undefined;
  if (url.startsWith(':')) return undefined;
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*(?=:)/.exec(url)?.[0] ?? '';
  const rest = (scheme === '' ? url : url.slice(scheme.length + 1)).split('?')[0] ?? '';
  const empty = { scheme: scheme.toLowerCase(), userinfo: '', host: '' };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return empty;
    return (rest.split('/')[0] ?? '').includes(':') || !validEscapes(rest) ? undefined : empty;
  }
  if (!rest.startsWith('//') || (scheme === '' && rest.startsWith('///')))
    return validEscapes(rest) ? empty : undefined;
  const slash = rest.indexOf('/', 2);
  const authority = rest.slice(2, slash < 0 ? undefined : slash);
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  if (
    !validHost(host) ||
    !validUserinfo(authority.slice(0, Math.max(0, at))) ||
    (slash >= 0 && !validEscapes(rest.slice(slash)))
  )
    return undefined;
  return { ...empty, userinfo: authority.slice(0, at + 1), host };
}

/** Every `%` followed by two hexadecimal digits. */
function validEscapes(text: string): boolean {
  return !/%(?![0-9a-f]{2})/i.test(text);
}

function validUserinfo(userinfo: string): boolean {
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo) && validEscapes(userinfo);
}

/** A port after the last colon is digits or nothing; a name may contain quotes and angle brackets, but no space. */
function validHost(host: string): boolean {
  const close = host.startsWith('[') ? host.lastIndexOf(']') : 0;
  if (close < 0) return false;
  const colon = host.startsWith('[') ? close + 1 : host.lastIndexOf(':');
  const tail = colon < 0 ? '' : host.slice(colon);
  if (!/^(?::\d*)?$/.test(tail)) return false;
  const name = colon < 0 ? host : host.slice(0, colon);
  return /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]|[^\0-\x7f]|%[89a-f][0-9a-f]|%25)*$/i.test(name);
}

/** `URL.Hostname()` and `URL.Port()`. */
export function splitGoHost(host: string): { readonly name: string; readonly port: string } {
  const colon = host.lastIndexOf(':');
  const hasPort = colon >= 0 && /^:\d*$/.test(host.slice(colon));
  const name = hasPort ? host.slice(0, colon) : host;
  return { name: /^\[.*\]$/.test(name) ? name.slice(1, -1) : name, port: hasPort ? host.slice(colon + 1) : '' };
}
