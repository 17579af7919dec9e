/** Nodes that are dialled through a group which, in its current state, uses only nodes dialled through it: a loop. */
import type { ClashFile, ClashGroup, ClashProxy } from '../../core.ts';

/** A node whose connections never leave the machine, and the names on the way back to it. */
export interface DialerLoop {
  readonly node: ClashProxy;
  readonly path: readonly string[];
}

/**
 * Every node whose `dialer-proxy` is a group in which no choice leads out of the loop. A `select` group uses its first member
 * until the user chooses another; the other groups may use any of their members. Members from a subscription may lead out.
 */
export function dialerLoops(file: ClashFile): readonly DialerLoop[] {
  const groups = new Map(file.groups.map((group) => [group.name.text, group]));
  const through = file.proxies.filter(({ dialer }) => dialer !== undefined && groups.has(dialer.text));
  if (through.length === 0) return [];
  const ways = waysOf(file);
  const free = freeNames(ways);
  return through
    .filter(({ name }) => !free.has(name.text))
    .map((node) => ({ node, path: pathFrom(node.name.text, ways) }));
}

/** The names that each name can pass a connection on to; none: the connection leaves the machine there. */
type Ways = ReadonlyMap<string, readonly string[]>;

function waysOf(file: ClashFile): Ways {
  const ways = new Map<string, readonly string[]>();
  for (const { name, dialer } of file.proxies) ways.set(name.text, dialer ? [dialer.text] : []);
  for (const group of file.groups) ways.set(group.name.text, membersOf(group));
  return ways;
}

function membersOf(group: ClashGroup): readonly string[] {
  const members = group.proxies.map(({ text }) => text);
  const chosen = group.defaultSelected?.text ?? members[0];
  if (group.type === 'select' && members.length > 0) return chosen === undefined ? [] : [chosen];
  const isOpen = group.use.length > 0 || group.includeAll || group.includeAllProxies || group.includeAllProviders;
  return isOpen ? [] : members;
}

/** All names from which at least one choice leads out. */
function freeNames(ways: Ways): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  const free: string[] = [];
  for (const [name, next] of ways) {
    if (next.length === 0) free.push(name);
    for (const one of next) {
      const names = before.get(one);
      if (names) names.push(name);
      else before.set(one, [name]);
      if (!ways.has(one)) free.push(one);
    }
  }
  const found = new Set(free);
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    for (const one of before.get(name) ?? []) {
      if (found.has(one)) continue;
      found.add(one);
      free.push(one);
    }
  }
  return found;
}

/** Follows the first way from each name, up to the first name that repeats. */
function pathFrom(start: string, ways: Ways): readonly string[] {
  const path = [start];
  const seen = new Set(path);
  for (let name = ways.get(start)?.[0]; name !== undefined; name = ways.get(name)?.[0]) {
    path.push(name);
    if (seen.has(name)) break;
    seen.add(name);
  }
  return path;
}
