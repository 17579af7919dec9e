/** Settings files in JSON, with comments or without, of agents and of what they start. */
import type { LanguageAbout } from '../shared/about.ts';
import { countOf } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'json',
  holdsEnvironments: true,
  parts: (text) => countOf(text, ',') + countOf(text, '{'),
  places: {
    system: [
      '/etc/claude-code/managed-settings.json',
      '/etc/claude-code/managed-mcp.json',
      '/etc/gemini-cli/settings.json',
    ],
    home: [
      '.claude/settings.json',
      '.claude/settings.local.json',
      '.gemini/settings.json',
      '.config/opencode/opencode.json',
      '.config/opencode/opencode.jsonc',
      '.claude.json',
      '.mcp.json',
      '.cursor/mcp.json',
      '.codeium/windsurf/mcp_config.json',
      '.config/Claude/claude_desktop_config.json',
      'Library/Application Support/Claude/claude_desktop_config.json',
      'Library/Application Support/ClaudeCode/managed-settings.json',
    ],
  },
  byName(name, folder) {
    const dialect = programOf(name, folder);
    return dialect === undefined ? undefined : { language: 'json', dialect };
  },
};

/** Names that belong to one program wherever they are. */
const NAMES: Readonly<Record<string, string>> = {
  '.claude.json': 'claude-state',
  'opencode.json': 'opencode',
  'opencode.jsonc': 'opencode',
  '.mcp.json': 'mcp',
  'mcp_config.json': 'mcp',
  'managed-mcp.json': 'mcp',
  'claude_desktop_config.json': 'mcp',
};

/** The program whose file it is, which is the dialect; undefined: none of ours. */
function programOf(name: string, folder: string): string | undefined {
  if (Object.hasOwn(NAMES, name)) return NAMES[name];
  const parent = folder.slice(folder.lastIndexOf('/') + 1);
  if (parent === '.claude' && /^settings(?:\.local)?\.json$/.test(name)) return 'claude';
  if (/^(?:\.gemini|gemini-cli)$/.test(parent) && name === 'settings.json') return 'gemini';
  if (name === 'managed-settings.json' || (parent === 'managed-settings.d' && name.endsWith('.json'))) return 'claude';
  return name === 'mcp.json' && /^\.?(?:cursor|vscode|roo|kiro|amazonq|User)$/.test(parent) ? 'mcp' : undefined;
}
