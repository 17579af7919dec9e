/**
 * JSON, JSON with comments and JSON5. The dialect is the program whose file it is; a file of an unknown program has no facts. A file
 * that its program keeps rewriting (`~/.claude.json`) is read but has no writer.
 */
import type { Language, Scope, Source, SyntaxFinding } from '../../core.ts';
import { dialectByName } from '../shared/about.ts';
import { lower } from '../shared/blocks.ts';
import { templateTags } from '../shared/pieces.ts';
import { about } from './about.ts';
import { JSON5 } from './json5.ts';
import { type Parsed, parseJson } from './parse.ts';
import { strictErrors } from './problems.ts';
import { programOf } from './programs.ts';
import { jsonWriter } from './writer.ts';

/** Reads and writes JSON. Dialects: the names of `programs.ts`, `unknown` for other files. */
export const json: Language = {
  name: 'json',
  parse(source, dialect = dialectByName(about, source.file) ?? 'unknown') {
    const parsed = parseJson(source, dialect === 'openclaw' ? JSON5 : undefined);
    const program = programOf(dialect, parsed.root);
    const scope: Scope = { kind: 'file', name: '', at: { file: source.file, start: 0, end: source.text.length } };
    const { facts, secrets, commandLines } = lower(parsed.root, program, scope);
    const isWritable = parsed.errors.length === 0 && dialect !== 'claude-state';
    return {
      ...source,
      language: 'json',
      dialect,
      facts,
      comments: parsed.comments,
      errors: errorsOf(source, parsed, dialect),
      secrets,
      commandLines,
      writer: isWritable && parsed.root ? jsonWriter(source, parsed, dialect === 'openclaw') : undefined,
    };
  },
};

/** A template becomes JSON later, and an empty file has not been filled in yet. */
function errorsOf({ text }: Source, parsed: Parsed, dialect: string): readonly SyntaxFinding[] {
  if (text.trim() === '' || templateTags(text).length > 0) return [];
  return parsed.errors.length === 0 && dialect === 'dockerd' ? strictErrors(parsed) : parsed.errors;
}
