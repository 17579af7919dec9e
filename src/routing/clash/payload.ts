/**
 * Which payloads of Clash rules cannot work, and why: mihomo refuses them when it loads the file, or accepts them although they
 * never match. Facts from `rules/parser.go`, `rules/common/*.go`, `rules/logic/logic.go`, `component/trie`, each tried against
 * mihomo's own code.
 */
import type { Text } from '../../core.ts';
import { RULE_TYPES, splitLogic, splitRule } from '../../knowledge/clash/rule-line.ts';
import { trimEnd } from '../../text.ts';
import { parseAddress, parsePrefix } from './address.ts';
import { patternFault } from './regex.ts';

export interface PayloadFault {
  /**
   * refused: mihomo loads nothing of the file. never: the rule is loaded but never matches. wrong: it matches something else
   * than meant.
   */
  readonly effect: 'refused' | 'never' | 'wrong';
  readonly cause: Text;
  /** The payload that was meant, where one reading exists. */
  readonly meant?: string | undefined;
}

const DEEPEST_LEVELS = 8;

/** What is wrong with a rule's payload; undefined: nothing that is certain. `depth`: how many logic rules are around it. */
export function payloadFault(type: string, payload: string, depth = 0): PayloadFault | undefined {
  return Object.hasOwn(FAULTS, type) ? FAULTS[type]?.(payload, type, depth) : undefined;
}

type FaultFinder = (payload: string, type: string, depth: number) => PayloadFault | undefined;

const ofInbound: FaultFinder = (payload, type) => inboundFault(type, payload);
const ofHost: FaultFinder = (payload, type) => hostFault(type, payload);
const ofLogic: FaultFinder = (payload, type, depth) => logicFault(type, payload, depth);
const ofPrefix: FaultFinder = (payload) => prefixFault(payload);
const ofPort: FaultFinder = (payload) => portFault(payload);
const ofPattern: FaultFinder = (payload) => patternRefused(payload);

const FAULTS: Readonly<Record<string, FaultFinder>> = {
  DOMAIN: ofHost,
  'DOMAIN-SUFFIX': ofHost,
  'DOMAIN-KEYWORD': (payload) => keywordFault(payload),
  'IP-CIDR': ofPrefix,
  'IP-CIDR6': ofPrefix,
  'SRC-IP-CIDR': ofPrefix,
  'IP-SUFFIX': ofPrefix,
  'SRC-IP-SUFFIX': ofPrefix,
  'IP-ASN': (payload) => asnFault(payload),
  'SRC-IP-ASN': (payload) => asnFault(payload),
  'DST-PORT': ofPort,
  'SRC-PORT': ofPort,
  'IN-PORT': ofPort,
  'DOMAIN-REGEX': ofPattern,
  'PROCESS-NAME-REGEX': ofPattern,
  'PROCESS-PATH-REGEX': ofPattern,
  DSCP: (payload) =>
    rangeFault(payload, 63, { en: 'a DSCP value is a number from 0 to 63', zh: 'DSCP 的取值是 0 到 63' }),
  NETWORK: (payload) =>
    /^(?:tcp|udp)$/i.test(payload) ? undefined : refused('NETWORK takes tcp or udp', 'NETWORK 只能是 tcp 或 udp'),
  UID: (payload) =>
    rangesFault(payload, {
      en: 'a UID is a number, such as 1000 or 1000-1999',
      zh: 'UID 要写数字，例如 1000 或 1000-1999',
    }),
  'IN-TYPE': ofInbound,
  'IN-USER': ofInbound,
  'IN-NAME': ofInbound,
  'REMATCH-NAME': ofInbound,
  AND: ofLogic,
  OR: ofLogic,
  NOT: ofLogic,
  'SUB-RULE': ofLogic,
};

function refused(en: string, zh: string, meant?: string): PayloadFault {
  return { effect: 'refused', cause: { en, zh }, meant };
}

