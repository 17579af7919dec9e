/** What a language writes, and the proof lets stand, must read back as what was meant. */
import type { Assignment, Document, Fact, LanguageName, Source, TextEdit, Value } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { applyEdits } from '../../src/text.ts';
import { randomOf } from './random.ts';

type Parse = (source: Source, language: LanguageName, dialect: string) => Document;

const TEXTS = [
  'x',
  '120',
  'http://127.0.0.1:7890',
  'a b',
  "it's",
  '"',
  'a#b',
  ' #',
  '$HOME',
  '%h',
  '\\',
  'é：',
  'a,b',
  '#',
  '-',
  '{',
  '*a',
  '&a',
  ': ',
  '\'"',
  'null',
  '',
];

/** The first edit that is not what was asked for; undefined: none. Looks at a few places, the same ones every time. */
export function wrongWriter(document: Document, parse: Parse): string | undefined {
  const { writer } = document;
  // What is wrong with a template is not said, and what is written into an open quote of one goes astray.
  if (!writer || document.errors.length > 0 || /\{[{%]|<%/.test(document.text)) return undefined;
  const random = randomOf(document.text.length, document.facts.length);
  for (let tries = 0; tries < 6 && document.facts.length > 0; tries++) {
    const index = random.below(document.facts.length);
    const fact = document.facts[index] as Fact;
    const text = random.pick(TEXTS);
    const wrong =
      wrongReplacement(document, index, text, parse) ??
      (fact.kind === 'env' ? wrongAssignment(document, fact, text, parse) : undefined) ??
      wrongRemoval(document, fact, parse);
    if (wrong) return wrong;
  }
  return undefined;
}

function valueOf(fact: Fact | undefined): Value | undefined {
  return fact?.kind === 'env' || fact?.kind === 'setting' || fact?.kind === 'proxy-setting' ? fact.value : undefined;
}

/** At the same place; a list item and its first key begin at one, and differ by their paths. */
function isSameFact(one: Fact, other: Fact): boolean {
  if (one.at.start !== other.at.start) return false;
  return one.kind !== 'setting' || other.kind !== 'setting' || one.path.join('\0') === other.path.join('\0');
}

function wrongReplacement(document: Document, index: number, text: string, parse: Parse): string | undefined {
  const fact = document.facts[index];
  const value = valueOf(fact);
  if (
    !fact ||
    !value?.known ||
    value.text === '' ||
    (fact.kind === 'env' && (fact.dropped || /^(?:ap|pre)pend$/.test(fact.operation)))
  )
    return undefined;
  // Through an alias the characters are those of another place.
  if (value.at.start < fact.at.start || value.at.end > fact.at.end) return undefined;
  // A word of a list becomes several.
  if (fact.kind === 'setting' && /^\d+$/.test(fact.path.at(-1) ?? '') && text.includes(' ')) return undefined;
  const edits = document.writer?.replace(value, text);
  if (!edits) return undefined;
  const after = edited(document, edits, parse);
  if (!after) return undefined;
  const now = after.facts.map((one) => (isSameFact(one, fact) ? valueOf(one) : undefined)).find((one) => one);
  return now?.text === text
    ? undefined
    : `replace ${JSON.stringify(value.text)} by ${JSON.stringify(text)} reads ${JSON.stringify(now?.text)}`;
}

function wrongAssignment(document: Document, beside: Assignment, text: string, parse: Parse): string | undefined {
  if (beside.dropped) return undefined;
  const edits = document.writer?.assign(beside, [{ name: 'ENVLINT_ADDED', value: text }]);
  if (!edits) return undefined;
  const after = edited(document, edits, parse);
  if (!after) return undefined;
  const added = after.facts.find(
    (fact): fact is Assignment => fact.kind === 'env' && fact.name.text === 'ENVLINT_ADDED',
  );
  return added?.value.text === text
    ? undefined
    : `assign ${JSON.stringify(text)} reads ${JSON.stringify(added?.value.text)}`;
}

/** What is taken out leaves the rest readable. */
function wrongRemoval(document: Document, fact: Fact, parse: Parse): string | undefined {
  if (fact.kind !== 'env' || fact.dropped) return undefined;
  const edits = document.writer?.remove(fact.statement);
  if (!edits) return undefined;
  const after = edited(document, edits, parse);
  if (!after) return undefined;
  const left = after.facts.filter((one) => one.kind === 'env').length;
  return left < document.facts.filter((one) => one.kind === 'env').length ? undefined : 'remove leaves the assignment';
}

/** The document after edits; undefined where the proof takes them back. */
function edited(document: Document, edits: readonly TextEdit[], parse: Parse): Document | undefined {
  for (const { at } of edits) {
    if (at.file !== document.file || at.start < 0 || at.end > document.text.length || at.start > at.end)
      throw new RangeError('an edit outside of the text');
  }
  const text = applyEdits(document.text, edits);
  const after = parse({ file: document.file, text }, document.language, document.dialect);
  return refute(document, after, edits) ? undefined : after;
}
