/** Every rule with its documentation, straight from the folder: the directory listing is the registry. */
import { readdirSync } from 'node:fs';
import type { Example, Rule, RuleDocs } from '../../src/core.ts';

export interface DocumentedRule {
  readonly rule: Rule;
  readonly docs: RuleDocs;
}

const folder = new URL('../../rules/', import.meta.url);
export const ruleFiles: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !['index.ts', 'catalog.ts', 'docs.ts'].includes(name))
  .sort();

export const documentedRules: readonly DocumentedRule[] = await Promise.all(
  ruleFiles.map(async (name) => {
    const module = (await import(new URL(name, folder).href)) as { default: Rule; docs: RuleDocs };
    return { rule: module.default, docs: module.docs };
  }),
);

const casesFolder = new URL('../examples/', import.meta.url);

/** Cases of rules that their documentation need not show, by the rule's name. */
export const furtherExamples: ReadonlyMap<string, { bad?: readonly Example[]; good?: readonly Example[] }> = new Map(
  await Promise.all(
    readdirSync(casesFolder).map(
      async (name) => [name.replace('.ts', ''), await import(new URL(name, casesFolder).href)] as const,
    ),
  ),
);

export const allRules: readonly Rule[] = documentedRules.map(({ rule }) => rule);
