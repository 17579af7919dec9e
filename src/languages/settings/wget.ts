/** `.wgetrc`: `command = value`; case, `_` and `-` in a command do not count (wget's init.c). */
import type { Source, SyntaxFinding, Value } from '../../core.ts';
import { entryOf, span, verbatim } from '../../text.ts';
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
    else if (Object.hasOwn(SETTINGS, key)) {
      found.setting([SETTINGS[key]!], name, value, at);
      const fault = switchFault(key, value);
      if (fault) found.error(fault);
    } else if (UNKNOWN.has(key)) found.setting([name.text], name, value, at, 'unknown-name');
  }
  return found.carrier;
}

/** Switches, and the words that wget 1.21 takes besides those of every switch. */
const SWITCHES: Readonly<Record<string, string>> = { useproxy: '', checkcertificate: 'quiet' };
const SWITCH_WORDS = ['on', 'yes', '1', 'off', 'no', '0'];
const MEANT: Readonly<Record<string, string>> = { true: 'on', false: 'off' };

/** wget stops at a switch it cannot read, whatever it was asked for (init.c, `cmd_boolean_internal`; measured: exit 2). */
function switchFault(key: string, value: Value): SyntaxFinding | undefined {
  const more = SWITCHES[key];
  const text = value.text.toLowerCase();
  if (more === undefined || !value.known || text === '' || SWITCH_WORDS.includes(text) || text === more)
    return undefined;
  const meant = entryOf(MEANT, text);
  const words = more === '' ? ['on', 'off'] : ['on', 'off', more];
  return {
    at: value.at,
    message: { en: 'wget does not start with this file', zh: '有了这个文件，wget 无法启动' },
    label: { en: `a switch: ${words.join(', ')}`, zh: `这是开关，只能填 ${words.join('、')}` },
    why: {
      en: 'It says “Invalid” and stops with code 2, whatever it was asked for.',
      zh: '它会提示 “Invalid”，并以代码 2 退出，无论要下载什么。',
    },
    fixes: meant
      ? [{ title: { en: `write ${meant}`, zh: `改为 ${meant}` }, safe: false, edits: [{ at: value.at, text: meant }] }]
      : [],
  };
}
