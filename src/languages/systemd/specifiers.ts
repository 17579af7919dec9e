/** `%h`, `%t` … of units: what systemd puts in when it loads a line, after quotes and escapes are gone. */
import { HOLE, type Piece, type Span } from '../../core.ts';
import { SPECIFIERS } from '../../knowledge/systemd/specifiers.ts';
import { append, cover, cutter, textOf } from '../shared/pieces.ts';

export interface Resolved {
  readonly pieces: readonly Piece[];
  /** The first `%` that systemd refuses, or that is inside a URL's credentials without being all of them. */
  readonly fault?: Span | undefined;
}

/**
 * Pieces with specifiers resolved: `%%` is one `%`, known specifiers are unknown at rest, `%` before anything that is
 * no letter or digit stands for itself. `%40` makes systemd drop the assignment, `%C3` puts in a folder: both stay as
 * written, for that is what was meant, and are named as the fault.
 */
export function resolveSpecifiers(pieces: readonly Piece[]): Resolved {
  const text = textOf(pieces, HOLE);
  if (!text.includes('%')) return { pieces };
  const credentials = /^[a-z][\w+.-]*:\/\/([^/?\s]*)@/i.exec(text);
  const credentialsEnd = credentials ? credentials[0].length : 0;
  const take = cutter(pieces);
  const found: Piece[] = [];
  let fault: Span | undefined;
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    const letter = text[at + 1] ?? '';
    const isEncoded = at < credentialsEnd && /[\da-z]/i.test(letter) && !isWholePart(text, at);
    append(found, take(at));
    if (letter !== '%' && (isEncoded || !SPECIFIERS.has(letter))) {
      const isRefused = isEncoded || /[\dA-Za-z]/.test(letter);
      const kept = take(at + 1 + (isRefused ? letter.length : 0));
      if (isRefused && kept.length > 0) fault ??= cover(kept);
      append(found, kept);
      at += 1;
      continue;
    }
    const both = take(at + 2);
    if (both.length > 0) {
      const place = cover(both);
      found.push(letter === '%' ? { kind: 'literal', text: '%', at: place } : { kind: 'unknown', at: place });
    }
    at += 2;
  }
  append(found, take(text.length));
  return { pieces: found, fault };
}

/** Is a specifier all of a user name or a password? Then it is meant to be one: `http://%u:%i@proxy`. */
function isWholePart(text: string, at: number): boolean {
  return /[/:]/.test(text[at - 1] ?? '') && /[:@]/.test(text[at + 2] ?? '');
}
