/** OnCalendar= (calendar_spec_from_string() of systemd 252). */

import { parseTimeSpan } from '../../time-span.ts';
import { type Check, ignored } from './fault.ts';

const WORDS =
  /^(?:minutely|hourly|daily|monthly|annually|yearly|anually|weekly|quarterly|biannually|bi-annually|semiannually|semi-annually)$/i;

const DAYS = 'mon tue wed thu fri sat sun'.split(' ');
const DAY =
  /^(mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?=$|[-., ])/i;

/** What is in one place: `*`, `1`, `1..5`, `1/2`, `1..5/2`, and lists of these. */
const PART = /^\d+(?:\.\.\d+)?(?:\/\d+)?$/;
const SECOND = /^\d+(?:\.\d+)?(?:\.\.\d+(?:\.\d+)?)?(?:\/\d+(?:\.\d+)?)?$/;

/** A zone is at the end: `UTC`, or a name of the zone database, which is not looked up. */
const ZONE = /^(?:UTC|utc|[A-Z][A-Za-z_+-]*(?:\/[A-Za-z\d_+-]+)+|[A-Z]{3,4}|GMT[+-]\d+)$/;

export const calendar: Check = (text) => {
  if (text === '' || isCalendar(text)) return undefined;
  const space = text.lastIndexOf(' ');
  const isZoned = space > 0 && ZONE.test(text.slice(space + 1)) && isCalendar(text.slice(0, space).trim());
  return isZoned ? undefined : ignored('calendar');
};

/** Is this an event without a zone? */
function isCalendar(text: string): boolean {
  if (WORDS.test(text)) return true;
  const rest = afterWeekdays(text);
  if (rest === undefined) return false;
  if (/^@\d+$/.test(rest)) return true;
  const [first = '', ...more] = rest.split(' ');
  const hasDate = /[-~]/.test(first);
  if (hasDate && !isDate(first)) return false;
  const time = hasDate ? more.join(' ').trimStart() : rest;
  return time === '' || isTime(time);
}

/** `month-day`, `year-month-day`; `~` before the day counts from the month's end. */
function isDate(text: string): boolean {
  const parts = text.split(/[-~]/);
  const [day = '', month = '', year = '*'] = parts.toReversed();
  const signs = text.replace(/[^-~]/g, '');
  if (parts.length > 3 || signs.indexOf('~') !== signs.lastIndexOf('~') || /~./.test(signs)) return false;
  return isYear(year) && within(month, 1, 12) && within(day, 1, 31);
}

function isTime(text: string): boolean {
  const [hour = '', minute = '', second = '0', more] = text.split(':');
  if (more !== undefined || !text.includes(':')) return false;
  return within(hour, 0, 23) && within(minute, 0, 59) && within(second, 0, 60.999999, SECOND);
}

/** Years from 1970 to 2199, as all dates systemd works with. */
function isYear(chain: string): boolean {
  if (chain !== '*' && !chain.split(',').every((one) => PART.test(one))) return false;
  const years = (chain.match(/\d+/g) ?? []).map(Number);
  return chain.includes('/') || years.every((year) => (year >= 1970 && year <= 2199) || year < 100);
}

/** Are all numbers of a chain within these bounds, and do its ranges lead upwards? */
function within(chain: string, least: number, most: number, part = PART): boolean {
  if (chain === '*') return true;
  return chain.split(',').every((one) => {
    if (!part.test(one)) return false;
    const [range = '', step] = one.split('/');
    const [from = 0, to = from] = range.split('..').map(Number);
    return Number(step ?? '1') !== 0 && from >= least && to <= most && from <= to;
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
