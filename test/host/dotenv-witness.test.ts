/** The real dotenv has its say about every change to a `.env`: only the variables that a fix writes to may change for it. */
import { expect, test } from 'vitest';
import type { Document, TextEdit } from '../../src/core.ts';
import { dotenvObjects } from '../../src/host/read/dotenv-witness.ts';
import { dotenv } from '../../src/languages/dotenv/index.ts';
import { applyEdits } from '../../src/text.ts';

const parse = (text: string, file = '.env'): Document => dotenv.parse({ file, text });

/** What dotenv says of `text` with `found` replaced by `written`. */
function objection(text: string, found: string, written: string, file?: string) {
  const start = text.indexOf(found);
  const edits: TextEdit[] = [{ at: { file: file ?? '.env', start, end: start + found.length }, text: written }];
  return dotenvObjects(parse(text, file), parse(applyEdits(text, edits), file), edits)?.en;
}

test('a variable that the edit writes to may change', () => {
  expect(objection('A=1\nB=2\n', '1', '10')).toBeUndefined();
  expect(objection('A=1\nB=2\n', 'B=2\n', 'B=2\nC=3\n')).toBeUndefined();
  expect(objection('A=1\nB=2\n', 'A=1\n', '')).toBeUndefined();
});

test('another one may not: an open quote swallows what follows', () => {
  expect(objection('A=1\nB=2\nC=3"\n', '1', '"1')).toBe('dotenv would read B otherwise than before');
});

test('files that dotenv does not read, and long ones, are not judged', () => {
  expect(objection('A=1\nB=2\nC=3"\n', '1', '"1', '/etc/environment')).toBeUndefined();
  expect(objection(`A=1\nB=2\nC=3"\n${'#'.repeat(256 * 1024)}`, '1', '"1')).toBeUndefined();
});
