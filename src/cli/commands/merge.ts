/** `envlint merge *.jsonl`: joins the reports of many runs into one, in any format. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic, Document, Text } from '../../core.ts';
import { resolved } from '../../host/find/walk.ts';
import { load } from '../../host/read/load.ts';
import { readSource, systemError } from '../../host/read/read.ts';
import { makeProject } from '../../project.ts';
import type { Location } from '../../report/machine/json.ts';
import { linesOf, type Position } from '../../report/position.ts';
import { UsageError } from '../../usage-error.ts';
import { exitCode } from '../run/exit-code.ts';
import { emit, type Outcome } from '../run/report.ts';
import { loadSettings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { displayPath, machinePath } from '../shell/paths.ts';
import { aboutFile } from '../shell/words.ts';

/** One line of a report: a diagnostic. */
interface Row extends Location {
  readonly rule: string;
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly label?: string | undefined;
  readonly why?: string | undefined;
  readonly fingerprint: string;
  readonly related: readonly (Location & { readonly message: string })[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly (Location & { readonly text?: string })[];
  }[];
}

/** The last line of a report. */
interface Tail {
  readonly version: 1;
  readonly files: readonly { readonly path: string; readonly language: Document['language'] }[];
  readonly summary: { readonly fixed?: number; readonly suppressed?: number; readonly baselined?: number };
}

interface Parts {
  readonly rows: Row[];
  readonly tails: Tail[];
}

/** Reads the reports and prints one; answers the exit code a single run would have had. Throws `UsageError`. */
export async function mergeCommand(context: Context): Promise<number> {
  if (context.operands.length === 0) {
    throw new UsageError({
      en: 'which reports? name files written by --format jsonl',
      zh: '要合并哪些报告？请指定由 --format jsonl 生成的文件',
    });
  }
  const parts: Parts = { rows: [], tails: [] };
  for (const { path } of context.operands) readReport(context, path, parts);
  const { rules } = await loadSettings(context);
  const project = makeProject({ documents: await documentsOf(context, parts), home: context.home });
  const diagnostics = unique(parts.rows).map((row) => diagnosticOf(row, context));
  const outcome: Outcome = {
    project,
    result: { diagnostics: sorted(diagnostics), suppressed: [] },
    rules,
    judged: new Set(project.documents.keys()),
    display: (file) => displayPath(file, context),
    path: (file) => machinePath(file, context),
    applied: [],
    rolledBack: [],
    reload: [],
    notes: [],
    baselined: parts.tails.reduce((sum, { summary }) => sum + (summary.baselined ?? 0), 0),
  };
  await emit(context, outcome);
  if (context.values.statistics) (await import('../run/statistics.ts')).printStatistics(context, outcome);
  return exitCode(context, outcome.result);
}

function readReport(context: Context, path: string, parts: Parts): void {
  let text: string;
  try {
    text = readFileSync(resolve(context.cwd, path), 'utf8');
  } catch (error) {
    throw aboutFile(path, systemError(error));
  }
  let isComplete = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parseLine(line);
    if (value === undefined) throw aboutFile(`${path}:${index + 1}`, NO_REPORT);
    if ('version' in value) {
      parts.tails.push(value);
      isComplete = true;
    } else parts.rows.push(value);
  }
  if (!isComplete) throw aboutFile(path, TRUNCATED);
}

const NO_REPORT: Text = {
  en: 'not a line of a report; only --format jsonl can be merged',
  zh: '不是报告内容；只能合并 --format jsonl 的输出',
};
const TRUNCATED: Text = {
  en: 'its last line is missing: that run did not finish',
  zh: '缺少最后一行：那次运行没有完成',
};

function parseLine(line: string): Row | Tail | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    if ('version' in value && 'files' in value && Array.isArray(value.files)) return value as Tail;
    return 'rule' in value && 'path' in value && 'start' in value && 'end' in value ? (value as Row) : undefined;
  } catch {
    return undefined;
  }
}

/** A file that two runs checked is reported once. */
function unique(rows: readonly Row[]): Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows)
    seen.set(JSON.stringify([row.path, row.rule, row.start.offset, row.end.offset, row.fingerprint]), row);
  return [...seen.values()];
}

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) =>
    a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start,
  );
}

/** Both languages get the same words, because the report was written in one language only. */
const same = (words: string): Text => ({ en: words, zh: words });

function diagnosticOf(row: Row, { cwd }: Context): Diagnostic & { readonly fingerprint: string } {
  const span = ({ path, start, end }: Location): Diagnostic['at'] => ({
    file: resolve(cwd, path),
    start: start.offset,
    end: end.offset,
  });
  return {
    rule: row.rule,
    severity: row.severity,
    message: same(row.message),
    label: row.label === undefined ? undefined : same(row.label),
    why: row.why === undefined ? undefined : same(row.why),
    at: span(row),
    related: (row.related ?? []).map((note) => ({ at: span(note), message: same(note.message) })),
    // An edit without its text contained a secret; such a fix can be named but not passed on.
    fixes: (row.fixes ?? []).map(({ title, safe, edits }) => ({
      title: same(title),
      safe,
      edits: edits.flatMap((edit) => (edit.text === undefined ? [] : [{ at: span(edit), text: edit.text }])),
    })),
    fingerprint: row.fingerprint,
  };
}

/** The files of the reports: their content on disk if it still matches what was reported, else a placeholder of empty lines. */
async function documentsOf(context: Context, { rows, tails }: Parts): Promise<Document[]> {
  const languages = new Map(
    tails.flatMap(({ files }) => files.map(({ path, language }) => [resolve(context.cwd, path), language])),
  );
  const places = new Map<string, Position[]>();
  for (const row of rows) {
    const all: readonly Location[] = [row, ...(row.related ?? []), ...(row.fixes ?? []).flatMap(({ edits }) => edits)];
    for (const { path, start, end } of all) {
      const file = resolve(context.cwd, path);
      places.set(file, [...(places.get(file) ?? []), start, end]);
    }
  }
  const files = new Set([...languages.keys(), ...places.keys()]);
  const here = [...files].flatMap((path) => {
    const real = places.has(path) ? resolved(path) : undefined;
    return real === undefined ? [] : [{ path, real, named: false }];
  });
  const { documents } = await load(here, { home: context.home, roots: [], store: { ...DISK_ONLY, read: readSource } });
  const agreeing = new Map(
    documents
      .filter((document) => agrees(document, places.get(document.file) ?? []))
      .map((document) => [document.file, document]),
  );
  return [...files].map(
    (file) => agreeing.get(file) ?? paper(file, languages.get(file) ?? 'dotenv', places.get(file) ?? []),
  );
}

/** No inclusion is followed: only the files that the reports name are read. */
const DISK_ONLY = { resolve: () => undefined };

function agrees(document: Document, positions: readonly Position[]): boolean {
  const lines = linesOf(document);
  return positions.every(({ line, column, offset }) => {
    const here = lines.at(offset);
    return here.line === line && here.column === column;
  });
}

/** A placeholder text of spaces, in which every reported offset has the line and column of the report. */
function paper(file: string, language: Document['language'], positions: readonly Position[]): Document {
  const ordered = [...positions].sort((a, b) => a.offset - b.offset);
  let text = '';
  let line = 1;
  for (const { line: to, column, offset } of ordered) {
    const start = offset - (column - 1);
    if (to > line) text = text.padEnd(Math.max(text.length, start - (to - line))) + '\n'.repeat(to - line);
    line = Math.max(line, to);
    text = text.padEnd(Math.max(text.length, offset));
  }
  return { file, text, language, dialect: '', facts: [], comments: [], errors: [], secrets: [] };
}
