/**
 * Host names as rules compare them: lower case, without a final dot, in ASCII. mihomo itself compares what the client
 * sent; clients send ASCII, so a name a person types is brought to that form first.
 */
import { type Address, parseAddress, unmap } from './address.ts';

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;

/** Punycode of one label (RFC 3492), without the `xn--`. Undefined past 63 characters: no such label exists. */
function punycode(label: string): string | undefined {
  const points = Array.from(label, (character) => character.codePointAt(0)!);
  let output = points
    .filter((point) => point < 128)
    .map((point) => String.fromCharCode(point))
    .join('');
  let handled = output.length;
  const basic = handled;
  if (basic > 0) output += '-';
  let n = 128;
  let delta = 0;
  let bias = 72;
  while (handled < points.length) {
    if (output.length > 63) return undefined;
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta++;
      if (point !== n) continue;
      output += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

function variableLength(delta: number, bias: number): string {
  let output = '';
  let q = delta;
  for (let k = BASE; ; k += BASE) {
    const t = Math.max(T_MIN, Math.min(T_MAX, k - bias));
    const digit = q < t ? q : t + ((q - t) % (BASE - t));
    output += String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
    if (q < t) return output;
    q = Math.floor((q - t) / (BASE - t));
  }
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / count);
  let k = 0;
  while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
    rest = Math.floor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + 38));
}

/** Each label with a character beyond ASCII in its `xn--` form; labels too long to be one stay as they are. */
export function toAscii(host: string): string {
  if (!/[^\u0000-\u007f]/.test(host)) return host;
  return host
    .split('.')
    .map((label) => {
      if (!/[^\u0000-\u007f]/.test(label) || label.length > 63) return label;
      const code = punycode(label);
      return code === undefined ? label : `xn--${code}`;
    })
    .join('.');
}

/**
 * A host as a person or a URL gives it → as the connection carries it: lower case, compatibility forms and ideographic
 * full stops folded (as browsers do), ASCII, no brackets around IPv6, one trailing dot gone.
 */
export function normalizeHost(host: string): string {
  let name = host.trim();
  if (name.startsWith('[') && name.endsWith(']')) name = name.slice(1, -1);
  name = toAscii(
    /[^\u0000-\u007f]/.test(name) ? name.normalize('NFKC').replace(/。/g, '.').toLowerCase() : name,
  ).toLowerCase();
  return name.endsWith('.') && name.length > 1 ? name.slice(0, -1) : name;
}

/** The address when the host is one. */
export function hostAddress(host: string): Address | undefined {
  const address = parseAddress(host);
  return address && unmap(address);
}

/** The host and everything after each of its dots: what a suffix rule could name. */
export function* suffixes(host: string): Iterable<string> {
  yield host;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) yield host.slice(dot + 1);
}
