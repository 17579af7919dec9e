/** Whether an inserted statement changes an exit status that later code reads. */
import type { Assignment, Scope, Span } from '../../../core.ts';
import { groupBy, lineEnd, lineStart, memo, slice } from '../../../text.ts';
import type { SimpleCommand } from '../syntax.ts';
import { codeAfter, commandAt, type Layout, type Region } from './layout.ts';

/** Would `written`, inserted after the statement of `beside`, hide the exit status that the code after it reads today? */
export function changesStatus(
  layout: Layout,
  { statement, scope }: Pick<Assignment, 'statement' | 'scope'>,
  region: Region,
  written: readonly string[],
): boolean {
  if (layout.dialect === 'fish') {
    // After `; and` the status is 0. Else only what comes before it tells, and an `and` below would see something else.
    if (!asksInFish(layout, written) || commandAt(layout, statement)?.link === '&&') return false;
    return (
      readsStatus(layout, statement, region) &&
      (isLinked(layout, statement, region) || !isSettled(layout, statement, region, scope))
    );
  }
  if (readsLastWord(layout, statement, region)) return true;
  // `NAME=$(command)` ends with the command's status; all other assignments end with 0, as the new ones do.
  const hasKeyword = (commandAt(layout, statement)?.words.length ?? 0) > 0;
  return !hasKeyword && /[`(]/.test(slice(layout.source, statement)) && readsStatus(layout, statement, region);
}

/** The same for what is put after the loop that a command is in: its status is that of the last command in it. */
export function changesStatusAfter(
  layout: Layout,
  command: SimpleCommand,
  loop: Span,
  region: Region,
  written: readonly string[],
): boolean {
  if (!readsStatus(layout, loop, region)) return false;
  const inside = layout.commands.filter(({ at }) => at.start >= loop.start && at.end <= loop.end);
  if (inside.some(({ at }) => at.start > command.at.start)) return true;
  if (layout.dialect !== 'fish') return /[`(]/.test(slice(layout.source, command.at));
  return (
    asksInFish(layout, written) && (isLinked(layout, loop, region) || !isSettled(layout, loop, region, command.scope))
  );
}

/** Is a condition of fish among the new statements? Its `if` ends with 0 where `set` leaves `$status` alone (fish 3.6 and 4.0). */
export function asksInFish({ dialect }: Layout, written: readonly string[]): boolean {
  return dialect === 'fish' && written.some((one) => one.startsWith('if '));
}

/** The same statements at the end of a function, which then ends with the status that its caller had. */
export function keepingStatus(written: readonly string[]): readonly string[] {
  return [`set -l ${KEPT} $status`, ...written, `return $${KEPT}`];
}

const KEPT = 'status_before';

/** The last statement of a function of fish that only sets variables, with the loops around it: only its caller's status counts there. */
export function endOfSetters(layout: Layout, { scope }: Pick<Assignment, 'scope'>): Span | undefined {
  const { commands, source, dialect } = layout;
  const last = dialect === 'fish' && scope.kind === 'function' ? lastSetterIn(commands, source.text, scope) : undefined;
  const at = last?.loops[0]?.at ?? last?.at;
  if (!at) return undefined;
  // Nothing but the `end` of the function comes after it.
  return codeAfter(layout, at.end, scope.at.end) === scope.at.end - END.length ? at : undefined;
}

const END = 'end';

/** Asked for each of many functions: a look at all commands each time took the square of them. */
const byScope = memo((commands: readonly SimpleCommand[]) => groupBy(commands, ({ scope }) => scope));
const byStart = memo((commands: readonly SimpleCommand[]) => groupBy(commands, ({ at }) => at.start));

function lastSetterIn(commands: readonly SimpleCommand[], text: string, scope: Scope): SimpleCommand | undefined {
  const own = byScope(commands).get(scope) ?? [];
  const isPlain = own.every(
    (command) => isPlainSet(text, command) && command.certain && command.link === '' && command.prefix.length === 0,
  );
  return isPlain ? own.at(-1) : undefined;
}

function isLinked({ source }: Layout, statement: Span, region: Region): boolean {
  return /^[\s;]*(?:(?:and|or)\b|&&|\|\|)/.test(
    source.text.slice(statement.end, Math.min(statement.end + 200, region.at.end)),
  );
}

const READS_STATUS =
  /^(?:(?:and|or|end|case|fi|done|esac|else|elif)\b|&&|\|\||\}|\)|;;|(?:return|exit)[ \t]*(?:[;\n}]|$))/;

