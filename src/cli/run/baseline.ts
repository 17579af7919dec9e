/**
 * The baseline: known findings from before envlint was adopted, so that only new ones count. One line for each, sorted and
 * without secrets, so that two branches merge cleanly.
 */
import { dirname, join, relative } from 'node:path';
import type { Diagnostic, Project, Text } from '../../core.ts';
import { atLeast } from '../../engine/lint.ts';
import { isCovered } from '../../host/find/discover.ts';
import { exists } from '../../host/outside/outside.ts';
import { readSource, systemError } from '../../host/read/read.ts';
import { replaceText, writeNew } from '../../host/write/write.ts';
import { fingerprints } from '../../report/machine/fingerprint.ts';
import { groupBy } from '../../text.ts';
import { UsageError } from '../../usage-error.ts';
import { reportLevel, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { aboutFile, because } from '../shell/words.ts';
import type { RunOutcome } from './apply.ts';
import { BASELINE, findBaseline } from './baseline-file.ts';

interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** Relative to the baseline's folder. */
  readonly path: string;
}

interface Baseline {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly entries: readonly BaselineEntry[];
}

/** A run with the findings the baseline knows taken out, and how many they were. */
export interface Compared {
  readonly run: RunOutcome;
  readonly baselined: number;
}

/**
 * Takes out what the baseline knows. `canWrite`: writes or prunes the baseline where that was asked for, and says what
 * became of it. Throws `UsageError`.
 */
export function compare(context: Context, session: Session, run: RunOutcome, canWrite = true): Compared {
  const file = findBaseline(context) ?? join(context.cwd, BASELINE);
  const baseline = read(context, file);
  const found = new Map([...entriesOf(session, run.project, run.result.diagnostics, file)]);
  if (canWrite && context.values['write-baseline']) {
    const level = reportLevel(context.values);
    const kept = baseline.entries.filter((entry) => !isInQuestion(session, context, file, entry));
    const own = [...found].filter(([{ severity }]) => atLeast(severity, level)).map(([, entry]) => entry);
    write(context, baseline, [...kept, ...own]);
    context.note(written(displayPath(file, context), own.length));
    return without(
      run,
      new Set([...found].filter(([{ severity }]) => atLeast(severity, level)).map(([diagnostic]) => diagnostic)),
    );
  }
  const { known, gone } = match(baseline.entries, found, (entry) => exists(join(dirname(file), entry.path)));
  const fixed = canWrite ? gone.filter((entry) => isInQuestion(session, context, file, entry)) : [];
  if (fixed.length > 0 && context.values['prune-baseline']) {
    write(
      context,
      baseline,
      baseline.entries.filter((entry) => !fixed.includes(entry)),
    );
    context.note(pruned(displayPath(file, context), fixed.length));
  } else if (fixed.length > 0) context.note(outdated(fixed.length));
  return without(run, known);
}

/** What a baseline contains; nothing where there is none yet. Throws `UsageError`. */
function read(context: Context, file: string): Baseline {
  if (!exists(file)) return { file, text: '', entries: [] };
  const reading = readSource(file);
  if (reading.kind === 'unreadable') throw aboutFile(displayPath(file, context), reading.why);
  const { text } = reading;
  const rows = parse(text);
  if (!rows) {
    throw new UsageError(
      because(displayPath(file, context), {
        en: 'it is no baseline of envlint; --write-baseline writes one',
        zh: '不是 envlint 的基线文件；可用 --write-baseline 重新生成',
      }),
    );
  }
  return { file, text, entries: rows };
}

