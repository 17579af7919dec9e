/** TOML. The dialect is the program whose file it is; one that nobody knows has no facts. */
import type { Language, Scope } from '../../core.ts';
import { dialectByName } from '../shared/about.ts';
import { lower, type Program } from '../shared/blocks.ts';
import { templateTags } from '../shared/pieces.ts';
import { about } from './about.ts';
import { parseToml } from './parse.ts';
import { tomlWriter } from './writer.ts';

/**
 * Codex 0.171.0 (docs/config.md, measured): a server is given a list of eleven variables that no proxy is in, and its `env`
 * literally; `shell_environment_policy.set` lies over what the shell gave.
 */
const CODEX: Program = {
  name: 'codex',
  blocks: [
    { path: ['mcp_servers', '*', 'env'], kind: 'server', inherits: 'nothing' },
    { path: ['shell_environment_policy', 'set'], kind: 'terminal', inherits: 'all' },
  ],
};

/** Reads and writes TOML. Dialects: `codex`, `unknown` for other files. */
export const toml: Language = {
  name: 'toml',
  parse(source, dialect = dialectByName(about, source.file) ?? 'unknown') {
    const { root, comments, errors } = parseToml(source);
    const scope: Scope = { kind: 'file', name: '', at: { file: source.file, start: 0, end: source.text.length } };
    return {
      ...source,
      language: 'toml',
      dialect,
      ...lower(root, dialect === 'codex' ? CODEX : { name: dialect, isStore: true }, scope),
      comments,
      errors: templateTags(source.text).length > 0 ? [] : errors,
      ...(root ? { writer: tomlWriter(source, root) } : {}),
    };
  },
};
