/** Which files in the clients' home folders are indexes, layers and scripts, by their paths, and which code composes them. */
import type { Composition, Document } from '../../../core.ts';
import type { Node } from '../tree.ts';
import { composeClashctl } from './clashctl.ts';
import { composeParty } from './party.ts';
import { homeAt } from './running.ts';
import { composeVerge } from './verge.ts';

type Compose = (
  index: string,
  root: Node | undefined,
  documents: ReadonlyMap<string, Document>,
) => Composition | undefined;

const INDEXES: readonly (readonly [RegExp, Compose])[] = [
  [/(?:^|\/)profiles\.yaml$/, composeVerge],
  [/(?:^|\/)profile\.yaml$/, composeParty],
  [/(?:^|\/)mixin\.yaml$/, composeClashctl],
];

/** Composes a configuration from other documents, for the file that reveals the client. */
export function composerOf(file: string, root: Node | undefined): Document['compose'] {
  const running = homeAt(file);
  if (running) return running;
  const compose = INDEXES.find(([pattern]) => pattern.test(file))?.[1];
  return compose && ((documents) => compose(file, root, documents));
}
