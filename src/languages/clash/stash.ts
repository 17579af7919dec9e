/**
 * Is a file written for Stash, the client for Apple's systems, which has forms of its own that mihomo refuses: rule providers
 * without a type, `SCRIPT` rules? Told by keys that only Stash has (stash.wiki: proxy-protocols/benchmark, script, http-engine).
 */
import { get, itemsOf, type Node } from './tree.ts';

const NODE_KEYS = ['benchmark-url', 'benchmark-timeout', 'benchmark-disabled'];
/** How many nodes are looked at: a generator writes the key to each. */
const NODES = 20;

/** Is the file for Stash rather than for mihomo? */
export function isForStash(root: Node | undefined): boolean {
  if (root?.kind !== 'map') return false;
  const has = (node: Node | undefined, key: string): boolean => get(node, key) !== undefined;
  return (
    has(get(root, 'http'), 'mitm') ||
    has(root, 'script-providers') ||
    itemsOf(get(root, 'proxies'))
      .slice(0, NODES)
      .some((node) => NODE_KEYS.some((key) => has(node, key)))
  );
}
