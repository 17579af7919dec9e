/** Facts that all shells share, whatever their grammar: assignments with their comments, commands, inclusions, `env`. */
import type { Assignment, Comment, Fact, Scope, Span, Value } from '../../../core.ts';
import { countBefore, lineStart, span, valueOf, verbatim } from '../../../text.ts';
import { sessionCommand } from '../../shared/session-commands.ts';
import { isName, type SimpleCommand, type Word } from '../syntax.ts';
import { computedNames, type Lists, loopPaths } from './names.ts';
import { splitWord } from './split.ts';

/** The state of one lowering. */
export interface Lowering {
  readonly facts: Fact[];
  /** The whole file. */
  readonly text: string;
  /** The words that are lists of commands themselves: what aliases stand for, what `eval` runs. */
  readonly bodies: Value[];
  /** The end of each statement to the comment on its line. */
  readonly commentAfter: (offset: number) => Span | undefined;
  /** Lowers what such a word contains. */
  readonly lowerBody: (body: Value, scope: Scope) => void;
  /** `set -a`: everything assigned is exported. */
  allExported: boolean;
  /** What the file's list variables contain, for loops over them. */
  readonly lists: Lists;
  /** Names that `export NAME` has exported before they are set, with the scopes it is in. */
  readonly exported: Map<string, Scope>;
  /** Names that stand for others (`declare -n`), with the scopes they do so in. */
  readonly namerefs: Map<string, Scope>;
  /** The scope of what a tool sets for a session, where it is called. */
  readonly sessionScope: (tool: string, parent: Scope) => Scope;
}

/** Finds the comment that follows on the line of an offset. */
export function commentFinder(text: string, comments: readonly Comment[]): (offset: number) => Span | undefined {
  const trailing = comments.filter(({ ownLine }) => !ownLine);
  const lines = trailing.map(({ at }) => lineStart(text, at.start));
  return (offset) => {
    const next = countBefore(trailing, ({ at }) => at.start < offset);
    return next < trailing.length && lines[next]! <= offset ? trailing[next]!.at : undefined;
  };
}

type Change = Pick<Assignment, 'at' | 'name' | 'value' | 'operation' | 'reach' | 'fixed'> & {
  readonly certain?: boolean;
};

/** One change to a variable by a command, or to each that a loop around it names. Names that are known but no names are not kept. */
export function addAssignment(l: Lowering, command: SimpleCommand, change: Change): void {
  const names = change.name.known ? undefined : computedNames(l.text, l.lists, change.name, command);
  if (!names) addOne(l, command, change);
  else for (const name of names) addOne(l, command, { ...change, name });
}

function addOne(l: Lowering, command: SimpleCommand, given: Change): void {
  const by = l.namerefs.get(given.name.text);
  const isRef =
    by !== undefined &&
    given.fixed !== 'list' &&
    (by === command.scope || by.kind === 'file') &&
    given.operation !== 'export';
  const change = isRef ? { ...given, name: unknownValue(given.name.at) } : given;
  const { name } = change;
  if (name.known && !isName(name.text)) return;
  const reach = reachAfterExport(l, command, change);
  const comment = command.scope.kind === 'alias' ? undefined : l.commentAfter(command.at.end);
  l.facts.push({
    kind: 'env',
    scope: command.scope,
    // What a pipe feeds runs in a process of its own in most shells.
    certain: command.certain && command.link !== '|',
    ...waysOf(command),
    statement: command.at,
    comment,
    ...change,
    reach,
  });
}

/** What `export NAME` has exported is exported whatever it is set to later. */
function reachAfterExport(
  { exported }: Lowering,
  { scope, isolated }: SimpleCommand,
  change: Change,
): Assignment['reach'] {
  const { name, operation, reach } = change;
  if (isolated) return 'command';
  if (operation === 'export') exported.set(name.text, scope);
  else if (operation === 'unset') exported.delete(name.text);
  else if (reach === 'shell') {
    const by = exported.get(name.text);
    if (by && (by === scope || by.kind === 'file')) return 'environment';
  }
  return reach;
}

/** Is it a part of a function? */
export function isFunction(scope: Scope | undefined): boolean {
  for (let at = scope; at; at = at.parent) if (at.kind === 'function') return true;
  return false;
}

