import type { Finding, Fix, NewVariable, Project, Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, insertBelow, unsafeFix } from '../src/fixes/edits.ts';
import { type UnproxiedServer, unproxiedServers } from '../src/queries/agent-servers.ts';
import { noProxies } from '../src/queries/proxies/proxies.ts';
import { isInChina } from '../src/queries/region.ts';
import { proxyVariables, settled } from '../src/queries/services/unproxied.ts';
import { clientTitle } from '../src/routing/client-title.ts';
import { enumerated, inside, lineEnd, lineStart } from '../src/text.ts';

export default {
  id: 'mcp-env-drops-proxy',
  summary: {
    en: 'The agent has a proxy and this MCP server gets none: Codex, Hermes and OpenClaw keep it to themselves.',
    zh: '智能体有代理，这个 MCP 服务却拿不到：Codex、Hermes、OpenClaw 不会把代理传下去。',
  },
  severity: 'info',
  needs: ['toml', 'yaml', 'json'],

  *check(project) {
    for (const server of unproxiedServers(project)) yield finding(project, server);
  },
} satisfies Rule;

function finding(project: Project, server: UnproxiedServer): Finding {
  const { agent, asks, runner, command, source } = server;
  const title = clientTitle(agent);
  const [proxy] = settled(source);
  const names = enumerated(namesOf(server));
  return {
    at: inside(command.value),
    severity: asks && isInChina(project) ? 'warning' : undefined,
    message: asks
      ? {
          en: `This server asks ${asks.host} without the proxy: ${title.en} does not pass it on`,
          zh: `这个服务会不经代理访问 ${asks.host}：${title.zh} 不会把代理传给它`,
        }
      : {
          en: `${runner} starts without the proxy: ${title.en} does not pass it on to its servers`,
          zh: `${runner} 启动时没有代理：${title.zh} 不会把代理传给它启动的服务`,
        },
    label:
      agent === 'codex'
        ? { en: `env_vars passes variables on: ${names}`, zh: `要传变量请写 env_vars：${names}` }
        : { en: `write ${names} under its env`, zh: `把 ${names} 写进它的 env` },
    why: {
      en: 'Whatever the server fetches, and the server itself, comes directly: where only the proxy leads out, its start times out.',
      zh: '服务本身和它要取的内容都会直接下载；如果只有代理能出去，启动就会超时。',
    },
    related: proxy
      ? [
          {
            at: inside(proxy.assignment.name),
            message: { en: `${title.en} has its proxy from here`, zh: `${title.zh} 的代理设在这里` },
          },
        ]
      : [],
    fixes: repair(project, server),
  };
}

/** The agent's own proxies and lists, as its environment names them. */
function namesOf({ source }: UnproxiedServer): readonly string[] {
  const names = [...settled(source), ...noProxies(source)].map(({ name }) => name);
  return [...new Set(names)];
}

/** Codex passes variables on by their names; in the other files the values are written beside those that are there. */
function repair(project: Project, server: UnproxiedServer): readonly Fix[] {
  const { agent, command, own, handed, hasNames, source } = server;
  const names = namesOf(server);
  const title = { en: `pass ${enumerated(names)} on`, zh: `把 ${names.join('、')} 传下去` };
  if (agent === 'codex') {
    const added = names.map((name): NewVariable => ({ name, value: '', copyOf: name }));
    if (handed) return unsafeFix(title, assignBeside(project, handed, added));
    return isOwnLine(project, command) && !hasNames
      ? unsafeFix(title, insertBelow(project, command.at, listOf(names)))
      : [];
  }
  const variables = own && proxyVariables(source);
  return variables ? unsafeFix(title, assignBeside(project, own, variables)) : [];
}

const listOf = (names: readonly string[]): string => `env_vars = [${names.map((name) => `"${name}"`).join(', ')}]`;

