/** Comments beside values: those that begin where a value ends, and what was meant as a comment and is part of a value. */
import type { Comment, Document, Span, Value } from '../core.ts';
import { memo, slice, spanOf } from '../text.ts';

/** A document's comments by where they begin: rules ask for one beside each of many values. */
const byStart = memo(
  ({ comments }: Document): ReadonlyMap<number, Comment> =>
    new Map(comments.map((comment) => [comment.at.start, comment])),
);

/** The comment that begins directly after a value. */
export const commentAfter = (document: Document, value: Value): Comment | undefined =>
  byStart(document).get(value.at.end);

/** From a `#` after a space to the end of a value; undefined where there is none, or it runs over several lines. */
export function trailingComment(document: Document, value: Value, sign = /\S[ \t]+(?=#)/): Span | undefined {
  const mark = value.known ? sign.exec(value.text) : null;
  if (!mark) return undefined;
  const at = spanOf(value, mark.index + mark[0].length, value.text.length);
  return /[\r\n]/.test(slice(document, at)) ? undefined : at;
}
