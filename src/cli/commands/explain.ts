/** `envlint explain RULE…`: a rule's documentation, offline. */

import { catalog } from '../../../rules/catalog.ts';
import type { RuleDocs, RuleInfo } from '../../core.ts';
import { displayExample } from '../../engine/examples.ts';
import { EXPLAIN } from '../../report/model.ts';
import { SEVERITY } from '../../report/words.ts';
import type { Client } from '../../routing/client.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { loadSettings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { out } from '../shell/io.ts';
import { unknownRule, WHICH_RULE } from '../shell/words.ts';

/** Explains a rule by its name, or the text of an error; answers the exit code. Throws `UsageError` for a name nobody knows. */
export async function explainCommand(context: Context): Promise<number> {
  return (await isText(context)) ? (await import('../explain/text.ts')).explainText(context) : explainRules(context);
}

/** One word shaped like a name is a rule or a client, unless it is the text of an error (`start-limit-hit`). */
async function isText({ operands: [first] }: Context): Promise<boolean> {
  if (first === undefined) return false;
  const { path } = first;
  if (path.startsWith(EXPLAIN)) return false;
  const isName = /^[a-z][a-z0-9]*(?:[-@][a-z0-9.-]+)*$/.test(path);
  if (!isName) return true;
  if (catalog.some(({ id }) => id === path) || (await clientNamed(path))) return false;
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
            rules.map((one) => one.id),
          ),
        ),
      );
    pages.push(page(context, rule, docs[id]));
  }
  out(pages.join('\n'));
  return 0;
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

function page(context: Context, rule: RuleInfo, docs: RuleDocs | undefined): string {
  const { say, paint } = context;
  const severity = rule.off ? say(OFF) : say(SEVERITY[rule.severity]);
  const lines = [`${paint('strong', rule.id)}  ${paint(rule.severity, severity)}`, say(rule.summary), ''];
  if (docs) lines.push(plainText(say(docs.text)), '', ...examples(context, docs));
  return `${lines.join('\n').trimEnd()}\n`;
}

const OFF = { en: 'off unless asked for', zh: '默认关闭' };

/** Markdown reads well as it is; only the fences of code blocks are noise in a terminal. */
function plainText(markdown: string): string {
  let inCode = false;
  const lines: string[] = [];
  for (const line of markdown.trim().split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    else lines.push(inCode ? `    ${line}`.trimEnd() : line);
  }
  return lines.join('\n');
}

/** The first bad example as it is, and as it is after repair. */
function examples({ say, paint }: Context, { bad }: RuleDocs): string[] {
  const [first] = bad;
  if (!first) return [];
  const show = (files: ReadonlyMap<string, string>): string[] =>
    [...files].flatMap(([file, text]) => [
      `  ${paint('file', file)}`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`.trimEnd()),
      '',
    ]);
  const lines = [paint('strong', say({ en: 'Wrong', zh: '错误写法' })), ...show(displayExample(first.files))];
  if (first.fixed === undefined) return lines;
  const title = first.unsafe
    ? { en: 'After --unsafe-fixes', zh: '执行 --unsafe-fixes 之后' }
    : { en: 'After --fix', zh: '执行 --fix 之后' };
  return [...lines, paint('strong', say(title)), ...show(displayExample(first.fixed))];
}
