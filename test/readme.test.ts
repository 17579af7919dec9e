/** README and docs/ say what is true: what is printed is printed, every command runs, both languages say the same. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { COMMANDS } from '../src/cli/shell/commands.ts';
import { OPTIONS } from '../src/cli/shell/options.ts';
import { pages, type Sandbox, sandbox, writeDocs } from '../src/scripts/docs.mjs';
import { writeTables } from '../src/scripts/rule-tables.mjs';
import { writeWords } from '../src/scripts/words-index.mjs';
import { build } from './cli/harness.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Block {
  readonly kind: string;
  readonly lines: readonly string[];
}

const blocksOf = (text: string): Block[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', body = '']) => ({
    kind,
    lines: body.trimEnd().split('\n'),
  }));

/** The lines of a block that a shell runs, without their comments. */
const commandsOf = ({ kind, lines }: Block): string[] =>
  kind === 'console'
    ? lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2))
    : lines.map((line) => line.replace(/\s+# .*$/, ''));

test('the tables list every rule: `npm run rules` writes them', async () => {
  expect(await writeTables({ dryRun: true })).toEqual([]);
});

test('CONTRIBUTING lists the words a rule may use: `npm run rules` writes them', () => {
  expect(writeWords({ dryRun: true })).toEqual([]);
});

test('what commands print, the pictures and the list of symptoms are of today: `npm run docs` writes them', async () => {
  build();
  expect(await writeDocs({ dryRun: true })).toEqual([]);
});

describe('every command runs', () => {
  let here: Sandbox;
  beforeAll(() => {
    build();
    here = sandbox('hermes-behind-clash', 'en');
  });
  afterAll(() => here.close());

  const blocks = pages()
    .filter(({ lang }) => lang === 'en')
    .flatMap(({ path }) =>
      blocksOf(read(path))
        .filter(({ kind }) => kind === 'sh')
        .map((block) => [path, block] as const),
    );
  test.each(blocks.map(([path, block]) => [`${path}: ${block.lines[0]}`, block] as const))('%s', (_, block) => {
    // A container would have to be built from the network.
    for (const command of commandsOf(block).filter((line) => !line.startsWith('docker '))) {
      const { code, text } = here.run(command);
      expect({ command, code, text }).toMatchObject({ code: expect.toBeOneOf([0, 1]) });
    }
  });

  test('nothing but the two commands of a fresh machine is in a block without a kind', () => {
    const plain = pages().flatMap(({ path }) => blocksOf(read(path)).filter(({ kind }) => kind === ''));
    const lines = new Set(plain.flatMap(({ lines }) => lines).filter((line) => !/^(?:#|export )/.test(line)));
    expect([...lines]).toEqual([
      'npm ci && npx envlint fixtures/hermes-behind-clash/machine --fail-on never',
      'npm test',
    ]);
  });

  test('the examples of a configuration are valid', () => {
    const examples = pages().flatMap(({ path }) =>
      blocksOf(read(path)).filter(({ lines }) => lines[0] === '# envlint.yaml'),
    );
    expect(examples.length).toBeGreaterThan(3);
    for (const { lines } of examples) {
      writeFileSync(join(here.folder, 'example.yaml'), lines.join('\n'));
      expect(here.run('envlint config --config example.yaml')).toMatchObject({ code: 0 });
    }
  });

  test('the program that uses the library runs', () => {
    const [block] = blocksOf(read('docs/library.md')).filter(({ kind }) => kind === 'js');
    writeFileSync(join(here.folder, 'package.json'), '{}');
    mkdirSync(join(here.folder, 'node_modules'));
    symlinkSync(root.replace(/\/$/, ''), join(here.folder, 'node_modules/envlint'));
    const code = `${block?.lines.join('\n')}\nconsole.log(diagnostics.length > 0, changed.has('.env'));`;
    writeFileSync(join(here.folder, 'example.mjs'), code);
    const { stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: here.folder, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'true true\n', stderr: '' });
  });
});

describe.each(pages().map(({ path }) => [path]))('%s', (path) => {
  const text = read(path);
  const twin = path.endsWith('.zh-CN.md') ? path.replace('.zh-CN', '') : path.replace(/\.md$/, '.zh-CN.md');

  test('says in one language what it says in the other', () => {
    const other = read(twin);
    const shape = (page: string): unknown => [
      page.match(/^#+ /gm),
      blocksOf(page).map(({ kind, lines }) => [kind, kind === 'sh' || kind === '' ? lines.length : '']),
      page.match(/^\|/gm)?.length,
      page.match(/^- /gm)?.length,
    ];
    expect(shape(text)).toEqual(shape(other));
  });

  test('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  test('names only commands and options that exist, and hooks and inputs that are offered', () => {
    const page = text.replace(/<!-- (rules|symptoms) -->[\s\S]*<!-- \/\1 -->/g, '');
    const shown = [...page.matchAll(/(?<![\w/.-])envlint((?: (?:"[^"]*"|[\w=./:*$@~-]+))+)/g)].map(([, rest = '']) =>
      rest.trim().split(' '),
    );
    const options = new Set<string>(['--', ...OPTIONS.map(({ name }) => `--${name}`)]);
    const used = page.match(/(?<![\w-])--[a-z][\w-]*/g) ?? [];
    const foreign = /^--(?:ignore-scripts|rm|user|noproxy)$/;
    expect(used.filter((word) => !options.has(word) && !foreign.test(word))).toEqual([]);
    const named = shown.map(([first = '']) => first).filter((word) => /^[a-z]+$/.test(word));
    const commands = named.filter((word) => existsSync(join(root, `src/cli/commands/${word}.ts`)));
    for (const command of commands) expect(COMMANDS).toHaveProperty(command);
    const hooks = read('.pre-commit-hooks.yaml');
    for (const [, id = ''] of page.matchAll(/^ {6}- id: (\S+)/gm)) expect(hooks).toContain(`- id: ${id}\n`);
    const inputs = (parseYaml(read('action.yml')) as { inputs: object }).inputs;
    for (const { lines } of blocksOf(page).filter(({ kind }) => kind === 'yaml')) {
      const value = parseYaml(lines.join('\n')) as {
        jobs?: { envlint?: { steps?: { uses?: string; with?: object }[] } };
      };
      const step = value.jobs?.envlint?.steps?.find(({ uses }) => uses?.includes('/envlint@'));
      for (const input of Object.keys(step?.with ?? {})) expect(inputs).toHaveProperty(input);
    }
  });
});

test('the README is read in three screens: what is before its table of rules', () => {
  for (const path of ['README.md', 'README.zh-CN.md']) {
    expect(read(path).split('\n<!-- rules -->')[0]?.split('\n').length).toBeLessThan(100);
  }
});
