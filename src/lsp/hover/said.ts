/** What hovers are made of. */
import type { Span } from '../../core.ts';

/** What is said about some characters, in Markdown; not masked yet. */
export interface Said {
  readonly at: Span;
  readonly markdown: string;
}

/** A table in Markdown, with a row of names above its rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
