/** Positions in a text, and the width of what a terminal shows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ends, lineTable } from '../../src/report/position.ts';
import { clusters, padEnd, truncate, truncateStart, widthOf } from '../../src/report/terminal/width.ts';
import { wrap, wrapEvenly } from '../../src/report/terminal/wrap.ts';
import { visible } from '../../src/report/visible.ts';

describe('positions', () => {
  const lines = lineTable('a\nbc\r\nd\re🇯🇵\n');

  test.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 2, 1],
    [4, 2, 3],
    [6, 3, 1],
    [8, 4, 1],
    [9, 4, 2],
    [13, 4, 6],
    [14, 5, 1],
    [99, 5, 1],
  ])('offset %i is line %i, column %i', (offset, line, column) =>
    expect(lines.at(offset)).toMatchObject({ line, column }),
  );

  test('a line leaves out its ending, whichever it is', () => {
    const text = 'a\nbc\r\nd\re\n';
    const table = lineTable(text);
    const parts = [1, 2, 3, 4, 5].map((line) => text.slice(table.range(line).start, table.range(line).end));
    expect(parts).toEqual(['a', 'bc', 'd', 'e', '']);
  });

  test('agrees with counting by hand on any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '中')), fc.nat(40), (pieces, offset) => {
        const text = pieces.join('');
        const inside = Math.min(offset, text.length);
        const before = text.slice(0, inside);
        // A CRLF that is cut in two is not yet the end of its line.
        const breaks = (text[inside - 1] === '\r' && text[inside] === '\n' ? before.slice(0, -1) : before).split(
          /\r\n|\r|\n/,
        );
        expect(lineTable(text).at(offset).line).toBe(breaks.length);
      }),
    );
  });

  test('a span in an unknown file is at its first character', () => {
    expect(ends(undefined, { file: 'x', start: 5, end: 9 }).start).toEqual({ line: 1, column: 1, offset: 0 });
  });
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['节点选择', 8],
    ['ＡＢ', 4],
    ['ﾊﾛｰ', 3],
    ['한국', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['🇯🇵', 2],
    ['🇯🇵🇺🇸', 4],
    ['👩‍👩‍👧', 2],
    ['👍🏽', 2],
    ['❤️', 2],
    ['❤', 1],
    ['1️⃣', 2],
    ['🚀 fast', 7],
    ['，。', 4],
    ['…━│╰', 4],
    ['', 0],
  ])('%s takes %i cells', (text, cells) => expect(widthOf(text)).toBe(cells));

  test('clusters put together are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect([...clusters(text)].map((cluster) => cluster.text).join('')).toBe(text);
      }),
    );
  });

  test('truncating keeps to the width and never cuts a flag', () => {
    expect(truncate('🇯🇵 东京 01', 6)).toBe('🇯🇵 东…');
    expect(truncate('🇯🇵🇺🇸', 3)).toBe('🇯🇵…');
    expect(truncate('short', 5)).toBe('short');
    expect(truncateStart('machine/.hermes/.env:6', 10)).toBe('…es/.env:6');
    expect(truncateStart('a🇯🇵东京', 5)).toBe('…东京');
    expect(padEnd('东京', 6)).toBe('东京  ');
  });
});

describe('visible', () => {
  test.each([
    ['\u001b[31mred', '␛[31mred'],
    ['a\u0000b\u007f', 'a␀b␡'],
    ['\u009b31m', '<U+009B>31m'],
    ['user\u202eexe.txt', 'user<U+202E>exe.txt'],
    ['a\u200bb\u2066', 'a<U+200B>b<U+2066>'],
    ['👩‍👧', '👩‍👧'],
    ['a\u200db', 'a<U+200D>b'],
    ['\ud800', '\ufffd'],
    ['a\ufffcb', 'a…b'],
    ['##[error]x', '## [error]x'],
  ])('%j', (text, expected) => expect(visible(text)).toBe(expected));

  test('nothing that a terminal obeys is left of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('wrap', () => {
  test('no Chinese line begins with a closing mark', () => {
    const lines = wrap('连本机地址都会发给代理，网关因此超时。', 22);
    expect(lines).toEqual(['连本机地址都会发给代', '理，网关因此超时。']);
    for (const line of lines) expect(line).not.toMatch(/^[，。]/);
  });

  test('a word longer than the line is broken', () => {
    expect(wrap('aaaaaaaaaa bb', 4)).toEqual(['aaaa', 'aaaa', 'aa', 'bb']);
  });

  test('a lonely last word is evened out, behind punctuation where there is some', () => {
    expect(wrapEvenly('One two three, four five six', 24)).toEqual(['One two three,', 'four five six']);
    expect(wrapEvenly('都会发给代理，网关因此超时。', 26)).toEqual(['都会发给代理，', '网关因此超时。']);
  });

  test('no line is wider than asked, and no character is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bcd', ' ', '中', '，', '。', '（', 'x-y', '🇯🇵')),
        fc.integer({ min: 4, max: 30 }),
        (parts, cells) => {
          const text = parts.join('');
          const lines = wrap(text, cells);
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(cells);
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});
