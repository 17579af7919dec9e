/**
 * Keeps the process of a server small. What it keeps of a thousand documents is a third of what V8 would let pile up before it
 * collects, because a server that rests allocates nothing and so never collects.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Right after work the heap may grow by so much over what was left by the last collection; at rest by less. */
const MOST_GROWTH = { atWork: 1.5, atRest: 1.1 };
/** A collection of a small heap frees little: while at work, it waits until so many bytes have come. */
const LEAST_GROWTH_BYTES = 32 * 1024 * 1024;
/** After so long without work the server rests, in milliseconds. */
const REST_MS = 500;

/** Call the result after each piece of work. */
export function heapKeeper(): () => void {
  const collect = collector();
  if (!collect) return () => undefined;
  let left = used();
  let timer: NodeJS.Timeout | undefined;
  const sweep = (growth: number, least = 0): void => {
    if (used() < Math.max(left * growth, left + least)) return;
    collect();
    left = used();
  };
  return () => {
    sweep(MOST_GROWTH.atWork, LEAST_GROWTH_BYTES);
    clearTimeout(timer);
    timer = setTimeout(() => sweep(MOST_GROWTH.atRest), REST_MS).unref();
  };
}

const used = (): number => getHeapStatistics().used_heap_size;

/** V8's own collection, which Node only hands out on request. Also holds the space of new objects to its first size. */
function collector(): (() => void) | undefined {
  try {
    setFlagsFromString('--semi-space-growth-factor=1');
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    return typeof collect === 'function' ? () => void collect() : undefined;
  } catch {
    return undefined;
  }
}
