/** New Environment= assignments beside an existing one, in the form their neighbour has. */
import type { Assignment, NewVariable, Source, TextEdit, Value } from '../../core.ts';
import { indentation, lineEnding, nextLine, span } from '../../text.ts';
import type { UnitLine } from './unit-file.ts';
import type { Quote } from './words.ts';
import { encodeWord, type ValueRole } from './written.ts';

export interface Neighbour {
  readonly line: UnitLine;
  readonly beside: Assignment;
  readonly known: ReadonlyMap<Value, ValueRole>;
}

/**
 * Words after the neighbour's where its line contains several assignments, else lines of their own below its line. The
 * neighbour's quotes are kept where they can contain the value.
 */
export function newAssignments(
  source: Source,
  place: Neighbour,
  variables: readonly NewVariable[],
): readonly TextEdit[] {
  const { line, beside, known } = place;
  const siblings = [...known.values()].filter(
    (one) => one.kind === 'assignment' && one.fact.statement.start === line.at.start,
  ) as readonly (ValueRole & { kind: 'assignment' })[];
  const style = styleOf(source, beside, known.get(beside.value)?.quote ?? '"');
  const words = variables.map((variable) => newWord(variable, style));
  if (siblings.length > 1 && siblings.every((one) => one.fact.dropped === undefined)) {
    const { end } = line.at;
    return [{ at: span(line.at, end, end), text: words.map((word) => ` ${word}`).join('') }];
  }
  return [linesBelow(source, line, keyOf(source, line, beside), words)];
}

/** How an assignment is quoted: `around` the word, or only its value. */
interface Style {
  readonly around: Quote;
  readonly inner: Quote;
}

function styleOf(source: Source, beside: Assignment, around: Quote): Style {
  const first = source.text[beside.value.at.start];
  const isInner = around === '' && beside.value.at.end > beside.value.at.start && (first === '"' || first === "'");
  return { around, inner: isInner ? (first as Quote) : '' };
}

function newWord({ name, value }: NewVariable, { around, inner }: Style): string {
  if (inner !== '') return `${name}=${inner}${encodeWord(value, inner)}${inner}`;
  const quote = around === '' && /[\s"']/.test(value) ? '"' : around;
  return `${quote}${name}=${encodeWord(value, quote)}${quote}`;
}

/** The key with the spaces around its `=`, as the neighbour's line has them. */
function keyOf(source: Source, line: UnitLine, beside: Assignment): string {
  const isOwnKey = /Environment$/.test(line.key) && line.key !== 'PassEnvironment' && line.key !== 'UnsetEnvironment';
  if (!isOwnKey) return 'Environment=';
  const written = source.text.slice(line.keyAt.end, beside.name.text === '' ? line.at.end : beside.at.start);
  return line.key + (/^[ \t]*=[ \t]*/.exec(written)?.[0] ?? '=');
}

function linesBelow(source: Source, line: UnitLine, key: string, words: readonly string[]): TextEdit {
  const { text } = source;
  const ending = lineEnding(text, line.stop);
  const indent = indentation(text, line.first);
  const lines = words.map((word) => indent + key + word).join(ending);
  // A backslash on the last line of the file would swallow the new line.
  const gap = line.joined.seams.at(-1)?.end === line.stop ? ending : '';
  if (line.stop < text.length) {
    const at = nextLine(text, line.stop);
    return { at: span(line.at, at, at), text: gap + lines + ending };
  }
  return { at: span(line.at, text.length, text.length), text: gap + ending + lines };
}
