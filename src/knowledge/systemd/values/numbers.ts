/** Numbers, sizes, percentages, modes, limits and spans (src/basic/parse-util.c, percent-util.c, rlimit-util.c of systemd 252). */
import { parseBoolean, parseTimeSpan } from '../../time-span.ts';
import { type Check, type Fault, ignored, refused } from './fault.ts';
import { cutWords } from './words.ts';

const U32 = 4_294_967_295n;
const U64 = 18_446_744_073_709_551_615n;

/** A whole number as safe_atoi() and safe_atou() read it: decimal, `0x…`, `0o…`, `0b…`, octal after a zero. */
export function parseNumber(text: string): bigint | undefined {
  const match = /^\s*([+-]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/.exec(text);
  if (!match) return undefined;
  const digits = match[2]!;
  const isOctal = /^0\d+$/.test(digits);
  if (isOctal && /[89]/.test(digits)) return undefined;
  const amount = BigInt(isOctal ? `0o${digits.slice(1)}` : digits.toLowerCase());
  // A sign before `0b` and `0o` is not looked past.
  if (match[1] !== '' && /^0[bBoO]/.test(digits)) return undefined;
  return match[1] === '-' ? -amount : amount;
}

/** A whole number within these bounds. */
export function inRange(text: string, least: bigint, most: bigint): boolean {
  const amount = parseNumber(text);
  return amount !== undefined && amount >= least && amount <= most;
}

/** Ranges of the keys that have one; `empty`: nothing resets it. */
const RANGES: Readonly<Record<string, { readonly range: readonly [number, number]; readonly empty: boolean }>> = {
  Nice: { range: [-20, 19], empty: true },
  OOMScoreAdjust: { range: [-1000, 1000], empty: true },
  IOSchedulingPriority: { range: [0, 7], empty: true },
  CPUSchedulingPriority: { range: [0, 99], empty: false },
  IOWeight: { range: [1, 10_000], empty: true },
  StartupIOWeight: { range: [1, 10_000], empty: true },
  BlockIOWeight: { range: [10, 1000], empty: true },
  StartupBlockIOWeight: { range: [10, 1000], empty: true },
  CPUShares: { range: [2, 262_144], empty: true },
  StartupCPUShares: { range: [2, 262_144], empty: true },
  FailureActionExitStatus: { range: [0, 255], empty: true },
  SuccessActionExitStatus: { range: [0, 255], empty: true },
  Priority: { range: [-1, 32_767], empty: true },
};

/** A number whose range belongs to its key. */
export const number: Check = (text, key) => {
  const row = RANGES[key];
  if (!row || (row.empty && text === '')) return undefined;
  const [least, most] = row.range;
  return inRange(text, BigInt(least), BigInt(most)) ? undefined : ignored('number', { range: row.range });
};

export const integer: Check = (text, key) => {
  const [least, most] = key.startsWith('MessageQueue')
    ? [-(2n ** 63n), 2n ** 63n - 1n]
    : [-2_147_483_648n, 2_147_483_647n];
  return inRange(text, least, most) ? undefined : ignored('number');
};

export const unsigned: Check = (text) =>
  inRange(text, 0n, U32) ? undefined : ignored('number', { range: [0, Number(U32)] });

export const optionalUnsigned: Check = (text, key) => (text === '' ? undefined : unsigned(text, key));

export const boolean: Check = (text) => (parseBoolean(text) === undefined ? ignored('boolean') : undefined);

export const fatalBoolean: Check = (text) => (parseBoolean(text) === undefined ? refused('boolean') : undefined);

export const tristate: Check = (text, key) => (text === '' ? undefined : boolean(text, key));

export const seconds: Check = (text) => (parseTimeSpan(text) === undefined ? ignored('span') : undefined);

export const optionalSeconds: Check = (text, key) => (text === '' ? undefined : seconds(text, key));

const NANO_UNITS =
  /^(?:seconds?|sec|s|minutes?|min|months?|M|msec|ms|m|hours?|hr|h|days?|d|weeks?|w|years?|y|usec|us|µs|μs|nsec|ns)?$/;

/** parse_nsec(): as spans, `ns` beside them, and a bare number counts nanoseconds. */
export const nanoseconds: Check = (text) => {
  if (text === 'infinity') return undefined;
  const parts = [...text.matchAll(/\s*\+?(\d+(?:\.\d+)?|\.\d+)\s*([a-zA-Zµμ]*)/gy)];
  const read = parts.map(([part]) => part).join('');
  const isSpan = parts.length > 0 && read === text && parts.every(([, , unit]) => NANO_UNITS.test(unit ?? ''));
  return isSpan ? undefined : ignored('span');
};

/** parse_mode(): octal, at most 7777. */
export const mode: Check = (text) => (/^0*[0-7]{1,4}$/.test(text) ? undefined : ignored('mode'));

const SIZE_UNITS = ['E', 'P', 'T', 'G', 'M', 'K', 'B', ''];

/** parse_size(): `1.5G`, `1G 500M`; units may only become smaller. Answers whole bytes; `base` is 1000 or 1024. */
export function parseSize(text: string, base: 1000 | 1024): bigint | undefined {
  const part = /\s*\+?(\d+)(?:\.(\d*))?\s*/y;
  let first = 0;
  let total = 0n;
  do {
    const match = part.exec(text);
    if (!match) return undefined;
    const rest = text.slice(part.lastIndex);
    const unit = SIZE_UNITS.findIndex((name, index) => index >= first && rest.startsWith(name));
    if (unit < 0) return undefined;
    const factor = BigInt(base) ** BigInt(Math.max(0, 6 - unit));
    total += BigInt(match[1]!) * factor;
    if (match[2]) total += BigInt(Math.trunc(Number(`0.${match[2]}`) * Number(factor)));
    if (total > U64) return undefined;
    first = unit + 1;
    part.lastIndex += SIZE_UNITS[unit]!.length;
  } while (part.lastIndex < text.length);
  return total;
}

export const size: Check = (text) => (parseSize(text, 1024) === undefined ? ignored('size') : undefined);

/** `50%`, `12.34%`, `5.1‰`, `5‱` in parts of ten thousand. */
function parsePermyriad(text: string): number | undefined {
  const match = /^([+-]?\w+?)(?:\.(\d{1,2}))?(%|‰|‱)$/.exec(text);
  const whole = match ? parseNumber(match[1]!) : undefined;
  if (!match || whole === undefined || whole < 0n) return undefined;
  const places = match[3] === '%' ? 2 : match[3] === '‰' ? 1 : 0;
  const fraction = match[2] ?? '';
  if (fraction.length > places) return undefined;
  const amount = Number(whole) * 10 ** places + Number(fraction.padEnd(places, '0') || '0');
  return amount <= 2_147_483_647 ? amount : undefined;
}

const isShare = (text: string): boolean => {
  const share = parsePermyriad(text);
  return share !== undefined && share <= 10_000;
};

/** Keys for which no memory at all is a limit. */
const MAY_BE_ZERO = /^(?:Default|Startup)*Memory(?:SwapMax|ZSwapMax|Low|Min)$/;

export const memory: Check = (text, key) => {
  if (text === '' || text === 'infinity') return undefined;
  const share = parsePermyriad(text);
  const bytes = share !== undefined && share <= 10_000 ? BigInt(share) : parseSize(text, 1024);
  if (bytes === undefined || bytes >= U64 || (bytes === 0n && !MAY_BE_ZERO.test(key))) return ignored('size');
  return undefined;
};

export const tasks: Check = (text) => {
  if (text === '' || text === 'infinity' || isShare(text)) return undefined;
  return inRange(text, 1n, U64 - 1n) ? undefined : ignored('number', { range: [1, Number.POSITIVE_INFINITY] });
};

export const cpuQuota: Check = (text) =>
  text === '' || (parsePermyriad(text) ?? 0) > 0 ? undefined : ignored('percent');

export const pressureLimit: Check = (text) => (text === '' || isShare(text) ? undefined : ignored('percent'));

export const cpuWeight: Check = (text) =>
  text === '' || text === 'idle' || inRange(text, 1n, 10_000n) ? undefined : ignored('number', { range: [1, 10_000] });

type ReadLimit = (text: string) => number | bigint | undefined;

/** `infinity` is a limit, too; only of niceness it is none. */
function orInfinity(read: ReadLimit): ReadLimit {
  return (text) => (text === 'infinity' ? Number.POSITIVE_INFINITY : read(text));
}

const asCount: ReadLimit = (text) => {
  const amount = parseNumber(text);
  return amount !== undefined && amount >= 0n && amount < U64 ? amount : undefined;
};

const asNice: ReadLimit = (text) => {
  const amount = parseNumber(text.replace(/^[+-]/, ''));
  if (amount === undefined) return undefined;
  if (text.startsWith('+')) return amount < 20n ? 20n - amount : undefined;
  if (text.startsWith('-')) return amount <= 20n ? 20n + amount : undefined;
  return amount >= 0n && amount <= 40n ? amount : undefined;
};

const asSize: ReadLimit = (text) => {
  const bytes = parseSize(text, 1024);
  return bytes !== undefined && bytes < U64 ? bytes : undefined;
};

/** rlimit_parse(): one limit, or `soft:hard`. */
function limit(read: ReadLimit, want: Fault['want']): Check {
  return (text) => {
    const { words, fault } = cutWords(text, { separators: ':', single: true });
    if (fault || text === '' || words.length > 2) return ignored(want);
    const amounts = words.map((word) => read(word.text));
    const [soft, hard] = amounts.length === 1 ? [amounts[0], amounts[0]] : amounts;
    if (soft === undefined || hard === undefined) return ignored(want);
    return soft > hard ? ignored('soft-below-hard') : undefined;
  };
}

export const limitSize = limit(orInfinity(asSize), 'size');
export const limitCount = limit(orInfinity(asCount), 'number');
export const limitNice = limit(asNice, 'number');
export const limitSeconds = limit((text) => {
  const span = parseTimeSpan(text);
  return span === undefined ? undefined : Math.ceil(span / 1_000_000);
}, 'span');
export const limitMicroseconds = limit((text) => parseTimeSpan(text, 1), 'span');