function patternRefused(pattern: string): PayloadFault | undefined {
  const cause = patternFault(pattern);
  return cause && { effect: 'refused', cause };
}

function never(en: string, zh: string, meant?: string): PayloadFault {
  return { effect: 'never', cause: { en, zh }, meant };
}

/** Numbers and ranges with slashes between them, one at least. */
function rangesFault(payload: string, cause: Text): PayloadFault | undefined {
  const parts = payload.split('/').filter((part) => part !== '');
  const isFine = parts.length > 0 && parts.every((part) => /^\s*\d+\s*(?:-\s*\d+\s*)?$/.test(part));
  return isFine ? undefined : { effect: 'refused', cause };
}

/** How a connection came in, as `IN-TYPE` names it (`constant/metadata.go: ParseType`). */
const INBOUND_TYPES = new Set(
  'HTTP HTTPS SOCKS SOCKS4 SOCKS5 SHADOWSOCKS SNELL VMESS VLESS REDIR TPROXY TROJAN TUNNEL TUN TUIC HYSTERIA2 ANYTLS MIERU SUDOKU TRUSTTUNNEL INNER'.split(
    ' ',
  ),
);

/** Names with slashes between them; those of IN-TYPE in any case. */
function inboundFault(type: string, payload: string): PayloadFault | undefined {
  const names = payload.split('/').map((name) => name.trim());
  if (names.includes('')) return refused(`${type} has an empty name`, `${type} 里有空的名字`);
  const unknown = type === 'IN-TYPE' ? names.find((name) => !INBOUND_TYPES.has(name.toUpperCase())) : undefined;
  if (unknown === undefined) return undefined;
  return /^mixed$/i.test(unknown)
    ? refused('a mixed port is HTTP/HTTPS/SOCKS5 here', '混合端口在这里要写 HTTP/HTTPS/SOCKS5')
    : refused(`no connection comes in as ${unknown}`, `没有 ${unknown} 这种入站类型`);
}

