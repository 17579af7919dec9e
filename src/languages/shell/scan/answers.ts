/** The answers of conditions on which a command depends: `if`, `case`, `&&`, `||`. */
import type { Way } from '../../../core.ts';
import { answerTo } from '../conditions.ts';
import { type Block, type List, NO_WAYS, top } from './lists.ts';
import type { Scanner } from './scanner.ts';

/** Conditions around one place that are distinguished: a copy for each level of 50,000 would take all memory. */
const MOST_WAYS = 64;

/** What is nested deeper depends on one more condition, to which no one has an answer. */
const DEEPER: Way = { question: 'conditions nested too deeply', answer: 'yes' };

/** The answers that decide whether a command here runs, outermost first. */
export function waysHere(list: List): readonly Way[] {
  const { ways, arm } = top(list);
  const linked = list.link === '&&' || list.link === '||' ? list.answers : NO_WAYS;
  if (arm.length + linked.length === 0 || ways.at(-1) === DEEPER) return ways;
  return ways.length >= MOST_WAYS ? [...ways, DEEPER] : [...ways, ...arm, ...linked];
}

/** A new and-or list begins here. */
export function beginList(list: List, at: number): void {
  list.begin = at;
  list.operand = at;
  list.answers = NO_WAYS;
}

/**
 * An operand of an and-or list has ended at `end`, before `&&` or `||`. What only does something, as assignments do, always
 * succeeds and decides nothing; all else is the condition for what comes.
 */
export function linkOperands(s: Scanner, list: List, operator: '&&' | '||', end: number): void {
  if (canFail(s, list, end)) list.answers = [answerTo(s.text.slice(list.begin, end), operator === '&&')];
  else if (operator === '||') list.answers = list.answers.map(denial);
  list.operand = end;
}

const denial = (way: Way): Way => ({ ...way, answer: way.answer === 'yes' ? 'no' : 'yes' });

function canFail(s: Scanner, list: List, end: number): boolean {
  // `[[ … ]]` is a test, other compounds do something.
  if (list.afterCompound) return s.text.slice(list.operand, end).trimEnd().endsWith(']]');
  const last = s.commands.at(-1);
  if (!last || last.at.start < s.origin.span(list.operand, list.operand).start) return true;
  const [name, option] = last.words.map(({ value }) => value.text);
  if (name === 'set') return /^-\w*q|^--query/.test(option ?? '');
  return name !== undefined && !DOES.has(name);
}

/** Commands that are there for what they do and not for their answer. */
const DOES = new Set([
  'export',
  'declare',
  'typeset',
  'readonly',
  'local',
  'echo',
  'printf',
  'unset',
  'source',
  '.',
  ':',
]);

/** What was read up to `end` is the condition of the arm that begins. */
export function accept(s: Scanner, block: Block, end: number): void {
  block.arm = [...block.denied, answerTo(s.text.slice(block.since, end), true)];
}

/** `else`, `elif`: the condition of the arm before was denied; another one may follow. */
export function deny(s: Scanner, block: Block): void {
  const last = block.arm.at(-1);
  if (last && block.arm.length > block.denied.length) block.denied = [...block.denied, denial(last)];
  block.arm = block.denied;
  block.since = s.pos;
}
