/** Who may import whom. The table is the picture of ARCHITECTURE.md; a new arrow is a decision, not an accident. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { LANGUAGES } from '../src/languages/index.ts';
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
  return folder.replace(/\.ts$/, '').replace(/^(?:cli|index|version|usage-error)$/, 'edge');
}

const CORE = ['core', 'text'];
/** What each layer may import besides itself. `npm:x` is a package. Edges may import everything. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  core: [],
  text: ['core'],
  project: [...CORE, 'knowledge'],
  memory: ['core', 'project'],
  glob: [],
  engine: [...CORE, 'project', 'queries', 'knowledge'],
  secrets: [...CORE, 'project', 'knowledge', 'routing'],
  languages: [...CORE, 'knowledge', 'npm:yaml', 'npm:jsonc-parser', 'npm:toml-eslint-parser'],
  knowledge: [...CORE],
  routing: [...CORE, 'knowledge'],
  queries: [...CORE, 'glob', 'project', 'knowledge', 'routing'],
  fixes: [...CORE, 'project', 'queries', 'knowledge', 'routing'],
  doctor: [...CORE, 'project', 'queries', 'knowledge', 'routing'],
  report: [...CORE, 'project', 'engine', 'secrets', 'npm:diff', 'npm:chalk'],
  lsp: [
    ...CORE,
    'project',
    'engine',
    'secrets',
    'queries',
    'routing',
    'knowledge',
    'report',
    'npm:vscode-languageserver-types',
  ],
  rules: [...CORE, 'queries', 'fixes', 'routing', 'knowledge', 'project'],
  registry: ['core', 'rules'],
};
const EDGES = new Set(['edge', 'host', 'cli', 'config', 'scripts', 'site', 'vscode']);

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
    expect(offenders.filter(([, to]) => LANGUAGES.some(({ name }) => name === to))).toEqual([]);
  });
});

test('no import leads back to where it came from, lazy and type-only imports included', () => {
  const imports = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(root, join(root, dirname(file), name)))
        .filter((target) => files.includes(target)),
    ]),
  );
  expect(circlesIn(imports)).toEqual([]);
});

/** Groups of files that reach each other (Tarjan's strongly connected components of more than one file). */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    lowest.set(file, index.get(file)!);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) circles.push(group.sort());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return circles;
}

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

