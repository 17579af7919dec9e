/**
 * fish's universal variables, `~/.config/fish/fish_variables`: `SETUVAR --export NAME:value`, before fish 3.0
 * `SET_EXPORT NAME:value`. What is no letter, digit, `/` or `_` is `\xHH`, `\uHHHH` or `\UHHHHHHHH`; `\x1e` parts the elements of
 * a list and a lone `\x1d` is a list of none (fish's env_universal_common.cpp). fish writes this file by itself.
 */
import type { Assignment, Comment, Document, Piece, Scope, Source, Span } from '../../../core.ts';
import { lineEnd, nextLine, span, valueOf, verbatim } from '../../../text.ts';

const LINE = /^(?:SETUVAR((?:[ \t]+--(?:export|path))*)|SET(_EXPORT)?)[ \t]+([A-Za-z_]\w*):/;
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/g;
const NEXT_ELEMENT = '\x1e';
const NO_ELEMENT = '\x1d';

/** The document of such a file. It has no writer: fish would write over what is changed. */
export function fishVariables(source: Source): Document {
  const { text, file } = source;
  const scope: Scope = { kind: 'file', name: '', at: { file, start: 0, end: text.length } };
  const facts: Assignment[] = [];
  const comments: Comment[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const line = { file, start, end: lineEnd(text, start) };
    if (text[start] === '#') comments.push({ at: line, ownLine: true });
    const fact = variable(text.slice(start, line.end), line, scope);
    if (fact) facts.push(fact);
  }
  return { ...source, language: 'shell', dialect: 'fish', facts, comments, errors: [], secrets: [] };
}

function variable(text: string, line: Span, scope: Scope): Assignment | undefined {
  const found = LINE.exec(text);
  if (!found) return undefined;
  const [head, flags = '', exported, name = ''] = found;
  const from = line.start + head.length;
  const at = span(line, from - 1 - name.length, line.end);
  const isExported = exported !== undefined || flags.includes('--export');
  const joint = flags.includes('--path') || name.endsWith('PATH') ? ':' : ' ';
  return {
    kind: 'env',
    at,
    scope,
    certain: true,
    name: verbatim(name, span(line, at.start, from - 1)),
    value: valueOf(piecesOf(text.slice(head.length), span(line, from, line.end), joint), span(line, from, line.end)),
    operation: 'set',
    reach: isExported ? 'environment' : 'shell',
    statement: line,
  };
}

/** What other programs see: the elements of a list joined by a space, of a path by a colon. */
function piecesOf(text: string, at: Span, joint: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (meant: string, start: number, end: number): void => {
    if (end > start) pieces.push({ kind: 'literal', text: meant, at: span(at, at.start + start, at.start + end) });
  };
  let done = 0;
  for (const match of text.matchAll(ESCAPE)) {
    add(text.slice(done, match.index), done, match.index);
    done = match.index + match[0].length;
    const meant = characterOf(Number.parseInt(match[1] ?? match[2] ?? match[3] ?? '', 16));
    if (meant !== NO_ELEMENT) add(meant === NEXT_ELEMENT ? joint : meant, match.index, done);
  }
  add(text.slice(done), done, text.length);
  return pieces;
}

function characterOf(code: number): string {
  return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
}
