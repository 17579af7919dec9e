/**
 * IP addresses without `net`: strict and legacy parsing, prefixes, canonical text, and what kind of address it is.
 * An address is its 16-bit words, two for IPv4 and eight for IPv6, so that both families share the arithmetic.
 */

export interface Ip {
  readonly family: 4 | 6;
  readonly words: readonly number[];
}

/** A prefix: the bits of `ip` up to `bits` count, the rest is ignored. */
export interface Prefix {
  readonly ip: Ip;
  readonly bits: number;
}

/** An IPv4 address from its four bytes. */
function fromBytes(bytes: readonly number[]): Ip {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return { family: 4, words: [a * 256 + b, c * 256 + d] };
}

/** `1.2.3.4`: four decimal numbers without leading zeros, as `inet_pton`, Go, Rust and Python's `ipaddress` read it. */
export function parseIpv4(text: string): Ip | undefined {
  if (text.length > 15) return undefined;
  const parts = text.split('.');
  return parts.length === 4 && parts.every(isByte) ? fromBytes(parts.map(Number)) : undefined;
}

/** `0` to `255`, without leading zeros. */
function isByte(part: string): boolean {
  const number = Number(part);
  return Number.isInteger(number) && number >= 0 && number <= 255 && String(number) === part;
}

/** One part of a legacy address: decimal, `0x` hexadecimal or octal; undefined when it is none of them. */
function legacyNumber(part: string): number | undefined {
  if (/^0x[0-9a-f]*$/i.test(part)) return part.length === 2 ? 0 : Number.parseInt(part.slice(2), 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9]\d*$/.test(part) ? Number.parseInt(part, 10) : undefined;
}

/** `127.1`, `0x7f.1`, `2130706433`: what `inet_aton`, curl and browsers also take for IPv4. */
export function parseIpv4Legacy(text: string): Ip | undefined {
  if (text.length > 64) return undefined;
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  const numbers = parts.map(legacyNumber);
  if (numbers.some((number) => number === undefined)) return undefined;
  const known = numbers as number[];
  const last = known.at(-1) ?? 0;
  const head = known.slice(0, -1);
  if (head.some((number) => number > 255) || last >= 256 ** (5 - parts.length)) return undefined;
  const value = head.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
  return { family: 4, words: [Math.floor(value / 65536), value % 65536] };
}

/** The words of one half of an IPv6 address (`a:b:1.2.3.4`); undefined when a part is not a group. */
function groups(half: string, mayEndInIpv4: boolean): number[] | undefined {
  if (half === '') return [];
  const words: number[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      words.push(Number.parseInt(part, 16));
      continue;
    }
    const embedded = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (!embedded) return undefined;
    words.push(...embedded.words);
  }
  return words;
}

/** `fd00::7`, `::ffff:1.2.3.4`; no brackets, no zone. */
export function parseIpv6(text: string): Ip | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const gap = text.indexOf('::');
  if (gap < 0) {
    const words = groups(text, true);
    return words?.length === 8 ? { family: 6, words } : undefined;
  }
  if (text.includes('::', gap + 1)) return undefined;
  const head = groups(text.slice(0, gap), false);
  const tail = groups(text.slice(gap + 2), true);
  if (!head || !tail || head.length + tail.length > 7) return undefined;
  const zeros = new Array<number>(8 - head.length - tail.length).fill(0);
  return { family: 6, words: [...head, ...zeros, ...tail] };
}

/** Either family, strictly; no brackets, no zone. */
export function parseIp(text: string): Ip | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** `10.0.0.0/8`, `fd00::/8`: strict address, decimal length within the family. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^\d{1,3}$/.test(text.slice(slash + 1))) return undefined;
  const ip = parseIp(text.slice(0, slash));
  const bits = Number(text.slice(slash + 1));
  return ip && bits <= width(ip) ? { ip, bits } : undefined;
}

/** 32 or 128. */
export function width(ip: Ip): number {
  return ip.family === 4 ? 32 : 128;
}

/** Do the first `bits` bits agree? False across families. */
export function sharesPrefix(a: Ip, b: Ip, bits: number): boolean {
  if (a.family !== b.family) return false;
  return a.words.every((word, index) => {
    const left = Math.min(16, Math.max(0, bits - index * 16));
    const shift = 16 - left;
    return word >> shift === (b.words[index] ?? 0) >> shift;
  });
}

/** Is the address inside the prefix? */
export function within(ip: Ip, prefix: Prefix): boolean {
  return sharesPrefix(ip, prefix.ip, prefix.bits);
}

export function sameIp(a: Ip, b: Ip): boolean {
  return sharesPrefix(a, b, 128);
}

/** `::ffff:1.2.3.4` as the IPv4 address it stands for; any other address as it is. */
export function unmapped(ip: Ip): Ip {
  const mapped = ip.family === 6 && ip.words.slice(0, 5).every((word) => word === 0) && ip.words[5] === 0xffff;
  return mapped ? { family: 4, words: ip.words.slice(6) } : ip;
}

/** Canonical text (RFC 5952 for IPv6, without the dotted form of mapped addresses, as URL parsers print it). */
export function formatIp(ip: Ip): string {
  if (ip.family === 4) return ip.words.flatMap((word) => [word >> 8, word & 255]).join('.');
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && ip.words[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
    if (end > start) start = end;
  }
  const hex = (words: readonly number[]): string => words.map((word) => word.toString(16)).join(':');
  if (best.start < 0) return hex(ip.words);
  return `${hex(ip.words.slice(0, best.start))}::${hex(ip.words.slice(best.start + best.length))}`;
}

export type IpKind = 'unspecified' | 'loopback' | 'private' | 'link-local' | 'cgnat' | 'multicast' | 'public';

/** Blocks as the first 16 or 32 bits of their addresses, the number of bits that count, and what they are for. */
const KINDS: readonly (readonly [Ip['family'], number, number, IpKind])[] = [
  [4, 0x0000_0000, 8, 'unspecified'],
  [4, 0x7f00_0000, 8, 'loopback'],
  [4, 0x0a00_0000, 8, 'private'],
  [4, 0xac10_0000, 12, 'private'],
  [4, 0xc0a8_0000, 16, 'private'],
  [4, 0xa9fe_0000, 16, 'link-local'],
  [4, 0x6440_0000, 10, 'cgnat'],
  [4, 0xe000_0000, 4, 'multicast'],
  [6, 0xfc00_0000, 7, 'private'],
  [6, 0xfe80_0000, 10, 'link-local'],
  [6, 0xff00_0000, 8, 'multicast'],
];

/** What kind of address it is, after RFC 6890; a mapped IPv4 address counts as what it stands for. */
export function ipKind(ip: Ip): IpKind {
  const plain = unmapped(ip);
  const [first = 0, second = 0] = plain.words;
  const head = first * 65_536 + second;
  const found = KINDS.find(([family, block, bits]) => family === plain.family && (head ^ block) >>> (32 - bits) === 0);
  if (found) return found[3];
  if (plain.family === 4 || plain.words.slice(0, 7).some((word) => word !== 0)) return 'public';
  return plain.words[7] === 0 ? 'unspecified' : plain.words[7] === 1 ? 'loopback' : 'public';
}

/** This machine or its own network: addresses that a proxy elsewhere cannot reach. */
export function isLocalIp(ip: Ip): boolean {
  const kind = ipKind(ip);
  return kind !== 'public' && kind !== 'multicast';
}