test('nothing is formatted or compared by locale: the data for it takes as long to load as a small run', () => {
  const asks = (file: string) =>
    /\.toLocale\w*\(|\.localeCompare\(|\bIntl\./.test(readFileSync(join(root, file), 'utf8'));
  expect(files.filter((file) => !file.startsWith('src/site/')).filter(asks)).toEqual([]);
});

test('the rule index is the folder listing', () => {
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(ruleFiles);
});

test('rules ask for facts, and hardly ever which language they came from', () => {
  /** Where the answer is the rule's own subject, with the reason. */
  const asking = new Map([
    ['conflicting-duplicate', 'only in a .env is the second of two values always a mistake'],
    ['legacy-launchctl', 'fish before 3.4 runs no `$(id -u)`'],
    [
      'dropped-assignment',
      'the message names the program that drops it, and a file that shells source keeps its `export`',
    ],
    ['unexpanded-variable', 'the label names the program that keeps it; libraries differ'],
  ]);
  const question =
    /\b(?:language|dialect|manager)\b[^\n:]*(?:===|!==)|\[\w+\.(?:language|dialect|manager)\]|\bfileReader\(|\breader === /g;
  const counts = ruleFiles.flatMap((file) => {
    const [logic = ''] = readFileSync(join(root, 'rules', file), 'utf8').split('export const docs');
    const count = logic.match(question)?.length ?? 0;
    return count > 0 ? [{ rule: file.replace('.ts', ''), count }] : [];
  });
  expect(counts.map(({ rule }) => rule).filter((rule) => !asking.has(rule))).toEqual([]);
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(5);
});

test('a run asks the disk through one door', () => {
  // `outside` is the door, `write` changes files and records runs, `machine` reads /proc, `read` holds git; the rest asks them.
  const doors = /^src\/(?:host\/(?:outside|write|machine)|cli|scripts)\/|^src\/host\/read\/git\.ts$/;
  const asking = files.filter((file) => importsOf(file).some((name) => /^(?:node:)?fs(?:\/|$)/.test(name)));
  expect(asking.length).toBeGreaterThan(8);
  expect(asking.filter((file) => !doors.test(file))).toEqual([]);
});

describe('sizes', () => {
  // Aimed at are 300 lines a file and 40 a function; here is room for one more example, and for a sentence in two languages.
  const LONGEST_FILE = 330;
  const LONGEST_FUNCTION = 45;
  /** Files that may be longer, with the reason. */
  const LONGER = new Map([
    ['src/core.ts', 'the vocabulary of the whole program, read in one piece'],
    ['src/languages/shell/scan/words.ts', 'readers of quotes and expansions, each of which calls the others'],
    ['rules/catalog.ts', 'generated'],
  ]);
  const linesOf = (file: string): string[] => readFileSync(join(root, file), 'utf8').trimEnd().split('\n');

  test('files stay short', () => {
    const long = files.filter((file) => !LONGER.has(file) && linesOf(file).length > LONGEST_FILE);
    expect(long).toEqual([]);
  });
  test('functions stay short, without the functions inside them', () => {
    const long = files.flatMap((file) => longFunctions(linesOf(file)).map((line) => `${file}:${line}`));
    expect(long).toEqual([]);
  });

  /** Numbers of the lines on which functions of more than so many lines begin. The formatter's indentation tells where they end. */
  function longFunctions(lines: readonly string[]): number[] {
    const inner: { readonly start: number; readonly end: number }[] = [];
    const found: number[] = [];
    for (let start = lines.length - 1; start >= 0; start--) {
      if (!beginsFunction(lines, start)) continue;
      // After `? ` and `: ` the formatter indents by two more.
      const indent = ' '.repeat(/^ *(?:[?:] )?/.exec(lines[start]!)![0].length);
      const end = lines.findIndex((line, index) => index > start && line.startsWith(`${indent}}`));
      const outermost = inner.filter((one) => one.start > start && one.end <= end);
      const covered = outermost.filter(
        (one) => !outermost.some(({ start, end }) => start < one.start && one.end <= end),
      );
      const own = covered.reduce((sum, one) => sum - (one.end - one.start + 1), end - start + 1);
      if (own > LONGEST_FUNCTION) found.push(start + 1);
      inner.push({ start, end });
    }
    return found.reverse();
  }

  function beginsFunction(lines: readonly string[], index: number): boolean {
    const line = lines[index]!;
    if (!line.endsWith('{') || /^ *(?:\} )?(?:if|for|while|switch|catch|else|do|try)\b/.test(line)) return false;
    const opener = /^( *)\}?\)/.exec(line);
    if (opener) {
      // The end of parameters, or of a condition, that take several lines.
      const first = lines
        .slice(0, index)
        .findLast((one) => one.startsWith(opener[1]!) && one[opener[1]!.length] !== ' ');
      return !/^ *(?:\} )?(?:else )?(?:if|for|while|switch)\b/.test(first ?? '');
    }
    return /=> \{$|\bfunction\b/.test(line) || /^ *(?:async )?\*?(?:get )?[\w$]+\([^;]*\)(?:: .+)? \{$/.test(line);
  }
});

test('words that could mean many things name one type each', () => {
  const declared = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:export )?(?:interface|type) (\w+)/gm)].map(
      ([, name]) => name,
    ),
  );
  const words = ['Verdict', 'Target', 'Run', 'Place', 'Entry', 'Known', 'Form', 'Setting'];
  expect(words.filter((word) => declared.filter((name) => name === word).length > 1)).toEqual([]);
});

describe('tests', () => {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => [name, readFileSync(join(root, 'test', name), 'utf8')] as const);
  test('each file opens with a sentence about what it tests', () => {
    expect(tests.filter(([, text]) => !/^\/\*\*[\s*]+[^*]{20,}/.test(text)).map(([name]) => name)).toEqual([]);
  });
  test('`test` is the one word for a test', () => {
    const others = tests.filter(([, text]) => /^import \{[^}]*\bit\b[^}]*\} from 'vitest'/m.test(text));
    expect(others.map(([name]) => name)).toEqual([]);
  });
});
