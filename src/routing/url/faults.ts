/** What is wrong with a URL that a person wrote, and the only thing they can have meant, if there is one. */
import type { Text } from '../../core.ts';
import { closest } from '../../knowledge/spelling.ts';
import { trimEnd } from '../../text.ts';

export interface UrlFault {
  readonly kind:
    | 'blank'
    | 'quotes'
    | 'carriage-return'
    | 'full-width'
    | 'list'
    | 'doubled-port'
    | 'port'
    | 'no-host'
    | 'scheme'
    | 'password'
    | 'path';
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly label: Text;
  /** The corrected text, if only one reading exists. */
  readonly meant?: string | undefined;
}

const FULL_WIDTH: Readonly<Record<string, string>> = { '：': ':', '／': '/', '。': '.', '．': '.', '，': ',' };

/** The first fault of a URL with any scheme; undefined: none. Linear. */
export function urlFault(text: string): UrlFault | undefined {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=(?::|：)(?:\/|／){2})/.exec(text)?.[0] ?? '';
  const start = scheme === '' ? 0 : scheme.length + 3;
  return fullWidth(text, start) ?? ports(text, start);
}

/** Full-width characters in scheme and authority, typed with an input method left on. Later in the URL they can be intended. */
function fullWidth(text: string, start: number): UrlFault | undefined {
  const end = authorityEnd(text, start);
  const at = text.slice(0, end).search(/[：／。．]/);
  if (at < 0) return undefined;
  const head = text.slice(0, Math.min(text.length, end + 1)).replace(/[：／。．]/g, (sign) => FULL_WIDTH[sign] ?? sign);
  return {
    kind: 'full-width',
    start: at,
    end: at + 1,
    label: { en: 'a full-width sign', zh: '全角符号' },
    meant: head + text.slice(Math.min(text.length, end + 1)),
  };
}

