/**
 * Lists of commands in sh, bash and zsh. One loop reads tokens and keeps a stack of open blocks: nothing recurses but
 * substitutions, broken nesting is noted and skipped, and every simple command is kept with its place.
 */
import type { Scope } from '../../../core.ts';
import type { Dialect, SimpleCommand } from '../syntax.ts';
import { linkOperands } from './answers.ts';
import { blame, complete, isBodiless, pop, separate } from './blocks.ts';
import { closeParenthesis, openParenthesis, readPattern, readReserved, stray } from './compounds.ts';
import { type List, newList, top } from './lists.ts';
import type { Origin } from './origin.ts';
import { hasMore, match, newScanner, readComment, readNewline, readTag, type Scanner, skipBlanks } from './scanner.ts';
import { readSimple } from './simple.ts';

/** Reads all of `origin`; its commands belong to `scope`. */
export function scanPosix(origin: Origin, dialect: Dialect, scope: Scope): Scanner {
  const s = newScanner(origin, dialect, (inner) => readList(inner, scope, true));
  readList(s, scope, false);
  return s;
}

/** Reads commands up to the end of the text; if `nested`, up to the `)` that closes nothing of theirs. */
function readList(s: Scanner, scope: Scope, nested: boolean): boolean {
  const list = newList(scope, s.commands.length);
  while (hasMore(s)) {
    skipBlanks(s);
    const c = s.text[s.pos];
    if (c === undefined) break;
    if (c === ')' && top(list).state !== 'pattern') {
      if (closeParenthesis(s, list)) continue;
      if (nested) {
        s.pos++;
        finish(s, list, true);
        return true;
      }
      stray(s);
    } else readToken(s, list, c);
  }
  finish(s, list);
  return false;
}

/** Closes what is open at the end of a list; `isClosed`: by the `)` of a substitution. */
function finish(s: Scanner, list: List, isClosed = false): void {
  while (list.blocks.length > 1) {
    const block = top(list);
    pop(s, list);
    if (!s.gaveUp && !(isClosed && isBodiless(s, block))) blame(s, block);
  }
}

function readToken(s: Scanner, list: List, c: string): void {
  if (c === '\n') {
    readNewline(s);
    if (list.link === '') separate(s, list);
  } else if (c === '#') readComment(s);
  else if (top(list).kind === 'case' && top(list).state === 'pattern') readPattern(s, list);
  else if (c === ';' || c === '|' || (c === '&' && s.text[s.pos + 1] !== '>')) readOperator(s, list);
  else if (c === '(') openParenthesis(s, list);
  else if (!readTag(s) && !readReserved(s, list)) readSimple(s, list);
}

/** `;;` and its kin begin the next case arm; the others separate or link commands. */
function readOperator(s: Scanner, list: List): void {
  const operator = match(
    s,
    s.dialect === 'zsh' ? /;[;&|]|&&|\|\||&[|!]|\|&|[;&|]/y : /;;&|;[;&]|&&|\|\||\|&|[;&|]/y,
  )![0];
  const arm = operator.startsWith(';') && operator !== ';' && list.open.get('case');
  s.pos += operator.length;
  if (operator === '&&' || operator === '||') {
    if (operator === '||') markCaught(s, list);
    linkOperands(s, list, operator, s.pos - operator.length);
    link(list, operator);
  } else if (operator === '|' || operator === '|&') {
    isolate(s, list);
    link(list, '|');
  } else {
    if (operator.startsWith('&')) markBackground(s, list);
    separate(s, list);
  }
  if (!arm) return;
  complete(s, list, false);
  const block = top(list);
  if (block.kind !== 'case') return;
  block.state = 'pattern';
  // After `;&` and its kin another arm runs as well: the arms are no alternatives any more.
  if (operator !== ';;') block.fallsThrough = true;
}

/** What comes before a `|` runs in a process of its own: a command, or all commands of a compound. */
function isolate(s: Scanner, list: List): void {
  const last = s.commands.at(-1);
  if (list.afterCompound) for (const command of commandsSince(s, list.operand)) command.isolated = true;
  else if (last && s.commands.length > list.chain) last.isolated = true;
}

/** Compounds within compounds are looked through again and again, so no more commands than these. */
const MOST_OF_COMPOUND = 1000;

/** The commands that begin at or after an offset, the last one first. */
function* commandsSince(s: Scanner, offset: number): Iterable<SimpleCommand> {
  const { start } = s.origin.span(offset, offset);
  const least = Math.max(0, s.commands.length - MOST_OF_COMPOUND);
  for (let index = s.commands.length - 1; index >= least; index--) {
    const command = s.commands[index]!;
    if (command.at.start < start) return;
    yield command;
  }
}

function link(list: List, operator: List['link']): void {
  list.link = operator;
  list.afterCompound = false;
}

function markBackground(s: Scanner, list: List): void {
  const own = list.afterCompound ? commandsSince(s, list.begin) : s.commands.slice(list.chain);
  for (const command of own) command.background = command.isolated = true;
}

/** `. file || true`: its failure is no failure. */
function markCaught(s: Scanner, list: List): void {
  const last = s.commands.at(-1);
  if (last && s.commands.length > list.chain) last.guarded = true;
}
