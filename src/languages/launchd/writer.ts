/** Writes into an XML property list as its owner would have: same indentation, same layout of key and value. */
import type { Assignment, Comment, NewVariable, Span, TextEdit, Value, Writer } from '../../core.ts';
import { entryOf, indentation, lineAbove, lineEnd, lineEnding, lineStart, removal, span } from '../../text.ts';

/** What the writer must know of a file beside its text. */
export interface Layout {
  readonly text: string;
  readonly file: string;
  readonly comments: readonly Comment[];
  /** CDATA sections' insides. */
  readonly sections: readonly Span[];
  /** What no line can be put into. */
  readonly solid: readonly Span[];
}

/** What no XML 1.0 document can contain, escaped or not. */
const UNWRITABLE =
  /[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** What is in elements that do not take any text. */
const CONTENT: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d{1,18}$/,
  real: /^-?\d{1,300}(?:\.\d{1,300})?$/,
  date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  data: /^$/,
};
const ANYTHING = /^/;

/** The writer of one XML property list. */
export function plistWriter(layout: Layout): Writer {
  return {
    replace: (value, text, start = 0, end = value.text.length) => replace(layout, value, text, start, end),
    assign: (beside, variables) => assign(layout, beside, variables),
    remove: (at) => (isElements(layout.text, at) ? [removal(layout.text, at)] : undefined),
    insertAbove: (at, text) => insertAbove(layout, at, text),
    retype: (value, element) => retype(layout, value, element),
    comment: (words) =>
      `<!-- ${words
        .replace(/\s+/g, ' ')
        .replace(/-(?=-)/g, '- ')
        .trim()} -->`,
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');
}

function replace(
  layout: Layout,
  value: Value,
  text: string,
  start: number,
  end: number,
): readonly TextEdit[] | undefined {
  if (UNWRITABLE.test(text)) return undefined;
  const element = layout.text.slice(value.at.start, value.at.end);
  if (/^<(?:true|false)\b/.test(element)) {
    const isWhole = start === 0 && end === value.text.length;
    return isWhole && /^(?:true|false)$/.test(text) ? [{ at: value.at, text: `<${text}/>` }] : undefined;
  }
  const name = /^<([a-z]+)[\s>/]/.exec(element)?.[1];
  const whole = value.text.slice(0, start) + text + value.text.slice(end);
  if (name === undefined || !(entryOf(CONTENT, name) ?? ANYTHING).test(whole)) return undefined;
  if (value.pieces.length === 0) return fill(value, element, text);
  return replacePieces(layout, value, text, start, end);
}

/** Text for an element that has none: `<string></string>` and `<string/>`. */
function fill(value: Value, element: string, text: string): readonly TextEdit[] | undefined {
  const name = /^<([a-z]+)/.exec(element)![1]!;
  if (element.endsWith('/>') && !element.slice(0, -1).includes('>'))
    return [{ at: value.at, text: `<${name}>${escaped(text)}</${name}>` }];
  const close = element.lastIndexOf('</');
  if (close < 0) return undefined;
  const at = value.at.start + close;
  return [{ at: span(value.at, at, at), text: escaped(text) }];
}

/** Another element instead of a simple one. Comments or markup inside it would be lost: then not. */
function retype(layout: Layout, value: Value, element: string): readonly TextEdit[] | undefined {
  const written = layout.text.slice(value.at.start, value.at.end);
  if (!/^<([a-z]+)(?:\s*\/>|\s*>[^<]*<\/\1\s*>)$/.test(written) || written === element) return undefined;
  return [{ at: value.at, text: element }];
}

/** The first touched piece takes the new text, the others go; comments between them stay. */
function replacePieces(
  layout: Layout,
  value: Value,
  text: string,
  start: number,
  end: number,
): readonly TextEdit[] | undefined {
  const touched: Span[] = [];
  let offset = 0;
  for (const [index, piece] of value.pieces.entries()) {
    const length = piece.kind === 'literal' ? piece.text.length : 1;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    const isLast = index === value.pieces.length - 1;
    const isInsertion = start === end && from === to && touched.length === 0 && (from < length || isLast);
    if (from < to || (isInsertion && from <= length)) {
      const isVerbatim = piece.kind === 'literal' && length === piece.at.end - piece.at.start;
      if (!isVerbatim && !(from === 0 && to === length) && !isInsertion) return undefined;
      touched.push(
        isVerbatim
          ? span(piece.at, piece.at.start + from, piece.at.start + to)
          : isInsertion
            ? point(piece.at, from === 0)
            : piece.at,
      );
    }
    offset += length;
  }
  const first = touched[0];
  if (!first) return undefined;
  const inSection = layout.sections.some((section) => section.start <= first.start && first.end <= section.end);
  if (inSection && /\]\]>|\r/.test(text)) return undefined;
  return merged(touched).map((at, index) => ({ at, text: index > 0 ? '' : inSection ? text : escaped(text) }));
}

function point(at: Span, isStart: boolean): Span {
  return isStart ? span(at, at.start, at.start) : span(at, at.end, at.end);
}

/** Neighbouring spans as one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const at of spans) {
    const last = result.at(-1);
    if (last && last.end === at.start) result[result.length - 1] = span(at, last.start, at.end);
    else result.push(at);
  }
  return result;
}

function assign(
  layout: Layout,
  beside: Assignment,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  const { text } = layout;
  // What a command gives to a session would need a command more.
  if (beside.scope.kind === 'session') return undefined;
  if (variables.some(({ name, value }) => UNWRITABLE.test(name + value))) return undefined;
  const { start, end } = beside.statement;
  const gap = text.slice(beside.name.at.end, beside.value.at.start);
  const separator = /^\s*$/.test(gap)
    ? gap
    : /[\r\n]/.test(gap)
      ? lineEnding(text, start) + indentation(text, start)
      : '';
  const startsLine = /^[ \t]*$/.test(text.slice(lineStart(text, start), start));
  const at = startsLine ? afterComments(layout, end) : end;
  const newLine = startsLine ? lineEnding(text, start) + indentation(text, start) : '';
  const pairs = variables.map(
    ({ name, value }) => `${newLine}<key>${escaped(name)}</key>${separator}<string>${escaped(value)}</string>`,
  );
  return [{ at: span(beside.statement, at, at), text: pairs.join('') }];
}

/** The end of what else is on the line, if that is only comments. */
function afterComments(layout: Layout, end: number): number {
  const { text } = layout;
  let at = end;
  for (;;) {
    const next = at + /^[ \t]*/.exec(text.slice(at, lineEnd(text, at)))![0].length;
    if (next === lineEnd(text, at)) return at;
    const comment = layout.comments.find((candidate) => candidate.at.start === next);
    if (!comment) return end;
    at = comment.at.end;
  }
}

/** Only whole elements can go. */
function isElements(text: string, at: Span): boolean {
  return text[at.start] === '<' && text[at.end - 1] === '>' && at.end > at.start;
}

function insertAbove(layout: Layout, at: Span, line: string): readonly TextEdit[] | undefined {
  let target = at;
  for (;;) {
    const start = lineStart(layout.text, target.start);
    const around = layout.solid.find((solid) => solid.start < start && start < solid.end);
    if (!around) break;
    target = around;
  }
  const start = lineStart(layout.text, target.start);
  const declaration = /^\uFEFF?<\?xml/.exec(layout.text);
  if (start === 0 && (declaration || layout.text.startsWith('\uFEFF'))) return undefined;
  return [lineAbove(layout.text, target, line)];
}
