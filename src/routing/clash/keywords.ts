/** Searches a host for many keywords at once (Aho–Corasick automaton). */

export interface Keywords {
  readonly add: (keyword: string, index: number) => void;
  /** The lowest index of a keyword that occurs in the text; Infinity when none does. */
  readonly first: (text: string) => number;
}

/**
 * Built on the first question. A keyword added twice keeps its lowest index. The children of a node are a linked list: hosts
 * have some forty different characters, and 100,000 keywords make half a million nodes.
 */
export function keywords(): Keywords {
  const lowest: number[] = [Number.POSITIVE_INFINITY];
  const codes: number[] = [0];
  const eldest: number[] = [0];
  const sibling: number[] = [0];
  const fallback: number[] = [0];
  let isLinked = true;
  const childOf = (node: number, code: number): number => {
    let child = eldest[node]!;
    while (child !== 0 && codes[child] !== code) child = sibling[child]!;
    return child;
  };
  const step = (from: number, code: number): number => {
    for (let node = from; ; node = fallback[node]!) {
      const child = childOf(node, code);
      if (child !== 0 || node === 0) return child;
    }
  };
  const link = (): void => {
    const queue = [0];
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head]!;
      for (let child = eldest[node]!; child !== 0; child = sibling[child]!) {
        queue.push(child);
        const back = node === 0 ? 0 : step(fallback[node]!, codes[child]!);
        fallback[child] = back;
        if (lowest[back]! < lowest[child]!) lowest[child] = lowest[back]!;
      }
    }
    isLinked = true;
  };
  return {
    add(keyword, index) {
      let node = 0;
      for (let i = 0; i < keyword.length; i++) {
        const code = keyword.charCodeAt(i);
        let child = childOf(node, code);
        if (child === 0) {
          child = codes.length;
          codes.push(code);
          lowest.push(Number.POSITIVE_INFINITY);
          eldest.push(0);
          sibling.push(eldest[node]!);
          fallback.push(0);
          eldest[node] = child;
        }
        node = child;
      }
      if (index < lowest[node]!) lowest[node] = index;
      isLinked = false;
    },
    first(text) {
      if (!isLinked) link();
      let found = lowest[0]!;
      if (codes.length === 1) return found;
      let node = 0;
      for (let i = 0; i < text.length; i++) {
        node = step(node, text.charCodeAt(i));
        if (lowest[node]! < found) found = lowest[node]!;
      }
      return found;
    },
  };
}
