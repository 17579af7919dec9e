/** Which build tools, task runners and start scripts load a `.env`, and whether it then lies over what they inherit. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  loadingOf,
  mayLoad,
  readsVariable,
  setsForAll,
  setsSomewhere,
} from '../../src/knowledge/files/env-file-loaders.ts';

const of = (loader: string, text: string, file = '.env'): string | undefined => loadingOf(loader, text, file);

describe('how a tool loads a file of variables', () => {
  test.each([
    ['Makefile', 'include .env\nexport\n'],
    ['Makefile', '-include ./.env\n'],
    ['GNUmakefile', 'sinclude $(CURDIR)/.env\n'],
    ['Makefile', 'ifneq (,$(wildcard .env))\n  include .env\nendif\n'],
    ['rules.mk', 'run:\n\t. ./.env && curl x\n'],
    ['Makefile', 'run:\n\tset -a; source .env; curl x\n'],
    ['Makefile', 'export $(shell sed "s/=.*//" .env)\n'],
    ['Makefile', 'run:\n\tenv $$(cat .env | xargs) curl x\n'],
    ['Makefile', 'run:\n\tcat .env | while read l; do export "$$l"; done\n'],
    ['justfile', 'set dotenv-load\nset dotenv-override\n'],
    ['.justfile', 'run:\n  source .env; curl x\n'],
    ['package.json', '{"scripts":{"dev":"dotenv -o -e .env -- next dev"}}'],
    ['package.json', '{"scripts":{"dev":"env-cmd -f .env node a.js"}}'],
    ['package.json', '{"scripts":{"dev":"env-cmd node a.js"}}'],
    ['package.json', '{"scripts":{"dev":"foreman start"}}'],
    ['Makefile', 'run:\n\tpython3 -m dotenv -f .env run -- curl x\n'],
    ['Procfile', 'web: python a.py\n'],
    ['Pipfile', '[packages]\n'],
    ['mise.toml', '[env]\n_.file = ".env"\n'],
    ['.mise.toml', '[env]\n_.file = [".env"]\n'],
    ['.vscode/launch.json', '{"configurations":[{"envFile":"${workspaceFolder}/.env"}]}'],
  ])('%s over what it inherits: %j', (loader, text) => expect(of(loader, text)).toBe('over'));

  test.each([
    ['justfile', 'set dotenv-load := true\n'],
    ['justfile', 'set dotenv-filename := ".env"\nset dotenv-override := false\n'],
    ['package.json', '{"scripts":{"dev":"dotenv -e .env -- next dev"}}'],
    ['package.json', '{"scripts":{"dev":"dotenv -- next dev"}}'],
    ['package.json', '{"scripts":{"dev":"dotenvx run -f .env -- next dev"}}'],
    ['package.json', '{"scripts":{"dev":"env-cmd --no-override -f .env node a.js"}}'],
    ['package.json', '{"scripts":{"dev":"node --env-file=.env a.js"}}'],
    ['package.json', '{"scripts":{"dev":"node --env-file-if-exists .env a.js"}}'],
    ['Makefile', 'run:\n\tdocker run --env-file ./.env app\n'],
    ['Taskfile.yml', "dotenv: ['.env', '.env.local']\n"],
    ['Taskfile.yaml', 'dotenv:\n  - .env\n'],
  ])('%s under it: %j', (loader, text) => expect(of(loader, text)).toBe('under'));

  test.each([
    ['Makefile', 'setup:\n\ttest -f .env || cp .env.example .env\n'],
    ['Makefile', '# include .env\n'],
    ['Makefile', 'include prod.env\ninclude .env.d/a\n'],
    ['Makefile', 'include deploy/.env\n'],
    ['Makefile', 'ifeq ($(wildcard .env),)\n  $(error no .env)\nendif\n'],
    ['justfile', 'set dotenv-load := false\n'],
    ['package.json', '{"dependencies":{"dotenv":"^16.0.0","env-cmd":"^10.0.0"}}'],
    ['package.json', '{"files":["dist","!.env"]}'],
    ['README.md', 'include .env\n'],
  ])('%s does not: %j', (loader, text) => expect(of(loader, text)).toBeUndefined());

  test('the file is told from others of its name by the folder', () => {
    expect(of('/r/Makefile', 'include deploy/.env\n', '/r/deploy/.env')).toBe('over');
    expect(of('/r/Makefile', 'include deploy/.env\n', '/r/.env')).toBeUndefined();
    expect(of('/r/Makefile', 'include .env\n', '/r/deploy/.env')).toBeUndefined();
    expect(of('/other/Makefile', 'include .env\n', '/r/.env')).toBeUndefined();
    expect(of('/r/deploy/Procfile', 'web: a\n', '/r/.env')).toBeUndefined();
    expect(['Makefile', 'a.mk', 'Justfile', 'Procfile.dev', 'Taskfile.dist.yml'].every(mayLoad)).toBe(true);
    expect(['Makefile.am.txt', 'tasks.json', 'env'].some(mayLoad)).toBe(false);
  });
});

test('what a tool sets itself: for all it starts, or somewhere', () => {
  expect(setsForAll('Makefile', 'export NO_PROXY ?= a\n', 'NO_PROXY')).toBe(true);
  expect(setsForAll('Makefile', 'run:\n\tNO_PROXY=a curl x\n', 'NO_PROXY')).toBe(false);
  expect(setsForAll('justfile', 'export no_proxy := "a"\n', 'no_proxy')).toBe(true);
  expect(setsForAll('Taskfile.yml', 'env:\n  NO_PROXY: a\n', 'NO_PROXY')).toBe(true);
  expect(setsForAll('package.json', '{"NO_PROXY":"a"}', 'NO_PROXY')).toBe(false);
  expect(setsSomewhere('run:\n\tNO_PROXY=a curl x\n', 'NO_PROXY')).toBe(true);
  expect(setsSomewhere('run:\n\tdocker run -e NO_PROXY --env-file .env x\n', 'NO_PROXY')).toBe(true);
  expect(setsSomewhere('run:\n\techo $$NO_PROXY $(NO_PROXY)\n', 'NO_PROXY')).toBe(false);
  expect(setsSomewhere('MY_NO_PROXY=a\n', 'NO_PROXY')).toBe(false);
  expect(readsVariable('run:\n\techo $$NO_PROXY\n', 'NO_PROXY')).toBe(true);
  expect(readsVariable('export HTTP_PROXY NO_PROXY\n', 'NO_PROXY')).toBe(false);
  expect(readsVariable('X_NO_PROXY = a\n', 'NO_PROXY')).toBe(false);
});

const versions = ['make', 'node'].map((program) => [program, spawnSync(program, ['--version']).status === 0] as const);

test.each(versions)('%s itself: is what it inherits replaced?', (program, isHere) => {
  if (!isHere) {
    console.log(`skipped: no ${program} here`);
    return;
  }
  const dir = mkdtempSync(join(tmpdir(), 'envlint-loaders-'));
  writeFileSync(join(dir, '.env'), 'NO_PROXY=file\n');
  writeFileSync(join(dir, 'Makefile'), '-include .env\nrun:\n\t@echo $$NO_PROXY\n');
  const words = program === 'make' ? ['-s', 'run'] : ['--env-file=.env', '-p', 'process.env.NO_PROXY'];
  const { stdout } = spawnSync(program, words, {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_PROXY: 'outside' },
  });
  rmSync(dir, { recursive: true });
  const loading = program === 'make' ? of('Makefile', '-include .env\n') : of('package.json', '"node --env-file=.env"');
  expect(stdout.trim()).toBe(loading === 'over' ? 'file' : 'outside');
});
