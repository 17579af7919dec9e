import type { Assignment, Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { lookup, ownerOf } from '../src/queries/environments/environment.ts';
import type { FileReader } from '../src/queries/environments/files/file-readers.ts';
import {
  type Literal,
  literalReferences,
  settingReferences,
} from '../src/queries/environments/files/literal-references.ts';
import { type SwallowedPart, swallowedParts } from '../src/queries/environments/files/swallowed-references.ts';
import { clientTitle } from '../src/routing/client-title.ts';
import { parseUrl } from '../src/routing/url/target.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'unexpanded-variable',
  summary: {
    en: '`$NAME` or `~` where this format does not expand it.',
    zh: '这种格式不会展开 `$变量` 和 `~`，它们会原样留在值里。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    for (const { fact, literal: found, reader } of literalReferences(project)) {
      const fixes = expansion(project, fact, found);
      const at = spanOf(fact.value, found.start, found.end);
      if (isInCredentials(fact.value.text, found)) {
        // A dollar of the password itself is right wherever nothing expands it; of a `.env` that depends on the reader.
        if (reader === 'libraries') yield { at, ...inPassword(fact.name.text), fixes };
        else if (fixes.length > 0) yield { at, ...sentAsName(fact.name.text, LABELS[reader]), fixes };
        continue;
      }
      yield {
        at,
        message: {
          en: `${fact.name.text} contains the characters ${found.text}, not its value`,
          zh: `${fact.name.text} 里存的就是 ${found.text} 这几个字符，不是它的值`,
        },
        label: LABELS[reader],
        fixes,
      };
    }
    yield* inPrograms(project);
    for (const part of swallowedParts(project)) yield swallowed(project, part);
  },
} satisfies Rule;

/** No program expands variables in its own file but npm, and that only `${NAME}`. A password may well contain a dollar. */
function* inPrograms(project: Project): Iterable<Finding> {
  for (const { setting, literal: found } of settingReferences(project)) {
    const { client, name, value } = setting;
    if (isInCredentials(value.text, found)) continue;
    yield {
      at: spanOf(value, found.start, found.end),
      message: {
        en: `${name.text} of ${clientTitle(client).en} holds the characters ${found.text}, not its value`,
        zh: `${clientTitle(client).zh} 的 ${name.text} 里存的就是 ${found.text} 这几个字符，不是它的值`,
      },
      label:
        client === 'npm'
          ? { en: 'npm expands ${NAME} only', zh: 'npm 只展开 ${NAME} 这种写法' }
          : {
              en: `${clientTitle(client).en} does not expand it`,
              zh: `${clientTitle(client).zh} 不会展开它`,
            },
    };
  }
}

/** The reverse: Compose does expand it, and the dollar is one of the password. */
function swallowed(project: Project, { fact, name, start, end }: SwallowedPart): Finding {
  return {
    at: spanOf(fact.value, start, end),
    message: {
      en: `Compose replaces a part of the password in ${fact.name.text}`,
      zh: `Compose 会替换掉 ${fact.name.text} 里密码的一部分`,
    },
    label: { en: 'a $ and a name; $$ is a dollar', zh: '$ 加名字会被当成变量；$$ 才是美元符号' },
    why: {
      en: 'No file here sets such a variable. If the shell has none either, Compose warns and sends the password without this part.',
      zh: '这里没有文件设置这个变量。如果 shell 里也没有，Compose 会给出警告，并把少了这一段的密码发出去。',
    },
    fixes: unsafeFix({ en: 'write $$', zh: '改成 $$' }, rewrite(project, fact.value, `$${name}`, start, end)),
  };
}

/** Does it start in the user name or the password of a URL? No message may quote it then. */
function isInCredentials(text: string, { start }: Literal): boolean {
  const { userinfo } = parseUrl(text);
  return userinfo !== undefined && start >= userinfo.start && start < userinfo.end;
}

const inPassword = (name: string): Pick<Finding, 'message' | 'label' | 'why'> => ({
  message: {
    en: `Which password ${name} sends depends on the program that reads this file`,
    zh: `${name} 实际发送的密码，取决于由哪个程序读取这个文件`,
  },
  label: {
    en: 'a $ and a name: some readers replace both, others keep them',
    zh: '这里的 $ 加名字：有的程序会替换，有的原样保留',
  },
  why: {
    en: 'Docker Compose and shells replace it, by nothing if there is no such variable; dotenv, Docker and Node send it as it is.',
    zh: 'Docker Compose 和 shell 会把它替换掉（没有这个变量就换成空），dotenv、Docker、Node 则原样发送。',
  },
});

