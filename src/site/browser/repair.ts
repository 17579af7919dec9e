/** A repair on the texts as they are. */
import { applyEdits } from '../../text.ts';
import type { Repair } from '../core/machine.ts';
import type { SharedFile } from '../state.ts';

type Texts = ReadonlyMap<string, string>;

/** Are these files' texts still those that were asked about? */
export function isCurrent(paths: Iterable<string>, asked: Texts, now: Texts): boolean {
  return [...paths].every((path) => asked.get(path) === now.get(path));
}

/** The files that a repair changes; undefined where a text has changed since the repair was found. */
export function repaired({ edits }: Repair, asked: Texts, now: Texts): SharedFile[] | undefined {
  const paths = [...new Set(edits.map(({ at }) => at.file))];
  if (!isCurrent(paths, asked, now)) return undefined;
  return paths.map((path) => {
    const own = edits.filter(({ at }) => at.file === path);
    return { path, text: applyEdits(now.get(path) ?? '', own) };
  });
}
