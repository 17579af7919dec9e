/** The library: texts in, findings and repaired texts out, without Node. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build as bundle } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../src/languages/index.ts';
import { writeIndexes } from '../src/scripts/rules-index.mjs';
import { build } from './cli/harness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';

type Library = typeof import('../src/index.ts');
let library: Library;

beforeAll(async () => {
  build();
  library = (await import(new URL('../dist/index.js', import.meta.url).href)) as Library;
});

describe('the library', () => {
  test('parses what it knows and nothing else', async () => {
    expect((await library.parse({ path: '.env', text: 'A=1\n' }))?.facts[0]?.kind).toBe('env');
    expect((await library.parse({ path: 'x', text: 'A=1\n', language: 'dotenv' }))?.language).toBe('dotenv');
    expect(await library.parse({ path: 'a.png', text: '' })).toBeUndefined();
  });

  test('finds', async () => {
    const { diagnostics } = await library.lint([{ path: '.env', text: BROKEN }]);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, at }) => [rule, at.file])).toEqual([['missing-no-proxy', '.env']]);
    const off = await library.lint([{ path: '.env', text: BROKEN }], { severities: { 'missing-no-proxy': 'off' } });
    expect(off.diagnostics.map(({ rule }) => rule)).not.toContain('missing-no-proxy');
  });

  test('repairs texts, not files', async () => {
    const { changed, diagnostics, applied } = await library.fix([{ path: '.env', text: BROKEN }]);
    expect(changed.get('.env')).toBe(`${BROKEN}NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n`);
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(applied.map(({ rule }) => rule)).toEqual(['missing-no-proxy']);
  });

  test('has every language, and needs neither Node nor a browser', async () => {
    const { outputFiles } = await bundle({
      entryPoints: [join(root, 'dist/index.js')],
      bundle: true,
      format: 'iife',
      globalName: 'envlint',
      write: false,
      logLevel: 'silent',
    });
    // A context of its own has what the language has, and nothing else.
    const { parse } = runInNewContext(`${outputFiles[0]?.text}; envlint`) as Library;
    for (const { name: language } of LANGUAGES) {
      expect((await parse({ path: 'x', text: 'a: 1\n', language }))?.language).toBe(language);
    }
  });
});

describe('the build', () => {
  const dist = new URL('../dist/', import.meta.url);
  const chunks = (): string[] => readdirSync(dist).filter((name) => name.endsWith('.cjs'));
  const textOf = (name: string): string => readFileSync(new URL(name, dist), 'utf8');

  test('documentation and examples of rules are in a chunk of their own', () => {
    const holders = [...chunks(), 'index.js'].filter((name) => textOf(name).includes('-- .env --'));
    expect(holders).toEqual(['docs.cjs']);
  });

  test('the program needs nothing but Node', () => {
    const required = chunks().flatMap((name) => [...textOf(name).matchAll(/\brequire\((["'])([^"']+)\1\)/g)]);
    // ajv, inside the SDK for agents, holds such lines as text for validators that are written to files; none is here.
    const isText = (name: string): boolean => /^ajv(?:-formats)?\/dist\//.test(name);
    const others = required.map(([, , name]) => name as string).filter((name) => !isBuiltin(name) && !isText(name));
    // `index.cjs` hands the library on to programs that call `require`.
    const own = new Set([...chunks(), 'index.js']);
    expect(others.filter((name) => !own.has(name.replace(/^\.\//, '')))).toEqual([]);
  });

  test('the indexes of the rules are true', async () => {
    expect(await writeIndexes({ dryRun: true })).toEqual([]);
  });
});
