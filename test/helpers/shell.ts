/** Shell documents in a form tests can read, and what must hold for every one of them. */
import type { Assignment, Document, Fact, Value } from '../../src/core.ts';
import { HOLE } from '../../src/core.ts';
import { shell } from '../../src/languages/shell/index.ts';
import { slice } from '../../src/text.ts';

export type Dialect = 'sh' | 'bash' | 'zsh' | 'fish';

/** `auto`: the dialect that the file's name and text tell. */
export function parseShell(text: string, dialect: Dialect | 'auto' = 'bash', file = 'x'): Document {
  return shell.parse({ file, text }, dialect === 'auto' ? undefined : dialect);
}

/** A word as it means; `◌` for what is not known. */
function meaning(value: Value): string {
  return value.text.replaceAll(HOLE, '◌');
}

/** One line for each fact: what it is, what it means, where it is (`?`: uncertain). */
export function describeFacts(
  document: Document,
  kinds: readonly Fact['kind'][] = ['env', 'command', 'include'],
): string[] {
  return document.facts.filter(({ kind }) => kinds.includes(kind)).map((fact) => describeFact(fact));
}

function describeFact(fact: Fact): string {
  const { kind, name } = fact.scope;
  const place = kind === 'file' ? '' : ` in ${kind}${name === '' ? '' : ` ${name}`}`;
  const doubt = fact.certain ? '' : ' ?';
  switch (fact.kind) {
    case 'env':
      return `${fact.operation} ${fact.reach} ${meaning(fact.name)}${valued(fact)}${place}${doubt}`;
    case 'command':
      return `run ${fact.words.map((word) => meaning(word)).join(' ')}${fact.background ? ' &' : ''}${place}${doubt}`;
    case 'include':
      return `source ${meaning(fact.path)}${fact.optional ? ' if there' : ''}${place}${doubt}`;
    default:
      return fact.kind;
  }
}

function valued({ operation, value }: Assignment): string {
  return operation === 'unset' || operation === 'export' ? '' : `=${meaning(value)}`;
}

export function assignments(document: Document): readonly Assignment[] {
  return document.facts.filter((fact): fact is Assignment => fact.kind === 'env');
}

/** Complaints about pieces that do not stand where they say. */
export function wrongPieces(document: Document): string[] {
  return document.facts.flatMap((fact) => {
    const values =
      fact.kind === 'env'
        ? [fact.name, fact.value]
        : fact.kind === 'command'
          ? fact.words
          : fact.kind === 'include'
            ? [fact.path]
            : [];
    return values.flatMap((value) => wrongIn(document, value));
  });
}

function wrongIn(document: Document, value: Value): string[] {
  const wrong: string[] = [];
  let end = value.at.start;
  let text = '';
  for (const piece of value.pieces) {
    const raw = slice(document, piece.at);
    text += piece.kind === 'literal' ? piece.text : HOLE;
    if (piece.at.start < end || piece.at.end > value.at.end)
      wrong.push(`${raw} stands outside ${slice(document, value.at)}`);
    end = piece.at.end;
    if (piece.kind !== 'literal') continue;
    const isVerbatim = piece.text === raw;
    const isEscape = piece.text.length <= 2 && raw.length !== piece.text.length;
    const isLineEnd = piece.text === '\n' && raw === '\r';
    // A name that a loop computes stands where its variable does.
    const isComputed = /^\{?\$/.test(raw);
    if (!isVerbatim && !isEscape && !isLineEnd && !isComputed)
      wrong.push(`${JSON.stringify(raw)} does not mean ${JSON.stringify(piece.text)}`);
  }
  if (text !== value.text) wrong.push(`${JSON.stringify(value.text)} is not what its pieces say`);
  return wrong;
}