/** Does the next command read the status, or is it returned as the status of the function or file? */
function readsStatus(layout: Layout, statement: Span, region: Region): boolean {
  const { text } = layout.source;
  let next = codeAfter(layout, statement.end, region.at.end);
  for (;;) {
    if (next >= region.at.end || READS_STATUS.test(text.slice(next, next + 20))) return true;
    const line = text.slice(next, Math.min(lineEnd(text, next), region.at.end));
    if (/\$(?:\?|status\b|pipestatus\b)/.test(line)) return true;
    const setting = layout.dialect === 'fish' ? plainSetAt(layout, next) : undefined;
    if (!setting) return false;
    next = codeAfter(layout, setting.at.end, region.at.end);
  }
}

/** Does what comes next read `$_`, the last word of the statement before it? */
function readsLastWord(layout: Layout, statement: Span, region: Region): boolean {
  const { text } = layout.source;
  const next = codeAfter(layout, statement.end, region.at.end);
  const line = text.slice(next, Math.min(lineEnd(text, next), region.at.end));
  // In `mkdir a && cd $_` it is the word of the first command.
  const [first = ''] = line.replace(/^(?:&&|\|\|)/, '').split(/[;&|]/, 1);
  return /\$(?:_(?!\w)|\{_\b)/.test(first);
}

/** fish's `set NAME value`, which leaves the status as it was, if one begins here. */
function plainSetAt({ commands, source }: Layout, offset: number): SimpleCommand | undefined {
  return byStart(commands)
    .get(offset)
    ?.find((command) => isPlainSet(source.text, command));
}

function isPlainSet(text: string, { at, words }: SimpleCommand): boolean {
  return words[0]?.value.text === 'set' && !/\(|[ \t]-\w*q|--query/.test(text.slice(at.start, at.end));
}

/** Is the status 0 before a statement of fish, whatever happened: at the start of a function or an `if`, or after `echo`? */
function isSettled({ commands, source }: Layout, statement: Span, region: Region, inside: Scope): boolean {
  const { text } = source;
  // `set NAME (command)` ends with the status of the command.
  if (slice(source, statement).includes('(')) return false;
  // A loop is no command of its own: then all that comes before it in the file or function counts.
  const own = byStart(commands).get(statement.start)?.[0];
  const before = commands
    .filter(({ at, scope }) => at.end <= statement.start && (own ? scope === own.scope : at.start >= region.at.start))
    .sort((a, b) => b.at.start - a.at.start);
  const last = before.find((command) => !isPlainSet(text, command));
  // A function has the status of what its caller did before.
  if (!last) return inside.kind !== 'function';
  // `test …; and echo`: where it is not reached, the status is that of the test.
  if (/^(?:echo|printf|export)$/.test(last.words[0]?.value.text ?? '')) return last.link !== '&&';
  const head = text.slice(lineStart(text, last.at.start), last.at.start);
  const first = before[before.indexOf(last) - 1]?.at ?? statement;
  const between = text.slice(last.at.end, first.start);
  const isCondition = /^[ \t]*(?:else[ \t]+)?if[ \t]+(?:not[ \t]+)?$/.test(head) && /^[\s;]*$/.test(between);
  // In the `else` of that `if` it is what the condition left, which is not 0.
  return isCondition && !/(?:^|[\s;])else(?:[\s;]|$)/.test(text.slice(last.at.end, statement.start));
}
