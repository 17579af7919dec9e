/** YAML files of programs that keep proxies, variables or timeouts in them. The dialect is the program. */
import type { Language, Scope, Source, SyntaxFinding } from '../../core.ts';
import { dialectByName } from '../shared/about.ts';
import { type Lowered, lower, type Program } from '../shared/blocks.ts';
import { templateTags } from '../shared/pieces.ts';
import type { Node } from '../shared/tree.ts';
import { commentsOf } from '../shared/yaml/comments.ts';
import { type Composed, compose } from '../shared/yaml/compose.ts';
import { about } from './about.ts';
import { lowerCompose } from './compose.ts';
import { blockWriter } from './writer.ts';

/** Reads and writes YAML. Dialects: `compose`, `hermes`; `unknown` for other files, which have no facts. */
export const yaml: Language = {
  name: 'yaml',
  parse(source, dialect = dialectByName(about, source.file) ?? 'unknown') {
    const composed = compose(source.text, source.file);
    const scope: Scope = { kind: 'file', name: '', at: { file: source.file, start: 0, end: source.text.length } };
    const errors = errorsOf(source, composed);
    return {
      ...source,
      language: 'yaml',
      dialect,
      ...lowered(composed.root, dialect, scope),
      comments: commentsOf(source.text, source.file, opaque(composed)),
      errors,
      writer: errors.length === 0 ? blockWriter(source.text, composed, dialect === 'compose') : undefined,
    };
  },
};

function lowered(root: Node | undefined, dialect: string, scope: Scope): Lowered {
  if (dialect === 'compose') return lowerCompose(root, scope);
  if (dialect === 'hermes') return lower(root, HERMES, scope);
  return lower(root, { name: dialect, isStore: true }, scope);
}

/** A server gets what its `env` says and little else (hermes-agent#106984): the gateway's proxies do not reach it. */
const HERMES: Program = {
  name: 'hermes',
  references: 'hermes',
  blocks: [{ path: ['mcp_servers', '*', 'env'], kind: 'server', inherits: 'nothing', references: 'hermes' }],
};

/**
 * What no reader of YAML takes. Programs differ over doubled keys and a second document; a file with template tags becomes
 * YAML later.
 */
function errorsOf({ text }: Source, { errors, isTooDeep }: Composed): readonly SyntaxFinding[] {
  if (isTooDeep) return errors;
  return templateTags(text).length > 0 ? [] : errors.filter(({ isFatal }) => isFatal);
}

/** Quoted and block scalars with a `#` in them, in order: no comments begin there. */
function opaque({ scalars }: Composed): { readonly start: number; readonly end: number }[] {
  return scalars
    .filter(({ at, value }) => value.text.includes('#') || value.pieces[0]?.at.start !== at.start)
    .map(({ at }) => at);
}
