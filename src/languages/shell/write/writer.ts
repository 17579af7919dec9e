/** The writer of shell files: edits in place, in the words and quotes their owner uses. */
import type { Span, Writer } from '../../../core.ts';
import { lineAbove, lineStart, span } from '../../../text.ts';
import { assignAfter, unsetAfter } from './assigning.ts';
import type { Layout } from './layout.ts';
import { placesOf } from './places.ts';
import { removeAt } from './removing.ts';
import { replaceIn } from './replacing.ts';

/** Writes into the file a layout describes. */
export function shellWriter(layout: Layout): Writer {
  return {
    replace: (value, text, start, end) => replaceIn(layout, value, text, start, end),
    assign: (beside, variables) => assignAfter(layout, beside, variables),
    unset: (beside, names) => unsetAfter(layout, beside, names),
    remove: (at) => removeAt(layout, at),
    insertAbove: (at, line) => [lineAbove(layout.source.text, firstLine(layout, at), line)],
    comment: (words) =>
      `# ${words
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .join(' ')}`,
  };
}

/** Where the first line of the whole statement begins: a line put between its lines would become part of it. */
function firstLine(layout: Layout, at: Span): Span {
  const { text } = layout.source;
  const { commandsAround } = placesOf(layout);
  let start = lineStart(text, at.start);
  for (;;) {
    const around = commandsAround(start, start).find((command) => command.at.start < start && start < command.at.end);
    const joined = around ? null : /\\(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, start - 3), start));
    if (!around && !joined) return span(at, start, start);
    start = lineStart(text, around ? around.at.start : start - joined![0].length);
  }
}
