/** OnCalendar= (calendar_spec_from_string() of systemd 252). */

import { parseTimeSpan } from '../../time-span.ts';
import { type Check, ignored } from './fault.ts';

const WORDS =
  /^(?:minutely|hourly|daily|monthly|annually|yearly|anually|weekly|quarterly|biannually|bi-annually|semiannually|semi-annually)$/i;

const DAYS = 'mon tue wed thu fri sat sun'.split(' ');
const DAY =
  /^(mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?=$|[-., ])/i;

/** What stands in one place: `*`, `1`, `1..5`, `1/2`, `1..5/2`, and lists of these. */
const PART = String.raw`\d+(?:\.\.\d+)?(?:\/\d+)?`;
const CHAIN = String.raw`(?:\*|${PART}(?:,${PART})*)`;
const SECOND = String.raw`\d+(?:\.\d+)?(?:\.\.\d+(?:\.\d+)?)?(?:\/\d+(?:\.\d+)?)?`;
const SECONDS = String.raw`(?:\*|${SECOND}(?:,${SECOND})*)`;
const DATE = new RegExp(`^(?:(${CHAIN})-)?(${CHAIN})([-~])(${CHAIN})(?: +|$)`);
const TIME = new RegExp(`^(${CHAIN}):(${CHAIN})(?::(${SECONDS}))?$`);

/** The zone at the end: `UTC`, or a name of the zone database, which is not looked up. */
const ZONE = / +(?:[Uu][Tt][Cc]|[A-Z][A-Za-z_+-]*(?:\/[A-Za-z\d_+-]+)+|[A-Z]{3,4}|GMT[+-]\d+)$/;

export const calendar: Check = (text) => {
  if (text === '' || isCalendar(text)) return undefined;
  const withoutZone = text.replace(ZONE, '');
  return withoutZone !== text && isCalendar(withoutZone) ? undefined : ignored('calendar');
};

/** Is this an event without a zone? */
function isCalendar(text: string): boolean {
  if (WORDS.test(text)) return true;
  const rest = afterWeekdays(text);
  if (rest === undefined) return false;
  if (/^@\d+$/.test(rest)) return true;
  const date = DATE.exec(rest);
  if (date && !isDate(date)) return false;
  const time = date ? rest.slice(date[0].length) : rest;
  if (time === '') return true;
  const match = TIME.exec(time);
  return (
    match !== null && within(match[1]!, 0, 23) && within(match[2]!, 0, 59) && within(match[3] ?? '0', 0, 60.999999)
  );
}

/** Years from 1970 to 2199, as all dates systemd works with. */
function isDate([, year = '*', month = '', sign, day = '']: RegExpExecArray): boolean {
  const days = sign === '~' ? within(day, 1, 31) : within(day, 1, 31);
  return isYear(year) && within(month, 1, 12) && days;
}

function isYear(chain: string): boolean {
  const years = (chain.match(/\d+/g) ?? []).map(Number);
  return chain.includes('/') || years.every((year) => (year >= 1970 && year <= 2199) || year < 100);
}

/** Are all numbers of a chain within these bounds, and do its ranges lead upwards? */
function within(chain: string, least: number, most: number): boolean {
  return chain.split(',').every((one) => {
    const [range = '', step] = one.split('/');
    if (step !== undefined && Number(step) === 0) return false;
    if (range === '*') return true;
    const [from, to = from] = range.split('..').map(Number);
    return from! >= least && to! <= most && from! <= to!;
  });
}

/** What follows the days of the week; undefined where they cannot be read. */
function afterWeekdays(text: string): string | undefined {
  let rest = text;
  let from: number | undefined;
  for (let isFirst = true; ; isFirst = false) {
    const name = DAY.exec(rest)?.[0];
    if (name === undefined) return isFirst ? rest : undefined;
    const day = DAYS.indexOf(name.slice(0, 3).toLowerCase());
    if (from !== undefined && from > day) return undefined;
    rest = rest.slice(name.length);
    if (rest === '') return '';
    if (rest.startsWith(' ')) return rest.trimStart();
    const separator = rest.startsWith('..') ? '..' : rest[0]!;
    if ((separator !== ',' && from !== undefined) || separator === '.') return undefined;
    from = separator === ',' ? undefined : day;
    rest = rest.slice(separator.length);
    if (rest === '' || rest.startsWith(' ')) return from === undefined ? rest.trimStart() : undefined;
  }
}

export const timerSpan: Check = (text) =>
  text === '' || parseTimeSpan(text) !== undefined ? undefined : ignored('span');
