/** Rewrites assignments that systemd drops or mangles in the form that was plainly meant. */
import type { Assignment, Dropped, Source, Span, TextEdit } from '../../core.ts';
import { removal, span } from '../../text.ts';
import { sourceSpan } from '../shared/derived.ts';
import { isVerbatim } from '../shared/pieces.ts';
import type { UnitLine } from './unit-file.ts';
import { encodeWord } from './written.ts';

interface Broken {
  readonly source: Source;
  readonly line: UnitLine;
  readonly fact: Assignment;
  /** The characters at fault. */
  readonly at: Span;
}

type Repair = (broken: Broken) => readonly TextEdit[] | undefined;

const REPAIRS: Readonly<Record<Dropped['reason'], Repair | undefined>> = {
  'blank-around-equals': closeUp,
  'unquoted-blank': quoteAround,
  'trailing-blank': undefined,
  'export-keyword': ({ at }) => [{ at, text: '' }],
  'stray-punctuation': ({ source, at }) => [removal(source.text, at)],
  'smart-quotes': plainQuotes,
  'shared-quotes': ownQuotes,
  'bad-escape': ({ at }) => [{ at: span(at, at.start, at.start), text: '\\' }],
  specifier: doublePercents,
  'inline-comment': undefined,
  'not-a-name': undefined,
  'unbalanced-quote': closeQuote,
};

/** Edits that make systemd read an assignment as it was meant; undefined where it can be read in more than one way. */
export function repaired(source: Source, line: UnitLine, fact: Assignment): readonly TextEdit[] | undefined {
  if (!fact.dropped) return undefined;
  const { reason, at } = fact.dropped;
  return REPAIRS[reason]?.({ source, line, fact, at });
}

/** `A = b`, `A= b`, `A =b`: one `=`, which may be inside or outside the place at fault. */
function closeUp({ source, at }: Broken): readonly TextEdit[] {
  const sign = source.text.slice(at.start, at.end).includes('=') ? '=' : '';
  return [{ at, text: sign }];
}

/** A word in capitals after the space could be a name of its own: `Environment=A=1 PATH`. */
function quoteAround({ source, fact, at }: Broken): readonly TextEdit[] | undefined {
  const words = source.text.slice(at.start, at.end).split(/\s+/);
  if (words.some((word) => /^[A-Z_][A-Z\d_]*$/.test(word)) || !isSimple(source, fact.at)) return undefined;
  const { start, end } = fact.at;
  return [
    { at: span(fact.at, start, start), text: '"' },
    { at: span(fact.at, end, end), text: '"' },
  ];
}

/** One line, without quotes or escapes: what is there is the value, and stays it between quotes. */
function isSimple(source: Source, at: Span): boolean {
  return !/["'\\\r\n]/.test(source.text.slice(at.start, at.end));
}

function plainQuotes({ source, fact }: Broken): readonly TextEdit[] | undefined {
  if (!isSimple(source, fact.at)) return undefined;
  const value = fact.value.pieces.map((piece) =>
    piece.kind === 'literal' ? encodeWord(piece.text, '"') : source.text.slice(piece.at.start, piece.at.end),
  );
  return [{ at: fact.at, text: `"${fact.name.text}=${value.join('')}"` }];
}

/** The quotes end before the space and begin again after it. */
function ownQuotes({ source, line, at }: Broken): readonly TextEdit[] {
  const quote = source.text.slice(line.at.start, at.start).match(/["'](?=[^"']*$)/)?.[0] ?? '"';
  return [{ at, text: `${quote} ${quote}` }];
}

/** Every `%` that systemd would take for a specifier although it stands for itself. */
function doublePercents({ fact }: Broken): readonly TextEdit[] {
  return fact.value.pieces.filter(isVerbatim).flatMap(({ text, at }) =>
    [...text.matchAll(/%(?=[\dA-Za-z])/g)].map(({ index }) => {
      const place = at.start + index;
      return { at: span(at, place, place), text: '%' };
    }),
  );
}

/** A quote nothing closes, where the value can end in one place only: it is the line's only quote, and no space follows. */
function closeQuote({ source, line, at }: Broken): readonly TextEdit[] | undefined {
  const value = sourceSpan(line.joined, line.start, line.end);
  const rest = source.text.slice(at.end, value.end);
  if (/[\s"'\\]/.test(rest) || /["']/.test(source.text.slice(value.start, at.start))) return undefined;
  if (rest === '') return [{ at, text: '' }];
  return [{ at: span(at, value.end, value.end), text: source.text.slice(at.start, at.end) }];
}
