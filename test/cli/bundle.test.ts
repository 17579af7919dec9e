import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build, machine, PROGRAM } from './harness.ts';

beforeAll(build, 120_000);

test('the bundle is plain ASCII, because it is read one byte a character', () => {
  const text = readFileSync(join(dirname(PROGRAM), 'main.cjs'), 'utf8');
  expect(text.match(/.{0,40}[^\u0000-\u007f].{0,20}/)?.[0]).toBeUndefined();
});

test('patterns with other characters work in the bundle as they do in the source', () => {
  const { run } = machine({ '.env': 'OPENAI_BASE_URL=http：//127.0.0.1:8000/v1\n' });
  expect(run(['--format', 'concise']).out).toContain('[malformed-url]');
});
