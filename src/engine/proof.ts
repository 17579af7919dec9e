/**
 * Proves that edits changed what they were meant to change and nothing else. The intended change is what the edits touch: this
 * name, this value, this argument, this rule. Every byte outside of them is equal, there is no new syntax error, and every
 * other part of the model is at its expected place with the same content. Linear in the size of the file.
 */
import type {
  Assignment,
  ClashFile,
  Diagnostic,
  Document,
  Fact,
  Service,
  Setting,
  Span,
  SyntaxFinding,
  Text,
  TextEdit,
  Value,
} from '../core.ts';
import { firstFrom, groupBy } from '../text.ts';

/** Why a set of edits to one file must be refused; undefined: proven. */
export function refute(before: Document, after: Document, edits: readonly TextEdit[]): Text | undefined {
  const moves = movesOf(edits);
  if (!sameOutside(before.text, after.text, moves)) {
    return { en: 'text outside the edit changed', zh: '改动范围之外的内容发生了变化' };
  }
  if (!noNewErrors(before.errors, after.errors)) {
    return { en: 'the file no longer reads as before', zh: '改完后文件有语法错误' };
  }
  if (cures(before.errors, after.errors)) return undefined;
  const isTouched = ({ start, end }: Range): boolean => moves.place(start, end) === undefined;
  const isMade = ({ start, end }: Range): boolean => moves.isMade(start, end);
  if (!sameParts(partsOf(before, isTouched), partsOf(after, isMade), moves)) {
    return { en: 'something else in the file changed its meaning', zh: '文件里别处的含义被连带改变了' };
  }
  return undefined;
}

/** The variables that edits write to: on either side, whose statement an edit touches. */
export function namesTouched(before: Document, after: Document, edits: readonly TextEdit[]): ReadonlySet<string> {
  const moves = movesOf(edits);
  const names = new Set<string>();
  for (const fact of before.facts)
    if (fact.kind === 'env' && moves.place(fact.statement.start, fact.statement.end) === undefined)
      names.add(fact.name.text);
  for (const fact of after.facts)
    if (fact.kind === 'env' && moves.isMade(fact.statement.start, fact.statement.end)) names.add(fact.name.text);
  return names;
}

/** The findings that remain after the edits of their fixes: the same message at the place where the edits moved it. */
export function stillThere(
  cured: readonly Diagnostic[],
  after: readonly Diagnostic[],
  edits: readonly TextEdit[],
): ReadonlySet<Diagnostic> {
  const nameOf = ({ rule, at, message }: Diagnostic): string => `${rule}\0${at.file}\0${message.en}`;
  const names = new Set(cured.map(nameOf));
  const left = groupBy(
    after.filter((one) => names.has(nameOf(one))),
    nameOf,
  );
  const moves = new Map([...groupBy(edits, ({ at }) => at.file)].map(([file, own]) => [file, movesOf(own)]));
  const none = movesOf([]);
  return new Set(
    cured.filter((finding) => {
      const now = (moves.get(finding.at.file) ?? none).follow(finding.at);
      return left.get(nameOf(finding))?.some(({ at }) => at.start < now.end && at.end > now.start);
    }),
  );
}

/** A mapping from old to new offsets: the edits of one file in order, and the ranges they produced. */
export interface Moves {
  readonly edits: readonly TextEdit[];
  /** How far a range outside of all edits moved; undefined: it touches one. */
  place(start: number, end: number): number | undefined;
  /** Does a range of the new text overlap text that an edit produced? */
  isMade(start: number, end: number): boolean;
  /** What became of a range, with what was inserted at its ends; empty: it was deleted. */
  follow(range: Range): Range;
}

