/**
 * What each program's JSON holds. Measured or read, unless marked: Claude Code 2.1.332 (env block overrides what the shell gave;
 * MCP servers inherit all), Gemini CLI 0.61.0, opencode 1.18.33 (`environment`, `{env:X}`), dev containers and VS Code by
 * their documentation.
 */
import type { Block, Program } from '../shared/blocks.ts';

const server = (path: readonly string[], references: Block['references']): Block => ({
  path,
  kind: 'server',
  inherits: 'all',
  ...(references ? { references } : {}),
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

const BY_NAME = new Map(PROGRAMS.map((program) => [program.name, program]));

/** The program of a dialect; a file of nobody's has no facts. */
export function programOf(dialect: string): Program {
  return BY_NAME.get(dialect) ?? { name: dialect, isStore: true };
}
