/** TOML. The dialect is the program whose file it is; one that no one knows has no facts. */
import type { Language, Scope } from '../../core.ts';
import { dialectByName } from '../shared/about.ts';
import { lower } from '../shared/blocks.ts';
import { templateTags } from '../shared/pieces.ts';
import { about } from './about.ts';
import { lowerCodex } from './codex.ts';
import { parseToml } from './parse.ts';
import { tomlWriter } from './writer.ts';

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
      ...(dialect === 'codex' ? lowerCodex(root, scope) : lower(root, { name: dialect, isStore: true }, scope)),
      comments,
      errors: templateTags(source.text).length > 0 ? [] : errors,
      writer: root && tomlWriter(source, root),
    };
  },
};
