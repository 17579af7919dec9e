/** Port lists of DST-PORT, SRC-PORT and IN-PORT (`common/utils/range.go`). */

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * `80/443/8000-9000` → ranges; undefined where mihomo refuses the payload. A number above 65535 loses its high bits
 * as it does there, a reversed range is turned round, more than 28 ranges are refused.
 */
export function parsePorts(payload: string): readonly Range[] | undefined {
  const trimmed = payload.trim();
  const parts = trimmed.split(/[/,]/);
  if (parts.length > 28 || trimmed === '' || trimmed === '*') return undefined;
  const ranges: Range[] = [];
  for (const part of parts) {
    if (part === '') continue;
    const match = /^[[\] ]*(\d{1,19})[[\] ]*(?:-[[\] ]*(\d{1,19})[[\] ]*)?$/.exec(part);
    if (!match) return undefined;
    const a = Number(BigInt(match[1]!) & 0xffffn);
    const b = match[2] === undefined ? a : Number(BigInt(match[2]) & 0xffffn);
    ranges.push({ from: Math.min(a, b), to: Math.max(a, b) });
  }
  return ranges;
}

/** Is the port in one of the ranges? An empty list (`/`) holds every port. */
export function portIn(ranges: readonly Range[], port: number): boolean {
  return ranges.length === 0 || ranges.some(({ from, to }) => from <= port && port <= to);
}
