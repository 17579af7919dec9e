import type { Finding, Note, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { insertBelow, unsafeFix } from '../src/fixes/edits.ts';
import { addMissingList } from '../src/fixes/missing-list.ts';
import { hasPlaceholder } from '../src/knowledge/files/templates.ts';
import type { Environment } from '../src/queries/environments/environment.ts';
import { isEmptied, isOpen, type MissingList, missingLists } from '../src/queries/proxies/missing-lists.ts';
import { LOOPBACK, place, proxies } from '../src/queries/proxies/proxies.ts';
import type { OwnProxy } from '../src/queries/proxies/proxy-settings.ts';
import { proxiesWithoutList } from '../src/queries/proxies/setting-lists.ts';
import { basename, enumerated } from '../src/text.ts';

export default {
  id: 'missing-no-proxy',
  summary: {
    en: 'A proxy is set and nothing is exempt: local requests go to the proxy.',
    zh: '设置了代理却没有排除任何地址：本机请求也会走代理。',
  },
  severity: 'error',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    for (const setting of proxiesWithoutList(project)) yield ofProgram(project, setting);
    for (const missing of missingLists(project)) {
      const { proxy, found } = missing;
      const ways = found.flatMap((one) => one.ways);
      const [first] = ways as [Environment];
      const isIncomplete = ways.every(isOpen);
      const where = placesOf(missing);
      yield {
        at: proxy.assignment.name.at,
        severity:
          isIncomplete || ways.every(isHarmless(project, proxy.text))
            ? 'info'
            : ways.every(isEmptied)
              ? 'warning'
              : undefined,
        message: { en: 'Local requests will be sent to the proxy', zh: '本机请求也会走代理' },
        label: {
          en: `set here${where && `, in ${where}`}; nothing is exempt`,
          zh: `${where && `在 ${where} 里`}设置了代理，但没有排除任何地址`,
        },
        why: why(first),
        related: notes(missing),
        fixes: isIncomplete ? [] : addMissingList(project, missing),
      };
    }
  },
} satisfies Rule;

/** Programs that talk to the servers of their vendor and to nothing on this machine. */
const OF_VENDORS = new Set(['dropbox', 'dropboxd', 'onedrive', 'insync', 'maestral', 'megasync', 'spotifyd']);

/**
 * Does nothing in this environment ask this machine, as far as one can tell? A script that installs programs, by its name and
 * its first line, asks servers of code, and nothing else loads it. A proxy that is still a placeholder is not in use.
 */
const isHarmless =
  (project: Project, proxy: string) =>
  ({ kind, file, layers, service }: Environment): boolean =>
    hasPlaceholder(proxy) ||
    OF_VENDORS.has(service?.program.name ?? '') ||
    (kind === 'shell' &&
      layers.length === 1 &&
      /^(?:install|bootstrap)[\w.-]*$/i.test(basename(file)) &&
      project.document(file).text.startsWith('#!'));

/** The line that adds a list of exempt hosts to a program's own file. docker writes its JSON itself. */
const LINES: Readonly<Record<string, (name: string) => string>> = {
  curl: (name) => (name.startsWith('-') ? `--noproxy ${LOOPBACK}` : `noproxy = "${LOOPBACK}"`),
  wget: () => `no_proxy = ${LOOPBACK}`,
};

/** One program alone: what it asks of this machine goes to the proxy, or what runs in its containers does. */
function ofProgram(project: Project, { client, name, value, at }: OwnProxy): Finding {
  const isDocker = client === 'docker';
  const line = LINES[client]?.(name.text);
  return {
    at: name.at,
    severity: 'warning',
    message: isDocker
      ? {
          en: 'Containers will send requests for themselves to the proxy',
          zh: '容器访问自己的请求也会走代理',
        }
      : { en: `${client} will send local requests to the proxy`, zh: `${client} 访问本机的请求也会走代理` },
    label: { en: 'set here; nothing is exempt', zh: '设置了代理，但没有排除任何地址' },
    fixes:
      line === undefined || !value.known
        ? []
        : unsafeFix(
            {
              en: `add ${line}; ${client} then no longer reads NO_PROXY`,
              zh: `加上 ${line}；此后 ${client} 不再读 NO_PROXY`,
            },
            insertBelow(project, at, line),
          ),
  };
}

