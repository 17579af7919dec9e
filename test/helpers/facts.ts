/** What tests of several languages ask of facts. */
import { expect } from 'vitest';
import type { Assignment, Document, Piece, TextEdit, Value } from '../../src/core.ts';
import { HOLE } from '../../src/core.ts';
import { applyEdits } from '../../src/text.ts';

/** The assignments of a document, in order. */
export function assignments(document: Document): Assignment[] {
  return document.facts.filter((fact): fact is Assignment => fact.kind === 'env');
}

/** The text of a document after edits that must be there. */
export function edited(document: Document, edits: readonly TextEdit[] | undefined): string {
  if (!edits) throw new Error('no edit was offered');
  return applyEdits(document.text, edits);
}

/** All values of a document's facts. */
function valuesOf(document: Document): Value[] {
  return document.facts.flatMap((fact) => {
    if (fact.kind === 'env' || fact.kind === 'setting') return [fact.name, fact.value];
    if (fact.kind === 'include') return [fact.path];
    return fact.kind === 'service' ? fact.commands.flatMap((command) => command.words) : [];
  });
}

/**
 * Holds for every value: its pieces are in order, inside its span, and spell its text; a literal as long as its span
 * stands there character for character (a lone carriage return read as a newline excepted).
 */
export function expectSoundSpans(document: Document): void {
  for (const value of valuesOf(document)) {
    expect(value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : HOLE)).join('')).toBe(value.text);
    expect(value.known).toBe(value.pieces.every((piece) => piece.kind === 'literal'));
    let from = value.at.start;
    for (const piece of value.pieces) {
      expect(piece.at.start).toBeGreaterThanOrEqual(from);
      from = piece.at.end;
      expectVerbatim(document, piece);
    }
    expect(value.at.end).toBeGreaterThanOrEqual(from);
    expect(value.at.end).toBeLessThanOrEqual(document.text.length);
  }
}

function expectVerbatim(document: Document, piece: Piece): void {
  const raw = document.text.slice(piece.at.start, piece.at.end);
  if (piece.kind === 'literal' && piece.text.length === raw.length && raw !== '\r') expect(raw).toBe(piece.text);
}

/** The assignment of a variable. Throws where there is none. */
export function assignmentOf(document: Document, name: string): Assignment {
  const found = assignments(document).find((fact) => fact.name.text === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}
