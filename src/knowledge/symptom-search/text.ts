/** The texts of errors, in the form in which two copies of one message are the same. */

import { countBefore } from '../../text.ts';

/** A text in the form it is compared in, and where its lines begin. */
export interface Log {
  readonly text: string;
  readonly starts: readonly number[];
  /** The number of each line in the original text. */
  readonly numbers: readonly number[];
}

const NARROWEST_TERMINAL_COLUMNS = 40;

/** Colours: as a terminal gets them, as JSON and `cat -v` write them, and what a browser's clipboard leaves of them. */
const COLOUR =
  /(?:\u001b|\\{1,4}(?:u001b|x1b|033|e)|\^\[)?\[[0-9;]{1,20}m|\u001b\[[0-9;?]{0,20}[A-Za-z]|[\u200b\ufeff]/gi;
const SIGNS: ReadonlyMap<string, string> = new Map([
  ...[...'"`´‘’“”「」＂＇'].map((sign): [string, string] => [sign, "'"]),
  ...[...'：，（）；！'].map((sign, index): [string, string] => [sign, ':,();!'.charAt(index)]),
]);
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['quot', "'"],
  ['apos', "'"],
  ['#39', "'"],
  ['#x27', "'"],
  ['#34', "'"],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['nbsp', ' '],
]);
const CODES: ReadonlyMap<string, string> = new Map([
  ['0022', "'"],
  ['0027', "'"],
  ['003c', '<'],
  ['003e', '>'],
  ['0026', '&'],
]);

/** Lower case, one kind of quotes, and nothing escaped for JSON, a string of a program or HTML. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/&(#?x?[a-z0-9]{2,4});/g, (all, name: string) => ENTITIES.get(name) ?? all)
    .replace(/\\{1,4}u(00[0-9a-f]{2})/g, (all, code: string) => CODES.get(code) ?? all)
    .replace(/\\{1,8}(["'/])/g, '$1')
    .replace(/\\{1,8}[nrt]/g, ' ')
    .replace(/["`´‘’“”「」＂＇：，（）；！]/g, (sign) => SIGNS.get(sign) ?? sign);
}

/** Lower case, plain quotes, single spaces: what differs between two copies of one message. */
export function normal(line: string): string {
  return plain(line.replace(COLOUR, '')).replace(/\s+/g, ' ').trim();
}

/** `isRejoined`: a line as long as the longest one is taken for cut by a terminal, and goes on in the next. */
export function normalLog(original: string, isRejoined = false): Log {
  const starts: number[] = [];
  const numbers: number[] = [];
  const raw = original.split(/\r\n|[\r\n]/);
  const widest = isRejoined
    ? Math.max(NARROWEST_TERMINAL_COLUMNS, ...raw.slice(0, 2000).map((line) => line.length))
    : 0;
  let text = '';
  let isCut = false;
  for (const [index, shown] of raw.entries()) {
    const line = normal(shown);
    if (line === '') continue;
    if (!isCut) {
      if (text !== '') text += ' ';
      starts.push(text.length);
      numbers.push(index + 1);
    }
    text += line;
    isCut = isRejoined && shown.length === widest && /\S$/.test(shown) && /^\S/.test(raw[index + 1] ?? '');
  }
  return { text, starts, numbers };
}

export interface Line {
  /** Its number in the original text, from 1. */
  readonly line: number;
  /** In its normal form. */
  readonly text: string;
  /** Where it begins in the log. */
  readonly start: number;
}

/** The line around an offset. */
export function lineAt({ text, starts, numbers }: Log, offset: number): Line {
  const index = Math.max(0, countBefore(starts, (start) => start <= offset) - 1);
  const start = starts[index] ?? 0;
  return { line: numbers[index] ?? 1, text: text.slice(start, starts[index + 1] ?? text.length), start };
}
