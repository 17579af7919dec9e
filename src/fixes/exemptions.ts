/** Exempts hosts from the proxy: appends the missing hosts to a list, in each of its spellings. */
import type { Project, TextEdit } from '../core.ts';
import type { Variable } from '../queries/environments/environment.ts';
import { lacks } from '../queries/proxies/exemptions.ts';
import { appendToList } from './edits.ts';

/** One part of a fix for each list; a list that has all of the hosts stays as it is. */
export function exempt(
  project: Project,
  lists: readonly Variable[],
  hosts: readonly string[],
): readonly (readonly TextEdit[] | undefined)[] {
  return lists.map((list) => {
    const missing = lacks(list, hosts);
    return missing.length > 0 ? appendToList(project, list.assignment.value, missing) : [];
  });
}
