/** `envlint init`: a configuration, a hook and a workflow to start from. What is there is never overwritten. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project, Text } from '../../core.ts';
import { lint, loadRules } from '../../engine/lint.ts';
import { git, hooksFolder, repositoryRoot } from '../../host/read/git.ts';
import { readRegular, systemError } from '../../host/read/read.ts';
import { writeNew } from '../../host/write/write.ts';
import { groupBy } from '../../text.ts';
import { UsageError } from '../../usage-error.ts';
import { VERSION } from '../../version.ts';
import { openSession } from '../session/open.ts';
import { lintOptions, loadSettings, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { out } from '../shell/io.ts';
import { displayPath } from '../shell/paths.ts';
import { aboutFile, NO_OPERANDS } from '../shell/words.ts';

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
    ...(await next(context, session)),
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
  return there ? kept(context, there) : create(context, root, 'envlint.yaml', configText(context, session, isChina));
}

function configText({ say }: Context, { project }: Session, isChina: boolean): string {
  const region = isChina ? 'region: cn' : '# region: cn';
  return `${say({
    en: `# Configuration of envlint; editors find its schema in the package, as envlint/schema.json.
# This repository holds: ${inventory(project, 'en')}.

# What the network around these machines looks like. Every rule reads it.
network:
  # cn or abroad. Left out: decided by evidence.
  ${region}
  # Hosts that are reached without a proxy, beside the well-known ones.
  domestic: []
  # Hosts that need a proxy.
  overseas: []
  # Hosts, addresses and networks of your own: they must never go to the proxy.
  local: []
  # The clients that matter here; left out: all.
  # clients: [curl, python, node]

# Not checked, in the syntax of .gitignore.
ignore: []

# off, info, warning or error for single rules; \`envlint rules\` lists them.
rules: {}

# Promises about routes, checked by \`envlint test\`.
# routes:
#   - { url: https://api.deepseek.com, expect: direct }
`,
    zh: `# envlint 的配置；编辑器可使用随包发布的 envlint/schema.json。
# 本仓库包含：${inventory(project, 'zh')}。

# 描述这些机器所处的网络，所有规则都以此为准。
network:
  # cn 或 abroad；不写则根据文件内容判断。
  ${region}
  # 无需代理即可访问的主机（常见的已内置）。
  domestic: []
  # 必须走代理的主机。
  overseas: []
  # 自己的主机、地址和网段：绝不能走代理。
  local: []
  # 关心哪些客户端；不写则全部检查。
  # clients: [curl, python, node]

# 不检查的路径，写法同 .gitignore。
ignore: []

# 单独设置规则级别：off、info、warning 或 error；用 \`envlint rules\` 查看全部规则。
rules: {}

# 对请求去向的约定，由 \`envlint test\` 检查。
# routes:
#   - { url: https://api.deepseek.com, expect: direct }
`,
  })}`;
}

/** `3 shell, 1 clash` */
function inventory(project: Project, lang: keyof Text): string {
  const counts = [...groupBy(project.documents.values(), ({ language }) => language)].map(
    ([name, { length }]) => `${length} ${name}`,
  );
  if (counts.length > 0) return counts.sort().join(lang === 'zh' ? '、' : ', ');
  return lang === 'zh' ? '暂无可检查的文件' : 'nothing to check yet';
}

/** Where a hook manager is in use, its own file is the place; elsewhere the repository's hook is. */
function hook(context: Context, root: string): string {
  const manager = ['.pre-commit-config.yaml', 'lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.husky'].find((name) =>
    existsSync(join(root, name)),
  );
  if (manager === '.husky') return addition(context, '.husky/pre-commit', join(root, '.husky/pre-commit'), ONE_LINE);
  if (manager) return addition(context, manager, join(root, manager), snippet(manager));
  const folder = hooksFolder(root);
  if (folder === undefined) return addition(context, 'pre-commit', '', ONE_LINE);
  const file = join(folder, 'pre-commit');
  if (existsSync(file)) return addition(context, displayPath(file, context), file, ONE_LINE);
  const line = create(context, root, file, hookText());
  chmodSync(file, 0o755);
  return line;
}

const ONE_LINE = 'npx envlint --staged --quiet';

/** What the user adds to a file of their own; nothing where the file speaks of envlint already. */
function addition(context: Context, name: string, file: string, text: string): string {
  const bytes = readRegular(file);
  if (!('why' in bytes) && bytes.includes('envlint')) return kept(context, name);
  return `${context.say({ en: `add to ${name}:`, zh: `请加入 ${name}：` })}\n${indent(text)}`;
}

/**
 * The one on PATH, or the one that wrote this; without any of them a commit goes through. What the repository itself has
 * in node_modules is not looked for: a hook runs nobody's code that came with a clone.
 */