/** DOMAIN and DOMAIN-SUFFIX compare letters: nothing in them is a pattern. */
function hostFault(type: string, payload: string): PayloadFault | undefined {
  const isSuffix = type === 'DOMAIN-SUFFIX';
  const url = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(payload);
  if (url) {
    const rest = payload.slice(url[0].length);
    const host = /^[\w.-]+$/.test(url[1] ?? '') && /^\/?$/.test(rest) ? url[1] : undefined;
    return never('a URL; the rule compares host names', '这是 URL，而规则比对的是域名', host);
  }
  if (/[/?#@\s]/.test(payload)) return never('a host name holds no such character', '域名里不会有这样的字符');
  if (parseAddress(payload)) {
    return never('an address, not a name; only IP-CIDR catches addresses', '这是 IP 地址，不是域名，要用 IP-CIDR 匹配');
  }
  if (payload.includes(':')) return never('a host name holds no port', '域名里不含端口');
  const rest = payload.replace(/^(?:[*+]?\.)+/, '');
  if (rest !== payload || payload.includes('*')) {
    const meant = isSuffix && rest !== '' && !/[*+]/.test(rest) ? rest : undefined;
    return isSuffix
      ? never(
          'no pattern is read here; the bare name already stands for itself and all names below it',
          '这里不支持通配；直接写域名就包含它和所有子域名',
          meant,
        )
      : never(
          'no pattern is read here; DOMAIN-SUFFIX or DOMAIN-WILDCARD does that',
          '这里不支持通配，请改用 DOMAIN-SUFFIX 或 DOMAIN-WILDCARD',
        );
  }
  if (payload.endsWith('.')) {
    const bare = trimEnd(payload, '.');
    // `launchdarkly.` was cut off at the end: also without the dot it is not the name of any host.
    const meant = bare.includes('.') ? bare : undefined;
    return never('a trailing dot; hosts come without it', '末尾多了一个点，实际的域名不带它', meant);
  }
  return payload.includes('..') ? never('two dots in a row', '出现了连续两个点') : undefined;
}

function keywordFault(payload: string): PayloadFault | undefined {
  if (/[*?/:\s]/.test(payload)) {
    return never(
      'a keyword is looked for letter by letter, and no host name holds this character',
      '关键字按原样查找，而域名里不会有这个字符',
    );
  }
  return undefined;
}

function prefixFault(payload: string): PayloadFault | undefined {
  if (parsePrefix(payload)) return undefined;
  const address = parseAddress(payload);
  return address
    ? refused(
        'a mask is missing; a single address is a /32, in IPv6 a /128',
        '缺少掩码；单个地址要写 /32，IPv6 写 /128',
        `${payload}/${address.family === 4 ? 32 : 128}`,
      )
    : refused('an address range with its mask is needed, such as 10.0.0.0/8', '需要带掩码的网段，例如 10.0.0.0/8');
}

function asnFault(payload: string): PayloadFault | undefined {
  if (/^\d+$/.test(payload)) return undefined;
  const digits = /^AS ?(\d+)$/i.exec(payload)?.[1];
  return never('an AS number is written without letters', 'AS 号只写数字', digits);
}

function portFault(payload: string): PayloadFault | undefined {
  const parts = payload.split(/[/,]/).map((part) => part.trim());
  if (parts.length > 28) return refused('more than 28 ranges', '端口区间超过 28 个');
  for (const part of parts) {
    if (part === '' && parts.length > 1) continue;
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (!match) return refused('ports are numbers: 443, 8000-9000, 80/443', '端口要写数字：443、8000-9000、80/443');
    const high = Math.max(Number(match[1]), Number(match[2] ?? 0));
    if (high > 65535) {
      const other = high % 65536;
      const cause = {
        en: `there is no port ${high}; mihomo reads it as ${other}`,
        zh: `不存在端口 ${high}，mihomo 会把它读成 ${other}`,
      };
      return { effect: 'wrong', cause };
    }
  }
  return undefined;
}

function rangeFault(payload: string, most: number, cause: Text): PayloadFault | undefined {
  if (payload === '*') return undefined;
  const isFine = payload.split('/').every((part) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    return match !== null && Number(match[1]) <= most && Number(match[2] ?? 0) <= most;
  });
  return isFine ? undefined : { effect: 'refused', cause };
}

function logicFault(type: string, payload: string, depth: number): PayloadFault | undefined {
  const parts = splitLogic(type === 'SUB-RULE' ? `(${payload})` : payload);
  if (!parts) return refused('the brackets do not pair up', '括号不配对');
  if (parts.length === 0) {
    const cause = {
      en: 'a pair of brackets is missing: each condition stands in its own, all of them in one more',
      zh: '少了一层括号：每个条件各自加括号，外面再加一层',
    };
    return { effect: type === 'AND' || type === 'OR' ? 'wrong' : 'refused', cause };
  }
  if ((type === 'NOT' || type === 'SUB-RULE') && parts.length > 1) {
    return refused(`${type} takes one condition`, `${type} 只能有一个条件`);
  }
  if (depth >= DEEPEST_LEVELS) return undefined;
  for (const part of parts) {
    const inner = splitRule(part, false);
    if (inner.type === 'MATCH' || inner.type === 'SUB-RULE') {
      return refused(`${inner.type} cannot stand inside a condition`, `条件里不能用 ${inner.type}`);
    }
    if (!RULE_TYPES.has(inner.type)) {
      return refused(`mihomo knows no condition ${inner.type || part}`, `mihomo 不认识条件 ${inner.type || part}`);
    }
    if (inner.payload === '')
      return refused(`${inner.type} has nothing to compare with`, `${inner.type} 缺少要匹配的内容`);
    const fault = payloadFault(inner.type, inner.payload, depth + 1);
    if (fault) return { effect: fault.effect, cause: fault.cause };
  }
  return undefined;
}
