import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { knownPort } from '../src/knowledge/ports.ts';
import { type Environment, environments, type Variable } from '../src/queries/environments/environment.ts';
import { ownProxies } from '../src/queries/proxies/proxies.ts';
import { clashPorts } from '../src/queries/proxies/proxy-ports.ts';
import { explicitPort, isLoopback, parseUrl } from '../src/routing/url/target.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'socks-for-agent',
  summary: {
    en: 'A SOCKS proxy in the settings of an agent that cannot speak SOCKS.',
    zh: '智能体的设置里写了 SOCKS 代理，而它不支持 SOCKS。',
  },
  severity: 'warning',
  needs: ['json', 'env'],

  *check(project) {
    for (const environment of environments(project)) {
      const agent = agentOf(environment);
      if (!agent) continue;
      for (const variable of ownProxies(environment)) yield* judged(project, agent, variable);
    }
  },
} satisfies Rule;

/**
 * What each does with `socks5://` in HTTPS_PROXY, measured: Claude Code 2.1.332 and Codex 0.171.0 (over HTTPS) send an HTTP
 * CONNECT to that port, Gemini CLI 0.61.0 ends at its start.
 */
interface Agent {
  readonly title: string;
  readonly speaksHttp: boolean;
}

const AGENTS: Readonly<Record<string, Agent>> = {
  claude: { title: 'Claude Code', speaksHttp: true },
  codex: { title: 'Codex', speaksHttp: true },
  gemini: { title: 'Gemini CLI', speaksHttp: false },
};

/** The agent whose own file sets this environment. */
function agentOf({ recipient }: Environment): Agent | undefined {
  return recipient?.kind === 'agent' ? AGENTS[recipient.program] : undefined;
}

/** `socks://` is a finding of its own; ALL_PROXY alone serves none of these programs. */
function* judged(project: Project, agent: Agent, { name, text, known, assignment }: Variable): Iterable<Finding> {
  const scheme = known ? /^socks(?:4a?|5h?)(?=:\/\/)/i.exec(text)?.[0] : undefined;
  if (scheme === undefined || !/^https?_proxy$/i.test(name)) return;
  const port = portKind(project, text);
  if (agent.speaksHttp && port === 'mixed') return;
  const { value } = assignment;
  const isSure = !agent.speaksHttp || port === 'socks';
  yield {
    at: spanOf(value, 0, scheme.length),
    severity: isSure ? 'error' : undefined,
    message: agent.speaksHttp
      ? {
          en: `${agent.title} speaks HTTP to this SOCKS proxy${isSure ? ', which refuses it' : ''}`,
          zh: `${agent.title} 会用 HTTP 和这个 SOCKS 代理通信${isSure ? '，代理会拒绝' : ''}`,
        }
      : { en: `${agent.title} does not start with a SOCKS proxy`, zh: `设了 SOCKS 代理，${agent.title} 无法启动` },
    label: { en: 'give it the http or mixed port of the proxy', zh: '应当填代理的 HTTP 端口或 mixed 端口' },
    why: agent.speaksHttp
      ? {
          en: 'It sends an HTTP CONNECT whatever the scheme says: that works on a mixed port only.',
          zh: '不管写的是什么协议，它发的都是 HTTP CONNECT，只有 mixed 端口能用。',
        }
      : undefined,
    fixes: value.text.toLowerCase().startsWith(scheme.toLowerCase()) ? repair(project, text, value, scheme) : [],
  };
}

/** What listens there, if a Clash of the project or the port itself shows it. */
function portKind(project: Project, text: string): 'mixed' | 'socks' | undefined {
  const url = parseUrl(text);
  const port = isLoopback(url) ? explicitPort(url) : undefined;
  if (port === undefined) return undefined;
  const here =
    clashPorts(project)
      ?.at.get(port)
      ?.map(({ protocol }) => protocol) ?? [];
  if (here.includes('mixed') || here.includes('http')) return 'mixed';
  if (here.includes('socks')) return 'socks';
  const known = knownPort(port);
  if (known?.isShared) return undefined;
  return known?.speaks === 'socks' || known?.speaks === 'mixed' ? known.speaks : undefined;
}

