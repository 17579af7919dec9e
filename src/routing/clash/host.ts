/**
 * Host names as rules compare them: lower case, without a final dot, in ASCII. mihomo itself compares what the client
 * sent; clients send ASCII, so a name a person types is brought to that form first.
 */
import { punycode } from '../url/idna.ts';
import { type Address, parseAddress, unmap } from './address.ts';

const NOT_ASCII = /[^\u0000-\u007f]/;

/** Each label with a character beyond ASCII in its `xn--` form; nothing else is folded (Go's `idna.ToASCII`). */
export function toAscii(host: string): string {
  if (!NOT_ASCII.test(host)) return host;
  const label = (text: string): string => (NOT_ASCII.test(text) && text.length < 64 ? `xn--${punycode(text)}` : text);
  return host.split('.').map(label).join('.');
}

/**
 * A host as a person or a URL gives it → as the connection carries it: lower case, compatibility forms and ideographic
 * full stops folded (as browsers do), ASCII, no brackets around IPv6, one trailing dot gone.
 */
export function normalizeHost(host: string): string {
  let name = host.trim();
  if (name.startsWith('[') && name.endsWith(']')) name = name.slice(1, -1);
  if (NOT_ASCII.test(name)) name = toAscii(name.normalize('NFKC').replaceAll('。', '.').toLowerCase());
  name = name.toLowerCase();
  return name.endsWith('.') && name.length > 1 ? name.slice(0, -1) : name;
}

/** The address when the host is one. */
export function hostAddress(host: string): Address | undefined {
  const address = parseAddress(host);
  return address && unmap(address);
}
