/** Positions in every unit a client may count in, and texts that follow an editor's changes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changed } from '../../src/lsp/buffer.ts';
import { difference } from '../../src/lsp/edits.ts';
import { type Encoding, positionsOf } from '../../src/lsp/positions.ts';
import { applyEdits } from '../../src/text.ts';

const ENCODINGS: readonly Encoding[] = ['utf-16', 'utf-8', 'utf-32'];
const LINE = '节点🇯🇵é=x';

describe('a position', () => {
  test.each([
    ['utf-16', 6],
    ['utf-8', 14],
    ['utf-32', 4],
  ] as const)('in %s counts that unit', (encoding, character) => {
    const positions = positionsOf(`a\r\n${LINE}\n`, encoding);
    const offset = 3 + '节点🇯🇵'.length;
    expect(positions.at(offset)).toEqual({ line: 1, character });
    expect(positions.offset({ line: 1, character })).toBe(offset);
  });

  test.each(ENCODINGS)('past the end of a line or of the text is its end, in %s', (encoding) => {
    const positions = positionsOf('ab\r\ncd', encoding);
    expect(positions.offset({ line: 0, character: 99 })).toBe(2);
    expect(positions.offset({ line: 9, character: 0 })).toBe(6);
  });

  test('inside a character is its beginning', () => {
    expect(positionsOf('🇯x', 'utf-8').offset({ line: 0, character: 2 })).toBe(0);
  });

  test('leads back to the offset it was made of', () => {
    const text = fc.array(fc.constantFrom('a', '节', '🇯', 'é', '\n', '\r\n', '\r', '=')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom(...ENCODINGS), (value, at, encoding) => {
        const offsets = characterStarts(value);
        const offset = offsets[at % offsets.length]!;
        const positions = positionsOf(value, encoding);
        expect(positions.offset(positions.at(offset))).toBe(offset);
      }),
    );
  });
});

test('a text follows the changes of an editor, whatever it counts in', () => {
  const part = fc.constantFrom('', 'a', '节点', '🇯🇵', 'é', '\n', '\r\n', '# x', 'NO_PROXY=');
  const edit = fc.record({ from: fc.nat(200), length: fc.nat(8), put: part });
  fc.assert(
    fc.property(fc.array(part), fc.array(edit), fc.constantFrom(...ENCODINGS), (start, edits, encoding) => {
      let buffer = { uri: 'file:///x', version: 1, text: start.join(''), languageId: '' };
      let mirror = buffer.text;
      for (const { from, length, put } of edits) {
        const starts = characterStarts(mirror);
        const [a, b] = [
          starts[from % starts.length]!,
          starts[Math.min((from % starts.length) + length, starts.length - 1)]!,
        ];
        const range = positionsOf(mirror, encoding).range({ start: a, end: b });
        buffer = changed(buffer, buffer.version + 1, [{ range, text: put }], encoding);
        mirror = mirror.slice(0, a) + put + mirror.slice(b);
        expect(buffer.text).toBe(mirror);
      }
    }),
  );
});

/** Offsets at which an editor's cursor can be: not between the two characters of a line's end. */
function characterStarts(text: string): number[] {
  const starts = [0];
  for (const character of text) starts.push(starts.at(-1)! + character.length);
  return starts.filter((at) => !(text[at - 1] === '\r' && text[at] === '\n'));
}

test('the edits between two texts lead from one to the other, and leave equal lines alone', () => {
  const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '节\n', 'a')).map((lines) => lines.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, difference('f', before, after))).toBe(after);
    }),
  );
  expect(difference('f', 'a\nb\nc\nd\n', 'a\nB\nc\nD\n')).toEqual([
    { at: { file: 'f', start: 2, end: 4 }, text: 'B\n' },
    { at: { file: 'f', start: 6, end: 8 }, text: 'D\n' },
  ]);
});
