/** The READMEs say what is true: the table of rules is the folder, and the two commands are there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/shell/commands.ts';
import { OPTIONS } from '../src/cli/shell/options.ts';
import { writeTables } from '../src/scripts/rule-tables.mjs';
import { writeWords } from '../src/scripts/words-index.mjs';

test('the tables list every rule: `npm run rules` writes them', async () => {
  expect(await writeTables({ dryRun: true })).toEqual([]);
});

test('CONTRIBUTING lists the words a rule may use: `npm run rules` writes them', () => {
  expect(writeWords({ dryRun: true })).toEqual([]);
});

describe.each([['README.md'], ['README.zh-CN.md']] as const)('%s', (name) => {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  test('names only commands and options that exist, and hooks that are offered', () => {
    const text = readFileSync(file, 'utf8').replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, '');
    const shown = [...text.matchAll(/(?<![\w/-])envlint(?:@[\d.]+)?((?: (?:"[^"]*"|[\w=./:*$@~|-]+))*)/g)];
    const options = new Set<string>(['--', ...OPTIONS.map((option) => `--${option.name}`)]);
    const words = shown.flatMap(([, rest = '']) => rest.trim().split(' '));
    const used = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
    expect(used.length).toBeGreaterThan(15);
    expect(used.filter((word) => !options.has(word))).toEqual([]);
    for (const command of ['init', 'merge', 'route', 'test', 'explain']) {
      expect(COMMANDS).toHaveProperty(command);
      expect(shown.some(([, rest = '']) => rest.startsWith(` ${command}`))).toBe(true);
    }
    const hooks = readFileSync(new URL('../.pre-commit-hooks.yaml', import.meta.url), 'utf8');
    for (const [, id = ''] of text.matchAll(/^ +- id: (\S+)/gm)) expect(hooks).toContain(`- id: ${id}\n`);
  });
  test('gives the two commands a fresh machine needs', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('npm ci && npx envlint fixtures/hermes-behind-clash/machine --fail-on never');
    expect(text).toMatch(/^npm test$/m);
  });
});
