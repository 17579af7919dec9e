/** Every rule's examples are its tests: what is found, where, and what `--fix` makes of it. */
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Diagnostic, Example, Network, Project, Rule } from '../src/core.ts';
import { type ExampleFiles, marksByFile, parseExample } from '../src/engine/examples.ts';
import { fix } from '../src/engine/fix.ts';
import { lint } from '../src/engine/lint.ts';
import { makeProject, UNDESCRIBED } from '../src/project.ts';
import { slice } from '../src/text.ts';
import { parseAs, projectOf } from './helpers/project.ts';
import { documentedRules, furtherExamples, ruleFiles } from './helpers/rules.ts';

/** The `network:` of an example's own envlint.yaml. */
function networkOf(example: ExampleFiles): Network {
  const config = parseYaml(example.files.get('envlint.yaml') ?? '') as {
    network?: Partial<Network>;
    timeouts?: Network['timeouts'];
  } | null;
  return { ...UNDESCRIBED, ...config?.network, ...(config?.timeouts ? { timeouts: config.timeouts } : {}) };
}

const inFile = (diagnostics: readonly Diagnostic[], file: string): Diagnostic[] =>
  diagnostics.filter(({ at }) => at.file === file);
const textOf = (project: Project): Record<string, string> =>
  Object.fromEntries([...project.documents.values()].map(({ file, text }) => [file, text]));

function expectMarks(project: Project, example: ExampleFiles, diagnostics: readonly Diagnostic[]): void {
  const marks = marksByFile(example);
  for (const document of project.documents.values()) {
    const found = inFile(diagnostics, document.file).map((one) => ({
      text: slice(document, one.at),
      start: one.at.start,
    }));
    const expected = (marks.get(document.file) ?? []).map((mark) => ({
      text: document.text.slice(mark.start, mark.end),
      start: mark.start,
    }));
    expect(found, `places found in ${document.file}`).toEqual(expected);
    for (const [index, mark] of (marks.get(document.file) ?? []).entries()) {
      const diagnostic = inFile(diagnostics, document.file)[index];
      if (mark.severity) expect(diagnostic?.severity, `severity in ${document.file}`).toBe(mark.severity);
      if (mark.message) expect(diagnostic?.message.en).toBe(mark.message);
    }
  }
  expect(
    [...marks.keys()].filter((file) => !project.documents.has(file)),
    'marked files that envlint does not read',
  ).toEqual([]);
}

function checkBad(rule: Rule, example: Example): void {
  const parsed = parseExample(example.files);
  expect(parsed.marks.length, 'a bad example marks what is bad').toBeGreaterThan(0);
  const project = projectOf(parsed.files, networkOf(parsed));
  const only = new Set([rule.id]);
  const before = lint(project, [rule], { only });
  expectMarks(project, parsed, before.diagnostics);
  for (const { message, label, why, fixes } of before.diagnostics) {
    for (const text of [message, label, why, ...(fixes ?? []).map(({ title }) => title)]) {
      if (text) expect([text.en.trim(), text.zh.trim()].includes(''), 'both languages').toBe(false);
    }
  }
  const options = { only, unsafe: example.unsafe === true, level: 'info', parse: parseAs } as const;
  const after = fix(project, [rule], options);
  if (example.fixed === undefined) {
    const safe = example.unsafe ? [] : before.diagnostics.filter((one) => one.fixes?.some((offer) => offer.safe));
    expect(safe.length === 0 || after.rolledBack.length > 0, 'a safe fix is shown in its example').toBe(true);
    return;
  }
  const expected = { ...textOf(project), ...Object.fromEntries(parseExample(example.fixed).files) };
  expect(textOf(after.project)).toEqual(
    Object.fromEntries(Object.entries(expected).filter(([file]) => project.documents.has(file))),
  );
  expect(after.rolledBack).toEqual([]);
  expect(textOf(fix(after.project, [rule], options).project), 'fixing twice is fixing once').toEqual(
    textOf(after.project),
  );
}

describe.each(documentedRules.map((entry) => [entry.rule.id, entry] as const))('%s', (id, { rule, docs }) => {
  test('is named after its file and documented in both languages', () => {
    expect(ruleFiles).toContain(`${id}.ts`);
    expect(
      Math.min(rule.summary.en.length, rule.summary.zh.length, docs.text.en.trim().length, docs.text.zh.trim().length),
    ).toBeGreaterThan(5);
    expect(/[一-龥]/.test(rule.summary.zh) && /[一-龥]/.test(docs.text.zh)).toBe(true);
  });
  test('has at least two bad and two good examples', () => {
    expect(docs.bad.length).toBeGreaterThanOrEqual(2);
    expect(docs.good.length).toBeGreaterThanOrEqual(2);
  });
  const more = furtherExamples.get(id);
  test.each([...docs.bad, ...(more?.bad ?? [])].map((example, index) => [index + 1, example] as const))(
    'finds and fixes bad example %i',
    (_, example) => {
      checkBad(rule, example);
    },
  );
  test.each([...docs.good, ...(more?.good ?? [])].map((example, index) => [index + 1, example] as const))(
    'is silent on good example %i',
    (_, example) => {
      const parsed = parseExample(example.files);
      const project = projectOf(parsed.files, networkOf(parsed));
      expect(project.documents.size, 'a good example is read').toBeGreaterThan(0);
      expect(
        lint(project, [rule], { only: new Set([id]) }).diagnostics.map(({ message, at }) => `${at.file} ${message.en}`),
      ).toEqual([]);
    },
  );
});

test('every file of further examples belongs to a rule', () => {
  expect([...furtherExamples.keys()].filter((id) => !ruleFiles.includes(`${id}.ts`))).toEqual([]);
});

test('a rule finds nothing where there is nothing of what it says it needs', () => {
  const projects = documentedRules.flatMap(({ docs }) =>
    [...docs.bad, ...docs.good].map((example) => {
      const parsed = parseExample(example.files);
      return { documents: [...projectOf(parsed.files).documents.values()], network: networkOf(parsed) };
    }),
  );
  for (const { rule } of documentedRules) {
    const needs = new Set<string>(rule.needs ?? []);
    if (needs.size === 0) continue;
    for (const { documents, network } of projects) {
      const rest = documents.filter(
        ({ language, facts }) => !needs.has(language) && facts.every(({ kind }) => !needs.has(kind)),
      );
      const found = [...rule.check(makeProject({ documents: rest, network, home: '' }))];
      expect(found, `${rule.id} in ${rest.map(({ file }) => file).join(', ')}`).toEqual([]);
    }
  }
});
