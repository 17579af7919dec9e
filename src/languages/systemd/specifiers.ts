/** `%h`, `%t` … of units: what systemd puts in when it loads a line, after quotes and escapes are gone. */
import { HOLE, type Piece, type Span } from '../../core.ts';
import { append, cover, cutter, textOf } from '../shared/pieces.ts';

/** Letters that systemd 252 to 257 know in Environment= and Exec lines. `%D` came after 252. */
const KNOWN = new Set('abcdfghijlmnopqrstuvwyABCDEGHIJLMNPRSTUVWY');

export interface Resolved {
  readonly pieces: readonly Piece[];
  /** The first `%` that systemd refuses, or that plainly is percent-encoding inside a URL's credentials. */
  readonly fault?: Span;
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
    const isEncoded = at < credentialsEnd && /^[\da-f]{2}/i.test(text.slice(at + 1, at + 3));
    append(found, take(at));
    if (letter !== '%' && (isEncoded || !KNOWN.has(letter))) {
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
  return { pieces: found, ...(fault ? { fault } : {}) };
}
