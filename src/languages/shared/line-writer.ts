/** The writer of formats that are one setting a line and have no quoting to respect. */
import type { Value, Writer } from '../../core.ts';
import { lineAbove, removal, spanOf } from '../../text.ts';

/**
 * Writes into `text`. `plain` tells which replacements stand for themselves in this format where the value is, told
 * what the whole value becomes; all others are refused. `mark` begins a comment. New variables cannot be assigned: these
 * formats contain none.
 */
export function lineWriter(
  text: string,
  plain: (text: string, value: Value, whole: string) => boolean,
  mark = '#',
): Writer {
  return {
    replace(value, replacement, start = 0, end = value.text.length) {
      const whole = value.text.slice(0, start) + replacement + value.text.slice(end);
      return plain(replacement, value, whole) ? [{ at: spanOf(value, start, end), text: replacement }] : undefined;
    },
    assign: () => undefined,
    remove: (at) => [removal(text, at)],
    insertAbove: (at, line) => [lineAbove(text, at, line)],
    comment: (words) => `${mark} ${words.replace(/[\r\n]+/g, ' ')}`,
  };
}
