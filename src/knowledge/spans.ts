/** Spans of time as supervisors write them. */

/** Seconds in each unit of systemd's time spans; case matters (`M` is months, `m` minutes). Source: systemd.time(7). */
const UNITS: Readonly<Record<string, number>> = {
  us: 1e-6, usec: 1e-6, µs: 1e-6, ms: 1e-3, msec: 1e-3, s: 1, sec: 1, second: 1, seconds: 1, m: 60, min: 60, minute: 60,
  minutes: 60, h: 3600, hr: 3600, hour: 3600, hours: 3600, d: 86400, day: 86400, days: 86400, w: 604800, week: 604800,
  weeks: 604800, M: 2629800, month: 2629800, months: 2629800, y: 31557600, year: 31557600, years: 31557600,
};

/** A systemd time span in seconds: a bare number is seconds, `infinity` is infinite. undefined: not a span. */
export function parseSeconds(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === 'infinity') return Number.POSITIVE_INFINITY;
  if (trimmed === '' || trimmed.length > 200) return undefined;
  let rest = trimmed;
  let seconds = 0;
  while (rest !== '') {
    const match = /^(\d+(?:\.\d*)?|\.\d+)[ \t]*([A-Za-zµ]*)[ \t]*/.exec(rest);
    if (!match) return undefined;
    const unit = match[2] === '' ? 1 : UNITS[match[2] ?? ''];
    if (unit === undefined) return undefined;
    seconds += Number(match[1]) * unit;
    rest = rest.slice(match[0].length);
  }
  return seconds;
}
