import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build as bundle } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { docsText, indexText } from '../src/scripts/rules-index.mjs';
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
    for (const language of ['dotenv', 'shell', 'clash', 'systemd', 'launchd', 'resolver', 'settings'] as const) {
      expect((await parse({ path: 'x', text: 'a: 1\n', language }))?.language).toBe(language);
    }
  });
});

describe('the build', () => {
  test('the program holds no documentation and no examples of rules', () => {
    const text = readFileSync(new URL('../dist/main.cjs', import.meta.url), 'utf8');
    expect(text).not.toContain('-- .env --');
    expect(readFileSync(new URL('../dist/docs.cjs', import.meta.url), 'utf8')).toContain('-- .env --');
    expect(readFileSync(new URL('../dist/index.js', import.meta.url), 'utf8')).not.toContain('-- .env --');
  });

  test('the program needs nothing but Node', () => {
    const text = readFileSync(new URL('../dist/main.cjs', import.meta.url), 'utf8');
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name as string);
    expect(required.filter((name) => !/^(?:node:|\.\/\w+\.cjs$)/.test(name) && !isBuiltin(name))).toEqual([]);
  });

  test('the indexes of the rules are true', () => {
    expect(readFileSync(`${root}/rules/index.ts`, 'utf8')).toBe(indexText());
    expect(readFileSync(`${root}/rules/docs.ts`, 'utf8')).toBe(docsText());
    expect(spawnSync(process.execPath, [`${root}/src/scripts/rules-index.mjs`, '--check']).status).toBe(0);
  });
});
