/** Patterns of ssh: `*`, `?`, and `!` for what must not fit (ssh_config(5), PATTERNS; OpenSSH match.c). */

/** `*` and `?`, without regular expressions: one pass with one step back. */
export function fits(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t]) && pattern[p] !== '*') {
      p++;
      t++;
    } else if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** A list: at least one pattern fits, and no negated one does. */
export function listFits(patterns: readonly string[], text: string): boolean {
  const holds = (pattern: string): boolean => fits(pattern, text);
  const negated = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return patterns.some((one) => !one.startsWith('!') && holds(one)) && !negated.some(holds);
}

/** Names of hosts are compared without regard to case in `Match`, but not in `Host`. */
export const hostListFits = (list: string, host: string): boolean =>
  listFits(list.toLowerCase().split(','), host.toLowerCase());
