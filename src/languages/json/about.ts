/** Settings files in JSON, with comments or without, and in JSON5, of agents and what they start, of editors and containers. */
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
      '/etc/claude-code/managed-settings.d/*.json',
      '/etc/gemini-cli/settings.json',
      '/etc/docker/daemon.json',
    ],
    home: [
      '.claude/settings.json',
      '.claude/settings.local.json',
      '.gemini/settings.json',
      '.config/opencode/opencode.json',
      '.config/opencode/opencode.jsonc',
      '.openclaw/openclaw.json',
      '.claude.json',
      '.mcp.json',
      '.cursor/mcp.json',
      '.codeium/windsurf/mcp_config.json',
      '.config/Claude/claude_desktop_config.json',
      'Library/Application Support/Claude/claude_desktop_config.json',
      'Library/Application Support/ClaudeCode/managed-settings.json',
      '.config/Code/User/settings.json',
      '.config/VSCodium/User/settings.json',
      '.config/Cursor/User/settings.json',
      'Library/Application Support/Code/User/settings.json',
      'Library/Application Support/Cursor/User/settings.json',
      '.vscode-server/data/Machine/settings.json',
      '.config/docker/daemon.json',
      '.docker/daemon.json',
    ],
    windows: ['AppData/Roaming/Code/User/settings.json'],
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
  'openclaw.json': 'openclaw',
  '.mcp.json': 'mcp',
  'mcp_config.json': 'mcp',
  'managed-mcp.json': 'mcp',
  'claude_desktop_config.json': 'mcp',
  'devcontainer.json': 'devcontainer',
  '.devcontainer.json': 'devcontainer',
};

/** Where VS Code and its kin keep a user's settings, and a remote machine's. */
const EDITORS =
  /\/(?:Code(?: - Insiders)?|VSCodium|Cursor|Windsurf)\/User$|\/\.(?:vscode|cursor)-server\/data\/Machine$/;

/** The program whose file it is, which is the dialect; undefined: none of ours. */
function programOf(name: string, folder: string): string | undefined {
  if (Object.hasOwn(NAMES, name)) return NAMES[name];
  const parent = folder.slice(folder.lastIndexOf('/') + 1);
  if (parent === '.claude' && /^settings(?:\.local)?\.json$/.test(name)) return 'claude';
  if (/^(?:\.gemini|gemini-cli)$/.test(parent) && name === 'settings.json') return 'gemini';
  if (name === 'settings.json' && (parent === '.vscode' || EDITORS.test(folder))) return 'vscode';
  if (name === 'daemon.json' && /^\.?docker$/.test(parent)) return 'dockerd';
  if (name === 'managed-settings.json' || (parent === 'managed-settings.d' && name.endsWith('.json'))) return 'claude';
  return name === 'mcp.json' && /^\.?(?:cursor|vscode|roo|kiro|amazonq|User)$/.test(parent) ? 'mcp' : undefined;
}
