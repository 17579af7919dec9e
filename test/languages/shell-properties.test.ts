/** Any text as a shell file: parsing ends, places are right, and writing changes nothing else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assignment, Document } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { applyEdits } from '../../src/text.ts';
import { assignments, type Dialect, parseShell, wrongPieces } from '../helpers/shell.ts';

const DIALECTS: readonly Dialect[] = ['sh', 'bash', 'zsh', 'fish'];
const dialect = fc.constantFrom(...DIALECTS);

/** Bits of which shell files are made, right and wrong. */
const TOKENS = [
  ...' \t\n;&|<>(){}[]\'"`$\\#~=:!*?',
  ...[
    '\r\n',
    '\r',
    '\uFEFF',
    '\uFFFC',
    '😀',
    '\0',
    'a',
    'A=',
    'export ',
    'if ',
    'then ',
    'fi',
    'case x in ',
    'esac',
    ';;',
  ],
  ...[
    'for x in ',
    'do ',
    'done',
    'function f ',
    'f() {',
    '$(',
    '${A:-',
    '$((',
    '))',
    '((',
    '[[ ',
    ' ]]',
    '<<E\n',
    '\nE\n',
  ],
  ...[
    "alias a='",
    'alias b="',
    "$'",
    'set -gx B ',
    'set -q C; or ',
    'end',
    'begin; ',
    'and ',
    '{{ x }}',
    '{% if %}',
    '\\\n',
  ],
];
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((parts) => parts.join(''));
const anything = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 80 }));

describe('any text', () => {
  test('gives a document whose pieces stand where they say', () => {
    fc.assert(
      fc.property(anything, dialect, (text, kind) => {
        const document = parseShell(text, kind);
        expect(wrongPieces(document)).toEqual([]);
        for (const { at } of [...document.facts, ...document.comments, ...document.errors]) {
          expect(at.start).toBeGreaterThanOrEqual(0);
          expect(at.end).toBeLessThanOrEqual(text.length);
          expect(at.start).toBeLessThanOrEqual(at.end);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('gives a writer that answers or refuses, but changes nothing outside its edits', () => {
    fc.assert(
      fc.property(anything, dialect, fc.string({ maxLength: 6 }), (text, kind, word) => {
        const document = parseShell(text, kind);
        const { writer } = document;
        for (const fact of assignments(document)) {
          for (const edits of [
            writer?.replace(fact.value, word),
            writer?.assign(fact, [{ name: 'N', value: word, inherit: true }]),
            writer?.unset?.(fact, ['N']),
            writer?.remove(fact.at),
            writer?.insertAbove(fact.at, '# c'),
          ]) {
            for (const { at } of edits ?? [])
              expect(at.start >= 0 && at.end <= text.length && at.start <= at.end).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each(DIALECTS)('of many nested or unclosed things ends soon (%s)', { timeout: 120_000 }, (kind) => {
    const bits = [
      '$(',
      '"$(',
      '((',
      '(',
      '{ ',
      '${',
      '${a:-',
      '"',
      "'a ",
      '`',
      '$((',
      'if a; ',
      'case x in a) ',
      'f() { ',
      'begin; ',
      '[[ ',
    ];
    for (const bit of bits) {
      const document = parseShell(bit.repeat(20_000), kind);
      expect(document.errors.length).toBeLessThanOrEqual(1);
    }
  });

  test('of too many pieces is given up, said so, and not written into', { timeout: 120_000 }, () => {
    const document = parseShell(`${'A=1;'.repeat(150_000)} "`);
    expect(document.errors.map(({ severity }) => severity)).toEqual(['warning']);
    expect(document.writer).toBeUndefined();
    expect(document.facts.length).toBeGreaterThan(50_000);
    expect(document.facts.length).toBeLessThan(150_000);
  });
});

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Statements around a value, for every way it can be quoted. */
const FRAMES: readonly [Dialect, string, string][] = [
  ['bash', 'export A=', ' # c\nx\n'],
  ['bash', 'A=', ' B=2\n'],
  ['zsh', 'f() { typeset -gx A=', '; x }\n'],
  ['sh', 'if a; then export A=', '\nfi\n'],
  ['bash', 'export A="b', '"\n'],
  ['fish', "set -gx A 'b", "'\r\nx\r\n"],
  ['bash', "export A=$'b", "'\n"],
  ['bash', "alias q='export A=b", "; x'\n"],
  ['bash', 'alias q="export A=b', '; x"\n'],
  ['fish', 'set -gx A ', ' # c\nx\n'],
  ['fish', 'function f; set -gx A "b', '"; end\n'],
  ['fish', "set -Ux A 'b", "'\n"],
  ['fish', "alias q 'set -gx A b", "'\n"],
];
const frame = fc.constantFrom(...FRAMES);
const value = fc.string({
  unit: fc.constantFrom(
    ...'ab1.,:/@%+-=*?[]{}~#!^&|;<>()',
    ' ',
    '"',
    "'",
    '\\',
    '$',
    '`',
    '\n',
    'é',
    '中',
    '😀',
    '$B',
    '${C}',
  ),
  maxLength: 10,
});

/** What once read back as something else: seed 1912120144 of the property below. */
const COUNTEREXAMPLES: [[Dialect, string, string], string, boolean][] = [
  [['bash', 'export A=', ' # c\nx\n'], '{{}}', false],
];

function theOne(document: Document, name = 'A'): Assignment | undefined {
  return assignments(document).find((fact) => fact.name.text === name);
}

describe('writing', () => {
  test('a replacement reads back as what was written, and nothing else changes', () => {
    fc.assert(
      fc.property(frame, value, fc.boolean(), ([kind, before, after], text, atEnd) => {
        const document = parseShell(`${before}k${after}`, kind);
        const old = theOne(document)!;
        const from = atEnd ? old.value.text.length : 0;
        const edits = document.writer?.replace(old.value, text, from);
        if (!edits) return;
        const written = applyEdits(document.text, edits);
        const again = parseShell(written, kind);
        expect(theOne(again)?.value).toMatchObject({ known: true, text: old.value.text.slice(0, from) + text });
        expect(refute(document, again, edits)).toBeUndefined();
      }),
      { numRuns: 1500, examples: COUNTEREXAMPLES },
    );
  });

  test('a new variable reads back as what was written, and nothing else changes', () => {
    fc.assert(
      fc.property(frame, value, fc.boolean(), ([kind, before, after], text, inherit) => {
        const document = parseShell(`${before}k${after}`, kind);
        const old = theOne(document)!;
        const edits = document.writer?.assign(old, [{ name: 'N', value: text, inherit }]);
        if (!edits) return;
        const written = applyEdits(document.text, edits);
        const again = parseShell(written, kind);
        const fact = theOne(again, 'N');
        const [piece] = fact?.value.pieces ?? [];
        const fallback =
          piece?.kind === 'reference'
            ? piece.word?.map((part) => (part.kind === 'literal' ? part.text : '?')).join('')
            : undefined;
        expect(inherit && kind !== 'fish' ? fallback : fact?.value.text).toBe(text);
        expect(fact?.operation).toBe(inherit && kind === 'fish' ? 'default-unset' : 'set');
        expect([fact?.reach, fact?.scope.kind, fact?.certain]).toEqual([old.reach, old.scope.kind, old.certain]);
        expect(refute(document, again, edits)).toBeUndefined();
      }),
      { numRuns: 1500, examples: COUNTEREXAMPLES },
    );
  });
});
