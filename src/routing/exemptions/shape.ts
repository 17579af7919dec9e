/**
 * Which entries of an exemption list every client treats alike: names that differ only in ordinary labels, and addresses that
 * differ only in ordinary numbers. A client's answer for one of them is its answer for all.
 */
import { formatIp, ipKind, parseIp, parsePrefix, unmapped, width } from '../url/ip.ts';
import { plainEntries } from './plain.ts';

/** Names that some client treats specially, and `www`, which the test targets put before a name. */
const OWN = new Set('localhost local localdomain internal lan home arpa invalid http https www xn'.split(' '));

/** A part of a name in small letters and digits, far from the longest that there can be. */
const isOrdinaryLabel = (text: string): boolean =>
  text.length <= 50 && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text) && !OWN.has(text);

/** No host name is longer (RFC 1035); what is, is judged by itself. */
const LONGEST_HOST_CHARACTERS = 253;
/** Whatever ends with a label that begins with a letter is a name, though labels before it be numbers. */
const ENDS_AS_NAME = /(?:^|\.)[a-z][a-z0-9-]*\.?(?::\d+)?\/?$/;

/**
 * The shape of an entry, equal for all entries that are alike; the entry itself if it is like no other. Entries with several
 * colons are grouped only as addresses of version 6 in their usual spelling.
 */
export function shapeOf(entry: string): string {
  if (entry.length > LONGEST_HOST_CHARACTERS) return entry;
  if (entry.split(':').length > 2) return sixShape(entry) ?? entry;
  return addressShape(entry) ?? nameShape(entry);
}

function nameShape(entry: string): string {
  const isName = ENDS_AS_NAME.test(entry);
  const shape = entry.replace(/[a-z0-9%-]+/gi, (label, at: number) => {
    const isScheme = entry.startsWith('://', at + label.length);
    const isPort = entry[at - 1] === ':';
    return !isScheme && !isPort && isOrdinaryLabel(isName ? label.replace(/^\d+/, 'a') : label) ? 'a' : label;
  });
  return shape.replace(/:(\d+)$/, (port, digits: string) => (isOrdinaryPort(digits) ? ':7' : port));
}

/** Above those of systems, and none that is the default of a scheme or that programs take for a proxy's. */
const isOrdinaryPort = (digits: string): boolean =>
  /^[1-9]\d{3,4}$/.test(digits) && Number(digits) > 10_000 && Number(digits) < 65_000;

/** An address or a range of version 6, in brackets or not, as programs print it. */
function sixShape(entry: string): string | undefined {
  const plain = entry.replace(/^\[(.*)\](?=\/|$)/, '$1');
  const prefix = parsePrefix(plain);
  const ip = prefix?.ip ?? parseIp(plain);
  if (ip?.family !== 6 || plain !== formatIp(ip) + (prefix ? `/${prefix.bits}` : '')) return undefined;
  const kind = ipKind(ip);
  if (kind === 'loopback' || kind === 'unspecified' || unmapped(ip) !== ip) return undefined;
  const bits = prefix?.bits ?? width(ip);
  const isBase = ip.words.every(
    (word, index) => (word & (0xffff >> Math.min(Math.max(bits - 16 * index, 0), 16))) === 0,
  );
  return `${entry.startsWith('[') ? '[' : ''}${kind}/${bits} ${prefix !== undefined} ${isBase}`;
}

/** Ranges and beginnings of addresses of version 4, in their usual spelling. */
function addressShape(entry: string): string | undefined {
  if (!/^\d[\d./*-]*$/.test(entry)) return undefined;
  const [plain, more] = plainEntries(entry);
  if (!plain || more) return undefined;
  if (plain.range) return entry === plain.range.map(formatIp).join('-') ? `${entry.split('.', 1)[0]}-` : undefined;
  const [first = '', ...others] = (plain.octets ?? '').split('.');
  if (plain.octets !== undefined && isOrdinary(first) && others.every((one) => one === '' || isOrdinary(one)))
    return entry.replace(plain.octets, `${first}.${others.map((one) => (one === '' ? '' : '7')).join('.')}`);
  const { kind, prefix } = plain;
  if (kind !== 'cidr' || prefix?.ip.family !== 4 || entry !== `${formatIp(prefix.ip)}/${prefix.bits}`) return undefined;
  const [high = 0, low = 0] = prefix.ip.words;
  const isBase = (high * 2 ** 16 + low) % 2 ** (32 - prefix.bits) === 0;
  return `${entry.split('.', 1)[0]}/${prefix.bits} ${isBase}`;
}

/** No leading zero, and neither the first nor the last of its range. */
const isOrdinary = (octet: string): boolean => /^[1-9]\d{0,2}$/.test(octet) && Number(octet) < 255;
