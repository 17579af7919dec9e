/** Base64 as Go's `encoding/base64` reads it: line breaks are skipped, bits left over are not looked at. */

/** The number of bytes a text stands for; undefined: `StdEncoding` (padded) or `RawURLEncoding` (never padded) refuses it. */
export function base64Length(text: string, encoding: 'standard' | 'url' = 'standard'): number | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (encoding === 'url') {
    return /^[\w-]*$/.test(plain) && plain.length % 4 !== 1 ? Math.floor((plain.length * 3) / 4) : undefined;
  }
  if (plain.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(plain)) return undefined;
  const padding = plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0;
  return (plain.length / 4) * 3 - padding;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The first bytes of a text in padded base64; fewer where it is shorter or no base64. */
export function base64Start(text: string, count: number): readonly number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.replace(/[\r\n]/g, '')) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0 || bytes.length >= count) break;
    bits = (bits << 6) | digit;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
    bits &= (1 << held) - 1;
  }
  return bytes;
}