/** HTTPS_PROXY alone serves https requests, in all clients but Hermes, which takes any proxy for every scheme. */
function why(environment: Environment): Text {
  if (proxies(environment).every(({ name }) => name.toLowerCase() === 'https_proxy')) {
    const { recipient } = environment;
    const others = {
      en: 'curl, Python and Node send it https requests to this machine. Local model servers and the gateway time out.',
      zh: 'curl、Python、Node 会把发往本机的 https 请求交给它。本地模型服务和网关因此超时。',
    };
    const who = recipient ? ALL_SCHEMES[recipient.kind === 'agent' ? recipient.program : ''] : 'Hermes';
    if (who === undefined) return others;
    return {
      en: `${who} sends even http://127.0.0.1 to it; ${others.en}`,
      zh: `${who} 连 http://127.0.0.1 都会发给它；${others.zh}`,
    };
  }
  return {
    en: 'curl, Python and Node send even 127.0.0.1 to it; Ollama, vLLM and the gateway time out.',
    zh: 'curl、Python、Node 连 127.0.0.1 都会发给代理，Ollama、vLLM、网关因此超时。',
  };
}

/** Agents that send http requests to HTTPS_PROXY too (Claude Code 2.1.332, Gemini CLI 0.61.0, measured); Codex does not. */
const ALL_SCHEMES: Readonly<Record<string, string>> = { claude: 'Claude Code', gemini: 'Gemini CLI' };

/** The functions and units concerned; empty if naming the file is enough. */
function placesOf({ found }: MissingList): string {
  return enumerated([...new Set(found.map(({ environment }) => place(environment)).filter((name) => name !== ''))]);
}

/** The other branches without a list, and the lines that load this file from elsewhere. */
function notes({ proxy, found, more }: MissingList): readonly Note[] {
  const branches = more.map(({ assignment }) => ({ at: assignment.name.at, message: ANOTHER }));
  const loaders = found.flatMap(({ environment: { layers } }) =>
    layers.flatMap(({ document, via }) => (via && document.file === proxy.assignment.at.file ? [via.at] : [])),
  );
  return [...branches, ...[...new Set(loaders)].map((at) => ({ at, message: LOADED }))];
}

const ANOTHER = { en: 'nothing is exempt on this branch either', zh: '这个分支也没有排除任何地址' };
const LOADED = { en: 'the file is loaded here', zh: '这一行加载了该文件' };

