/** Where the comments of a YAML text are. `yaml` keeps their words but not their places. */
import type { Comment } from '../../../core.ts';

/**
 * All comments, in order. `opaque` are the stretches in which `#` is no comment (quoted and block scalars), in order.
 * A `#` begins a comment at the start of a line or after a space.
 */
export function commentsOf(
  text: string,
  file: string,
  opaque: readonly { readonly start: number; readonly end: number }[],
): Comment[] {
  const comments: Comment[] = [];
  let index = 0;
  for (let at = text.indexOf('#'); at >= 0; ) {
    while (index < opaque.length && opaque[index]!.end <= at) index++;
    const inside = opaque[index];
    if (inside && inside.start <= at) {
      at = text.indexOf('#', inside.end);
      continue;
    }
    const before = at === 0 ? 10 : text.charCodeAt(at - 1);
    if (before !== 32 && before !== 9 && before !== 10 && before !== 13 && before !== 0xfeff) {
      at = text.indexOf('#', at + 1);
      continue;
    }
    const newline = text.indexOf('\n', at);
    let end = newline < 0 ? text.length : newline;
    if (text.charCodeAt(end - 1) === 13) end--;
    comments.push({ at: { file, start: at, end }, ownLine: isOwnLine(text, at) });
    at = newline < 0 ? -1 : text.indexOf('#', newline);
  }
  return comments;
}

function isOwnLine(text: string, at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    const code = text.charCodeAt(before);
    if (code === 10 || code === 13 || (code === 0xfeff && before === 0)) return true;
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}
