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

/** Is the port in one of the ranges? An empty list (`/`) contains every port. */
export function portIn(ranges: readonly Range[], port: number): boolean {
  return ranges.length === 0 || ranges.some(({ from, to }) => from <= port && port <= to);
}

/** Sorted ranges, joined where they meet. */
export function merged(ranges: readonly Range[]): readonly Range[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** The first rule for each port. Each port is taken once, so that wide ranges again and again cost nothing. */
export function firstByPort(
  rules: readonly { readonly index: number; readonly ranges: readonly Range[] }[],
): Map<number, number> {
  const first = new Map<number, number>();
  const next = new Map<number, number>();
  const free = (port: number): number => {
    let at = port;
    while (next.has(at)) at = next.get(at)!;
    for (let walk = port; walk !== at; ) {
      const after = next.get(walk)!;
      next.set(walk, at);
      walk = after;
    }
    return at;
  };
  for (const { index, ranges } of rules) {
    for (const { from, to } of ranges) {
      for (let port = free(from); port <= to; port = free(port)) {
        first.set(port, index);
        next.set(port, port + 1);
      }
    }
  }
  return first;
}
