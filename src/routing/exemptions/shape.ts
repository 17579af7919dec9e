/**
 * Which entries of an exemption list are alike to every client: names that differ in nothing but their ordinary labels, and
 * addresses that differ in nothing but ordinary numbers. What one of them means to a client, all of them do.
 */
import { formatIp } from '../url/ip.ts';
import { plainEntries } from './plain.ts';

/** Names that some client treats in a way of its own, and `www`, which is what questions put before a name. */
const OWN = new Set('localhost local localdomain internal lan home arpa invalid http https www xn'.split(' '));

/** A label in small letters that begins with one, and is far from the longest that there can be. */
const isOrdinaryLabel = (text: string): boolean =>
  /^[a-z][a-z0-9]{0,19}(?:-[a-z0-9]{1,20}){0,2}$/.test(text) && !OWN.has(text);

/** No host name is longer (RFC 1035); what is, is judged by itself. */
const LONGEST_HOST_CHARACTERS = 253;

/**
 * The shape of an entry, the same for all that are alike; the entry itself where it is like no other. Colons make no
 * address of version 6 here: where there are several, nothing is taken for a label.
 */
export function shapeOf(entry: string): string {
  if (entry.length > LONGEST_HOST_CHARACTERS || entry.split(':').length > 2) return entry;
  return (
    addressShape(entry) ??
    entry.replace(/[\w%-]+(?!:\/\/)(?![\w%-])/g, (label) => (isOrdinaryLabel(label) ? 'a' : label))
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
