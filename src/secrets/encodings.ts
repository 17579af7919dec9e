/**
 * The other forms in which a secret may be printed: percent-encoded, base64, escaped for JSON, XML or a shell. Pure string
 * work.
 */

/** Every escaped form that differs from its secret contains one of these. */
export const ESCAPE = /[%\\&]/;

/**
 * Every form of `secret` that output is searched for, the secret itself first. Base64 forms leave out the characters that
 * depend on their neighbours. `isEscaped`: also the forms of which a text without `ESCAPE` contains none.
 */
export function encodings(secret: string, isEscaped = true): string[] {
  const forms = new Set([secret]);
  const decoded = percentDecode(secret);
  for (const text of decoded === secret ? [secret] : [secret, decoded]) {
    forms.add(text);
    if (isEscaped && !/^[\w.~-]*$/.test(text)) for (const form of escaped(text)) forms.add(form);
    for (const core of base64Cores(text)) forms.add(core).add(core.replace(/\+/g, '-').replace(/\//g, '_'));
  }
  forms.delete('');
  return [...forms];
}

/** How percent-encoders, JSON, XML and shells write text that contains more than plain characters. */
function* escaped(text: string): Generator<string> {
  for (const keep of Object.values(UNRESERVED)) {
    const percent = percentEncode(text, keep);
    yield percent;
    yield percent.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  }
  yield JSON.stringify(text).slice(1, -1);
  yield asciiJson(text);
  yield text.replace(/\\/g, '\\\\').replace(/(["$`])/g, '\\$1');
  yield text.replace(/'/g, "'\\''");
  yield xml(text);
  yield xml(text)
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'");
  yield xml(text).replace(/&apos;/g, '&#39;');
}

/** The UTF-8 bytes of a string; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const c = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return bytes;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding (RFC 4648, 4). */
export function base64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const length = Math.min(3, bytes.length - i) + 1;
    for (let k = 0; k < 4; k++) text += k < length ? ALPHABET[(word >> (18 - 6 * k)) & 63] : '=';
  }
  return text;
}

/** What encoders leave as it is: RFC 3986, JavaScript's `encodeURIComponent`, form data, and the strictest. */
const UNRESERVED = {
  rfc3986: /[A-Za-z0-9\-._~]/,
  component: /[A-Za-z0-9\-._~!*'()]/,
  form: /[A-Za-z0-9\-._*]/,
  strict: /[A-Za-z0-9]/,
};

/** Percent-encodes the UTF-8 bytes of all but the characters in `keep`. */
export function percentEncode(text: string, keep: RegExp = UNRESERVED.rfc3986): string {
  let encoded = '';
  for (const byte of utf8(text)) {
    const character = String.fromCharCode(byte);
    encoded += byte < 0x80 && keep.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** What the bytes of a secret become inside longer base64 at each of the three alignments, edge characters left out. */
function base64Cores(text: string): string[] {
  const bytes = utf8(text);
  if (bytes.length < 6) return [];
  const cores: string[] = [];
  for (let shift = 0; shift < 3; shift++) {
    const padded = [...new Array<number>(shift).fill(0), ...bytes];
    const whole = padded.length - (padded.length % 3);
    cores.push(base64(padded.slice(0, whole)).slice(shift === 0 ? 0 : 4));
  }
  return cores.filter((core) => core.length >= 8);
}

function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    return text;
  }
}

function asciiJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function xml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;');
}