// ── the repair ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const docs: RuleDocs = {
  text: {
    en: `
Without \`NO_PROXY\`, HTTP clients send every request to the proxy, also those to this very machine: the model server on
127.0.0.1:8000, Ollama on 11434, the gateway's own port. The proxy cannot reach them, or loops, and the call times out.

Both spellings are needed: curl, wget and Python prefer \`no_proxy\`, Go and uv \`NO_PROXY\`. Write \`::1\` bare: the form
\`[::1]\` crashes httpx 0.24.0 to 0.28.1.

A file that something else loads (a unit's \`EnvironmentFile=\`, \`source\`, \`set -a\`, direnv) is judged inside each of its
loaders: systemd lets the file override \`Environment=\`, so a list written there would replace a longer one of the unit. The fix
then goes into the units that lack a list, and is unsafe where no place is right for all. \`env\` of Claude Code's settings lies over
the shell's variables, that of an MCP server over those of what starts it (Codex and Hermes hand on neither proxy nor list), and
\`environment\` of a compose file over the docker client's \`config.json\`: a repository cannot tell what list is there already, so that
the fix is safe only where the whole machine is looked at (\`--home\`). Each branch of \`if\`, \`case\` and
\`&&\` counts by itself.

\`launchctl setenv\`, \`tmux set-environment\`, \`systemctl --user set-environment\` and fish's universal variables are environments too: the
programs that a session starts have nothing else. curl, wget and docker also have a proxy in files of their own: a **warning**.

In a shell the fix keeps a list that is inherited; sourcing the file twice changes nothing. What prints the whole environment for
somebody to read (\`env | sort\`) then prints the new variables, too; where something goes on with such a list (\`wc -l\`, a loop, a
file) the fix is unsafe. Go programs (Docker,
containerd, Ollama …) never proxy loopback: their units are not judged.`,
    zh: `
没有 \`NO_PROXY\` 时，HTTP 客户端会把所有请求都交给代理，连发给本机的也不例外：127.0.0.1:8000 上的模型服务、11434 上的 Ollama、
网关自己的端口。代理连不到它们，或者绕回自己，请求最终超时。

大小写两种写法都要有：curl、wget、Python 优先读 \`no_proxy\`，Go 和 uv 优先读 \`NO_PROXY\`。\`::1\` 不要加方括号：\`[::1]\` 会让
httpx 0.24.0 到 0.28.1 直接崩溃。

被别处加载的文件（单元的 \`EnvironmentFile=\`、\`source\`、\`set -a\`、direnv）按每个加载它的环境分别判断：systemd 里文件会覆盖
\`Environment=\`，写在文件里的列表会顶掉单元里更长的那份。这时修复会写进缺少列表的单元；没有对所有加载者都合适的位置时，
修复就属于不安全。Claude Code 设置里的 \`env\` 会覆盖 shell 的变量，MCP 服务的 \`env\` 会覆盖启动它的程序传下来的变量（Codex 和 Hermes 不传
代理和列表），compose 文件的 \`environment\` 会覆盖 docker 客户端的 \`config.json\`。只看一个仓库，不知道被覆盖的地方是否已有列表，所以只有
检查整台机器（\`--home\`）时这项修复才算安全。\`if\`、\`case\`、\`&&\` 的每个分支各算一种情况。

\`launchctl setenv\`、\`tmux set-environment\`、\`systemctl --user set-environment\` 和 fish 的通用变量也各算一个环境：会话之后启动的程序只有这些。
curl、wget、docker 在自己的配置文件里也能设代理：报**警告**。

在 shell 里，修复会保留继承来的列表，重复 source 也不会有变化。把整个环境打印出来给人看的命令（\`env | sort\`）会多打印出新加的变量；
如果有别的步骤接着处理这份清单（\`wc -l\`、循环、写入文件），修复就属于不安全。Go 程序（Docker、containerd、Ollama 等）从不把发往本机的请求交给代理，
它们的单元文件不在检查之列。`,
  },
  bad: [
    {
      files: `
        -- install.sh --
        #!/bin/bash
        export https_proxy=http://127.0.0.1:7890
               ^^^^^^^^^^^ info
        brew install jq
      `,
      fixed: `
        -- install.sh --
        #!/bin/bash
        export https_proxy=http://127.0.0.1:7890
        export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
        export no_proxy="\${no_proxy:-$NO_PROXY}"
        brew install jq
      `,
    },
    {
      files: `
        -- .curlrc --
        proxy = "http://127.0.0.1:7890"
        ^^^^^ warning curl will send local requests to the proxy
        -- .docker/config.json --
        {"proxies": {"default": {"httpsProxy": "http://172.17.0.1:7890"}}}
                                 ^^^^^^^^^^^^ warning Containers will send requests for themselves to the proxy
      `,
      unsafe: true,
      fixed: `
        -- .curlrc --
        proxy = "http://127.0.0.1:7890"
        noproxy = "localhost,127.0.0.1,::1"
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        ^^^^^^^^^^^ error Local requests will be sent to the proxy
        HTTP_PROXY=http://127.0.0.1:7890
        OPENAI_BASE_URL=http://127.0.0.1:8000/v1
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        HTTP_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        no_proxy=localhost,127.0.0.1,::1
        OPENAI_BASE_URL=http://127.0.0.1:8000/v1
      `,
    },
    {
      files: `
        -- .zshrc --
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890
                 ^^^^^^^^^^^ error
          export http_proxy=$https_proxy
        }
      `,
      fixed: `
        -- .zshrc --
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890
          export http_proxy=$https_proxy
          export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
          export no_proxy="\${no_proxy:-$NO_PROXY}"
        }
      `,
    },
    {
      files: `
        -- .bashrc --
        if nc -z 127.0.0.1 7890; then
          export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
                 ^^^^^^^^^^ error
        else
          export http_proxy= https_proxy=
        fi
      `,
      fixed: `
        -- .bashrc --
        if nc -z 127.0.0.1 7890; then
          export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
          export NO_PROXY="\${NO_PROXY:-\${no_proxy:-localhost,127.0.0.1,::1}}"
          export no_proxy="\${no_proxy:-$NO_PROXY}"
        else
          export http_proxy= https_proxy=
        fi
      `,
    },
  ],
  good: [
    {
      files: `
        -- .codex/.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        -- .bashrc --
        export NO_PROXY=localhost,127.0.0.1,::1,.corp.example no_proxy=localhost,127.0.0.1,::1,.corp.example
      `,
    },
    {
      files: `
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "uvx"
        env_vars = ["NO_PROXY", "no_proxy"]
        env = { HTTPS_PROXY = "http://127.0.0.1:7890" }
      `,
    },
    {
      files: `
        -- .zshrc --
        export NO_PROXY=localhost,127.0.0.1,::1 no_proxy=localhost,127.0.0.1,::1
        -- .claude/settings.json --
        { "env": { "HTTPS_PROXY": "http://127.0.0.1:7890" } }
        -- .mcp.json --
        { "mcpServers": { "search": { "command": "uvx", "env": { "HTTP_PROXY": "http://127.0.0.1:7890", "http_proxy": "http://127.0.0.1:7890" } } } }
      `,
    },
    {
      files: `
        -- .zshenv --
        export NO_PROXY=localhost,127.0.0.1,::1
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890"
      `,
    },
  ],
};
