/** The output of every reader of a program's configuration file, and how it is collected. */
import type { Comment, Fact, Piece, ProxySetting, Setting, Source, Span, SyntaxFinding, Value } from '../../core.ts';
import { lineEnd, nextLine, valueOf } from '../../text.ts';
import { isVerbatim, withTags } from '../shared/pieces.ts';

export interface Carrier {
  readonly facts: readonly Fact[];
  readonly comments: readonly Comment[];
  readonly secrets: readonly Span[];
  readonly errors: readonly SyntaxFinding[];
}

/** Collects facts of one file's top level while a reader walks through it. */
export interface Collector {
  readonly carrier: Carrier;
  proxy(role: ProxySetting['role'], name: Value, value: Value, at: Span, onlyFor?: string): void;
  setting(path: readonly string[], name: Value, value: Value, at: Span, ignored?: Setting['ignored']): void;
  comment(at: Span, ownLine: boolean): void;
  /** Characters that must be masked. */
  secret(at: Span): void;
  error(finding: SyntaxFinding): void;
}

/** A collector for a file that belongs to the program `client`. */
export function collect({ file, text }: Source, client: string): Collector {
  const scope = { kind: 'file', name: '', at: { file, start: 0, end: text.length } } as const;
  const facts: Fact[] = [];
  const comments: Comment[] = [];
  const secrets: Span[] = [];
  const errors: SyntaxFinding[] = [];
  const common = (at: Span) => ({ at, scope, certain: true });
  return {
    carrier: { facts, comments, secrets, errors },
    proxy(role, name, value, at, onlyFor) {
      const fact = { kind: 'proxy-setting', ...common(at), client, role, name, value: templated(value) } as const;
      facts.push(onlyFor === undefined ? fact : { ...fact, onlyFor });
    },
    setting(path, name, value, at, ignored) {
      const fact = { kind: 'setting', ...common(at), path, name, value: templated(value) } as const;
      facts.push(ignored ? { ...fact, ignored } : fact);
    },
    comment: (at, ownLine) => void comments.push({ at, ownLine }),
    secret: (at) => void (at.end > at.start && secrets.push(at)),
    error: (finding) => void errors.push(finding),
  };
}

/** The value with its template tags unknown. Tags contain spaces and quotes at which readers cut: pieces are joined first. */
function templated(value: Value): Value {
  const joined: Piece[] = [];
  for (const piece of value.pieces) {
    const last = joined.at(-1);
    if (last && isVerbatim(last) && isVerbatim(piece) && last.at.end === piece.at.start) {
      const at = { ...last.at, end: piece.at.end };
      joined[joined.length - 1] = { kind: 'literal', text: last.text + piece.text, at };
    } else joined.push(piece);
  }
  return valueOf(withTags(joined), value.at);
}

/** The lines of a file without their endings and without a byte order mark. */
export function* linesOf({ text, file }: Source): Generator<Span> {
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; start = nextLine(text, start)) {
    yield { file, start, end: lineEnd(text, start) };
  }
}