function parse(text: string): BaselineEntry[] | undefined {
  try {
    const [head, ...rows]: unknown[] = JSON.parse(text);
    return isRecord(head) && head.version === 1 ? rows.filter(isEntry) : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isEntry = (value: unknown): value is BaselineEntry =>
  isRecord(value) && [value.fingerprint, value.rule, value.path].every((one) => typeof one === 'string');

/** Each line begins with its comma: adding one changes no other line. */
function write(context: Context, { file, text }: Baseline, entries: readonly BaselineEntry[]): void {
  const lines = entries.map(({ path, rule, fingerprint }) => `,${JSON.stringify({ path, rule, fingerprint })}\n`);
  const after = `[{"version":1}\n${[...new Set(lines)].sort().join('')}]\n`;
  if (text === '') {
    try {
      writeNew(file, after);
    } catch (error) {
      throw aboutFile(displayPath(file, context), systemError(error));
    }
    return;
  }
  const outcome = replaceText(file, text, after);
  if (!outcome.written) throw aboutFile(displayPath(file, context), outcome.why);
}

/** Each finding's entry. Equal findings are numbered within their file. */
function* entriesOf(
  { loaded }: Session,
  project: Project,
  diagnostics: readonly Diagnostic[],
  baseline: string,
): Generator<[Diagnostic, BaselineEntry]> {
  for (const [file, own] of groupBy(diagnostics, ({ at }) => at.file)) {
    const names = fingerprints(own, project);
    const path = relative(dirname(baseline), loaded.real.get(file) ?? file);
    for (const diagnostic of own)
      yield [diagnostic, { fingerprint: names.get(diagnostic) ?? '', rule: diagnostic.rule, path }];
  }
}

interface Match {
  readonly known: ReadonlySet<Diagnostic>;
  readonly gone: readonly BaselineEntry[];
}

/**
 * Matches first by path and fingerprint; then entries of deleted files by fingerprint alone, because those files may have been
 * renamed.
 */
function match(
  entries: readonly BaselineEntry[],
  found: ReadonlyMap<Diagnostic, BaselineEntry>,
  exists: (entry: BaselineEntry) => boolean,
): Match {
  const known = new Set<Diagnostic>();
  const left = new Set(entries);
  const byPath = groupBy(entries, (entry) => `${entry.path}\0${entry.fingerprint}`);
  for (const [diagnostic, { path, fingerprint }] of found) {
    const entry = byPath.get(`${path}\0${fingerprint}`)?.find((one) => left.has(one));
    if (!entry) continue;
    left.delete(entry);
    known.add(diagnostic);
  }
  const moved = groupBy(
    [...left].filter((entry) => !exists(entry)),
    (entry) => entry.fingerprint,
  );
  for (const [diagnostic, { fingerprint }] of found) {
    const entry = known.has(diagnostic) ? undefined : moved.get(fingerprint)?.find((one) => left.has(one));
    if (!entry) continue;
    left.delete(entry);
    known.add(diagnostic);
  }
  return { known, gone: [...left] };
}

/**
 * Could this run have found the entry again? No if its rule was left out, or if only some of the files were checked, because a
 * finding can depend on another file.
 */
function isInQuestion({ discovery }: Session, { values }: Context, baseline: string, { rule }: BaselineEntry): boolean {
  if (values.only !== undefined && !values.only.includes(rule)) return false;
  return values.staged !== true && isCovered(dirname(baseline), discovery.roots);
}

function without(run: RunOutcome, known: ReadonlySet<Diagnostic>): Compared {
  const diagnostics = run.result.diagnostics.filter((diagnostic) => !known.has(diagnostic));
  return { run: { ...run, result: { ...run.result, diagnostics } }, baselined: known.size };
}

function written(file: string, count: number): Text {
  return {
    en: `${file} now holds ${count} ${count === 1 ? 'finding' : 'findings'}`,
    zh: `已将 ${count} 个问题写入 ${file}`,
  };
}

function pruned(file: string, count: number): Text {
  return {
    en: `${count} ${count === 1 ? 'finding that is' : 'findings that are'} gone left ${file}`,
    zh: `已从 ${file} 删除 ${count} 个不再存在的问题`,
  };
}

function outdated(count: number): Text {
  return {
    en: `${count} ${count === 1 ? 'finding' : 'findings'} of the baseline ${count === 1 ? 'is' : 'are'} gone; --prune-baseline removes ${count === 1 ? 'it' : 'them'}`,
    zh: `基线中有 ${count} 个问题已不存在；用 --prune-baseline 清理`,
  };
}
