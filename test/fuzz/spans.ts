/** What must hold of every document: spans lie inside the text, and pieces stand where they say and mean what they say. */
import { type Document, HOLE, type Piece, type Span, type Value } from '../../src/core.ts';
import { inside, spanOf } from '../../src/text.ts';

/** The first thing wrong with a document; undefined: nothing. */
export function wrongDocument(document: Document): string | undefined {
  const { comments, errors, secrets } = document;
  // A unit's name is its file's: it stands nowhere in the text.
  const facts = document.facts.map((fact) =>
    fact.kind === 'service' && fact.manager === 'systemd' ? { ...fact, label: undefined } : fact,
  );
  return wrongWithin({ facts, comments, errors, secrets }, document);
}

/** The same for anything that holds spans and values of one document: findings, fixes. */
export function wrongWithin(root: unknown, document: Document): string | undefined {
  const seen = new Set<unknown>();
  const pending: unknown[] = [root];
  for (let item = pending.pop(); pending.length > 0 || item !== undefined; item = pending.pop()) {
    if (typeof item !== 'object' || item === null || seen.has(item)) continue;
    seen.add(item);
    const wrong = isSpan(item) ? wrongSpan(item, document) : isValue(item) ? wrongValue(item, document) : undefined;
    if (wrong !== undefined) return wrong;
    pending.push(...(item instanceof Map ? item.values() : Array.isArray(item) ? item : Object.values(item)));
  }
  return undefined;
}

const isSpan = (item: object): item is Span => 'start' in item && 'end' in item && 'file' in item;
const isValue = (item: object): item is Value => 'pieces' in item && 'at' in item && 'text' in item;

function wrongSpan({ file, start, end }: Span, document: Document): string | undefined {
  if (file !== document.file) return `a span of ${file} in ${document.file}`;
  const isRight =
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= document.text.length;
  return isRight ? undefined : `span ${start} to ${end} in a text of ${document.text.length}`;
}

function wrongValue(value: Value, document: Document): string | undefined {
  const text = value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : HOLE)).join('');
  if (text !== value.text) return `pieces say ${JSON.stringify(text)}, the value ${JSON.stringify(value.text)}`;
  if (value.known !== value.pieces.every((piece) => piece.kind === 'literal'))
    return 'known is not what the pieces say';
  return wrongPieces(value.pieces, value.at, document) ?? wrongRanges(value);
}

/** `inside` and `spanOf` stay within the value. */
function wrongRanges(value: Value): string | undefined {
  const half = value.text.length >> 1;
  for (const at of [inside(value), spanOf(value, 0, half), spanOf(value, half, value.text.length)]) {
    if (at.start < value.at.start || at.end > value.at.end || at.start > at.end)
      return 'a part of a value lies outside of it';
  }
  return undefined;
}

function wrongPieces(pieces: readonly Piece[], within: Span, document: Document): string | undefined {
  let from = within.start;
  for (const piece of pieces) {
    if (piece.at.start < from || piece.at.end > within.end)
      return `${piece.kind} piece outside of its value or out of order`;
    from = piece.at.end;
    const wrong = piece.kind === 'literal' ? wrongLiteral(piece.text, piece.at, document) : undefined;
    const inner = piece.kind === 'reference' && piece.word ? wrongPieces(piece.word, piece.at, document) : undefined;
    if (wrong ?? inner) return wrong ?? inner;
  }
  return undefined;
}

/** Verbatim; one escape, entity or folded line end that stands for very little; or an element or block that is the value. */
function wrongLiteral(text: string, at: Span, document: Document): string | undefined {
  const raw = document.text.slice(at.start, at.end);
  // An escape in an alias's body can be cut between the halves of its character.
  if (raw === text || /^[\ud800-\udfff]$/.test(text)) return undefined;
  const isFold = /^\s+$/.test(raw) && /^(?: |\n+)$/.test(text);
  const isEscape = isFold || ([...text].length <= 2 && /[\\&\r\n'"%$<]/.test(raw));
  // YAML that cannot be read has no exact pieces; nor has a lone carriage return, which breaks lines for Go alone.
  const isInexact = /^[|>]|\r(?!\n)/.test(raw) || document.errors.length > 0;
  const isBlock = (document.language === 'clash' || document.language === 'yaml') && isInexact;
  // fish joins the words of a list by blanks.
  const isJoint = document.dialect === 'fish' && text === ' ';
  const isWhole = document.language === 'launchd' ? raw.startsWith('<') : isBlock;
  // direnv's `dotenv` without a file's name means this one.
  const isImplied = /^dotenv(?:_if_exists)?$/.test(raw) && text === '.env';
  // JSON5 writes numbers as `0x14`, `+5` and `.5`, too; what programs read is the number.
  const isNumber = document.language === 'json' && /^[-+.\d]/.test(raw) && String(Number(raw)) === text;
  return isEscape || isJoint || isWhole || isImplied || isNumber
    ? undefined
    : `${JSON.stringify(raw)} is said to mean ${JSON.stringify(text)}`;
}
