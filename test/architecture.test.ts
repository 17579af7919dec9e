/** Who may import whom. The table is the picture of ARCHITECTURE.md; a new arrow is a decision, not an accident. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { ruleFiles } from './helpers/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function listTs(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

const files = [...listTs('src'), ...listTs('rules')];

/** The layer of a file: its folder under `src`, `rules`, or its own name at the top of `src`. */
function layerOf(file: string): string {
  const [top, folder = '', ...rest] = file.split('/');
  if (top === 'rules') return ['index.ts', 'catalog.ts', 'docs.ts'].includes(folder) ? 'registry' : 'rules';
  if (rest.length > 0) return folder;
  return folder.replace(/\.ts$/, '').replace(/^(?:cli|config|index|version)$/, 'edge');
}

const CORE = ['core', 'text'];
/** What each layer may import besides itself. `npm:x` is a package. Edges may import everything. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  core: [],
  text: ['core'],
  project: [...CORE, 'knowledge'],
  suppressions: [...CORE],
  engine: [...CORE, 'suppressions', 'project', 'queries'],
  proof: [...CORE],
  fix: [...CORE, 'engine', 'project', 'proof'],
  examples: [...CORE],
  secrets: [...CORE, 'project', 'knowledge', 'routing'],
  languages: [...CORE, 'knowledge', 'npm:yaml'],
  knowledge: [...CORE],
  routing: [...CORE, 'knowledge'],
  queries: [...CORE, 'project', 'knowledge', 'routing'],
  report: [...CORE, 'project', 'engine', 'suppressions', 'fix', 'secrets', 'examples', 'npm:diff', 'npm:chalk'],
  rules: [...CORE, 'queries', 'routing', 'knowledge', 'project'],
  registry: ['core', 'rules'],
};
const EDGES = new Set(['edge', 'host', 'cli', 'config', 'scripts']);

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}\s*)?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const targetOf = (file: string, name: string): string =>
  name.startsWith('.') ? layerOf(relative(root, join(root, dirname(file), name))) : `npm:${name}`;

describe('imports', () => {
  const pure = files.filter((file) => !EDGES.has(layerOf(file)));
  test('there is something to hold', () => expect(pure.length).toBeGreaterThan(40));
  test.each(pure)('%s keeps to its layer', (file) => {
    const layer = layerOf(file);
    const allowed = new Set([layer, ...(MAY[layer] ?? [])]);
    expect(MAY[layer], `a row for the layer ${layer}`).toBeDefined();
    expect(importsOf(file).filter((name) => !allowed.has(targetOf(file, name)))).toEqual([]);
  });
  test('a rule imports no other rule', () => {
    const offenders = files.filter(
      (file) => layerOf(file) === 'rules' && importsOf(file).some((name) => /^\.\/[\w-]+\.ts$/.test(name)),
    );
    expect(offenders).toEqual([]);
  });
  test('a language imports no other language', () => {
    const home = (file: string): string => file.split('/')[2]?.replace(/\.ts$/, '') ?? '';
    const shared = new Set(['shared', 'index', 'detect']);
    const offenders = files
      .filter((file) => layerOf(file) === 'languages' && !shared.has(home(file)))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith('.'))
          .map((name) => [home(file), home(relative(root, join(root, dirname(file), name)))] as const)
          .filter(([from, to]) => from !== to && to !== 'shared' && relative('src/languages', file) !== ''),
      );
    expect(
      offenders.filter(([, to]) =>
        ['dotenv', 'shell', 'clash', 'systemd', 'launchd', 'resolver', 'settings'].includes(to),
      ),
    ).toEqual([]);
  });
});

describe('purity', () => {
  const config = JSON.parse(readFileSync(join(root, 'src/tsconfig.core.json'), 'utf8')) as {
    compilerOptions: { types: string[]; lib: string[] };
    include: string[];
  };
  test('core and rules compile without ambient types', () => {
    expect(config.compilerOptions.types).toEqual([]);
    expect(config.compilerOptions.lib).toEqual(['es2023']);
  });
  test('every pure file is in the core project', () => {
    const listed = config.include.map((pattern) =>
      pattern.replace('../', '').replace('/**/*.ts', '').replace('.ts', ''),
    );
    const missing = files.filter(
      (file) =>
        !EDGES.has(layerOf(file)) &&
        !listed.some(
          (entry) => file === `src/${entry}.ts` || file.startsWith(`src/${entry}/`) || file.startsWith(`${entry}/`),
        ),
    );
    expect(missing).toEqual([]);
  });
});

test('the rule index is the folder listing', () => {
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(ruleFiles);
});

test('a run asks the disk through one door', () => {
  // What writes, what records runs, what asks before or after a run, and commands that have no cache.
  const others = new Set(
    ['outside', 'evidence', 'cache', 'write', 'runs', 'journal', 'past', 'state', 'owner', 'git']
      .map((name) => `src/host/${name}.ts`)
      .concat(
        ['route', 'merge', 'init', 'watch', 'root', 'parse', 'context', 'io', 'report', 'session', 'cached'].map(
          (name) => `src/cli/${name}.ts`,
        ),
      ),
  );
  const asking = files.filter((file) => importsOf(file).some((name) => /^(?:node:)?fs(?:\/|$)/.test(name)));
  expect(asking.length).toBeGreaterThan(8);
  expect(asking.filter((file) => !others.has(file) && !file.startsWith('src/scripts/'))).toEqual([]);
});
