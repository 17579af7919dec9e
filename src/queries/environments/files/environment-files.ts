/**
 * Files that a unit loads by EnvironmentFile=: which lines systemd reads differently from dotenv libraries, and for which
 * service.
 */
import type { Assignment, Document, Inclusion, Project, Span } from '../../../core.ts';
import { derive } from '../../../project.ts';
import { slice, span, trimEnd } from '../../../text.ts';
import { gatewayOf, services } from '../../services/services.ts';
import { resolveInclusion } from '../load-order.ts';

export interface LoadedAssignment {
  readonly fact: Assignment;
  /** The EnvironmentFile= that loads its file; the first of them. */
  readonly inclusion: Inclusion;
}

/**
 * Every assignment of such files. Files in systemd's own dialect already state what is dropped. Hermes reads `~/.hermes/.env` a
 * second time by itself, and its own reading overrides systemd's.
 */
export const loadedAssignments = derive((project: Project): readonly LoadedAssignment[] =>
  loadedFiles(project).flatMap(({ document, inclusion }) =>
    document.dialect === 'dotenv' || document.language === 'shell'
      ? document.facts.flatMap((fact) => (fact.kind === 'env' ? [{ fact, inclusion }] : []))
      : [],
  ),
);

export interface LoadedFile {
  readonly document: Document;
  /** The EnvironmentFile= that loads it; the first of them. */
  readonly inclusion: Inclusion;
}

/** The files that units load by EnvironmentFile=, each once; not `~/.hermes/.env` of Hermes' own unit. */
const loadedFiles = derive((project: Project): readonly LoadedFile[] => {
  const found = new Map<Document, LoadedFile>();
  for (const service of services(project)) {
    const isHermes = gatewayOf(service)?.program.name.startsWith('hermes') === true;
    for (const inclusion of service.environmentFiles) {
      const document = inclusion.path.text === '' ? undefined : resolveInclusion(project, inclusion, new Map());
      if (!document || (isHermes && /(?:^|\/)\.hermes\/\.env$/.test(document.file))) continue;
      if (!found.has(document)) found.set(document, { document, inclusion });
    }
  }
  return [...found.values()];
});

/** A comment with a backslash at its end, for which systemd does not set a variable. */
export interface ContinuedComment {
  /** The backslash. */
  readonly at: Span;
  /** The assignment on the next line. */
  readonly swallowed: Assignment;
  readonly inclusion: Inclusion;
}

/**
 * A comment that ends in a backslash goes on over the next line, for systemd up to 253 (src/basic/env-file.c; NEWS 254) and
 * for no other reader.
 */
export function continuedComments(project: Project): readonly ContinuedComment[] {
  return loadedFiles(project).flatMap(({ document, inclusion }) =>
    document.comments.flatMap(({ at, ownLine }): ContinuedComment[] => {
      const next = document.facts.find((fact) => fact.kind === 'env' && fact.at.start > at.end);
      if (!ownLine || !endsInBackslash(slice(document, at)) || next?.kind !== 'env') return [];
      if (!/^\r?\n[ \t]*(?:export\s+)?$/.test(document.text.slice(at.end, next.at.start))) return [];
      return [{ at: span(at, at.end - 1, at.end), swallowed: next, inclusion }];
    }),
  );
}

/** Two of them are a backslash of the comment itself. */
function endsInBackslash(text: string): boolean {
  return (text.length - trimEnd(text, '\\').length) % 2 === 1;
}
