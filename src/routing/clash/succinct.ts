/**
 * mihomo's succinct domain set (`component/trie/domain_set.go`), with its wildcard walk kept step by step: a `*` that
 * fails resumes at the next dot it finds, sometimes in a neighbouring branch. Sets without `*` never need this.
 */

/** Keys are reversed domains; nodes are numbered breadth-first, so the child after label `i` is node `i + 1`. */
export interface Succinct {
  /** One bit per node: a key ends here. */
  readonly leaves: Uint32Array;
  /** For each node its labels as zeros, then a one. */
  readonly bitmap: Uint32Array;
  readonly bits: number;
  readonly labels: Uint16Array | Uint8Array;
  /** Ones before each word of the bitmap. */
  readonly ranks: Uint32Array;
  /** Where each node's labels begin in the bitmap. */
  readonly starts: Uint32Array;
}

const PLUS = 43;
const STAR = 42;
const DOT = 46;
/** A walk through a set that mihomo wrote takes a few hundred steps; a crafted one is given up. */
const MAX_STEPS = 100_000;

const bit = (words: Uint32Array, at: number): boolean => (((words[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

/** Adds what the walk needs to the raw arrays. `bits` is how many of the bitmap's bits are in use. */
export function indexSuccinct(
  leaves: Uint32Array,
  bitmap: Uint32Array,
  labels: Uint16Array | Uint8Array,
  bits: number,
): Succinct {
  const ranks = new Uint32Array(bitmap.length + 1);
  const starts = new Uint32Array(labels.length + 2);
  let nodes = 1;
  let ones = 0;
  for (let word = 0; word < bitmap.length; word++) {
    ranks[word] = ones;
    for (let rest = bitmap[word]!; rest !== 0; rest &= rest - 1) {
      ones++;
      const low = 31 - Math.clz32(rest & -rest);
      if (nodes < starts.length) starts[nodes++] = word * 32 + low + 1;
    }
  }
  ranks[bitmap.length] = ones;
  return { leaves, bitmap, bits, labels, ranks, starts };
}

/** Builds the set from reversed keys, each once. */
export function buildSuccinct(reversed: string[]): Succinct {
  const keys = reversed.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const labels: number[] = [];
  const leaves: number[] = [];
  const ones: number[] = [];
  let at = 0;
  let queue: number[] = keys.length > 0 ? [0, keys.length] : [];
  for (let node = 0, column = 0; queue.length > 0; column++) {
    const next: number[] = [];
    for (let q = 0; q < queue.length; q += 2, node++) {
      let from = queue[q]!;
      const end = queue[q + 1]!;
      if (keys[from]!.length === column) {
        leaves.push(node);
        from++;
      }
      while (from < end) {
        const label = keys[from]!.charCodeAt(column);
        const start = from;
        while (from < end && keys[from]!.charCodeAt(column) === label) from++;
        next.push(start, from);
        labels.push(label);
        at++;
      }
      ones.push(at++);
    }
    queue = next;
  }
  return indexSuccinct(bitsOf(leaves, labels.length + 1), bitsOf(ones, at), Uint16Array.from(labels), at);
}

function bitsOf(positions: readonly number[], size: number): Uint32Array {
  const words = new Uint32Array((size >>> 5) + 1);
  for (const at of positions) words[at >>> 5]! |= 1 << (at & 31);
  return words;
}

function zerosBefore(set: Succinct, at: number): number {
  const word = at >>> 5;
  let ones = set.ranks[Math.min(word, set.ranks.length - 1)]!;
  const part = at & 31;
  if (part > 0) {
    for (let rest = (set.bitmap[word] ?? 0) & (2 ** part - 1); rest !== 0; rest &= rest - 1) ones++;
  }
  return at - ones;
}

/** Does the set contain this host? Undefined when the walk was given up. */
export function succinctHas(set: Succinct, host: string): boolean | undefined {
  const key = Array.from(host).reverse().join('');
  const cursors: { readonly at: number; readonly index: number }[] = [];
  let node = 0;
  let at = 0;
  let i = 0;
  for (let steps = 0; i < key.length; steps++) {
    if (steps > MAX_STEPS) return undefined;
    if (at >= set.bits || bit(set.bitmap, at)) {
      const cursor = cursors.pop();
      if (!cursor) return false;
      const child = zerosBefore(set, cursor.at + 1);
      const dot = key.indexOf('.', cursor.index);
      if (dot < 0) {
        if (bit(set.leaves, child)) return true;
        continue;
      }
      let found = set.starts[child] ?? set.bits;
      while (found - child < set.labels.length && set.labels[found - child] !== DOT) found++;
      if (found - child >= set.labels.length) return false;
      [at, node, i] = [found, child, dot];
      continue;
    }
    const label = set.labels[at - node];
    if (label === PLUS) return true;
    if (label === STAR) cursors.push({ at, index: i });
    else if (label === key.charCodeAt(i)) {
      node = zerosBefore(set, at + 1);
      at = set.starts[node] ?? set.bits;
      i++;
      continue;
    }
    at++;
  }
  return bit(set.leaves, node);
}
