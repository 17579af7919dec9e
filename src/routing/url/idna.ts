/** Domain names to ASCII and back, as far as URL parsers need it: case folding, full-width forms, punycode (RFC 3492). */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;

function adapt(delta: number, count: number, first: boolean): number {
  let left = first ? Math.floor(delta / DAMP) : delta >> 1;
  left += Math.floor(left / count);
  let k = 0;
  while (left > ((BASE - T_MIN) * T_MAX) >> 1) {
    left = Math.floor(left / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * left) / (left + SKEW));
}

function digit(value: number): string {
  return String.fromCharCode(value < 26 ? value + 97 : value + 22);
}

/** A delta as variable-length digits. */
function encodeDelta(delta: number, bias: number): string {
  let text = '';
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
    if (rest < threshold) return text + digit(rest);
    text += digit(threshold + ((rest - threshold) % (BASE - threshold)));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

/** One label in punycode without its `xn--`. Labels over 63 characters are no one's: they come back as they are. */
export function punycode(label: string): string {
  const points = [...label].map((character) => character.codePointAt(0) ?? 0);
  if (points.length > 63) return label;
  const basic = points.filter((point) => point < 128);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let n = 128;
  let delta = 0;
  let bias = 72;
  let handled = basic.length;
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta++;
      if (point !== n) continue;
      output += encodeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

/** A whole name in ASCII: compatibility forms folded (`ｅｘ`, `。`), lower case, non-ASCII labels as `xn--`. */
export function toAscii(name: string): string {
  const folded = name.normalize('NFKC').replaceAll('。', '.').toLowerCase().normalize('NFC');
  return folded
    .split('.')
    .map((label) => (/[^\0-\x7f]/.test(label) ? `xn--${punycode(label)}` : label))
    .join('.');
}

/** One punycode label decoded; undefined when it is none. */
function decodeLabel(label: string): string | undefined {
  const dash = label.lastIndexOf('-');
  const points = [...label.slice(0, Math.max(0, dash))].map((character) => character.charCodeAt(0));
  let n = 128;
  let bias = 72;
  let position = 0;
  for (let at = dash + 1; at < label.length; ) {
    const before = position;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const code = label.charCodeAt(at++);
      const value = code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? code - 22 : Number.NaN;
      if (Number.isNaN(value)) return undefined;
      position += value * weight;
      const threshold = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
      if (value < threshold) break;
      weight *= BASE - threshold;
    }
    const count = points.length + 1;
    bias = adapt(position - before, count, before === 0);
    n += Math.floor(position / count);
    position %= count;
    if (n > 0x10ffff) return undefined;
    points.splice(position++, 0, n);
  }
  return String.fromCodePoint(...points);
}

/** A name with its `xn--` labels decoded; labels that don't decode, or are too long for one, stay. */
export function toUnicode(name: string): string {
  return name
    .toLowerCase()
    .split('.')
    .map((label) => (label.startsWith('xn--') && label.length <= 63 ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.');
}