/** Assignments before a command, or before the `cmd` of `env A=b cmd`, that as a rule only this command sees. */
export function addForCommand(
  l: Lowering,
  command: SimpleCommand,
  words: readonly Word[],
  reach: Assignment['reach'] = 'command',
): void {
  for (const word of words) {
    const split = splitWord(word);
    if (!split) continue;
    const { name, append, element } = split;
    const value = element ? unknownValue(split.value.at) : split.value;
    const operation = append ? 'append' : 'set';
    addAssignment(l, command, { at: word.value.at, name, value, operation, reach });
  }
}

/** A command as it is written; `words` contain at least the program. */
export function addCommand(l: Lowering, command: SimpleCommand): void {
  const words = command.words.map(({ value }) => value);
  const { scope, certain, background, isolated } = command;
  const at = span(command.at, words[0]!.at.start, command.at.end);
  const apart = isolated ? { isolated } : {};
  l.facts.push({ kind: 'command', at, scope, certain, ...waysOf(command), words, background, ...apart });
  if (/^(?:.*\/)?env$/.test(words[0]!.text)) addEnv(l, command);
  addSessionChanges(l, command, words);
}

/** `launchctl setenv NAME value`: a variable of all programs that are started later, and not of this shell. */
function addSessionChanges(l: Lowering, command: SimpleCommand, words: readonly Value[]): void {
  const session = sessionCommand(words, (value) => splitWord({ value }));
  if (!session) return;
  const scope = l.sessionScope(session.tool, command.scope);
  const comment = command.scope.kind === 'alias' ? undefined : l.commentAfter(command.at.end);
  for (const { name, value, operation } of session.changes) {
    const names = name.known ? [name] : (computedNames(l.text, l.lists, name, command) ?? [name]);
    for (const one of names) {
      if (one.known && !isName(one.text)) continue;
      l.facts.push({
        kind: 'env',
        at: span(name.at, name.at.start, Math.max(name.at.end, value.at.end)),
        scope,
        certain: command.certain && command.link !== '|',
        ...waysOf(command),
        name: one,
        value,
        operation,
        reach: 'environment',
        statement: command.at,
        comment,
      });
    }
  }
}

/** `env -u NAME A=b cmd`. */
function addEnv(l: Lowering, command: SimpleCommand): void {
  for (let at = 1; at < command.words.length; at++) {
    const word = command.words[at]!;
    const { text } = word.value;
    if (text === '-u' || text === '--unset') {
      const removed = command.words[++at]?.value;
      if (removed) addUnset(l, command, removed, 'command');
    } else if (/^-[CS]$/.test(text)) at++;
    else if (splitWord(word)) addForCommand(l, command, [word]);
    else if (!text.startsWith('-')) return;
  }
}

export function addUnset(l: Lowering, command: SimpleCommand, name: Value, reach: Assignment['reach']): void {
  addAssignment(l, command, { at: name.at, name, value: nothingAfter(name), operation: 'unset', reach });
}

/** `source path`. */
export function addInclusion(l: Lowering, command: SimpleCommand, path: Value): void {
  const { at, scope, certain, guarded } = command;
  const exports = l.allExported ? { exports: true as const } : {};
  for (const one of loopPaths(l.text, l.lists, path, command))
    l.facts.push({ kind: 'include', at, scope, certain, ...waysOf(command), path: one, optional: guarded, ...exports });
}

/** Most commands depend on no condition. */
export function waysOf({ ways }: SimpleCommand): { readonly ways?: SimpleCommand['ways'] } {
  return ways.length === 0 ? {} : { ways };
}

/** What an alias stands for, as a scope of its own. `at`: its name with its body. */
export function addAlias(l: Lowering, command: SimpleCommand, name: string, body: Value, at: Span): void {
  l.bodies.push(body);
  l.lowerBody(body, { kind: 'alias', name, at, parent: command.scope });
}

/** No value, after a name. */
export function nothingAfter(name: Value): Value {
  return verbatim('', span(name.at, name.at.end, name.at.end));
}

/** A value that cannot be known, e.g. an array. */
export function unknownValue(at: Span): Value {
  return valueOf([{ kind: 'unknown', at }], at);
}
