/** Runs envlint over one input and says what does not hold. Each depth includes the ones before it. */

import { rules } from '../../rules/index.ts';
import type { Diagnostic, Document, Project } from '../../src/core.ts';
import { fix } from '../../src/engine/fix.ts';
import { lint } from '../../src/engine/lint.ts';
import { detect } from '../../src/languages/detect.ts';
import { makeProject } from '../../src/project.ts';
import { overview } from '../../src/queries/overview.ts';
import { unifiedDiff } from '../../src/report/diff.ts';
import { format, formatNames } from '../../src/report/format.ts';
import { countOf, type Report } from '../../src/report/model.ts';
import { unpainted } from '../../src/report/terminal/paint.ts';
import { secretsOf } from '../../src/secrets/index.ts';
import { parseAs } from '../helpers/project.ts';
import type { Input } from './input.ts';
import { CANARY } from './mutate.ts';
import { wrongOutput } from './output.ts';
import { wrongDocument, wrongWithin } from './spans.ts';
import { wrongWriter } from './writers.ts';

export const DEPTHS = ['parse', 'write', 'lint', 'fix', 'report'] as const;
export type Depth = (typeof DEPTHS)[number];

/** What went wrong. `kind` is the same for the same fault, whatever the input. */
export interface Failure {
  readonly kind: string;
  readonly detail: string;
}

/** The first thing that does not hold; undefined: all is well. Never throws. `seen`: told what fixing took back. */
export async function check(
  input: Input,
  depth: Depth,
  seen?: (rolledBack: string) => void,
): Promise<Failure | undefined> {
  const until = DEPTHS.indexOf(depth);
  let step: Depth = 'parse';
  try {
    const project = projectOf(input);
    for (const document of project.documents.values()) {
      // A client's composition has facts of several files; each was parsed by itself.
      const wrong = wrongDocument(document.parsed ?? document);
      if (wrong) return failure(step, document.language, wrong);
    }
    step = 'write';
    if (until >= 1) {
      for (const document of project.documents.values()) {
        const wrong = wrongWriter(document.parsed ?? document, parseAs);
        if (wrong) return failure(step, document.language, wrong);
      }
    }
    step = 'lint';
    if (until < 2) return undefined;
    const { diagnostics } = lint(project, rules, { severities: ALL });
    for (const diagnostic of diagnostics) {
      const wrong = wrongDiagnostic(diagnostic, project);
      if (wrong) return failure(step, diagnostic.rule, wrong);
    }
    step = 'fix';
    if (until < 3) return undefined;
    const fixed = wrongFix(project, seen);
    if (fixed) return failure(step, 'all', fixed);
    step = 'report';
    if (until < 4) return undefined;
    const wrong = await wrongReport(project, diagnostics);
    return wrong === undefined ? undefined : failure(step, 'all', wrong);
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const place = /\n\s+at (\S+)/.exec(stack)?.[1] ?? '';
    const message = error instanceof Error ? error.message : '';
    return {
      kind: `${step} throws in ${place}: ${message.slice(0, 60)}`,
      detail: stack.split('\n').slice(0, 8).join('\n'),
    };
  }
}

const ALL = new Map(rules.map((rule) => [rule.id, rule.severity]));

function failure(step: Depth, who: string, wrong: string): Failure {
  const plain = wrong.replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"').replaceAll(/\d+/g, 'N');
  return { kind: `${step} ${who}: ${plain}`, detail: wrong };
}

/** The documents of an input as a project; its top folder is home. What envlint would not look at is left out. */
function projectOf({ files }: Input): Project {
  const documents: Document[] = [];
  for (const { path, text, language, dialect } of files) {
    const found = language ? { language, ...(dialect ? { dialect } : {}) } : detect(path, text, true);
    if (found) documents.push(parseAs({ file: path, text }, found.language, found.dialect));
  }
  return makeProject({ documents, home: '' });
}