/** The only Clash listener that accepts HTTP; without a Clash its port is unknown. */
function repair(project: Project, text: string, value: Variable['assignment']['value'], scheme: string) {
  const [only, more] = clashPorts(project)?.http ?? [];
  const { port } = parseUrl(text);
  if (!only || more || !port || !value.known) return [];
  return unsafeFix(
    { en: `write http:// and port ${only.port.text}`, zh: `改成 http:// 和端口 ${only.port.text}` },
    rewrite(project, value, 'http', 0, scheme.length),
    rewrite(project, value, only.port.text, port.start, port.end),
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
Claude Code and Codex do not speak SOCKS. They send an HTTP CONNECT to the port, whatever the scheme says: on a mixed port of Clash that
works, on a SOCKS port every request fails. Gemini CLI ends at its start. In \`ALL_PROXY\` they do not read such a proxy at all.

Judged are \`HTTPS_PROXY\` and \`HTTP_PROXY\` in the \`env\` of Claude Code's settings, in \`~/.codex/.env\` and in \`.gemini/.env\`. A port that a Clash
file of the project (or its default) shows to be mixed is silent; one that is SOCKS alone is an error, as any is for Gemini CLI. The fix is unsafe: it needs the
one listener of the project that takes HTTP.

Sources: measured with Claude Code 2.1.332, Codex 0.171.0 (its HTTPS transport; the WebSocket of its default provider speaks SOCKS5) and
Gemini CLI 0.61.0; code.claude.com, network configuration: "Claude Code does not support SOCKS proxies".`,
    zh: `
Claude Code 和 Codex 不支持 SOCKS：不管写的是什么协议，它们发给端口的都是 HTTP CONNECT。端口是 Clash 的 mixed 端口时能用；是只收 SOCKS 的端口时，
所有请求都会失败。Gemini CLI 则根本无法启动。写在 \`ALL_PROXY\` 里的 SOCKS 代理它们完全不读。

检查 Claude Code 设置的 \`env\`、\`~/.codex/.env\` 和 \`.gemini/.env\` 里的 \`HTTPS_PROXY\`、\`HTTP_PROXY\`。项目里的 Clash 配置（或默认端口）表明
是 mixed 端口时不报告；只收 SOCKS 的端口报**错误**，Gemini CLI 一律报**错误**。项目里恰好只有一个监听能收 HTTP 时才给出修复，
而且属于不安全。

来源：实测 Claude Code 2.1.332、Codex 0.171.0（HTTPS 传输；默认服务商的 WebSocket 支持 SOCKS5）、Gemini CLI 0.61.0；
code.claude.com 的网络配置文档写明 Claude Code 不支持 SOCKS 代理。`,
  },
  bad: [
    {
      files: `
        -- .claude/settings.json --
        {
          "env": {
            "HTTPS_PROXY": "socks5://127.0.0.1:7891",
                            ^^^^^^ error Claude Code speaks HTTP to this SOCKS proxy, which refuses it
            "NO_PROXY": "localhost,127.0.0.1,::1"
          }
        }
        -- clash/config.yaml --
        port: 7890
        socks-port: 7891
        proxies:
          - { name: jp, type: socks5, server: jp.example, port: 1080 }
        rules:
          - MATCH,jp
      `,
      unsafe: true,
      fixed: `
        -- .claude/settings.json --
        {
          "env": {
            "HTTPS_PROXY": "http://127.0.0.1:7890",
            "NO_PROXY": "localhost,127.0.0.1,::1"
          }
        }
      `,
    },
    {
      files: `
        -- .gemini/.env --
        HTTPS_PROXY=socks5h://127.0.0.1:7890
                    ^^^^^^^ error Gemini CLI does not start with a SOCKS proxy
        -- .codex/.env --
        HTTPS_PROXY=socks5://10.0.0.2:1080
                    ^^^^^^ warning Codex speaks HTTP to this SOCKS proxy
      `,
    },
  ],
  good: [
    {
      files: `
        -- .claude/settings.json --
        { "env": { "HTTPS_PROXY": "socks5://127.0.0.1:7890", "ALL_PROXY": "socks5://127.0.0.1:7891" } }
        -- clash/config.yaml --
        mixed-port: 7890
        socks-port: 7891
        proxies:
          - { name: jp, type: socks5, server: jp.example, port: 1080 }
        rules:
          - MATCH,jp
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=socks5://127.0.0.1:7891
        -- .mcp.json --
        { "mcpServers": { "a": { "command": "uvx", "env": { "HTTPS_PROXY": "socks5://127.0.0.1:7891" } } } }
      `,
    },
  ],
};
