/** Runs rules over a project. Rules are handed in; the engine knows none of them. */
import type {
  Diagnostic,
  Fact,
  Finding,
  Fix,
  LazyRule,
  Note,
  Project,
  Rule,
  RuleInfo,
  Severity,
  Span,
  Text,
} from '../core.ts';
import { ask, isSample, isTemplate, type Query } from '../project.ts';
import { generatedBecause } from '../queries/generated.ts';
import { groupBy, memo } from '../text.ts';
import { type Suppressed, type SuppressionResult, suppress } from './suppressions.ts';

export interface LintOptions {
  /** Severity by rule, over the rule's own. */
  readonly severities?: ReadonlyMap<string, Severity | 'off'> | undefined;
  /** Only these rules, if given. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Overrides by file: the last word after `severities`. */
  readonly severityFor?: ((file: string, rule: string) => Severity | 'off' | undefined) | undefined;
  /** Least severity that is reported and fixed. `lint` itself returns all. */
  readonly level?: Severity | undefined;
  /** Files whose findings count; context files are read by rules but not judged. Default: all. */
  readonly judged?: ((file: string) => boolean) | undefined;
  /** `YYYY-MM-DD`, for suppressions with an end. */
  readonly today?: string | undefined;
}

export interface LintResult {
  /** Sorted by file, place, severity, rule. */
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/**
 * Loads the logic of rules. Given a `project`, a rule that has nothing to read there is not loaded; without one, all rules are.
 */
export function loadRules(rules: readonly LazyRule[], project?: Project): Promise<Rule[]> {
  const isIdle = project ? idleIn(project) : () => false;
  return Promise.all(rules.map((rule) => (isIdle(rule) ? { ...rule, check: () => [] } : rule.load())));
}

/** Does a project contain nothing that a rule reads? */
function idleIn(project: Project): (rule: RuleInfo) => boolean {
  const languages = new Set<string>([...project.documents.values()].map(({ language }) => language));
  const holds = (need: string): boolean => languages.has(need) || project.facts(need as Fact['kind']).length > 0;
  return ({ needs }) => needs?.some(holds) === false;
}

const RANK: Record<Severity, number> = { error: 3, warning: 2, info: 1 };

/** Is `severity` at or above `level`? */
export function atLeast(severity: Severity, level: Severity): boolean {
  return RANK[severity] >= RANK[level];
}

/** Is a repair offered for a finding that is reported? */
export function isOffered({ fixes, severity }: Diagnostic, { level = 'warning' }: LintOptions): boolean {
  return fixes !== undefined && fixes.length > 0 && atLeast(severity, level);
}

/** All diagnostics of a project under the given rules. A pure function. */
export function lint(project: Project, rules: readonly Rule[], options: LintOptions = {}): LintResult {
  const active = rules.filter((rule) => isActive(rule, options));
  const activeIds = new Set(active.map((rule) => rule.id));
  const known = new Set(rules.map((rule) => rule.id));
  const found: Diagnostic[] = [];
  const isIdle = idleIn(project);
  for (const rule of active) {
    if (isIdle(rule)) continue;
    for (const finding of ask(project, checking(rule))) addDiagnostic(found, project, rule, finding, options);
  }
  const diagnostics: Diagnostic[] = [];
  const suppressed: Suppressed[] = [];
  const byFile = groupBy(found, (diagnostic) => diagnostic.at.file);
  const guarded = new Map<string, SuppressionResult['guarded']>();
  for (const document of project.documents.values()) {
    const here = unique(byFile.get(document.file) ?? []);
    if (!document.text.includes('envlint-')) {
      diagnostics.push(...here);
      continue;
    }
    const today = document.text.includes('until=') ? options.today : undefined;
    const own = suppress(document, here, {
      known,
      active: activeIds,
      today,
    });
    diagnostics.push(...own.kept);
    suppressed.push(...own.suppressed);
    if (own.guarded.length > 0) guarded.set(document.file, own.guarded);
    for (const { rule: id, finding } of own.findings) {
      const rule = active.find((candidate) => candidate.id === id);
      if (rule) addDiagnostic(diagnostics, project, rule, finding, options);
    }
  }
  const kept = guarded.size === 0 ? diagnostics : diagnostics.map((one) => withoutGuarded(one, guarded));
  return { diagnostics: kept.sort(compare), suppressed };
}

/** A rule as a query, whose answer can be cached while everything the rule reads stays the same. */
const checking = memo(
  (rule: Rule): Query<Iterable<Finding>> =>
    (project) => [...rule.check(project)],
);

/** A finding without the fixes that would edit text covered by an unclear suppression comment. */
function withoutGuarded(
  diagnostic: Diagnostic,
  guarded: ReadonlyMap<string, SuppressionResult['guarded']>,
): Diagnostic {
  if (diagnostic.rule === 'unused-suppression') return diagnostic;
  const isGuarded = ({ file, start }: Span): boolean =>
    guarded.get(file)?.some((range) => start >= range.start && start < Math.max(range.end, range.start + 1)) === true;
  const fixes = isGuarded(diagnostic.at)
    ? []
    : diagnostic.fixes?.filter(({ edits }) => !edits.some(({ at }) => isGuarded(at)));
  return fixes === undefined || fixes.length === diagnostic.fixes?.length ? diagnostic : { ...diagnostic, fixes };
}

function isActive(rule: Rule, { only, severities }: LintOptions): boolean {
  if (only && only.size > 0) return only.has(rule.id);
  const severity = severities?.get(rule.id);
  return severity === undefined ? rule.off !== true : severity !== 'off';
}

function addDiagnostic(into: Diagnostic[], project: Project, rule: Rule, finding: Finding, options: LintOptions): void {
  const { file } = finding.at;
  if (options.judged && !options.judged(file)) return;
  const asked = options.severityFor?.(file, rule.id) ?? options.severities?.get(rule.id);
  const named = options.only?.has(rule.id) === true;
  if (asked === 'off' && !named) return;
  const own = finding.severity ?? rule.severity;
  const severity =
    asked === undefined || asked === 'off' ? own : finding.severity ? milder(asked, own, rule.severity) : asked;
  const sample = isSample(project, file);
  const template = sample || isTemplate(project.documents.get(file));
  const { fixes: offered, ...said } = finding;
  const { fixes, notes } = permitted(
    project,
    offered?.filter((fix) => (named || !fix.named) && isPossible(project, fix, options)),
  );
  const layer = layerNote(project, file);
  into.push({
    ...said,
    rule: rule.id,
    severity: sample && asked === undefined ? 'info' : template ? lower(severity) : severity,
    related: notes.length + layer.length > 0 ? [...(finding.related ?? []), ...layer, ...notes] : finding.related,
    fixes: template ? fixes?.map((fix) => ({ ...fix, safe: false })) : fixes,
  });
}

/** A fix that cannot be applied is not offered: it changes a file without a writer, or a file that is only context. */
function isPossible(project: Project, { edits }: Fix, { judged }: LintOptions): boolean {
  return edits.every(({ at }) => project.documents.get(at.file)?.writer !== undefined && judged?.(at.file) !== false);
}

/** What the file is to the client that puts a configuration together from it. */
function layerNote(project: Project, file: string): readonly Note[] {
  const title = project.documents.get(file)?.title;
  const message = title && { en: `this is ${title.en}`, zh: `这是 ${title.zh}` };
  return message ? [{ at: { file, start: 0, end: 0 }, message }] : [];
}

/** The fixes that leave files written by other programs alone, and a note for each such file that other fixes would edit. */
function permitted(
  project: Project,
  fixes: readonly Fix[] | undefined,
): { fixes?: readonly Fix[] | undefined; notes: Note[] } {
  if (!fixes) return { notes: [] };
  const reasons = new Map<string, Text>();
  const kept = fixes.filter(({ edits }) => {
    const files = new Set(edits.map(({ at }) => at.file));
    const refused = [...files].flatMap((file) => {
      const why = generatedBecause(project, file);
      return why ? [[file, why] as const] : [];
    });
    for (const [file, why] of refused) reasons.set(file, why);
    return refused.length === 0;
  });
  const notes = [...reasons].map(([file, message]): Note => ({ at: { file, start: 0, end: 0 }, message }));
  return kept.length > 0 ? { fixes: kept, notes } : { notes };
}

/** A finding one step milder than its rule's default stays one step milder when the user changes the rule's severity. */
function milder(asked: Severity, own: Severity, normal: Severity): Severity {
  const rank = Math.max(1, Math.min(3, RANK[asked] + RANK[own] - RANK[normal]));
  return rank === 3 ? 'error' : rank === 2 ? 'warning' : 'info';
}

const lower = (severity: Severity): Severity => (severity === 'error' ? 'warning' : 'info');

/** One finding for one place: the gravest of a rule's findings on exactly the same characters. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const kept = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.rule} ${diagnostic.at.start} ${diagnostic.at.end}`;
    const other = kept.get(key);
    if (!other || RANK[other.severity] < RANK[diagnostic.severity]) kept.set(key, diagnostic);
  }
  return [...kept.values()];
}

function compare(a: Diagnostic, b: Diagnostic): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return (
    a.at.start - b.at.start || RANK[b.severity] - RANK[a.severity] || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
