/** Unified diffs of what a fix changes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeProject } from '../../src/project.ts';
import { unifiedDiff } from '../../src/report/diff.ts';
import { painted } from '../../src/report/terminal/colours.ts';
import { unpainted } from '../../src/report/terminal/paint.ts';
import { secretsOf } from '../../src/secrets/index.ts';
import { bare, shell } from './machine.ts';

const patch = spawnSync('patch', ['--version']).status === 0;
if (!patch) console.log('skipped: patch is not installed, diffs are not applied by another program');

function diff(before: string, after: string, path = '.env', paint = unpainted) {
  const old = shell(path, before, 'dotenv');
  const mask = secretsOf(makeProject({ documents: [old] }));
  return unifiedDiff([{ path, before: old, after: shell(path, after, 'dotenv') }], { paint, mask });
}

describe('a diff', () => {
  test('shows what changes with three lines around it', () => {
    expect(diff('a=1\nb=2\nc=3\nd=4\ne=5\nf=6\n', 'a=1\nb=2\nc=3\nd=4\ne=50\nf=6\n')).toBe(
      '--- a/.env\n+++ b/.env\n@@ -2,5 +2,5 @@\n b=2\n c=3\n d=4\n-e=5\n+e=50\n f=6\n',
    );
  });

  test('no change, no text', () => {
    expect(diff('a=1\n', 'a=1\n')).toBe('');
  });

  test('a missing last line break is said', () => {
    expect(diff('a=1', 'a=2\n')).toBe(
      '--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-a=1\n\\ No newline at end of file\n+a=2\n',
    );
  });

  test('secrets are masked on both sides, lines stay recognisable', () => {
    const text = diff(
      'OPENAI_API_KEY=Zx81kQp0aWm3\nP=http://me:hunter2@h:1\nT=30\n',
      'OPENAI_API_KEY=Zx81kQp0aWm3\nP=http://me:hunter%32@h:1\nN_TOKEN=Qm9vZm4xMjM0\nT=120\n',
    );
    expect(text).toBe(
      '--- a/.env\n+++ b/.env\n@@ -1,3 +1,4 @@\n OPENAI_API_KEY=***\n-P=http://me:***@h:1\n-T=30\n+P=http://me:***@h:1\n+N_TOKEN=***\n+T=120\n',
    );
  });

  test('control characters are shown, not obeyed', () => {
    expect(diff('a=\u001b[31m\n', 'a=\u001b[32m\t\u202e\n')).toContain('-a=␛[31m\n+a=␛[32m\t<U+202E>\n');
  });

  test('unusual paths are quoted as git does', () => {
    expect(diff('a=1\n', 'a=2\n', 'x\n"y".env')).toContain('--- "a/x\\012\\"y\\".env"\n');
    expect(diff('a=1\n', 'a=2\n', '\u009b\u202e中.env')).toContain('--- "a/\\302\\233\\342\\200\\256中.env"\n');
  });

  test('colour on request only', () => {
    const colored = diff('a=1\n', 'a=2\n', '.env', painted);
    expect(colored).toContain('\u001b[32m+a=2\u001b[39m');
    expect(colored.replace(/\u001b\[[\d;]*m/g, '')).toBe(diff('a=1\n', 'a=2\n'));
  });

  test.skipIf(!patch)('patch makes the new text of the old one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'envlint-diff-'));
    const file = join(folder, 'f');
    const line = fc.constantFrom('a=1\n', 'b=2\r\n', '中=3\n', '\n', 'x y\n');
    try {
      fc.assert(
        fc.property(
          fc.array(line, { maxLength: 12 }),
          fc.array(line, { maxLength: 12 }),
          fc.boolean(),
          (old, now, isOpen) => {
            const before = old.join('');
            const after = now.join('') + (isOpen ? 'end' : '');
            fc.pre(before !== after && before !== '' && after !== '');
            const mask = secretsOf(makeProject({ documents: [] }));
            const change = { path: 'f', before: bare('f', 'dotenv', before), after: bare('f', 'dotenv', after) };
            writeFileSync(file, before);
            const run = spawnSync('patch', ['--binary', '-s', file], {
              input: unifiedDiff([change], { paint: unpainted, mask }),
            });
            expect(run.status, String(run.stdout)).toBe(0);
            expect(readFileSync(file, 'utf8')).toBe(after);
          },
        ),
        { numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.skipIf(!patch)('thousands of changed lines become one hunk, in bounded time', () => {
    const lines = (name: string, count: number): string =>
      Array.from({ length: count }, (_, index) => `${name}${index}=1\n`).join('');
    const before = `first=1\n${lines('a', 30_000)}last=1`;
    const after = `first=1\n${lines('b', 20_000)}last=1`;
    const text = diff(before, after);
    expect(text.match(/^@@.*/gm)).toEqual(['@@ -2,30000 +2,20000 @@']);
    const folder = mkdtempSync(join(tmpdir(), 'envlint-diff-'));
    try {
      writeFileSync(join(folder, 'f'), before);
      expect(spawnSync('patch', ['-s', join(folder, 'f')], { input: text }).status).toBe(0);
      expect(readFileSync(join(folder, 'f'), 'utf8') === after).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
