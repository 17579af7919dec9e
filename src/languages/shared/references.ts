/** References to variables inside strings, each in the syntax of the program that replaces them. */
import type { Literal, Piece, Value } from '../../core.ts';
import { valueOf } from '../../text.ts';
import { isVerbatim } from './pieces.ts';

/**
 * Each pattern's groups are: the name, the operator, the word after it; without a name the match is only known at run time.
 * Sources (reference: measured cells of the named versions):
 * - `claude`: `${X}`, `${X:-default}` in `.mcp.json` (Claude Code 2.1.332, run)
 * - `gemini`: `$X`, `${X}`, `${X:-default}` (Gemini CLI 0.61.0, run)
 * - `opencode`: `{env:X}`, `{file:path}`; `${X}` stays as it is (opencode 1.18.33, run)
 * - `openclaw`: `${X}` in capitals, secrets by `${pass:path}` (src/config/env-substitution.ts)
 * - `hermes`: `${X}`, `${env:X}` and words of its own such as `${userHome}`; a bare `$X` never (mcp-config-reference.md)
 * - `compose`: `${X}`, `$X`, the shell's operators, `$$` for `$` (compose specification, interpolation)
 * - `devcontainer`: `${localEnv:X}`, `${localEnv:X:default}`, `${containerEnv:X}` (code.visualstudio.com; devcontainers/cli
 *   variableSubstitution.ts: what is not set is empty, and a default ends at the next colon)
 * - `editor`: `${env:X}`, `${workspaceFolder}`, `${input:x}` (VS Code's variables reference)
 */
const SYNTAXES = {
  claude: /\$\{([A-Za-z_]\w*)(?:(:-)([^}]*))?\}/g,
  gemini: /\$\{([A-Za-z_]\w*)(?:(:-)([^}]*))?\}|\$([A-Za-z_]\w*)/g,
  opencode: /\{env:([^}]+)\}|\{file:[^}]*\}/g,
  openclaw: /(?<!\$)\$\{([A-Z_][A-Z0-9_]*)\}|\$\{(?:pass|gopass):[^}]*\}/g,
  hermes: /\$\{(?:env:)?([A-Z_][A-Z0-9_]*)\}|\$\{[^}]*\}/g,
  compose: /\$\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\}|\$([A-Za-z_]\w*)|\$(\$)|\$\{[^}]*\}/g,
  devcontainer: /\$\{localEnv:([A-Za-z_]\w*)(?:(:)([^:}]*)(?::[^}]*)?)?\}|\$\{[^}]*\}/g,
  editor: /\$\{env:([A-Za-z_]\w*)\}|\$\{[^}]*\}/g,
  /** Dollar signs of which it is not known what becomes of them. */
  unknown: /\$\{[^}]*\}|\$[A-Za-z_]\w*/g,
} as const;

export type ReferenceSyntax = keyof typeof SYNTAXES;

/** The value with what the program replaces as references; a template tag's characters stay as they are. */
export function withReferences(value: Value, syntax: ReferenceSyntax | undefined): Value {
  if (!syntax || !value.pieces.some((piece) => isVerbatim(piece) && /[${]/.test(piece.text))) return value;
  const pieces = value.pieces.flatMap((piece) => (isVerbatim(piece) ? cutAt(piece, syntax) : [piece]));
  return valueOf(pieces, value.at);
}

function cutAt(piece: Literal, syntax: ReferenceSyntax): readonly Piece[] {
  const cut: Piece[] = [];
  let done = 0;
  for (const match of piece.text.matchAll(SYNTAXES[syntax])) {
    if (match.index > done) cut.push(part(piece, done, match.index));
    done = match.index + match[0].length;
    cut.push(pieceOf(piece, match, done));
  }
  if (done < piece.text.length) cut.push(part(piece, done, piece.text.length));
  return cut;
}

function pieceOf(piece: Literal, match: RegExpMatchArray, end: number): Piece {
  const start = match.index as number;
  const { at } = part(piece, start, end);
  const [, braced, operator, word, bare, dollar] = match;
  const name = braced ?? bare;
  if (dollar !== undefined) return { kind: 'literal', text: '$', at };
  if (name === undefined) return { kind: 'unknown', at };
  // What an unset `${localEnv:X}` leaves is nothing, and what follows a second colon is its default.
  const how = operator === ':' ? ':-' : operator;
  if (how === undefined || word === undefined) return { kind: 'reference', name, at };
  const from = start + match[0].indexOf(operator as string) + (operator as string).length;
  return { kind: 'reference', name, operator: how, word: [part(piece, from, from + word.length)], at };
}

function part(piece: Literal, from: number, to: number): Literal {
  const at = { file: piece.at.file, start: piece.at.start + from, end: piece.at.start + to };
  return { kind: 'literal', text: piece.text.slice(from, to), at };
}