/** The offsets after the edits of one file. */
export function movesOf(unsorted: readonly TextEdit[]): Moves {
  const edits = [...unsorted].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  const shifts = [0];
  const made: Range[] = [];
  for (const { at, text } of edits) {
    const shift = shifts.at(-1) ?? 0;
    made.push({ start: at.start + shift, end: at.start + shift + text.length });
    shifts.push(shift + text.length - (at.end - at.start));
  }
  const old = edits.map(({ at }) => at);
  return {
    edits,
    place(start, end) {
      const index = firstFrom(old, start);
      return (old[index]?.start ?? Number.POSITIVE_INFINITY) <= end ? undefined : shifts[index];
    },
    isMade: (start, end) => (made[firstFrom(made, start)]?.start ?? Number.POSITIVE_INFINITY) <= end,
    follow({ start, end }) {
      let first = firstFrom(old, start);
      // What was replaced right before the range is not part of it.
      while ((old[first]?.end ?? -1) === start && (old[first]?.start ?? start) < start) first++;
      let last = first;
      while ((old[last]?.start ?? end + 1) < end || ((old[last]?.start ?? -1) === end && old[last]?.end === end))
        last++;
      const opens = old[first];
      const closes = old[last - 1];
      return {
        start: opens && opens.start <= start ? (made[first]?.start ?? 0) : start + (shifts[first] ?? 0),
        end: last > first && closes && closes.end >= end ? (made[last - 1]?.end ?? 0) : end + (shifts[last] ?? 0),
      };
    },
  };
}

type Range = Pick<Span, 'start' | 'end'>;

function sameOutside(before: string, after: string, { edits }: Moves): boolean {
  let old = 0;
  let now = 0;
  for (const { at, text } of edits) {
    const length = at.start - old;
    if (length < 0 || before.slice(old, at.start) !== after.slice(now, now + length)) return false;
    now += length + text.length;
    old = at.end;
  }
  return before.slice(old) === after.slice(now);
}

/** An error for which the whole file was refused is gone: its facts meant nothing before, so there is nothing to compare. */
function cures(before: readonly SyntaxFinding[], after: readonly SyntaxFinding[]): boolean {
  const count = (errors: readonly SyntaxFinding[]): number => errors.filter(({ isFatal }) => isFatal).length;
  return count(after) < count(before);
}

/** No error is new: an edit may remove errors, but not add any. */
function noNewErrors(before: readonly SyntaxFinding[], after: readonly SyntaxFinding[]): boolean {
  const known = new Map<string, number>();
  for (const error of before) known.set(error.message.en, (known.get(error.message.en) ?? 0) + 1);
  return after.every(({ message }) => {
    const left = known.get(message.en) ?? 0;
    known.set(message.en, left - 1);
    return left > 0;
  });
}

/** A piece of the model that is at one place: a name, a value, one word of a command, one rule. */
interface Part extends Range {
  readonly says: string;
}

/** Parts that touch no edit are equal on both sides, in the same order, each moved by exactly the edits before it. */
function sameParts(before: readonly Part[], after: readonly Part[], moves: Moves): boolean {
  let at = 0;
  const skipMade = (): void => {
    for (let part = after[at]; part && moves.isMade(part.start, part.end); part = after[at]) at++;
  };
  for (const { start, end, says } of before) {
    const moved = moves.place(start, end);
    if (moved === undefined) continue;
    skipMade();
    const part = after[at++];
    if (!part || part.start !== start + moved || part.end !== end + moved || part.says !== says) return false;
  }
  skipMade();
  return at === after.length;
}

/** `isTouched`: an edit is or was there. What a part belongs to is a part of what it says, unless that is changed. */
function partsOf({ text, facts, comments }: Document, isTouched: (at: Range) => boolean): Part[] {
  const parts: Part[] = [];
  const add = ({ start, end }: Range, says: string): void => void parts.push({ start, end, says });
  const of = (owner: Value): string => (isTouched(owner.at) ? '' : meaning(owner));
  for (const fact of facts) addParts(fact, add, of);
  // Alone on its line only a directive says something else: so the argument before a remark can go.
  for (const { at, ownLine } of comments)
    add(at, ownLine && text.slice(at.start, at.end).includes('envlint-') ? 'directive' : 'comment');
  return parts;
}

type Add = (at: Range, says: string) => void;
type Of = (owner: Value) => string;

