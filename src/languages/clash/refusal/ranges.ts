/** Numbers and ranges as mihomo reads them (`common/utils/ranges.go`): `80/443/8000-9000`, parted by `/` or `,`. */

const MOST_PARTS = 28;

/** A list of ranges in one text; empty and `*` are everything. */
export function isRanges(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*') return true;
  const parts = trimmed.replaceAll(',', '/').split('/');
  return parts.length <= MOST_PARTS && parts.every((part) => part === '' || isRange(part));
}

/** One number, or two with a dash between. */
export function isRange(text: string): boolean {
  const bounds = text.trim().replace(/^\[/, '').replace(/\]$/, '').split('-');
  return bounds.length <= 2 && bounds.every((bound) => /^\d+$/.test(bound.trim()));
}
