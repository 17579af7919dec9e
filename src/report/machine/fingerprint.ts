/**
 * A stable identifier for a finding that survives moved lines and contains no secret: for baselines, SARIF and code quality
 * reports.
 */
import type { Diagnostic, Document, Fact, Project } from '../../core.ts';
import { type Masker, maskedSlice, secretsOf } from '../../secrets/index.ts';
import { countBefore, memo } from '../../text.ts';
import { sha256 } from './sha256.ts';

/** Longer content adds nothing to telling findings apart. */
const LONGEST_CHARACTERS = 2000;

/**
 * 32 hexadecimal digits over the rule, the language, what the finding is about (variable, key, function) and the text
 * under it, spaces and case of line endings evened out. `occurrence` tells apart findings that are equal in all of that.
 */
export function fingerprint(diagnostic: Diagnostic, project: Project, occurrence = 0): string {
  return hash(identity(diagnostic, project, secretsOf(project)), occurrence);
}

/** Fingerprints of all diagnostics, each its own: equal findings are numbered in the order they are given. */
export function fingerprints(diagnostics: readonly Diagnostic[], project: Project): ReadonlyMap<Diagnostic, string> {
  const masker = secretsOf(project);
  const seen = new Map<string, number>();
  const names = new Map<Diagnostic, string>();
  for (const diagnostic of diagnostics) {
    // A finding merged from another run's report already has its fingerprint.
    if ('fingerprint' in diagnostic && typeof diagnostic.fingerprint === 'string') {
      names.set(diagnostic, diagnostic.fingerprint);
      continue;
    }
    const key = identity(diagnostic, project, masker);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    names.set(diagnostic, hash(key, occurrence));
  }
  return names;
}

const hash = (key: string, occurrence: number): string => sha256(`${key}\n${occurrence}`).slice(0, 32);

function identity({ rule, at }: Diagnostic, project: Project, masker: Masker): string {
  const document = project.documents.get(at.file);
  if (!document) return JSON.stringify([rule, '', '', '']);
  const end = Math.min(at.end, at.start + LONGEST_CHARACTERS);
  const content = maskedSlice(masker, document, { file: at.file, start: at.start, end });
  return JSON.stringify([rule, document.language, anchor(document, at.start), content.replace(/\s+/g, ' ').trim()]);
}

/** What the finding is about, in the words of the innermost fact around it. */
function anchor(document: Document, offset: number): string {
  const fact = factAround(document, offset);
  const scope = fact && fact.scope.kind !== 'file' ? `${fact.scope.kind}:${fact.scope.name}` : '';
  switch (fact?.kind) {
    case 'env':
    case 'proxy-setting':
      return `${scope} ${fact.kind} ${fact.name.text}`;
    case 'setting':
      return `${scope} setting ${fact.path.join('.')}`;
    case 'command':
      return `${scope} command ${fact.words[0]?.text ?? ''}`;
    default:
      return scope;
  }
}

/** A document's facts from its start to its end, the outer one of two first. */
const sortedFacts = memo(({ facts }: Document): readonly Fact[] =>
  facts.toSorted((a, b) => a.at.start - b.at.start || b.at.end - a.at.end),
);

/** The last fact to begin at or before `offset` that reaches it; a few candidates are enough, facts hardly nest. */
function factAround(document: Document, offset: number): Fact | undefined {
  const facts = sortedFacts(document);
  const count = countBefore(facts, ({ at }) => at.start <= offset);
  return facts.slice(Math.max(0, count - 16), count).findLast(({ at }) => offset <= at.end);
}