function wrongDiagnostic(diagnostic: Diagnostic, project: Project): string | undefined {
  const { at, message, related = [], fixes = [] } = diagnostic;
  if (message.en === '' || message.zh === '') return 'an empty message';
  const spans = [at, ...related.map((note) => note.at), ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.at))];
  for (const span of spans) {
    const document = project.documents.get(span.file);
    const wrong = document ? wrongWithin(span, document) : `a span in ${span.file}, which is not there`;
    if (wrong) return wrong;
  }
  for (const { edits } of fixes) {
    const sorted = edits
      .map((edit) => edit.at)
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
    if (sorted.some((span, i) => i > 0 && span.file === sorted[i - 1]?.file && span.start < (sorted[i - 1]?.end ?? 0)))
      return 'edits of one fix overlap';
  }
  return undefined;
}

/** Fixing comes to rest, breaks no file, and does nothing when done again. */
function wrongFix(project: Project, seen: ((rolledBack: string) => void) | undefined): string | undefined {
  for (const unsafe of [false, true]) {
    const once = fix(project, rules, { unsafe, parse: parseAs });
    for (const { rule, why } of once.rolledBack) seen?.(`${rule}: ${why.en.replaceAll(/\d+/g, 'N')}`);
    for (const [file, after] of once.project.documents) {
      const before = project.document(file);
      if (after.text !== before.text && after.errors.length > before.errors.length)
        return 'fixing leaves more syntax errors';
      if (after.text !== before.text && !before.writer) return 'a file that is only read was changed';
      const wrong = wrongDocument(after.parsed ?? after);
      if (wrong) return `after fixing, ${wrong}`;
    }
    // What was taken back this time can hold the next time, from a better start.
    if (once.rolledBack.length > 0) continue;
    const twice = fix(once.project, rules, { unsafe, parse: parseAs });
    const moved = [...twice.project.documents].find(([file, { text }]) => text !== once.project.document(file).text);
    if (moved) return `fixing again changes more: ${twice.applied.map(({ rule }) => rule).join(', ')}`;
  }
  return undefined;
}

/** Every format says something well-formed, and no secret is in it. */
async function wrongReport(project: Project, diagnostics: readonly Diagnostic[]): Promise<string | undefined> {
  const hidden = hiddenCanaries(project);
  for (const lang of ['en', 'zh-CN'] as const) {
    const report = reportOf(project, diagnostics, lang);
    for (const name of formatNames) {
      const output = await format(name, report);
      const wrong = wrongOutput(name, output);
      if (wrong) return `${name}: ${wrong}`;
      if (hidden.some((canary) => output.includes(canary))) return `${name} shows a secret`;
    }
  }
  const empty = [...project.documents.values()].map((before) => ({
    path: before.file,
    before,
    after: { ...before, text: '', facts: [], comments: [], secrets: [] },
  }));
  const diff = unifiedDiff(empty, { paint: unpainted, mask: secretsOf(project) });
  return hidden.some((canary) => diff.includes(canary)) ? 'a diff shows a secret' : undefined;
}

/** Canaries that envlint itself knows to be secrets: hidden in at least one place. */
function hiddenCanaries(project: Project): string[] {
  const masker = secretsOf(project);
  const found = new Set<string>();
  for (const document of project.documents.values()) {
    if (!document.text.includes(CANARY)) continue;
    for (const { masked, at } of masker.excerpt(document, {
      file: document.file,
      start: 0,
      end: document.text.length,
    })) {
      const text = document.text.slice(at.start, at.end);
      if (masked) for (const match of text.matchAll(/Zq8canary\w{6,}Xw7/g)) found.add(match[0]);
    }
  }
  return [...found];
}

function reportOf(project: Project, diagnostics: readonly Diagnostic[], lang: Report['lang']): Report {
  const documents = [...project.documents.values()];
  return {
    project,
    diagnostics,
    files: documents.map(({ file, language }) => ({ path: file, language })),
    summary: countOf(diagnostics, { files: documents.length }),
    applied: [],
    rolledBack: [],
    reload: [],
    notes: [],
    routes: overview(project, ({ name }) => name),
    lang,
    paint: unpainted,
    width: 80,
    links: false,
    version: '0.0.0',
    display: (file) => file,
    path: (file) => file,
    rule: (id) => ({ summary: { en: id, zh: id } }),
    mask: secretsOf(project),
  };
}
