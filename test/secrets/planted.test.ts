/** Planted shapes in every language and position: in frames, diffs, messages and other files. `npm run secrets` looks at all. */
import { describe, expect, test } from 'vitest';
import { makeProject } from '../../src/project.ts';
import { maskedSlice, secretsOf } from '../../src/secrets/index.ts';
import { parseAs } from '../helpers/project.ts';
import { leaksOf, shows } from './leaks.ts';
import { type Planted, planted, SHAPES } from './planted.ts';

const files = planted();
const byPosition = new Map<string, Planted[]>();
for (const file of files) byPosition.set(file.position, [...(byPosition.get(file.position) ?? []), file]);

test('there are enough shapes, and a leak would be noticed', () => {
  expect(SHAPES).toBeGreaterThan(250);
  expect(files.every(({ secrets }) => secrets.length > 0)).toBe(true);
  const harmless: Planted = {
    shape: 'a word',
    position: 'argument',
    file: 'a.sh',
    text: 'echo bidaforuta\n',
    secrets: ['bidaforuta'],
  };
  expect(new Set(leaksOf(harmless).map(({ seen }) => seen))).toEqual(
    new Set(['excerpt', 'diff', 'message', 'elsewhere']),
  );
  expect(shows('x idaforut y', 'bidaforuta')).toBe(true);
});

describe('nothing is shown', () => {
  // A third of the shapes in each position, each time others: every shape is seen in several.
  const sample = [...byPosition].map(
    ([position, own], turn) => [position, own.filter((_, index) => index % 3 === turn % 3)] as const,
  );
  test.each(sample)('%s', { timeout: 120_000 }, (_, own) => {
    const leaks = own.flatMap(leaksOf).map(({ planted: file, seen, line }) => `${file.shape}, ${seen}: ${line}`);
    expect(leaks).toEqual([]);
  });
});

test('a URL that is a secret hides what is secret in it elsewhere, and not its host', () => {
  const secret = 'Ab3dE6gH9jK2';
  const url = `https://airport.example.com/s/${secret}`;
  const shown = (text: string): string => {
    const document = parseAs({ file: '.env', text: `SUB_TOKEN=${url}\n${text}\n` }, 'dotenv');
    const whole = { file: '.env', start: 0, end: document.text.length };
    return maskedSlice(secretsOf(makeProject({ documents: [document] })), document, whole).split('\n')[1] ?? '';
  };
  expect(shown('A=https://airport.example.com/docs')).toBe('A=https://airport.example.com/docs');
  expect(shown('A=https://airport.example.com:8443')).toBe('A=https://airport.example.com:8443');
  expect(shown(`A=${url}`)).not.toContain(secret);
  expect(shown(`A='x ${secret}'`)).toBe("A='x ***'");
});
