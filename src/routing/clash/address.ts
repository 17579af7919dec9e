/**
 * IP addresses and prefixes as Go's `net/netip` reads them: strict (no leading zeros, no `1.2.3`). Unlike in
 * `routing/ip.ts` an address is one number, IPv4 a plain one, so that tables of 100,000 prefixes stay small and quick.
 */
import { lazy } from '../../text.ts';
import { parseIpv6 } from '../url/ip.ts';

export type Address = { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };

/** `10.0.0.0/8`. The host bits of `address` may be set; they mean nothing. */
export interface Prefix {
  readonly address: Address;
  readonly bits: number;
}

/** An IPv4 address as a number below 2³², or undefined where `netip.ParseAddr` refuses the text. */
function parseV4(text: string): number | undefined {
  let value = 0;
  let part = -1;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (part < 0 || ++dots > 3) return undefined;
      value = value * 256 + part;
      part = -1;
      digits = 0;
    } else if (code >= 48 && code <= 57) {
      if (part === 0 || ++digits > 3) return undefined;
      part = part < 0 ? code - 48 : part * 10 + code - 48;
      if (part > 255) return undefined;
    } else return undefined;
  }
  return dots === 3 && part >= 0 ? value * 256 + part : undefined;
}

function parseV6(text: string): bigint | undefined {
  return parseIpv6(text)?.words.reduce((value, word) => (value << 16n) | BigInt(word), 0n);
}

/** An address as written, without brackets; undefined for anything else (a name, a zone, a port). */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = parseV4(text);
    return value === undefined ? undefined : { family: 4, value };
  }
  const value = parseV6(text);
  return value === undefined ? undefined : { family: 6, value };
}

const MAPPED = 0xffffn << 32n;

/** `::ffff:1.2.3.4` becomes 1.2.3.4, as connections carry it. */
export function unmap(address: Address): Address {
  if (address.family === 6 && (address.value >> 32n) << 32n === MAPPED) {
    return { family: 4, value: Number(address.value & 0xffffffffn) };
  }
  return address;
}

/** `address/bits`; undefined without a mask: mihomo refuses a bare address. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const length = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const bits = Number(length);
  return address && bits <= (address.family === 4 ? 32 : 128) ? { address, bits } : undefined;
}

/** The first `bits` bits of an address, the rest zero: equal for all addresses of one prefix. */
export function network(address: Address, bits: number): number | bigint {
  if (address.family === 6) return (address.value >> BigInt(128 - bits)) << BigInt(128 - bits);
  const size = 2 ** (32 - bits);
  return Math.floor(address.value / size) * size;
}

/** Does `outer` contain every address of `inner`? */
export function contains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.address.family === inner.address.family &&
    outer.bits <= inner.bits &&
    network(outer.address, outer.bits) === network(inner.address, outer.bits)
  );
}

const prefixes = (texts: readonly string[]): readonly Prefix[] => texts.map((text) => parsePrefix(text)!);

/** IANA's special-purpose registries: no public host lives here. (198.18.0.0/15 is also mihomo's fake-ip range.) */
const RESERVED = lazy(() =>
  prefixes([
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
    ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
    ...['::/127', '::ffff:0:0/96', '100::/64', '2001:db8::/32', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  ]),
);

/** Private, loopback, link-local, multicast, documentation: nothing of it is a public host. */
export function isReserved(prefix: Prefix): boolean {
  return RESERVED().some((range) => contains(range, prefix));
}

const LAN = lazy(() =>
  prefixes([
    ...['0.0.0.0/32', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/4'],
    ...['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
  ]),
);

/** What `GEOIP,LAN` matches: private, unspecified, loopback, multicast, link-local (`rules/common/geoip.go`). */
export function isLan(address: Address): boolean {
  const whole = { address, bits: address.family === 4 ? 32 : 128 };
  return LAN().some((range) => contains(range, whole));
}

/** Prefixes with the index of the first rule that names each. */
export interface IpTable {
  readonly add: (prefix: Prefix, index: number) => void;
  /** The lowest index of a prefix that contains all of `prefix`; Infinity when none does. */
  readonly covering: (prefix: Prefix) => number;
  /** The lowest index of a prefix that contains the address; Infinity when none does. */
  readonly first: (address: Address) => number;
}

/** One hash table for each prefix length in use, so a question costs at most 33 or 129 look-ups however long the list. */
export function ipTable(): IpTable {
  const families = {
    4: new Map<number, Map<number | bigint, number>>(),
    6: new Map<number, Map<number | bigint, number>>(),
  };
  const covering = ({ address, bits }: Prefix): number => {
    let lowest = Number.POSITIVE_INFINITY;
    for (const [length, table] of families[address.family]) {
      if (length > bits) continue;
      const index = table.get(network(address, length));
      if (index !== undefined && index < lowest) lowest = index;
    }
    return lowest;
  };
  return {
    add({ address, bits }, index) {
      const lengths = families[address.family];
      let table = lengths.get(bits);
      if (!table) lengths.set(bits, (table = new Map()));
      const key = network(address, bits);
      const known = table.get(key);
      if (known === undefined || index < known) table.set(key, index);
    },
    covering,
    first: (address) => covering({ address, bits: address.family === 4 ? 32 : 128 }),
  };
}