/** `command = "npx"` in a table, rather than in braces or with dots. */
function isOwnLine(project: Project, { at }: UnproxiedServer['command']): boolean {
  const { text } = project.document(at.file);
  const [before, after] = [text.slice(lineStart(text, at.start), at.start), text.slice(at.end, lineEnd(text, at.end))];
  return /^[ \t]*$/.test(before) && /^[ \t]*(?:#[^\n]*)?$/.test(after);
}

export const docs: RuleDocs = {
  text: {
    en: `
An MCP server that Codex starts gets eleven variables (PATH, HOME, LANG and the like), what its \`env\` sets and what its \`env_vars\`
names: no proxy is among the eleven. Hermes gives its stdio servers a fixed list of variables too, without a proxy
(hermes-agent #106984), and what their \`env\` sets; OpenClaw gives them the six of the MCP SDK (HOME, PATH, SHELL …) and their \`env\`. Claude Code, Gemini CLI and opencode pass on everything.

Reported are servers that are fetched when they start (\`npx\`, \`uvx\`, \`bunx\`, \`pnpm dlx\`, \`pipx run\`), and those whose variables name a
host abroad, where the agent has a proxy: from \`~/.codex/.env\`, \`~/.hermes/.env\`, OpenClaw's \`.env\` or \`env\`, its service or your shell. It is an info, because
a server that is in the cache already may need no proxy at all; where the machine is in China and the server asks a host abroad it
is a warning. Silent: a server with a url, one that is not enabled, one that has a proxy or has it taken away.

The fix is unsafe: the server then sends its requests through the proxy. In Codex' file it adds the names to \`env_vars\`, in
those of Hermes and OpenClaw the values beside the variables that are there.

Sources: Codex 0.171.0, measured with a server that prints its environment; hermes-agent tools/mcp_tool.py (\`_build_safe_env\`);
openclaw 2026.9.6, src/agents/mcp-stdio-transport.ts.`,
    zh: `
Codex 启动的 MCP 服务只拿到十一个变量（PATH、HOME、LANG 之类），加上它的 \`env\` 设置的和 \`env_vars\` 点名的，其中没有代理。Hermes 给 stdio 服务的
也是一份固定的变量名单，同样没有代理（hermes-agent #106984），再加上它的 \`env\`；OpenClaw 给的是 MCP SDK 的六个变量（HOME、PATH、SHELL 等）加上它的 \`env\`。Claude Code、Gemini CLI、opencode 则会全部传下去。

只报告两种服务：启动时要现下载的（\`npx\`、\`uvx\`、\`bunx\`、\`pnpm dlx\`、\`pipx run\`），以及变量里写了境外主机的；前提是智能体自己有代理，来自
\`~/.codex/.env\`、\`~/.hermes/.env\`、OpenClaw 的 \`.env\` 或 \`env\`、它的服务或你的 shell。默认只作提示，因为已经在缓存里的服务可能根本用不到代理；机器在中国而服务要访问境外主机时
报警告。不报告的情况：用 url 的服务、没有启用的服务、已经有代理或特意清掉代理的服务。

修复属于不安全：修复后服务的请求会走代理。在 Codex 的文件里是把变量名加进 \`env_vars\`，在 Hermes 和 OpenClaw 的文件里是把值写在已有变量旁边。

来源：Codex 0.171.0，用一个打印环境变量的服务实测；hermes-agent tools/mcp_tool.py 的 \`_build_safe_env\`；openclaw 2026.9.6 的
src/agents/mcp-stdio-transport.ts。`,
  },
  bad: [
    {
      files: `
        -- .openclaw/openclaw.json --
        {
          env: { vars: { HTTPS_PROXY: 'http://127.0.0.1:7890', NO_PROXY: 'localhost,127.0.0.1,::1' } },
          mcp: {
            servers: {
              docs: {
                command: 'uvx',
                          ^^^ info uvx starts without the proxy: OpenClaw does not pass it on to its servers
                env: { LANG: 'C' },
              },
            },
          },
        }
      `,
      unsafe: true,
      fixed: `
        -- .openclaw/openclaw.json --
        {
          env: { vars: { HTTPS_PROXY: 'http://127.0.0.1:7890', NO_PROXY: 'localhost,127.0.0.1,::1' } },
          mcp: {
            servers: {
              docs: {
                command: 'uvx',
                env: { LANG: 'C', https_proxy: 'http://127.0.0.1:7890', no_proxy: 'localhost,127.0.0.1,::1' },
              },
            },
          },
        }
      `,
    },
    {
      files: `
        -- .codex/.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "npx"
                   ^^^ info npx starts without the proxy: Codex does not pass it on to its servers
        args = ["-y", "search-server"]
      `,
      unsafe: true,
      fixed: `
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "npx"
        env_vars = ["HTTPS_PROXY", "NO_PROXY"]
        args = ["-y", "search-server"]
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        -- .codex/config.toml --
        [mcp_servers.files]
        command = "uvx"
                   ^^^ info
        args = ["files"]
        env_vars = ["FILES_ROOT"]
      `,
      unsafe: true,
      fixed: `
        -- .codex/config.toml --
        [mcp_servers.files]
        command = "uvx"
        args = ["files"]
        env_vars = ["FILES_ROOT", "https_proxy", "no_proxy"]
      `,
    },
    {
      files: `
        -- envlint.yaml --
        network: { region: cn }
        -- .hermes/.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        -- .hermes/config.yaml --
        model: { provider: openrouter }
        mcp_servers:
          answers:
            command: python3
                     ^^^^^^^ warning This server asks api.openai.com without the proxy: Hermes does not pass it on
            args: [answers.py]
            env:
              OPENAI_BASE_URL: https://api.openai.com/v1
      `,
      unsafe: true,
      fixed: `
        -- .hermes/config.yaml --
        model: { provider: openrouter }
        mcp_servers:
          answers:
            command: python3
            args: [answers.py]
            env:
              OPENAI_BASE_URL: https://api.openai.com/v1
              https_proxy: http://127.0.0.1:7890
              no_proxy: localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "npx"
        env_vars = ["https_proxy", "no_proxy"]
        [mcp_servers.local]
        command = "/opt/local/server"
        [mcp_servers.old]
        command = "npx"
        enabled = false
        [mcp_servers.far]
        url = "https://mcp.example/mcp"
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1
        -- .mcp.json --
        { "mcpServers": { "a": { "command": "npx", "args": ["a"] } } }
        -- .codex/.env --
        https_proxy=
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "npx"
      `,
    },
    {
      files: `
        -- .codex/config.toml --
        [mcp_servers.search]
        command = "npx"
        -- .hermes/config.yaml --
        fallback_providers: [{ provider: deepseek, model: deepseek-chat }]
        mcp_servers:
          search:
            command: npx
            args: ["-y", "search-server"]
      `,
    },
  ],
};