const sentAsName = (name: string, label: Text): Pick<Finding, 'message' | 'label'> => ({
  message: {
    en: `${name} sends the name of a variable as part of its password, not its value`,
    zh: `${name} 会把变量名当作密码的一部分发送，而不是变量的值`,
  },
  label,
});

const LABELS: Readonly<Record<FileReader, Text>> = {
  libraries: { en: 'dotenv, Docker and Node keep it as it is', zh: 'dotenv、Docker、Node 都原样保留' },
  pam_env: { en: 'pam_env keeps it as it is', zh: 'pam_env 原样保留' },
  'systemd-file': {
    en: 'systemd does not expand it in an EnvironmentFile',
    zh: 'systemd 不会展开 EnvironmentFile 里的它',
  },
  systemd: { en: 'systemd does not expand it in Environment=', zh: 'systemd 不会展开 Environment= 里的它' },
  'systemd-manager': { en: 'systemd does not expand it here', zh: 'systemd 在这里不会展开它' },
  quadlet: {
    en: 'systemd expands only ${NAME} in the command line of podman',
    zh: 'podman 的命令行里，systemd 只展开 ${NAME} 这种写法',
  },
  launchd: { en: 'launchd does not expand it', zh: 'launchd 不会展开它' },
  shell: { en: 'quoted: the shell does not expand it', zh: '加了引号，shell 不会展开' },
  fish: { en: 'quoted: fish does not expand it', zh: '加了引号，fish 不会展开' },
  codex: {
    en: 'Codex hands it on as it is; env_vars = ["NAME"] passes a variable',
    zh: 'Codex 会原样传递；要传变量请写 env_vars = ["NAME"]',
  },
  opencode: { en: 'opencode replaces {env:NAME} only', zh: 'opencode 只替换 {env:NAME} 这种写法' },
  openclaw: { en: 'OpenClaw replaces ${NAME} only', zh: 'OpenClaw 只替换 ${NAME} 这种写法' },
};

