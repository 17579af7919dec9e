/** Edits single items of NO_PROXY lists, identically in a list and in its twin under the other spelling. */
import { type Fix, HOLE, type Project, type TextEdit, type Value } from '../core.ts';
import { type DoubtfulEntry, hidesLoopback } from '../queries/proxies/doubtful-entries.ts';
import { isUnsafe, leavesDoubt, rewritten } from '../queries/proxies/entry-forms.ts';
import type { ExemptionList, ListItem } from '../queries/proxies/exemptions.ts';
import { servesOnlyProxies } from '../queries/proxies/proxies.ts';
import { overlaps, type Together } from '../text.ts';
import { fixOf, rewrite } from './edits.ts';

/** Each edit is checked by parsing the whole statement again: with more items than this, they are written as one edit. */
const MOST_EDITS = 50;

/**
 * Writes doubtful entries that are written the same way in a form that all or most clients support; no fix where one of them
 * has none.
 */
export function rewriteEntries(project: Project, list: ExemptionList, same: Together<DoubtfulEntry>): Fix[] {
  const { all, first } = same;
  const { form } = first;
  const changes = all.flatMap(({ item }) => {
    const text = rewritten(form, item);
    return text === undefined || text === '' ? [] : [[item, text] as const];
  });
  // Entries that are still not understood with correct separators would be a new finding of this kind: only worth it for
  // loopback.
  const isLeftOver = form === 'separators' && all.some(({ item }) => leavesDoubt(item)) && !hidesLoopback(list, same);
  if (changes.length < all.length || isLeftOver) return [];
  const texts = [...new Set(changes.map(([, text]) => text))].slice(0, 3).join(',') + (changes.length > 3 ? ' …' : '');
  const alone = [list.variable, ...list.twins].every(({ assignment }) => servesOnlyProxies(project, assignment));
  const title = { en: `write ${texts}`, zh: `改成 ${texts}` };
  return fixOf(title, alone && !isUnsafe(form), rewriteItems(project, list, changes));
}

/** Rewrites items in the list and in its twins; undefined where one of them can't be written. */
export function rewriteItems(project: Project, list: ExemptionList, changes: Changes): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { assignment } of [list.variable, ...list.twins]) {
    const single = changes.length <= MOST_EDITS ? oneByOne(project, assignment.value, changes) : undefined;
    const own = single ?? atOnce(project, assignment.value, changes);
    if (!own) return undefined;
    edits.push(...own);
  }
  return edits;
}

type Changes = readonly (readonly [ListItem, string])[];

/** One edit for each item; undefined where one is refused, or where one affects more than its own place. */
function oneByOne(project: Project, value: Value, changes: Changes): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const [item, text] of changes) {
    const own = rewrite(project, value, text, item.start, item.end);
    if (!own || own.some(({ at }) => edits.some((other) => overlaps(at, other.at)))) return undefined;
    edits.push(...own);
  }
  return edits;
}

/** All items in one edit, for a value that must be quoted differently. */
function atOnce(project: Project, value: Value, changes: Changes): readonly TextEdit[] | undefined {
  const sorted = [...changes].sort(([a], [b]) => a.start - b.start);
  const start = sorted[0]?.[0].start ?? 0;
  let text = '';
  let done = start;
  for (const [item, own] of sorted) {
    text += value.text.slice(done, item.start) + own;
    done = item.end;
  }
  return text.includes(HOLE) ? undefined : rewrite(project, value, text, start, done);
}
