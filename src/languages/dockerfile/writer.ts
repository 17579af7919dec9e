/** Writes ENV lines as their owner would: the case of the keyword, the form and the line ending of the neighbour. */
import type { Fact, NewVariable, Value, Writer } from '../../core.ts';
import { indentation, lineAbove, lineEnding, nextLine, removal, span, spanOf } from '../../text.ts';
import type { Variable } from './variables.ts';

/** Characters that mean themselves in quotes and without. */
const PLAIN = /^[\w.:/,@%+~*?&=![\]-]*$/;

/** Characters that mean themselves to a shell, too. */
const PLAIN_TO_SHELL = /^[\w.:/,@%+=-]*$/;

/** The writer of one document. `commands`: what RUN and the like set, in words of a shell. */
export function dockerfileWriter(text: string, variables: readonly Variable[], commands: readonly Fact[]): Writer {
  const byName = new Map(variables.map((one) => [one.fact.name.at.start, one]));
  const isInShell = ({ at }: Value): boolean =>
    commands.some((fact) => at.start >= fact.at.start && at.end <= fact.at.end);
  return {
    replace: (value, replacement, start = 0, end = value.text.length) =>
      (isInShell(value) ? PLAIN_TO_SHELL : PLAIN).test(replacement)
        ? [{ at: placeOf(text, value, start, end), text: replacement }]
        : undefined,
    assign(beside, added) {
      const neighbour = byName.get(beside.name.at.start);
      if (neighbour?.instruction.keyword !== 'ENV') return undefined;
      const lines = added.map((one) => lineFor(text, neighbour, one));
      if (lines.includes(undefined)) return undefined;
      const { at } = neighbour.instruction;
      const below = nextLine(text, at.end);
      const ending = lineEnding(text, at.start);
      const isOpenEnd = below === text.length && !/[\r\n]$/.test(text);
      const written = lines.map((line) => (isOpenEnd ? `${ending}${line}` : `${line}${ending}`)).join('');
      return [{ at: span(at, below, below), text: written }];
    },
    remove(at) {
      const found = variables.find(({ fact }) => fact.at.start === at.start || fact.statement.start === at.start);
      return found?.isAlone ? [removal(text, found.instruction.at)] : undefined;
    },
    insertAbove: (at, line) => [lineAbove(text, at, line)],
    comment: (words) => `# ${words.replace(/[\r\n]+/g, ' ')}`,
  };
}

/** Between empty quotes there are no characters to replace. */
function placeOf(text: string, value: Value, start: number, end: number): Value['at'] {
  const { at } = value;
  const isQuoted = value.pieces.length === 0 && at.end > at.start && /["']/.test(text[at.start] ?? '');
  return isQuoted ? span(at, at.start + 1, at.start + 1) : spanOf(value, start, end);
}

/** `ENV NAME="${NAME:-value}"`: what the image below sets stays. */
function lineFor(text: string, neighbour: Variable, variable: NewVariable): string | undefined {
  const { name, value, inherit, orFrom, copyOf } = variable;
  if (!PLAIN.test(value)) return undefined;
  const { at, keyword } = neighbour.instruction;
  const written = text.slice(at.start, at.start + keyword.length);
  // An instruction sees what those before it set.
  const other = orFrom !== undefined ? `\${${orFrom}:-${value}}` : copyOf !== undefined ? `\${${copyOf}}` : value;
  const said = inherit ? `\${${name}:-${other}}` : value;
  return `${indentation(text, at.start)}${written} ${name}${neighbour.isOldForm ? ' ' : '='}${said}`;
}
