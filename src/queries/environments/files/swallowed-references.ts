/** Parts of passwords that the reader of their file takes for variables. */
import type { Assignment, Project } from '../../../core.ts';
import { derive } from '../../../project.ts';
import { parseUrl } from '../../../routing/url/target.ts';
import { proxyRole } from '../../proxies/proxy-names.ts';

/** Offsets are in the value's text. */
export interface SwallowedPart {
  readonly fact: Assignment;
  /** The name after the dollar sign. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * `http://me:pa$word@host` in a compose file: Compose replaces `$word` (compose specification, interpolation). A name that a user
 * name or a password begins with is meant, and so is one that the project sets.
 */
export function* swallowedParts(project: Project): Iterable<SwallowedPart> {
  for (const fact of project.facts('env')) {
    if (fact.scope.recipient?.program !== 'compose' || proxyRole(fact.name.text) !== 'proxy') continue;
    const { userinfo } = parseUrl(fact.value.text);
    let start = 0;
    for (const piece of fact.value.pieces) {
      const end = start + (piece.kind === 'literal' ? piece.text.length : 1);
      const isBare = piece.kind === 'reference' && piece.at.end - piece.at.start === piece.name.length + 1;
      const isInside = userinfo && start > userinfo.start && start < userinfo.end;
      if (isBare && isInside && fact.value.text[start - 1] !== ':' && !namesSet(project).has(piece.name))
        yield { fact, name: piece.name, start, end };
      start = end;
    }
  }
}

const namesSet = derive(
  (project: Project): ReadonlySet<string> => new Set(project.facts('env').map(({ name }) => name.text)),
);
