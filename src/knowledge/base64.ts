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
