/** `envlint init`: a configuration, a hook and a workflow to start from. Existing files are never overwritten. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../core.ts';
import { lint, loadRules } from '../../engine/lint.ts';
import { repositoryRoot } from '../../host/read/git.ts';
import { UsageError } from '../../usage-error.ts';
import { configText } from '../init/config-text.ts';
import { hook } from '../init/hook.ts';
import { installCommand, schemaPlace } from '../init/manifest.ts';
import { create, kept } from '../init/place.ts';
import { workflow } from '../init/workflow.ts';
import { openSession } from '../session/open.ts';
import { lintOptions, loadSettings, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { table } from '../shell/help.ts';
import { out } from '../shell/io.ts';
import { NO_OPERANDS } from '../shell/words.ts';

/** Looks at the repository, writes what is missing and says what comes next. Answers the exit code. */
export async function initCommand(context: Context): Promise<number> {
  if (context.operands.length > 0) throw new UsageError(NO_OPERANDS);
  const root = rootOf(context);
  const session = await openSession({ ...context, cwd: root }, await loadSettings(context));
  const { isInChina } = await import('../../queries/region.ts');
  const lines = [
    config(context, root, session, isInChina(session.project)),
    ...(existsSync(join(root, '.git')) ? [hook(context, root), workflow(context, root)] : []),
    '',
    ...(await next(context, root, session)),
  ];
  out(`${lines.join('\n')}\n`);
  return 0;
}

function rootOf({ cwd }: Context): string {
  try {
    return repositoryRoot(cwd);
  } catch {
    return cwd;
  }
}

const CONFIGS = ['envlint.yaml', '.envlint.yaml', 'envlint.json'];

function config(context: Context, root: string, session: Session, isChina: boolean): string {
  const there = CONFIGS.find((name) => existsSync(join(root, name)));
  if (there) return kept(context, there);
  return create(context, root, 'envlint.yaml', configText(context, session, isChina, schemaPlace(root)));
}

/** The next steps: read, repair or accept the findings; `npx envlint` needs the package. */
async function next(context: Context, root: string, session: Session): Promise<string[]> {
  const { say } = context;
  const count = await findings(context, session);
  const install = installCommand(root);
  const rows = [...(install === undefined ? [] : [[install, INSTALL] as const]), ...(count > 0 ? COMMANDS_NEXT : [])];
  const state = session.loaded.judged.size === 0 ? NOTHING_YET : count === 0 ? NOTHING_WRONG : found(count);
  const told = rows.map(([command, words]): [string, string] => [command, say(words)]);
  return [say(state), ...(told.length > 0 ? table(told, context.width) : [])];
}

async function findings(context: Context, session: Session): Promise<number> {
  const rules = await loadRules(session.rules, session.project);
  const { diagnostics } = lint(session.project, rules, lintOptions(context, session, session.loaded));
  return diagnostics.filter(({ severity }) => severity !== 'info').length;
}

const NOTHING_YET: Text = {
  en: 'There is no file to check yet: hook and workflow pass until there is one.',
  zh: '目前没有可检查的文件，钩子和工作流会直接通过。',
};

const NOTHING_WRONG: Text = { en: 'Nothing is wrong today.', zh: '目前没有问题。' };

const found = (count: number): Text => ({
  en: `${count} ${count === 1 ? 'finding' : 'findings'} today:`,
  zh: `目前有 ${count} 个问题：`,
});

const INSTALL: Text = { en: 'make `npx envlint` this version', zh: '安装到项目里，供 npx envlint 使用' };

const COMMANDS_NEXT: readonly (readonly [string, Text])[] = [
  ['envlint', { en: 'read them', zh: '查看' }],
  ['envlint --fix', { en: 'repair what can be repaired safely', zh: '修复可以安全修复的' }],
  [
    'envlint --write-baseline',
    { en: 'accept the rest: only new ones are reported', zh: '接受其余的，以后只报告新问题' },
  ],
];
