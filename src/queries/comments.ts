/** What was meant as a comment and is part of a value. */
import type { Document, Span, Value } from '../core.ts';
import { slice, spanOf } from '../text.ts';

/** From a `#` after a space to the end of a value; undefined where there is none, or it runs over several lines. */
export function trailingComment(document: Document, value: Value, sign = /\S[ \t]+(?=#)/): Span | undefined {
  const mark = value.known ? sign.exec(value.text) : null;
  if (!mark) return undefined;
  const at = spanOf(value, mark.index + mark[0].length, value.text.length);
  return /[\r\n]/.test(slice(document, at)) ? undefined : at;
}
