/** Writing to the standard streams, at once and in order, also when the reader has gone away. */
import { writeSync } from 'node:fs';
import type { Said } from '../../host/outside/cache.ts';
import { visible } from '../../report/visible.ts';
import { maskShapes } from '../../secrets/index.ts';

const closed = new Set<number>();

let recorder: ((said: Said) => void) | undefined;

/** Begins to tell what is said to anybody; without a recorder ends it. */
export function record(to?: (said: Said) => void): void {
  recorder = to;
}

/** Tells the recorder of something said. */
export function recorded(...said: Said): void {
  recorder?.(said);
}

/** Writes to standard output. A reader that left (`| head`) is no error: the rest is dropped. */
export function out(text: string): void {
  writeText('out', text);
}

/** Writes lines to standard error. Paths and words of the user can hold anything: a terminal obeys nothing of it, no key shows. */
export function err(lines: string): void {
  const safe = lines.split('\n').map((line) => visible(maskShapes(line)));
  writeText('err', `${safe.join('\n')}\n`);
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
        return;
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
