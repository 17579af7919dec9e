/** Many keywords sought in one host at once (Aho and Corasick's automaton). */

export interface Keywords {
  readonly add: (keyword: string, index: number) => void;
  /** The lowest index of a keyword that occurs in the text; Infinity when none does. */
  readonly first: (text: string) => number;
}

/** Built on the first question. A keyword added twice keeps its lowest index. */
export function keywords(): Keywords {
  const lowest: number[] = [Number.POSITIVE_INFINITY];
  const children: Map<number, number>[] = [new Map()];
  const fallback: number[] = [0];
  let isLinked = true;
  const link = (): void => {
    const queue = [0];
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head]!;
      for (const [code, child] of children[node]!) {
        queue.push(child);
        fallback[child] = node === 0 ? 0 : step(fallback[node]!, code);
        lowest[child] = Math.min(lowest[child]!, lowest[fallback[child]!]!);
      }
    }
    isLinked = true;
  };
  const step = (from: number, code: number): number => {
    for (let node = from; ; node = fallback[node]!) {
      const child = children[node]!.get(code);
      if (child !== undefined) return child;
      if (node === 0) return 0;
    }
  };
  return {
    add(keyword, index) {
      let node = 0;
      for (let i = 0; i < keyword.length; i++) {
        const code = keyword.charCodeAt(i);
        let child = children[node]!.get(code);
        if (child === undefined) {
          child = children.length;
          children.push(new Map());
          lowest.push(Number.POSITIVE_INFINITY);
          fallback.push(0);
          children[node]!.set(code, child);
        }
        node = child;
      }
      lowest[node] = Math.min(lowest[node]!, index);
      isLinked = false;
    },
    first(text) {
      if (!isLinked) link();
      let found = lowest[0]!;
      let node = 0;
      for (let i = 0; i < text.length; i++) {
        node = step(node, text.charCodeAt(i));
        if (lowest[node]! < found) found = lowest[node]!;
      }
      return found;
    },
  };
}
