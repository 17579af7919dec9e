/** Globs and `.gitignore`: patterns mean what they mean to git, and none takes long. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathGlob, textGlob } from '../../src/glob.ts';
import { decide, isLeftOut, patterns } from '../../src/host/find/ignore.ts';

// git runs once for each case.

describe('globs', () => {
  test.each([
    ['**/*.env', 'a/b/x.env', true],
    ['**/*.env', 'x.env', true],
    ['*.env', 'a/x.env', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/?.env', 'a/x.env', true],
    ['a/?.env', 'a/xy.env', false],
    ['[a-c].env', 'b.env', true],
    ['[!a-c].env', 'b.env', false],
    ['{a,b}.{env,sh}', 'b.sh', true],
    ['{a,b}.{env,sh}', 'c.sh', false],
    ['\\*.env', '*.env', true],
    ['\\*.env', 'x.env', false],
    ['[x', '[x', true],
  ])('%s on %s is %s', (glob, path, expected) => {
    expect(pathGlob(glob)(path)).toBe(expected);
  });

  test('in texts * spans slashes', () => {
    expect(textGlob('http://*.corp:*')('http://proxy.corp:8080')).toBe(true);
    expect(textGlob('*_PROXY')('HTTPS_PROXY')).toBe(true);
    expect(textGlob('http://*')('https://x')).toBe(false);
  });

  test('no pattern takes long', () => {
    const glob = textGlob(`${'*a'.repeat(60)}*b`);
    expect(glob('a'.repeat(100_000))).toBe(false);
    expect(pathGlob(`${'**/a/'.repeat(40)}b`)(`${'a/'.repeat(20_000)}c`)).toBe(false);
  });
});

/** What git itself says of each path. */
function askGit(ignore: string, paths: readonly string[]): Set<string> {
  const dir = mkdtempSync(join(tmpdir(), 'envlint-ignore-'));
  try {
    spawnSync('git', ['init', '-q'], { cwd: dir });
    writeFileSync(join(dir, '.gitignore'), ignore);
    for (const path of paths) {
      mkdirSync(join(dir, dirname(path)), { recursive: true });
      writeFileSync(join(dir, path), '');
    }
    const { stdout } = spawnSync('git', ['check-ignore', '--stdin', '-z', '--no-index'], {
      cwd: dir,
      input: paths.join('\0'),
      encoding: 'utf8',
    });
    return new Set(stdout.split('\0').filter((path) => path !== ''));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Ours, walking down as the walk does: a folder that is left out takes its files along. */
function ask(ignore: string, path: string): boolean {
  const verdicts = [patterns('/r', ignore.split('\n'))];
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth++) {
    if (decide(verdicts, `/r/${parts.slice(0, depth).join('/')}`, true)) return true;
  }
  return decide(verdicts, `/r/${path}`, false);
}

const PATHS = [
  'a',
  'b.env',
  'a.env',
  'x/a',
  'x/b.env',
  'x/y/a.env',
  'x/y/b',
  'y/x/a',
  '.env',
  'x/.env',
  'ab',
  'x/ab/c',
  '#a',
  '!a',
  'a b',
].map((path) => (path === 'a' || path === 'x/a' ? `${path}1` : path));

describe('.gitignore', () => {
  test.each([
    ['*.env\n!b.env\n'],
    ['x/\n'],
    ['/x/y\n'],
    ['x/y/\n!x/y/b\n'],
    ['**/a.env\n'],
    ['x/**\n!x/y\n'],
    ['x/**/b\n'],
    ['a*\n!ab\n'],
    ['\\#a\n\\!a\n'],
    ['a\\ b\n'],
    ['a b   \n'],
    ['[ab].env\n'],
    ['[!a].env\n'],
    ['?.env\n'],
    ['y\n'],
    ['x/*\n!x/.env\n'],
    ['# a comment\n\n*.env\r\n'],
    ['/*\n!/x\n'],
    ['.*\n'],
  ])('%j means to us what it means to git', (ignore) => {
    const expected = askGit(ignore, PATHS);
    expect(PATHS.filter((path) => ask(ignore, path))).toEqual(PATHS.filter((path) => expected.has(path)));
  });

  test('random patterns mean to us what they mean to git', () => {
    const part = fc.constantFrom('a', 'b', 'x', 'y', '*', '**', '?', 'a*', '*b', '.env', '*.env', '[ab]', 'ab');
    const line = fc
      .tuple(
        fc.constantFrom('', '', '!', '/'),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '', '/'),
      )
      .map(([start, parts, end]) => `${start}${parts.join('/')}${end}`);
    const ignores = fc.sample(
      fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => `${lines.join('\n')}\n`),
      { numRuns: 60, seed: 7 },
    );
    for (const ignore of ignores) {
      const expected = askGit(ignore, PATHS);
      expect(
        PATHS.filter((path) => ask(ignore, path)),
        JSON.stringify(ignore),
      ).toEqual(PATHS.filter((path) => expected.has(path)));
    }
  });

  test('a path is left out with a folder it is in', () => {
    const verdicts = [patterns('/r', ['x/'])];
    expect(isLeftOut(verdicts, '/r/x/y/a')).toBe(true);
    expect(isLeftOut(verdicts, '/r/y/a')).toBe(false);
    expect(isLeftOut(verdicts, '/elsewhere/x/a')).toBe(false);
  });
});
