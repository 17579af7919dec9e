/** `.wgetrc`: `command = value`; case, `_` and `-` in a command do not count (wget's init.c). */
import type { Source } from '../../core.ts';
import { span, verbatim } from '../../text.ts';
import { stripped } from '../shared/ini.ts';
import { type Carrier, collect, linesOf } from './carrier.ts';

const ROLES = { httpproxy: 'http', httpsproxy: 'https', noproxy: 'no-proxy' } as const;
const SETTINGS: Readonly<Record<string, string>> = {
  useproxy: 'use_proxy',
  timeout: 'timeout',
  connecttimeout: 'connect_timeout',
  dnstimeout: 'dns_timeout',
  readtimeout: 'read_timeout',
  checkcertificate: 'check_certificate',
};
/** Commands of a proxy or a check that wget 1.21 does not know: it stops there (`Unknown command`). */
const UNKNOWN = new Set([
  'allproxy',
  'proxy',
  'socksproxy',
  'sockproxy',
  'insecure',
  'nocheckcertificate',
  'strictssl',
]);
const SECRETS = new Set([
  'password',
  'ftppassword',
  'httppassword',
  'httppasswd',
  'proxypassword',
  'proxypasswd',
  'header',
]);

/** Proxies, whether they are used, timeouts, and the places of passwords. */
export function readWget(source: Source): Carrier {
  const found = collect(source, 'wget');
  const { text } = source;
  for (const line of linesOf(source)) {
    const { start, end } = stripped(text, line.start, line.end);
    const at = span(line, start, end);
    if (start === end) continue;
    if (text[start] === '#') {
      found.comment(at, true);
      continue;
    }
    const equals = text.slice(start, end).indexOf('=');
    if (equals < 0) continue;
    const keyAt = stripped(text, start, start + equals);
    const valueAt = stripped(text, start + equals + 1, end);
    const name = verbatim(text.slice(keyAt.start, keyAt.end), span(at, keyAt.start, keyAt.end));
    const value = verbatim(text.slice(valueAt.start, valueAt.end), span(at, valueAt.start, valueAt.end));
    const key = name.text.toLowerCase().replace(/[-_]/g, '');
    if (SECRETS.has(key)) found.secret(value.at);
    else if (Object.hasOwn(ROLES, key)) found.proxy(ROLES[key as keyof typeof ROLES], name, value, at);
    else if (Object.hasOwn(SETTINGS, key)) found.setting([SETTINGS[key]!], name, value, at);
    else if (UNKNOWN.has(key)) found.setting([name.text], name, value, at, 'unknown-name');
  }
  return found.carrier;
}
