/** Writes to the standard streams, synchronously and in order, also when the reader has closed the stream. */
import { writeSync } from 'node:fs';
import type { Said } from '../../host/outside/cache.ts';
import { systemError } from '../../host/read/read.ts';
import { visible } from '../../report/visible.ts';
import { maskMarked } from '../../secrets/index.ts';
import { UsageError } from '../../usage-error.ts';

const closed = new Set<number>();

let recorder: ((said: Said) => void) | undefined;

/** Starts recording everything that is written; without a recorder, stops. */
export function record(to?: (said: Said) => void): void {
  recorder = to;
}

/** Passes something that was written to the recorder. */
export function recorded(...said: Said): void {
  recorder?.(said);
}

/**
 * Writes to standard output. A closed reader (`| head`) is not an error: the rest is dropped. Throws `UsageError` if the text
 * cannot be written for another reason, such as a full disk, so that half a report is not taken for a whole one.
 */
export function out(text: string): void {
  writeText('out', text);
}

let fold: ((line: string) => string) | undefined;

/** How messages are broken into lines from now on: for a terminal. Until then they are written as they are. */
export function foldMessages(how: (line: string) => string): void {
  fold = how;
}

/**
 * Writes lines to standard error. Paths and user input can contain anything, so control characters are neutralised and secrets
 * masked.
 */
export function err(lines: string): void {
  const safe = lines.split('\n').map((line) => visible(maskMarked(line)));
  recorded('err', `${safe.join('\n')}\n`);
  const shown = fold ? safe.map(fold) : safe;
  send(2, Buffer.from(`${shown.join('\n')}\n`, 'utf8'));
}

/** Writes bytes to standard output as they are. */
export function writeBytes(bytes: Uint8Array): void {
  send(1, bytes);
}

/** Writes to a standard stream as it is. */
export function writeText(stream: 'out' | 'err', text: string): void {
  recorded(stream, text);
  send(stream === 'out' ? 1 : 2, Buffer.from(text, 'utf8'));
}

function send(stream: number, bytes: Uint8Array): void {
  if (closed.has(stream)) return;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'EAGAIN') pause();
      else {
        closed.add(stream);
        if (code === 'EPIPE' || stream !== 1) return;
        const why = systemError(error);
        throw new UsageError({ en: `standard output: ${why.en}`, zh: `标准输出：${why.zh}` });
      }
    }
  }
}

/** A pipe that is full for the moment: give its reader a millisecond. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

/** All of standard input. */
export async function readStdin(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    length += bytes.length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}
