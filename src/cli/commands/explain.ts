/** `envlint explain RULE…`: the documentation of a rule, of a check of `envlint doctor` or of a client, offline. */

import { catalog } from '../../../rules/catalog.ts';
import type { Check } from '../../doctor/check.ts';
import { EXPLAIN } from '../../report/model.ts';
import type { Client } from '../../routing/client.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { rulePage } from '../explain/rule-page.ts';
import { loadSettings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { out } from '../shell/io.ts';
import { unknownRule, WHICH_RULE } from '../shell/words.ts';

/** Explains a rule by its name, or the text of an error; returns the exit code. Throws `UsageError` for an unknown name. */
export async function explainCommand(context: Context): Promise<number> {
  return (await isText(context)) ? (await import('../explain/text.ts')).explainText(context) : explainRules(context);
}

/** One word shaped like a name is a rule or a client, unless it is the text of an error (`start-limit-hit`). */
async function isText({ operands: [first] }: Context): Promise<boolean> {
  if (first === undefined) return false;
  const { path } = first;
  if (path.startsWith(EXPLAIN)) return false;
  const isName = /^[a-z][a-z0-9.@-]*$/.test(path);
  if (!isName) return true;
  if (catalog.some(({ id }) => id === path) || (await checkNamed(path)) || (await clientNamed(path))) return false;
  return (await import('../explain/text.ts')).isSymptom(path);
}

/** Prints the pages of the named rules. */
async function explainRules(context: Context): Promise<number> {
  const { rules } = await loadSettings(context);
  const { docs } = await import('../../../rules/docs.ts');
  if (context.operands.length === 0) throw new UsageError(WHICH_RULE);
  const pages: string[] = [];
  for (const { path } of context.operands) {
    const id = path.startsWith(EXPLAIN) ? path.slice(EXPLAIN.length) : path;
    const rule = rules.find((one) => one.id === id);
    const check = rule ? undefined : await checkNamed(id);
    if (check) {
      pages.push((await import('../explain/check-page.ts')).checkPage(context, check));
      continue;
    }
    const client = rule ? undefined : await clientNamed(id);
    if (client) {
      pages.push(clientPage(context, client));
      continue;
    }
    if (!rule)
      throw new UsageError(
        unknownRule(
          id,
          didYouMean(
            id,
            [...rules, ...(await import('../../doctor/checks/index.ts')).checks].map((one) => one.id),
          ),
        ),
      );
    pages.push(rulePage(context, rule, docs[id]));
  }
  out(pages.join('\n'));
  return 0;
}

/** A check of the running machine, by its name. */
async function checkNamed(name: string): Promise<Check | undefined> {
  const { checks } = await import('../../doctor/checks/index.ts');
  return checks.find(({ id }) => id === name);
}

/** The model of an HTTP client, by the name `route` takes. */
async function clientNamed(name: string): Promise<Client | undefined> {
  const { clientsNamed } = await import('../../queries/routes.ts');
  return clientsNamed([name])[0];
}

/** What `route` models of a client: the version, and where older ones differ. */
function clientPage({ say, paint }: Context, { name, version, summary, source, versions = [] }: Client): string {
  const older = versions.map(({ since, note }) => `  ${name}@${since}  ${say(note)}`);
  return `${[`${paint('strong', name)}  ${version}`, say(summary), ...older, '', source].join('\n').trimEnd()}\n`;
}
