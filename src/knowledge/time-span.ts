/** Durations and booleans as systemd and Go read them (systemd: src/basic/time-util.c, parse-util.c; Go: time.ParseDuration). */
import { trimEnd } from '../text.ts';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

/** Microseconds in each unit of systemd. Case matters (`M` is a month, `m` a minute) and there are no other plurals. */
const UNITS: ReadonlyMap<string, number> = new Map<string, number>([
  ...unit(1, 'usec us µs μs'),
  ...unit(1_000, 'msec ms'),
  ...unit(SECOND, 'seconds second sec s'),
  ...unit(60 * SECOND, 'minutes minute min m'),
  ...unit(3_600 * SECOND, 'hours hour hr h'),
  ...unit(DAY, 'days day d'),
  ...unit(7 * DAY, 'weeks week w'),
  ...unit(2_629_800 * SECOND, 'months month M'),
  ...unit(31_557_600 * SECOND, 'years year y'),
]);

function unit(length: number, names: string): [string, number][] {
  return names.split(' ').map((name) => [name, length]);
}

/** Longer spans than systemd's 64 bits of microseconds are errors. */
const LONGEST_MICROSECONDS = 2 ** 64 - 1;

/**
 * A systemd time span in microseconds: numbers with units, one after another; a bare number counts `bare` microseconds
 * (a second). `infinity` is infinite. undefined: systemd refuses it (`30secs`, `1,5s`, `-1`, nothing).
 */
export function parseTimeSpan(text: string, bare = SECOND): number | undefined {
  const span = trimEnd(text, ' \t\r\n').replace(/^[ \t\r\n]+/, '');
  if (span === 'infinity') return Number.POSITIVE_INFINITY;
  const part = /[ \t\r\n]*(?:\+(?=\d))?(\d*)(?:\.(\d+))?[ \t\r\n]*([a-zA-Zµμ]*)/y;
  let total = 0;
  while (part.lastIndex < span.length) {
    const from = part.lastIndex;
    const match = part.exec(span);
    if (!match || (match[1] === '' && match[2] === undefined)) return undefined;
    const length = match[3] === '' ? bare : UNITS.get(match[3]!);
    const isJoined = match[3] === '' && /[.+]/.test(span[part.lastIndex] ?? '') && !/\s$/.test(match[0]);
    if (length === undefined || isJoined || part.lastIndex === from) return undefined;
    if (Number(match[1]) >= Math.floor(LONGEST_MICROSECONDS / length)) return undefined;
    total += Number(match[1]) * length + fraction(match[2] ?? '', length);
    if (total >= LONGEST_MICROSECONDS) return undefined;
  }
  return span === '' ? undefined : total;
}

/** A systemd time span in seconds; undefined: systemd refuses it. */
export function parseSeconds(text: string): number | undefined {
  const span = parseTimeSpan(text);
  return span === undefined ? undefined : span / SECOND;
}

/** Each digit after the point counts a tenth of the one before, in whole microseconds. */
function fraction(digits: string, length: number): number {
  let total = 0;
  let worth = Math.trunc(length / 10);
  for (const digit of digits) {
    total += Number(digit) * worth;
    worth = Math.trunc(worth / 10);
    if (worth === 0) break;
  }
  return total;
}

const GO_UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 0.001],
  ['us', 1],
  ['µs', 1],
  ['μs', 1],
  ['ms', 1_000],
  ['s', SECOND],
  ['m', 60 * SECOND],
  ['h', 3_600 * SECOND],
]);

/** A Go duration (`1h15m30.5s`, `-1.5h`, `0`) in microseconds; undefined: `time.ParseDuration` refuses it. */
export function parseGoDuration(text: string): number | undefined {
  const unsigned = text.replace(/^[+-]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  if (unsigned === '0') return 0;
  const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
  let total = 0;
  while (part.lastIndex < unsigned.length) {
    const match = part.exec(unsigned);
    if (!match) return undefined;
    total += Number(match[1]) * GO_UNITS.get(match[2]!)!;
  }
  return unsigned === '' ? undefined : sign * total;
}

/** A systemd boolean, in any case: `1 yes y true t on`, `0 no n false f off`; undefined for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['1', 'yes', 'y', 'true', 't', 'on'].includes(word)) return true;
  return ['0', 'no', 'n', 'false', 'f', 'off'].includes(word) ? false : undefined;
}
