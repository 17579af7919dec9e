/** Whole machines: what envlint says of each, and what `--fix` makes of it. `UPDATE=1 npx vitest run test/fixtures` rewrites. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Diagnostic, Network, Project } from '../src/core.ts';
import { fix } from '../src/engine/fix.ts';
import { lint } from '../src/engine/lint.ts';
import { UNDESCRIBED } from '../src/project.ts';
import { lineStart } from '../src/text.ts';
import { parseAs, projectOf } from './helpers/project.ts';
import { allRules } from './helpers/rules.ts';

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));
const stories = readdirSync(root).filter((name) => existsSync(join(root, name, 'machine')));

function readTree(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  return new Map(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

function machine(name: string): Project {
  const files = readTree(join(root, name, 'machine'));
  const config = parseYaml(files.get('envlint.yaml') ?? '') as { network?: Partial<Network> } | null;
  return projectOf(files, { ...UNDESCRIBED, ...config?.network });
}

const line = (project: Project, { at, severity, message, rule }: Diagnostic): string => {
  const { text } = project.document(at.file);
  const row = text.slice(0, at.start).split(/\r\n|\r|\n/).length;
  return `${at.file}:${row}:${at.start - lineStart(text, at.start) + 1}: ${severity} ${message.en} [${rule}]\n`;
};

const visible = (project: Project): string =>
  lint(project, allRules)
    .diagnostics.filter(({ severity }) => severity !== 'info')
    .map((one) => line(project, one))
    .join('');

const repaired = (project: Project): Project => {
  const result = fix(project, allRules, { unsafe: false, parse: parseAs });
  expect(result.rolledBack).toEqual([]);
  return result.project;
};

const changedFiles = (before: Project, after: Project): Map<string, string> =>
  new Map(
    [...after.documents.values()]
      .filter(({ file, text }) => before.document(file).text !== text)
      .map(({ file, text }) => [file, text]),
  );

describe.each(stories)('%s', (name) => {
  const folder = join(root, name);
  const project = machine(name);

  test('says what is wrong, where', () => {
    const found = visible(project);
    if (process.env.UPDATE) writeFileSync(join(folder, 'expected.txt'), found);
    expect(found).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'));
  });

  test('is repaired as its owner would have', () => {
    const changed = changedFiles(project, repaired(project));
    if (process.env.UPDATE) {
      rmSync(join(folder, 'fixed'), { recursive: true, force: true });
      for (const [file, text] of changed) {
        mkdirSync(dirname(join(folder, 'fixed', file)), { recursive: true });
        writeFileSync(join(folder, 'fixed', file), text);
      }
    }
    expect(Object.fromEntries(changed)).toEqual(Object.fromEntries(readTree(join(folder, 'fixed'))));
  });

  test('is not changed by a second fix', () => {
    const once = repaired(project);
    expect([...changedFiles(once, repaired(once)).keys()]).toEqual([]);
  });
});

test('machines named ok-* are silent, also about what is only worth knowing', () => {
  const sound = stories.filter((name) => name.startsWith('ok-'));
  expect(sound.length).toBeGreaterThanOrEqual(3);
  for (const name of sound) {
    const project = machine(name);
    const found = lint(project, allRules).diagnostics.map((one) => line(project, one));
    expect(found, name).toEqual([]);
  }
});

test('every rule is shown by a story, but for those that only run when they are asked for', () => {
  const shown = new Set(stories.flatMap((name) => lint(machine(name), allRules).diagnostics.map(({ rule }) => rule)));
  const unshown = allRules.filter(({ id, off }) => !off && !shown.has(id)).map(({ id }) => id);
  expect(unshown, `${shown.size} of ${allRules.length} rules are shown by ${stories.length} stories`).toEqual([]);
});
