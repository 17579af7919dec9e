/** The `envlint.yaml` that `envlint init` writes. */
import type { Project, Text } from '../../core.ts';
import { groupBy } from '../../text.ts';
import type { Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';

/** The text of a starting envlint.yaml. `schema`: where editors find its schema. */
export function configText({ say }: Context, { project }: Session, isChina: boolean, schema: string): string {
  const region = isChina ? 'region: cn' : '# region: cn';
  return say({
    en: english({ schema, region, contents: inventory(project, 'en') }),
    zh: chinese({ schema, region, contents: inventory(project, 'zh') }),
  });
}

/** What differs from repository to repository. */
interface Blanks {
  readonly schema: string;
  /** The line of the region, or a comment in its place. */
  readonly region: string;
  /** What the repository contains. */
  readonly contents: string;
}

const english = ({ schema, region, contents }: Blanks): string => `# yaml-language-server: $schema=${schema}
# Configuration of envlint; \`envlint config --all\` shows every key.
# This repository holds: ${contents}.

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

# Expected routes, checked by \`envlint test\`.
# routes:
#   - { url: https://api.deepseek.com, expect: direct }
`;

const chinese = ({ schema, region, contents }: Blanks): string => `# yaml-language-server: $schema=${schema}
# envlint 的配置；用 \`envlint config --all\` 查看全部配置项。
# 本仓库包含：${contents}。

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

# 对请求走向的约定，由 \`envlint test\` 检查。
# routes:
#   - { url: https://api.deepseek.com, expect: direct }
`;

/** `3 shell, 1 clash` */
function inventory(project: Project, lang: keyof Text): string {
  const counts = [...groupBy(project.documents.values(), ({ language }) => language)].map(
    ([name, { length }]) => `${length} ${name}`,
  );
  if (counts.length > 0) return counts.sort().join(lang === 'zh' ? '、' : ', ');
  return lang === 'zh' ? '暂无可检查的文件' : 'nothing to check yet';
}