function hookText(): string {
  const self = `'${(process.argv[1] ?? '').replaceAll("'", "'\\''")}'`;
  return `#!/bin/sh
# Checks what is about to be committed. Written by \`envlint init\`.
for program in envlint ${self}; do
  if command -v "$program" >/dev/null 2>&1; then exec "$program" --staged --quiet; fi
done
echo 'envlint is not installed: nothing was checked' >&2
`;
}

function snippet(manager: string): string {
  if (manager.startsWith('.pre-commit')) {
    return `  - repo: local
    hooks:
      - id: envlint
        name: envlint
        entry: envlint --force-exclude --pass-on-no-files --
        language: node
        additional_dependencies: ['envlint@${VERSION}']
        types: []
        types_or: [file, symlink]
        require_serial: true`;
  }
  return `pre-commit:\n  jobs:\n    - name: envlint\n      run: ${ONE_LINE}`;
}

function workflow(context: Context, root: string): string {
  if (existsSync(join(root, '.gitlab-ci.yml')) || /gitlab/.test(remote(root))) {
    return addition(context, '.gitlab-ci.yml', join(root, '.gitlab-ci.yml'), JOB);
  }
  return create(context, root, '.github/workflows/envlint.yml', workflowText());
}

const JOB = `envlint:
  image: node:22
  script:
    # Installed outside of the checkout, without scripts: no .npmrc and no package of the repository has a say in it.
    - mkdir -p /tmp/envlint && cd /tmp/envlint && echo '{"private":true}' > package.json
    - npm install --ignore-scripts --no-audit --no-fund envlint@${VERSION}
    - cd "$CI_PROJECT_DIR"
    - node /tmp/envlint/node_modules/envlint/dist/envlint.cjs --format gitlab=envlint.json --format pretty
  artifacts:
    when: always
    reports:
      codequality: envlint.json`;

/** The commits that envlint's own workflows use; a test compares them. */
const CHECKOUT = '08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';
const SETUP_NODE = '2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0';

function workflowText(): string {
  return `name: envlint
on: [push, pull_request]
permissions:
  contents: read
jobs:
  envlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${CHECKOUT}
        with:
          persist-credentials: false
      - uses: actions/setup-node@${SETUP_NODE}
        with:
          node-version: 22
          package-manager-cache: false
      # Installed outside of the checkout, without scripts: no .npmrc and no package of the repository has a say in it.
      - working-directory: \${{ runner.temp }}
        run: |
          echo '{"private":true}' > package.json
          npm install --ignore-scripts --no-audit --no-fund envlint@${VERSION}
      - run: node "$RUNNER_TEMP/node_modules/envlint/dist/envlint.cjs" --format github
`;
}

function remote(root: string): string {
  try {
    return git(root, ['remote', '-v']).toString('utf8');
  } catch {
    return '';
  }
}

async function next(context: Context, session: Session): Promise<string[]> {
  const { say } = context;
  const rules = await loadRules(session.rules, session.project);
  const { diagnostics } = lint(session.project, rules, lintOptions(context, session, session.loaded));
  const count = diagnostics.filter(({ severity }) => severity !== 'info').length;
  if (count === 0) return [say({ en: 'Nothing is wrong today.', zh: '目前没有问题。' })];
  return [
    say({ en: `${count} ${count === 1 ? 'finding' : 'findings'} today:`, zh: `目前有 ${count} 个问题：` }),
    ...COMMANDS_NEXT.map(([command, words]) => `  ${command.padEnd(26)}  ${say(words)}`),
  ];
}

const COMMANDS_NEXT: readonly (readonly [string, Text])[] = [
  ['envlint', { en: 'read them', zh: '查看' }],
  ['envlint --fix', { en: 'repair what can be repaired safely', zh: '修复可以安全修复的' }],
  [
    'envlint --write-baseline',
    { en: 'accept the rest: only new ones are reported', zh: '接受其余的，以后只报告新问题' },
  ],
];

/** Writes a file that is not there yet; says which. `name`: relative to `root`, or absolute. */
function create(context: Context, root: string, name: string, text: string): string {
  const file = name.startsWith('/') ? name : join(root, name);
  const shown = displayPath(file, context);
  if (existsSync(file)) return kept(context, shown);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeNew(file, text);
  } catch (error) {
    throw aboutFile(shown, systemError(error));
  }
  return `${context.say({ en: 'wrote', zh: '已写入' })}  ${shown}`;
}

function kept({ say }: Context, name: string): string {
  return `${say({ en: 'kept', zh: '保留' })}   ${name}`;
}

const indent = (text: string): string => text.replace(/^/gm, '    ');