/** What a fact says, part by part, each with its place. Anything derived from other facts is covered by those facts. */
function addParts(fact: Fact, add: Add, of: Of): void {
  const { scope, certain } = fact;
  switch (fact.kind) {
    case 'env':
      addAssignment(fact, add, of);
      break;
    case 'command':
      addWords(fact.words, `${certain} ${fact.background} ${scope.kind} ${scope.name}`, add, of);
      break;
    case 'include':
      add(fact.path.at, `include ${certain} ${fact.optional} ${meaning(fact.path)}`);
      break;
    case 'setting':
      addSetting(fact, add);
      break;
    case 'listener':
      add(fact.port.at, `listener ${fact.protocol} ${meaning(fact.port)}`);
      break;
    case 'proxy-setting':
      add(fact.name.at, `proxy ${fact.client} ${fact.role} ${fact.onlyFor}`);
      add(fact.value.at, `${of(fact.name)} = ${meaning(fact.value)}`);
      break;
    case 'service':
      addService(fact, add, of);
      break;
    case 'clash':
      addClash(fact, add, of);
  }
}

function addAssignment(
  { name, value, operation, reach, dropped, readings, scope, certain }: Assignment,
  add: Add,
  of: Of,
): void {
  add(name.at, `env ${operation} ${reach} ${certain} ${scope.kind} ${scope.name} ${meaning(name)}`);
  if (dropped) add(dropped.at, `dropped ${dropped.reason}`);
  add(value.at, `${of(name)} = ${meaning(value)} ${[...(readings?.() ?? [])].join(' ')}`);
}

/** A command: the program and its arguments. */
function addWords(words: readonly Value[], how: string, add: Add, of: Of): void {
  const [program] = words;
  for (const word of words) add(word.at, `${how} ${program ? of(program) : ''} ${meaning(word)}`);
}

/** An entry of a list is compared on its own; its key is that of the list. */
function addSetting({ path, name, value, type, ignored }: Setting, add: Add): void {
  const isItem = /^\d+$/.test(path.at(-1) ?? '');
  const isWhole = value.pieces.length === 0 && value.text === '' && (type === 'array' || type === 'dict');
  if (!isItem) add(name.at, `key ${pathOf(path)} ${ignored}`);
  // Where a list begins is where its first item is, and that is a part of its own.
  if (!isWhole) add(value.at, `${isItem ? pathOf(path) : ''} ${type} ${meaning(value)}`);
}

function addService({ label, manager, restart, type, commands }: Service, add: Add, of: Of): void {
  add(label.at, `service ${manager} ${meaning(label)}`);
  if (restart) add(restart.at, `restart ${restart.policy}`);
  if (type) add(type.at, `type ${meaning(type)}`);
  for (const { key, prefix, at, words } of commands) {
    if (words.length === 0) add(at, `no ${key}`);
    addWords(words, `${key} ${prefix}`, add, of);
  }
}

/** Rules and the members of groups; all other keys of such a file are settings. */
function addClash({ rules, subRules, groups }: ClashFile, add: Add, of: Of): void {
  for (const { at, text } of rules) add(at, text);
  for (const [name, list] of subRules) for (const { at, text } of list) add(at, `${name} ${text}`);
  for (const { name, proxies, use } of groups) {
    for (const member of proxies) add(member.at, `${of(name)} holds ${meaning(member)}`);
    for (const member of use) add(member.at, `${of(name)} uses ${meaning(member)}`);
  }
}

/** A place in a structured file; entries of lists change their numbers when one before them goes. */
function pathOf(path: readonly string[]): string {
  return path.map((name) => (/^\d+$/.test(name) ? '#' : name)).join('.');
}

/** A value's text, and which variables are in it. */
function meaning({ text, known, pieces }: Value): string {
  if (known) return text;
  return pieces
    .map((piece) => (piece.kind === 'literal' ? piece.text : piece.kind === 'reference' ? `$${piece.name}` : '$()'))
    .join('\0');
}
