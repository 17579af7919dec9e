/** A text that an editor has open: it replaces the content of the file on disk. */
import type { Range } from 'vscode-languageserver-types';
import { type Encoding, positionsOf } from './positions.ts';

export interface Buffer {
  readonly uri: string;
  /** As the editor counts: it grows with each change. */
  readonly version: number;
  readonly text: string;
  /** As the editor calls the language: `shellscript`, `dotenv`, … */
  readonly languageId: string;
}

/** Other characters for those of a range, or another text for all of it. */
export interface Change {
  readonly range?: Range | undefined;
  readonly text: string;
}

/** The buffer after changes, in their order; a change without a range replaces the whole text. */
export function changed(buffer: Buffer, version: number, changes: readonly Change[], encoding: Encoding): Buffer {
  let { text } = buffer;
  for (const change of changes) {
    if (!change.range) text = change.text;
    else {
      const positions = positionsOf(text, encoding);
      const [from, to] = [positions.offset(change.range.start), positions.offset(change.range.end)];
      text = text.slice(0, Math.min(from, to)) + change.text + text.slice(Math.max(from, to));
    }
  }
  return { ...buffer, version, text };
}