function authorityEnd(text: string, start: number): number {
  const at = text.slice(start).search(/[/?#\s]/);
  return at < 0 ? text.length : start + at;
}

function ports(text: string, start: number): UrlFault | undefined {
  const end = authorityEnd(text, start);
  const hostStart = Math.max(start, text.lastIndexOf('@', end - 1) + 1);
  const authority = text.slice(hostStart, end);
  if (authority.startsWith('[')) return portRange(text, hostStart + authority.indexOf(']') + 1, end);
  const doubled = /^([^:]*):(\d+):(\d+)$/.exec(authority);
  if (doubled) {
    const [, host = '', one = '', two = ''] = doubled;
    const at = hostStart + host.length;
    const meant = one === two ? { meant: text.slice(0, at + 1 + one.length) + text.slice(end) } : {};
    return { kind: 'doubled-port', start: at, end, label: { en: 'two ports', zh: '写了两个端口' }, ...meant };
  }
  if (
    /^\s/.test(text.slice(end, end + 1)) &&
    /\S/.test(text.slice(end)) &&
    !/^\s+[A-Za-z][\w+.-]*:\/\//.test(text.slice(end))
  ) {
    return { kind: 'blank', start: end, end: end + 1, label: { en: 'a space', zh: '多了一个空格' } };
  }
  const colon = authority.indexOf(':');
  return colon < 0 ? undefined : portRange(text, hostStart + colon, end);
}

/** `colon` is where the port begins with its colon, if it does. */
function portRange(text: string, colon: number, end: number): UrlFault | undefined {
  const port = text.slice(colon + 1, end);
  if (text[colon] !== ':' || port === '' || (/^\d{1,5}$/.test(port) && Number(port) <= 65535 && Number(port) > 0))
    return undefined;
  if (!/^\d+$/.test(port)) return undefined;
  return { kind: 'port', start: colon + 1, end, label: { en: 'ports end at 65535', zh: '端口最大 65535' } };
}

/**
 * `http//host`, `http:/host`: the start of an address whose separator is mistyped. The rest must look like a host, so that a path
 * is never taken for an address.
 */
export function separatorFault(text: string): UrlFault | undefined {
  const [, name, sign = '', rest = ''] = /^(https?|wss?)(:\/|:?\/\/\/?|::?\/\/)(?!\/)(.+)$/is.exec(text) ?? [];
  if (name === undefined || sign === '://' || !HOST_START.test(rest)) return undefined;
  return {
    kind: 'scheme',
    start: name.length,
    end: name.length + sign.length,
    label: { en: 'written ://', zh: '应写作 ://' },
    meant: `${name}://${rest}`,
  };
}

/** A name with a dot or a port, an address, or this machine. */
const HOST_START = /^(?:localhost|\[[\da-f:]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d{1,5})?(?:[/?#]|$)/i;

/** The first fault of a proxy's URL, which can have more faults than other URLs. */
export function proxyFault(text: string): UrlFault | undefined {
  return (
    wrapping(text) ?? severalProxies(text) ?? scheme(text) ?? credentials(text) ?? urlFault(text) ?? authority(text)
  );
}

function wrapping(text: string): UrlFault | undefined {
  if (/\r$/.test(text)) {
    return {
      kind: 'carriage-return',
      start: text.length - 1,
      end: text.length,
      label: { en: 'a carriage return at the end', zh: '末尾有一个回车符' },
      meant: trimEnd(text, '\r'),
    };
  }
  if (/^\s|\s$/.test(text)) {
    const leading = /^\s/.test(text);
    return {
      kind: 'blank',
      start: leading ? 0 : text.length - 1,
      end: leading ? 1 : text.length,
      label: { en: 'a space at one end', zh: '首尾有空格' },
      meant: text.trim(),
    };
  }
  const quote = /^(["'`“”‘’])(.*)(["'`“”‘’])$/.exec(text);
  if (quote)
    return {
      kind: 'quotes',
      start: 0,
      end: 1,
      label: { en: 'the quotes are part of the value', zh: '引号成了值的一部分' },
      meant: quote[2] ?? '',
    };
  const stray = text.search(/["'`“”‘’]/);
  return stray < 0
    ? undefined
    : { kind: 'quotes', start: stray, end: stray + 1, label: { en: 'a stray quote', zh: '多余的引号' } };
}

function severalProxies(text: string): UrlFault | undefined {
  const second = /(?:[,;]|(?<!\s)\s)\s*(?=(?:[A-Za-z][\w+.-]*:\/\/|[\w.-]+:\d+$))/.exec(text);
  if (!second || second.index === 0) return undefined;
  return {
    kind: 'list',
    start: second.index,
    end: text.length,
    label: { en: 'a second proxy; one value holds one', zh: '第二个代理；一个变量只能写一个' },
  };
}

/** What some client takes for the scheme of a proxy. */
const PROXY_SCHEMES = ['http', 'https', 'socks', 'socks4', 'socks4a', 'socks5', 'socks5h'];

/** `http//127.0.0.1`, `http:/127.0.0.1`, `htpp://127.0.0.1`. A name with a port, `http:7890`, is a proxy without a scheme. */
function scheme(text: string): UrlFault | undefined {
  const [, name = '', sign = '', rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*)([:/]{1,4})(?![:/])(.+)$/s.exec(text) ?? [];
  const isKnown = PROXY_SCHEMES.includes(name.toLowerCase());
  if (sign === '://' ? isKnown : !isKnown || /^\d+\/?$/.test(rest)) return undefined;
  const right = isKnown ? name : closest(name, PROXY_SCHEMES);
  return {
    kind: 'scheme',
    start: isKnown ? name.length : 0,
    end: name.length + sign.length,
    label: isKnown
      ? { en: 'written ://', zh: '应写作 ://' }
      : { en: `no client knows ${name}://`, zh: `没有客户端认识 ${name}://` },
    meant: right ? `${right}://${rest}` : undefined,
  };
}

/** `@ # / %` unescaped in a password, told by the last `@` before a plain host and port. */
function credentials(text: string): UrlFault | undefined {
  const match = /^([A-Za-z][\w+.-]*:\/\/)([^:@/]*):(.*)@((?:[\w.-]+|\[[\da-fA-F:]+\])(?::\d{1,5})?\/?)$/.exec(text);
  if (!match) return undefined;
  const [, scheme = '', user = '', password = '', host = ''] = match;
  const start = scheme.length + user.length + 1;
  const bad = password.search(/[@#/?\s]|%(?![\da-fA-F]{2})/);
  if (bad < 0) return undefined;
  const escaped = password.replace(
    /[@#/?\s]|%(?![\da-fA-F]{2})/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return {
    kind: 'password',
    start: start + bad,
    end: start + bad + 1,
    label: { en: 'this sign must be percent-encoded in a password', zh: '密码里的这个符号要做百分号编码' },
    meant: `${scheme}${user}:${escaped}@${host}`,
  };
}

function authority(text: string): UrlFault | undefined {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0] ?? '';
  const end = authorityEnd(text, scheme.length);
  const host = text.slice(Math.max(scheme.length, text.lastIndexOf('@', end - 1) + 1), end);
  if (host === '' || host.startsWith(':')) {
    return {
      kind: 'no-host',
      start: scheme.length,
      end: Math.max(end, scheme.length),
      label: { en: 'no host', zh: '没有主机名' },
    };
  }
  const glued = /:\d{1,5}(?=export\b|[A-Za-z]\w*=)/.exec(host);
  if (scheme !== '' && glued) {
    const from = end - host.length + glued.index + glued[0].length;
    return { kind: 'port', start: from, end, label: { en: 'two lines run together', zh: '两行粘在了一起' } };
  }
  const port = /:([^:\]]*)$/.exec(host);
  if (scheme !== '' && port?.[1] && !/^\d+$/.test(port[1])) {
    return {
      kind: 'port',
      start: end - port[1].length,
      end,
      label: { en: 'a port is a number', zh: '端口必须是数字' },
    };
  }
  const blank = text.search(/\s/);
  if (blank >= 0) return { kind: 'blank', start: blank, end: blank + 1, label: { en: 'a space', zh: '多了一个空格' } };
  const path = text.slice(end);
  if (scheme === '' || path === '' || path === '/') return undefined;
  return {
    kind: 'path',
    start: end,
    end: text.length,
    label: { en: 'a proxy has no path', zh: '代理地址不该带路径' },
    meant: text.slice(0, end),
  };
}
