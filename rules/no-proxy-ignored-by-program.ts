import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { fixOf } from '../src/fixes/edits.ts';
import { exempt } from '../src/fixes/exemptions.ts';
import { type Unheeded, unheeded } from '../src/queries/proxies/agent-lists.ts';
import { servesOnlyProxies } from '../src/queries/proxies/proxies.ts';
import { clientTitle } from '../src/routing/client-title.ts';
import { inside, together } from '../src/text.ts';

export default {
  id: 'no-proxy-ignored-by-program',
  summary: {
    en: 'An agent asks its model server through the proxy: it reads NO_PROXY otherwise than other programs.',
    zh: '智能体访问模型服务时走了代理：它对 NO_PROXY 的理解和别的程序不同。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    const key = ({ client, server, lists }: Unheeded): string =>
      `${client.name}\0${server.host}\0${lists[0]?.assignment.at.file}\0${lists[0]?.assignment.at.start}`;
    for (const { first } of together(unheeded(project), key)) yield finding(project, first);
  },
} satisfies Rule;

function finding(project: Project, { client, server, lists }: Unheeded): Finding {
  const { host, at, variable } = server;
  const title = clientTitle(client.name);
  const [list] = lists;
  return {
    at: list ? inside(list.assignment.value) : at,
    message: {
      en: `${title.en} sends requests to ${host} to the proxy in spite of this list`,
      zh: `尽管有这份列表，${title.zh} 访问 ${host} 仍会走代理`,
    },
    label: { en: `no entry means ${host} to ${title.en}`, zh: `在 ${title.zh} 看来，没有一项包含 ${host}` },
    why: {
      en: `Curl and Python go there directly. ${title.en} ${client.version} reads the entries otherwise, as measured; the host's whole name works in all programs.`,
      zh: `curl、Python 会直连。实测 ${title.zh} ${client.version} 对这些写法的理解不同；写完整的主机名，所有程序都认。`,
    },
    related: [{ at, message: { en: `${variable} names it`, zh: `${variable} 用到了它` } }],
    fixes: fixOf(
      { en: `append ${host}`, zh: `补上 ${host}` },
      lists.every(({ assignment }) => servesOnlyProxies(project, assignment)),
      ...exempt(project, lists, [host]),
    ),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
\`NO_PROXY=corp.example\` exempts \`llm.corp.example\` in curl and Python, and not in Claude Code and Gemini CLI: there only
\`.corp.example\` covers names below. Gemini CLI and opencode understand no network such as \`10.0.0.0/8\`, Claude Code, Codex and opencode
no \`*.corp.example\`, Codex no list with spaces. The agent's requests to a model server inside then go to the proxy and time out.

Judged is the model server that an agent's own settings name (\`ANTHROPIC_BASE_URL\`, \`GOOGLE_GEMINI_BASE_URL\`, \`base_url\` in
\`.codex/config.toml\`, \`baseURL\` in \`opencode.json\`), with the list that agent has: its own file's, or else the shell's. Reported is only what
some usual client reaches directly; a list that lacks the host for everybody is \`no-proxy-lacks-local\`. The fix appends the whole name, which all
programs understand.

Sources: measured with Claude Code 2.1.332, Codex 0.171.0, Gemini CLI 0.61.0 and opencode 1.18.33 against a proxy on this machine.`,
    zh: `
\`NO_PROXY=corp.example\` 在 curl 和 Python 里包含 \`llm.corp.example\`，在 Claude Code 和 Gemini CLI 里却不包含：它们只有写成 \`.corp.example\` 才包含
子域名。Gemini CLI 和 opencode 不认 \`10.0.0.0/8\` 这样的网段；Claude Code、Codex、opencode 不认 \`*.corp.example\`；Codex 不认用空格隔开的列表。
结果智能体访问内网模型服务时走了代理，然后超时。

检查智能体自己的设置里写的模型服务（\`ANTHROPIC_BASE_URL\`、\`GOOGLE_GEMINI_BASE_URL\`、\`.codex/config.toml\` 的 \`base_url\`、\`opencode.json\` 的 \`baseURL\`），
对照的是该智能体读到的列表：自己文件里的，没有就用 shell 的。只报告常用客户端里有直连的情况；谁都不包含的，由 \`no-proxy-lacks-local\` 报告。修复会补上
完整的主机名，所有程序都认。

来源：用本机上的代理实测 Claude Code 2.1.332、Codex 0.171.0、Gemini CLI 0.61.0、opencode 1.18.33。`,
  },
  bad: [
    {
      files: `
        -- .gemini/settings.json --
        {}
        -- .gemini/.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1,10.0.0.0/8
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning Gemini CLI sends requests to 10.0.0.9 to the proxy in spite of this list
        GOOGLE_GEMINI_BASE_URL=http://10.0.0.9:8000
      `,
      fixed: `
        -- .gemini/.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1,10.0.0.0/8,10.0.0.9
        GOOGLE_GEMINI_BASE_URL=http://10.0.0.9:8000
      `,
    },
    {
      files: `
        -- .claude/settings.json --
        {
          "env": {
            "ANTHROPIC_BASE_URL": "https://llm.corp.example",
            "HTTPS_PROXY": "http://127.0.0.1:7890",
            "NO_PROXY": "localhost,127.0.0.1,::1,corp.example"
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning Claude Code sends requests to llm.corp.example to the proxy in spite of this list
          }
        }
      `,
      fixed: `
        -- .claude/settings.json --
        {
          "env": {
            "ANTHROPIC_BASE_URL": "https://llm.corp.example",
            "HTTPS_PROXY": "http://127.0.0.1:7890",
            "NO_PROXY": "localhost,127.0.0.1,::1,corp.example,llm.corp.example"
          }
        }
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        export http_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1,10.0.0.0/8
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning opencode sends requests to 10.0.0.5 to the proxy in spite of this list
        -- .config/opencode/opencode.json --
        { "provider": { "house": { "options": { "baseURL": "http://10.0.0.5:8000/v1" } } } }
      `,
      fixed: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        export http_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1,10.0.0.0/8,10.0.0.5
      `,
    },
  ],
  good: [
    {
      files: `
        -- .claude/settings.json --
        {
          "env": {
            "ANTHROPIC_BASE_URL": "http://10.0.0.9:8000",
            "HTTPS_PROXY": "http://127.0.0.1:7890",
            "NO_PROXY": "localhost,127.0.0.1,::1,10.0.0.0/8"
          }
        }
      `,
    },
    {
      files: `
        -- .claude/settings.json --
        {
          "env": {
            "ANTHROPIC_BASE_URL": "https://llm.corp.example",
            "HTTPS_PROXY": "http://127.0.0.1:7890",
            "NO_PROXY": "localhost,127.0.0.1,::1,corp.example,.corp.example"
          }
        }
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1,10.0.0.0/8
        -- .codex/config.toml --
        [model_providers.house]
        base_url = "http://10.0.0.5:8000/v1"
      `,
    },
  ],
};
