/** Which scalars become a value of a type, as yaml.v3 and `common/structure` decode them. */
import { regexFault } from '../../../knowledge/dotnet-regex.ts';
import { isAddress, isPrefix } from '../../../knowledge/go/ip-text.ts';
import { goBoolean } from '../../../knowledge/go/scalar.ts';
import type { ScalarNode } from '../tree.ts';
import { type Report, refuse, rewrite, type Typing, writes } from './report.ts';

/** `UnmarshalText` of these types: words in any case (`tunnel/mode.go`, `log/level.go`, `constant/dns.go`, …). */
export const WORDS: Readonly<Record<string, { readonly words: readonly string[]; readonly said: string }>> = {
  mode: { words: ['rule', 'global', 'direct'], said: 'invalid mode' },
  'log-level': { words: ['silent', 'error', 'warning', 'info', 'debug'], said: 'invalid log-level' },
  'find-process-mode': { words: ['strict', 'always', 'off'], said: 'invalid find process mode' },
  'dns-mode': { words: ['normal', 'fake-ip', 'redir-host'], said: 'invalid mode' },
  'filter-mode': { words: ['blacklist', 'whitelist', 'rule'], said: 'invalid mode' },
  stack: { words: ['gvisor', 'system', 'mixed'], said: 'invalid tun stack' },
};

const LIMITS: Readonly<Record<string, number>> = { uint8: 255, uint16: 65535 };

/** Does a scalar become a value of this type? */
export function fits({ type: kind, value: { text } }: ScalarNode, type: string, typing: Typing): boolean {
  const isTruth = kind === 'true' || kind === 'false';
  if (type === 'text') return typing === 'yaml' || !(isTruth || kind === 'date');
  if (type === 'bool') {
    if (typing === 'weak') return isTruth || kind === 'integer';
    return isTruth || (kind === 'string' && !/^(?:true|false)$/i.test(text) && goBoolean(text) !== undefined);
  }
  if (typing === 'weak' && kind === 'string') return isGoInteger(text, type !== 'int');
  if (kind !== 'integer' && kind !== 'float') return false;
  if (typing === 'weak') return true;
  const size = Number(text.replaceAll('_', ''));
  if (type === 'int') return Number.isNaN(size) || Math.abs(size) < 2 ** 63;
  return Number.isNaN(size) || (size >= 0 && size <= (LIMITS[type] ?? 2 ** 64));
}

/** What `strconv.ParseInt(text, 0, 64)` takes: a sign, a base prefix, `_` between digits only with a prefix. */
function isGoInteger(text: string, isUnsigned: boolean): boolean {
  const match = /^([+-]?)(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])*|[1-9](?:_?\d)*)$/.exec(text);
  return match !== null && !(isUnsigned && match[1] !== '');
}

/** What Go's `netip.ParseAddr` says of a text that is no address; why one with dots or colons is none is left out. */
export function addressFault(text: string): string {
  return `ParseAddr("${text}")${/[.:]/.test(text) ? '' : ': unable to parse IP'}`;
}

/** What Go's `netip.ParsePrefix` says of a text that is no network. */
export function prefixFault(text: string): string {
  const slash = text.lastIndexOf('/');
  const start = `netip.ParsePrefix("${text}"): `;
  if (slash < 0) return `${start}no '/'`;
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)];
  if (!isAddress(address)) return start + addressFault(address);
  return start + (/^(?:0|[1-9]\d*)$/.test(bits) ? 'prefix length out of range' : `bad bits after slash: "${bits}"`);
}

/** A network, with its mask. */
export function checkPrefix(report: Report, node: ScalarNode, name: string): void {
  const { text } = node.value;
  if (isPrefix(text)) return;
  const meant = isAddress(text) ? `${text}/${text.includes(':') ? 128 : 32}` : undefined;
  refuse(report, {
    at: node.at,
    what: { en: `${name} takes networks such as 10.0.0.0/8`, zh: `${name} 只接受 10.0.0.0/8 这样的网段` },
    label: meant ? { en: 'an address without /mask', zh: '地址后面没有掩码' } : { en: 'not a network', zh: '不是网段' },
    said: prefixFault(text),
    ...(meant
      ? {
          repair: rewrite(
            writes(meant),
            true,
            node.at,
            /^['"]/.test(report.textOf(node.at.file)[node.at.start] ?? '') ? `"${meant}"` : meant,
          ),
        }
      : {}),
  });
}

/** One address. */
export function checkAddress(report: Report, node: ScalarNode, name: string): void {
  if (isAddress(node.value.text)) return;
  refuse(report, {
    at: node.at,
    what: { en: `${name} takes an IP address`, zh: `${name} 只接受 IP 地址` },
    label: { en: 'not an IP address', zh: '不是 IP 地址' },
    said: addressFault(node.value.text),
  });
}

/** A pattern that Go's regexp2 does not compile. */
export function checkRegex(report: Report, node: ScalarNode, name: string, said: string): void {
  const fault = regexFault(node.value.text);
  if (!fault) return;
  refuse(report, {
    at: node.at,
    what: { en: `the pattern in ${name} is not valid`, zh: `${name} 里的正则表达式有误` },
    label: fault,
    said: `${said}: error parsing regexp`,
  });
}
