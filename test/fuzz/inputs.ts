/** The numbered inputs of a run: the same seed, number and seeds give the same input. */
import type { Depth } from './check.ts';
import { grow } from './generate.ts';
import type { Input } from './input.ts';
import { mutate } from './mutate.ts';
import { randomOf } from './random.ts';

/** An input and how far it is followed: what costs more is done more rarely. */
export function inputAt(seeds: readonly Input[], seed: number, index: number): { input: Input; depth: Depth } {
  const random = randomOf(seed, index);
  const input = random.oneIn(4) ? grow(random) : mutate(random.pick(seeds), seeds, random);
  const die = random.below(64);
  const depth = die < 40 ? 'parse' : die < 50 ? 'write' : die < 59 ? 'lint' : die < 63 ? 'fix' : 'report';
  return { input, depth };
}
