/**
 * Which entries of an exemption list every client treats alike: names that differ only in ordinary labels, and addresses that
 * differ only in ordinary numbers. A client's answer for one of them is its answer for all.
 */
import { formatIp } from '../url/ip.ts';
import { plainEntries } from './plain.ts';

/** Names that some client treats specially, and `www`, which the test targets put before a name. */
const OWN = new Set('localhost local localdomain internal lan home arpa invalid http https www xn'.split(' '));

/** A label in small letters that begins with one, and is far from the longest that there can be. */
const isOrdinaryLabel = (text: string): boolean =>
  /^[a-z][a-z0-9]{0,19}(?:-[a-z0-9]{1,20}){0,2}$/.test(text) && !OWN.has(text);

/** No host name is longer (RFC 1035); what is, is judged by itself. */
const LONGEST_HOST_CHARACTERS = 253;

/**
 * The shape of an entry, equal for all entries that are alike; the entry itself if it is like no other. Entries with several
 * colons are never grouped, because they may be IPv6 addresses.
 */
export function shapeOf(entry: string): string {
  if (entry.length > LONGEST_HOST_CHARACTERS || entry.split(':').length > 2) return entry;
  return (
    addressShape(entry) ??
    entry.replace(/[\w%-]+/g, (label, at: number) => {
      const isScheme = entry.startsWith('://', at + label.length);
      return !isScheme && isOrdinaryLabel(label) ? 'a' : label;
    })
  );
}

/** Ranges and beginnings of addresses of version 4, in their usual spelling. */
function addressShape(entry: string): string | undefined {
  if (!/^\d[\d./*]*$/.test(entry)) return undefined;
  const [plain, more] = plainEntries(entry);
  if (!plain || more) return undefined;
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
