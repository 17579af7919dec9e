/**
 * Shell files: sh, bash and zsh by one scanner with a dialect, fish by a smaller one. Both give simple commands with
 * their words and place; lowering makes facts of them. Nothing is run and nothing is guessed: what only run time knows
 * stays unknown.
 */
import type { Document, Fact, Language, Scope, Source, Span, Value } from '../../core.ts';
import { basename, lineEnd, span } from '../../text.ts';
import { sessionScopes } from '../shared/session-commands.ts';
import { isDialect, isForeign, tellDialect } from './dialect.ts';
import { commentFinder, type Lowering } from './lower/facts.ts';
import { lowerFish } from './lower/fish.ts';
import { fishVariables } from './lower/fish-variables.ts';
import { lowerPosix } from './lower/posix.ts';
import { scanPosix } from './scan/commands.ts';
import { scanFish } from './scan/fish-commands.ts';
import { bodyOrigin, fileOrigin, type Origin } from './scan/origin.ts';
import { carriageReturns, syntaxFinding, tooMuch } from './scan/problems.ts';
import type { Scanner } from './scan/scanner.ts';
import type { Dialect, SimpleCommand } from './syntax.ts';
import { shellWriter } from './write/writer.ts';

/** Reads and writes shell files. */
export const shell: Language = {
  name: 'shell',
  parse(source, asked) {
    if (basename(source.file) === 'fish_variables') return fishVariables(source);
    const told = isDialect(asked) ? { dialect: asked, isGuess: false } : tellDialect(source.file, source.text);
    const scope: Scope = { kind: 'file', name: '', at: { file: source.file, start: 0, end: source.text.length } };
    // Another program's script, by whatever name.
    const origin = fileOrigin(isForeign(source.text) ? { ...source, text: '' } : source);
    const scanned = scan(origin, told.dialect, scope);
    // A fragment whose name does not tell may be one for zsh.
    const other = told.isGuess && scanned.problem ? scan(origin, 'zsh', scope) : undefined;
    return documentOf(source, other && !other.problem ? other : scanned);
  },
};

function scan(origin: Origin, dialect: Dialect, scope: Scope): Scanner {
  return dialect === 'fish' ? scanFish(origin, scope) : scanPosix(origin, dialect, scope);
}

function documentOf(source: Source, scanned: Scanner): Document {
  const { dialect, comments, problem, gaveUp, isTemplate } = scanned;
  const { facts, bodies, commands } = lowered(source.text, scanned);
  // fish takes a carriage return for the end of a line, the others for a character of the word before it.
  const returned = dialect === 'fish' ? undefined : firstReturn(source, facts);
  return {
    ...source,
    language: 'shell',
    dialect,
    facts,
    comments,
    errors: [
      ...(gaveUp ? [tooMuch(gaveUp)] : problem && !isTemplate ? [syntaxFinding(problem)] : []),
      ...(returned ? [carriageReturns(returned)] : []),
    ],
    secrets: credentials(facts),
    // What was not read could contain anything, and a line written among CRLF lines would end in a carriage return as well.
    writer: gaveUp || returned ? undefined : shellWriter({ source, dialect, facts, comments, commands, bodies }),
  };
}

/** What the commands of a file say, and those of the aliases and evals in it. */
interface Lowered {
  readonly facts: Fact[];
  /** The words that contain further commands. */
  readonly bodies: Value[];
  readonly commands: SimpleCommand[];
}

function lowered(text: string, { dialect, comments, commands }: Scanner): Lowered {
  const all: Lowered = { facts: [], bodies: [], commands: [] };
  const shared = {
    facts: all.facts,
    text,
    bodies: all.bodies,
    allExported: false,
    lists: new Map(),
    exported: new Map(),
    namerefs: new Map(),
    sessionScope: sessionScopes(),
  } satisfies Partial<Lowering>;
  const lower = (found: readonly SimpleCommand[], depth: number): void => {
    for (const command of found) all.commands.push(command);
    const lowering: Lowering = {
      ...shared,
      commentAfter: depth === 0 ? commentFinder(text, comments) : () => undefined,
      lowerBody: (body, scope) => {
        if (depth < MAX_BODIES) lower(scan(bodyOrigin(body), dialect, scope).commands, depth + 1);
      },
    };
    if (dialect === 'fish') lowerFish(lowering, found);
    else lowerPosix(lowering, found, dialect);
  };
  lower(commands, 0);
  return all;
}

/** The first statement whose line ends in CRLF, up to the end of that line. */
function firstReturn({ file, text }: Source, facts: readonly Fact[]): Span | undefined {
  if (!text.includes('\r\n')) return undefined;
  for (const { at } of facts) {
    const end = lineEnd(text, at.end);
    if (text.startsWith('\r\n', end) && !text.slice(at.end, end).includes('#')) return { file, start: at.start, end };
  }
  return undefined;
}

/** Aliases that define aliases, and evals in evals, are followed this far. */
const MAX_BODIES = 2;

const AUTHORIZATION = /^(?:proxy-)?authorization:\s*(?:\w+\s+)?(?=\S)/i;

/** `Authorization: Bearer …` among the words of commands. */
function credentials(facts: readonly Fact[]): readonly Span[] {
  const found: Span[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'command') continue;
    for (const { text, pieces } of fact.words) {
      const scheme = AUTHORIZATION.exec(text)?.[0];
      const [first] = pieces;
      if (scheme === undefined || first?.kind !== 'literal' || first.text.length <= scheme.length) continue;
      found.push(span(first.at, first.at.start + scheme.length, pieces.at(-1)!.at.end));
    }
  }
  return found;
}
