/** What `--watch` keeps from run to run, as `openProject()` keeps it between edits: what did not change is not parsed or asked again. */
import type { Config } from '../../config/model.ts';
import type { Document, Project } from '../../core.ts';
import { keepParsed, type Parse } from '../../host/read/load.ts';
import { type KeptProject, keepProject } from '../../memory.ts';

export interface Memory {
  readonly parse: Parse;
  /** The next version of the project. `home`: the user's home folder; `roots`: the folders that are checked. */
  project(
    { home, roots }: { readonly home: string; readonly roots: readonly string[] },
    config: Config,
    documents: readonly Document[],
    absent?: ReadonlySet<string>,
  ): Project;
}

/** Nothing is known yet. */
export function openMemory(): Memory {
  let kept: KeptProject | undefined;
  let about = '';
  return {
    parse: keepParsed(),
    project({ home, roots }, config, documents, absent) {
      const now = JSON.stringify([home, roots, config.network]);
      // Policies are created anew in each run, so their answers are never found in the cache.
      if (!kept || now !== about || config.policies.length > 0)
        kept = keepProject({ network: config.network, home, roots });
      about = now;
      return kept.update(documents, absent);
    },
  };
}
