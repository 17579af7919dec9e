/**
 * Keeps the process of a server small. What it keeps of a thousand documents is a third of what V8 would let pile up before it
 * collects, because a server that rests allocates nothing and so never collects.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Right after work the heap may grow by so much over what was left by the last collection; at rest by less. */
const MOST_GROWTH = { atWork: 1.5, atRest: 1.1 };
/** After so long without work the server rests, in milliseconds. */
const REST_MS = 500;

/**
 * How much larger the space of new objects may become each time that it was too small. A text of so many characters makes more
 * new objects than its first size holds, and copying them again and again takes as long as all the rest of a check; other texts
 * need no more.
 */
const NEW_SPACE = { growth: 2, noGrowth: 1, largeText: 20_000 };

/** Call the result after each piece of work. `longest`: the characters of the longest open text. */
export function heapKeeper(): (longest: number) => void {
  const collect = collector();
  if (!collect) return () => undefined;
  let left = used();
  let timer: NodeJS.Timeout | undefined;
  const sweep = (growth: number): void => {
    if (used() < left * growth) return;
    collect();
    left = used();
  };
  return (longest) => {
    growBy(longest < NEW_SPACE.largeText ? NEW_SPACE.noGrowth : NEW_SPACE.growth);
    sweep(MOST_GROWTH.atWork);
    clearTimeout(timer);
    timer = setTimeout(() => sweep(MOST_GROWTH.atRest), REST_MS).unref();
  };
}

const used = (): number => getHeapStatistics().used_heap_size;

const growBy = (factor: number): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);

/** V8's own collection, which Node only hands out on request. */
function collector(): (() => void) | undefined {
  try {
    growBy(NEW_SPACE.noGrowth);
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    return typeof collect === 'function' ? () => void collect() : undefined;
  } catch {
    return undefined;
  }
}
