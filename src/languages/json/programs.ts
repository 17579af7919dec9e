/**
 * What each program's JSON contains. Measured or read, unless marked: Claude Code 2.1.332 (env block overrides what the shell gave;
 * MCP servers inherit all), Gemini CLI 0.61.0, opencode 1.18.33 (`environment`, `{env:X}`). By their documentation: dev
 * containers (containers.dev, `containerEnv` for the container and `remoteEnv` over it), VS Code (`http.proxy`,
 * `terminal.integrated.env.*`, where `null` takes a variable away; `https.proxy` is an "Unknown Configuration Setting"), dockerd
 * (`proxies` of daemon.json, since 23.0). OpenClaw 2026.9.6, from its documentation and source: `env` and `env.vars` are for what is
 * not set otherwise (docs/help/environment.md), `${NAME}` is replaced in every value (src/config/env-substitution.ts), an MCP server
 * gets the few variables of the SDK and its own `env` (src/agents/mcp-stdio-transport.ts), `proxy.proxyUrl` serves all requests
 * (docs/security/network-proxy.md), those of Telegram and Discord have proxies of their own.
 */
import type { Recipient } from '../../core.ts';
import type { Block, Program } from '../shared/blocks.ts';
import { get, type Node, scalarAt, valuesOf } from '../shared/tree.ts';

const server = (path: readonly string[], references: Block['references']): Block => ({
  path,
  kind: 'server',
  inherits: 'all',
  references,
});

const PROGRAMS: readonly Program[] = [
  {
    name: 'claude',
    blocks: [{ path: ['env'], kind: 'agent', inherits: 'all', references: 'unknown' }],
  },
  // Claude Code writes this file again and again: it is read, and never edited.
  {
    name: 'claude-state',
    blocks: [
      server(['mcpServers', '*', 'env'], 'claude'),
      server(['projects', '*', 'mcpServers', '*', 'env'], 'claude'),
    ],
    isStore: true,
  },
  {
    name: 'mcp',
    blocks: [server(['mcpServers', '*', 'env'], 'claude'), server(['servers', '*', 'env'], 'editor')],
    references: 'claude',
  },
  { name: 'gemini', blocks: [server(['mcpServers', '*', 'env'], 'gemini')], references: 'gemini' },
  { name: 'opencode', blocks: [server(['mcp', '*', 'environment'], 'opencode')], references: 'opencode' },
];

/** `proxy.enabled: false` keeps a proxy for later (src/infra/net/proxy, 2026.9.6). */
function openclaw(root: Node | undefined): Program {
  const isOff = scalarAt(get(root, 'proxy'), 'enabled')?.text === 'false';
  return {
    name: 'openclaw',
    references: 'openclaw',
    blocks: [
      { path: ['env', 'vars'], kind: 'agent', inherits: 'all', references: 'openclaw' },
      { path: ['env'], kind: 'agent', inherits: 'all', references: 'openclaw' },
      { ...server(['mcp', 'servers', '*', 'env'], 'openclaw'), inherits: 'nothing' },
    ],
    proxies: isOff ? undefined : { 'proxy.proxyUrl': { client: 'openclaw', role: 'all' } },
  };
}

const TERMINALS = ['linux', 'osx', 'windows'] as const;
/** dockerd is a Go program: its list needs no loopback. */
const DOCKERD = { 'http-proxy': 'http', 'https-proxy': 'https', 'no-proxy': 'no-proxy' } as const;

const VSCODE: Program = {
  name: 'vscode',
  references: 'editor',
  blocks: TERMINALS.map((system) => ({
    path: [`terminal.integrated.env.${system}`],
    kind: 'terminal',
    inherits: 'all',
    references: 'editor',
  })),
  proxies: {
    'http.proxy': { client: 'VS Code', role: 'all' },
    'http.noProxy.*': { client: 'VS Code', role: 'no-proxy' },
  },
  only: new Set(['http.proxy', 'http.proxyStrictSSL', 'http.noProxy', 'http.noProxy.*']),
  unread: new Set(['https.proxy', 'https.proxyStrictSSL']),
};

const DAEMON: Program = {
  name: 'dockerd',
  proxies: Object.fromEntries(
    Object.entries(DOCKERD).map(([key, role]) => [`proxies.${key}`, { client: 'dockerd', role }]),
  ),
};

/** `runArgs: ["--network=host"]` shares the machine's loopback. */
function devcontainer(root: Node | undefined): Program {
  const words = valuesOf(get(root, 'runArgs')).map(({ text }) => text);
  const isShared = words.some(
    (word, at) => /^--net(?:work)?(?:=host)?$/.test(word) && (word.endsWith('=host') || words[at + 1] === 'host'),
  );
  const block = (path: readonly string[], kind: Recipient['kind']): Block => ({
    path,
    kind,
    inherits: 'nothing',
    references: 'devcontainer',
    loopback: isShared ? 'host' : undefined,
  });
  return {
    name: 'devcontainer',
    blocks: [
      block(['containerEnv'], 'container'),
      block(['remoteEnv'], 'container'),
      block(['build', 'args'], 'build'),
    ],
    only: new Set(['build.dockerfile', 'dockerFile']),
  };
}

const BY_NAME = new Map([...PROGRAMS, VSCODE, DAEMON].map((program) => [program.name, program]));

/** The program of a dialect; a file of no one's has no facts. */
export function programOf(dialect: string, root: Node | undefined): Program {
  if (dialect === 'devcontainer') return devcontainer(root);
  if (dialect === 'openclaw') return openclaw(root);
  return BY_NAME.get(dialect) ?? { name: dialect, isStore: true };
}