/** The value itself, if the same environment knows it. */
function expansion(project: Project, fact: Assignment, { text, start, end }: Literal): Finding['fixes'] & object {
  const name = text.replace(/[${}]/g, '');
  const environment = ownerOf(project, fact);
  const variable = environment && name !== '~' ? lookup(environment, name) : undefined;
  if (!variable?.known || variable.name === fact.name.text) return [];
  return unsafeFix(
    { en: `write its value`, zh: '写上它的值' },
    rewrite(project, fact.value, variable.text, start, end),
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
\`no_proxy=$NO_PROXY\` copies the list in a shell. In a \`.env\`, in \`Environment=\`, in an EnvironmentFile, in /etc/environment and in a
plist it sets the nine characters \`$NO_PROXY\`, and no host is exempt. \`~/x\` and \`$HOME/x\` likewise name a folder called \`~\`.

What does expand is not reported: shells (but not inside quotes for \`~\`, nor single quotes), environment.d, systemd's Exec
arguments. In \`.env\` files only proxy variables are judged, and only \`$NAME\`: Compose expands both forms, python-dotenv \`\${NAME}\`.

In files of their own git, curl, wget, pip, apt and docker expand nothing; npm expands \`\${NAME}\`. Codex hands the \`env\` of an MCP server on
as it stands (\`env_vars\` passes variables), opencode replaces \`{env:NAME}\` alone (Codex 0.171.0, opencode 1.18.33, measured), and OpenClaw
\`\${NAME}\` in capitals alone (2026.9.6, src/config/env-substitution.ts).

A \`$\` in the password of a proxy URL is usually a part of the password. It is reported where readers disagree about it, and in a
compose file, where \`pa$word\` loses what follows (\`$$\` is a dollar there). No message quotes it.`,
    zh: `
在 shell 里，\`no_proxy=$NO_PROXY\` 会复制列表；而在 \`.env\`、\`Environment=\`、EnvironmentFile、/etc/environment 和 plist 里，它只是把
\`$NO_PROXY\` 这九个字符存了进去，一个主机都没排除。\`~/x\`、\`$HOME/x\` 也一样，会指向一个名叫 \`~\` 的目录。

会展开的地方不报告：shell（引号里的 \`~\` 和单引号除外）、environment.d、systemd 的 Exec 参数。\`.env\` 里只看代理变量，而且只看 \`$NAME\`：
Compose 两种写法都展开，python-dotenv 展开 \`\${NAME}\`。

git、curl、wget、pip、apt、docker 在自己的配置文件里什么都不展开；npm 只展开 \`\${NAME}\`。Codex 会把 MCP 服务的 \`env\` 原样传下去（传变量要用
\`env_vars\`），opencode 只替换 \`{env:NAME}\`（实测 Codex 0.171.0、opencode 1.18.33），OpenClaw 只替换大写的
\`\${NAME}\`（2026.9.6，src/config/env-substitution.ts）。

代理地址的密码里的 \`$\` 多半就是密码本身：只有各程序的读法不一致时才会报告；compose 文件里的 \`pa$word\` 会丢掉后半段（\`$$\` 才是
美元符号），也会报告。任何消息都不会引用它。`,
  },
  bad: [
    {
      files: `
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "uvx"
        env = { HTTPS_PROXY = "$HTTPS_PROXY", SEARCH_API_KEY = "\${SEARCH_API_KEY}", NO_PROXY = "localhost,127.0.0.1,::1" }
                               ^^^^^^^^^^^^ warning HTTPS_PROXY contains the characters $HTTPS_PROXY, not its value
                                                                ^^^^^^^^^^^^^^^^^ warning
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        no_proxy=$NO_PROXY
                 ^^^^^^^^^ warning no_proxy contains the characters $NO_PROXY, not its value
      `,
      unsafe: true,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        no_proxy=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        Environment="CONFIG=~/bot.yaml" "CACHE=$HOME/.cache"
                            ^ warning
                                               ^^^^^ warning
        ExecStart=/opt/bot --home \${HOME}
      `,
    },
    {
      files: `
        -- .zshrc --
        export CONDA_ENVS="~/envs"
                           ^ warning
        export https_proxy='$http_proxy'
                            ^^^^^^^^^^^ warning
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://svc:pa$word@proxy.example.com:3128
                                 ^^^^^ warning Which password HTTPS_PROXY sends depends on the program that reads this file
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        Environment=PROXY_WORD=s3cret1
        Environment=HTTPS_PROXY=http://svc:$PROXY_WORD@proxy.example.com:3128
                                           ^^^^^^^^^^^ warning HTTPS_PROXY sends the name of a variable as part of its password, not its value
        ExecStart=/opt/bot
      `,
      unsafe: true,
      fixed: `
        -- bot.service --
        [Service]
        Environment=PROXY_WORD=s3cret1
        Environment=HTTPS_PROXY=http://svc:s3cret1@proxy.example.com:3128
        ExecStart=/opt/bot
      `,
    },
  ],
  good: [
    {
      files: `
        -- .mcp.json --
        { "mcpServers": { "a": { "command": "uvx", "env": { "A_TOKEN": "\${A_TOKEN}", "HTTPS_PROXY": "\${HTTPS_PROXY:-}" } } } }
        -- .codex/config.toml --
        [mcp_servers.a.env]
        DB_PASSWORD = "pa$Word"
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy='http://svc:pa$word@proxy.example.com:3128'
        -- bot.service --
        [Service]
        Environment=HTTPS_PROXY=http://svc:pa$word@proxy.example.com:3128
        ExecStart=/opt/bot
      `,
    },
    {
      files: `
        -- .config/environment.d/proxy.conf --
        no_proxy=localhost,127.0.0.1
        NO_PROXY=$no_proxy
      `,
    },
    {
      files: `
        -- .env --
        DATABASE_URL=postgres://$USER@localhost
        NO_PROXY=\${EXTRA},localhost
      `,
    },
    {
      files: `
        -- .bashrc --
        export NO_PROXY=localhost no_proxy="$NO_PROXY" D=~/x
        PROMPT_COMMAND='echo $PWD'
      `,
    },
  ],
};
