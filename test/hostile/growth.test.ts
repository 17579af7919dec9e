/** What doubling an input costs, counted in blocks of code that run and not in time: `npm run fuzz -- growth`, in small. */
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { lint } from '../../src/engine/lint.ts';
import { detect } from '../../src/languages/detect.ts';
import { makeProject } from '../../src/project.ts';
import { secretsOf } from '../../src/secrets/index.ts';
import { parseAs } from '../helpers/project.ts';
import { workOf } from '../helpers/work.ts';

/** `n log n` is 2.2 at these sizes; whatever is the square of something comes near 4. */
const MOST = 2.45;
const SIZE = 96;

type Files = Readonly<Record<string, string>>;
type Construct = readonly [name: string, make: (size: number) => Files, args?: readonly string[]];

/** Reads, checks and masks the files of an input, as a run does with them. */
function examine(files: Files): void {
  const documents = Object.entries(files).flatMap(([file, text]) => {
    const found = detect(file, text, false);
    return found ? [parseAs({ file, text }, found.language, found.dialect)] : [];
  });
  const project = makeProject({ documents, home: '' });
  const { mask } = secretsOf(project);
  for (const { message } of lint(project, rules).diagnostics) mask(message.en);
}

test('blocks are counted, and the square of something would be noticed', () => {
  const items = (size: number) => Array.from({ length: size }, (_, index) => `K${index}=v`).join('\n');
  const square = (size: number) => () => {
    for (let i = 0; i < size; i++) examine({ '.env': items(size) });
  };
  examine({ '.env': items(8) });
  const once = workOf(square(24));
  expect(once).toBeGreaterThan(1000);
  expect(workOf(square(48)) / once).toBeGreaterThan(MOST);
});

const inputs = (await import(String(new URL('../fuzz/growth-inputs.mjs', import.meta.url)))) as {
  readonly CONSTRUCTS: readonly Construct[];
};

/** One or two of each language; the script has all, and sizes at which bounded searches reach their bounds. */
const HERE = new Set([
  'dotenv keys',
  'dotenv files beside a unit and scripts',
  'NO_PROXY domains',
  'shell functions',
  'calls of functions',
  'fish list appended',
  'fish functions',
  'systemd keys',
  'launchd comments',
  'launchd unknown keys',
  'clash merges',
  'clash sub-rules',
  'clash brackets',
  'compose services',
  'npm settings',
  'git sections',
  'toml tables',
]);
const least = workOf(() => examine({ '.env': 'A=1\n' }));

const rows = inputs.CONSTRUCTS.filter(([name]) => HERE.has(name)).map(([name, make]) => ({ name, make }));

test.each(rows)('$name', ({ make }) => {
  examine(make(SIZE / 4));
  const [once = 0, twice = 0] = [SIZE, SIZE * 2].map((size) => workOf(() => examine(make(size))) - least);
  expect(twice / Math.max(once, 2000)).toBeLessThan(MOST);
});
