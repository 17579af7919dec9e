/**
 * Domain lists as mihomo's rule-providers store them (`component/trie/domain.go`, `domain_set.go`): `x.com`, `.x.com`,
 * `+.x.com`, `*.x.com` with their special cases. Entries are compared in lower case and never converted to punycode.
 */
import { lazy, suffixes } from '../../text.ts';
import { buildSuccinct, type Succinct, succinctHas } from './succinct.ts';

export interface DomainSet {
  /** Undefined: can't be decided here (a crafted file). */
  readonly has: (host: string) => boolean | undefined;
  /** Does the set certainly contain the domain and everything below it? */
  readonly covers: (domain: string) => boolean;
}

/**
 * The keys one entry becomes; a `+` in a key stands for one or more characters before it. Undefined: mihomo drops the
 * entry with a warning (space at an end, slash, trailing dot, empty label).
 */
export function domainKeys(entry: string): readonly string[] | undefined {
  if (!isUsable(entry)) return undefined;
  const domain = entry.toLowerCase();
  if (domain.startsWith('.')) return [`+${domain}`];
  if (domain === '+') return [''];
  return domain.startsWith('+.') ? [domain.slice(2), domain] : [domain];
}

function isUsable(entry: string): boolean {
  if (entry === '' || entry.startsWith(' ') || entry.endsWith(' ') || entry.endsWith('.')) return false;
  return !entry.includes('/') && !entry.includes('..');
}

/** A set of the valid entries. Lists contain a hundred thousand of them, so they are parsed on the first question. */
export function domainSet(entries: readonly string[]): DomainSet {
  const set = lazy(() => {
    const plain = plainSet(entries);
    if (!entries.some((entry) => entry.includes('*'))) return plain;
    const keys = new Set(entries.flatMap((entry) => domainKeys(entry) ?? []));
    return { ...succinctSet(buildSuccinct(Array.from(keys, reverse))), covers: plain.covers };
  });
  return { has: (host) => set().has(host), covers: (domain) => set().covers(domain) };
}

/** A set decoded from an .mrs file. */
export function succinctSet(set: Succinct): DomainSet {
  return { has: (host) => succinctHas(set, host.toLowerCase()), covers: () => false };
}

const reverse = (text: string): string => Array.from(text).reverse().join('');

/** A set without its stars. */
function plainSet(entries: readonly string[]): DomainSet {
  const exact = new Set<string>();
  const below = new Set<string>();
  const tails = new Set<string>();
  for (const entry of entries) {
    if (!isUsable(entry)) continue;
    const domain = entry.toLowerCase();
    const name = domain.slice(domain.startsWith('+.') ? 2 : domain.startsWith('.') ? 1 : 0);
    if (name.includes('+') || name.includes('*')) {
      for (const key of domainKeys(entry) ?? []) placeOdd(key);
      continue;
    }
    if (!domain.startsWith('.')) exact.add(name);
    if (name !== domain) below.add(name);
  }

  function placeOdd(key: string): void {
    const plus = key.lastIndexOf('+');
    const tail = key.slice(plus + 1);
    if (plus < 0) exact.add(key);
    else if (tail.includes('*')) return;
    else if (tail.startsWith('.')) below.add(tail.slice(1));
    else tails.add(tail);
  }

  const lengths = [...new Set(Array.from(tails, (tail) => tail.length))];
  const isBelow = (host: string): boolean => {
    for (let dot = host.indexOf('.', 1); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (below.has(host.slice(dot + 1))) return true;
    }
    return lengths.some((length) => length < host.length && tails.has(host.slice(host.length - length)));
  };
  return {
    has: (host) => isBelow(host) || exact.has(host),
    covers: (domain) => {
      if (domain === '') return false;
      if (exact.has(domain) && below.has(domain)) return true;
      for (const parent of suffixes(domain)) if (parent !== domain && below.has(parent)) return true;
      return false;
    },
  };
}

/** One place in the tree of `hosts:`. */
interface Branch {
  readonly children: Map<string, Branch>;
  value?: readonly string[] | undefined;
}

/**
 * The tree that `hosts:` is kept in: labels from the right, an exact label before `*` before a leading dot. A star
 * inside a label is an ordinary character here. Gives the values of the best entry for a host.
 */
export function hostsTree(
  hosts: ReadonlyMap<string, readonly string[]>,
): (host: string) => readonly string[] | undefined {
  const root: Branch = { children: new Map() };
  for (const [entry, value] of hosts) {
    const domain = entry.toLowerCase();
    if (domain === '' || domain.endsWith('.') || domain.includes('..')) continue;
    const labels = domain.split('.');
    if (labels[0] === '+') {
      place(root, labels.slice(1), value);
      labels[0] = '';
    }
    place(root, labels, value);
  }
  return (host) => find(root, host.split('.'), host.split('.').length)?.value;
}

function place(root: Branch, labels: readonly string[], value: readonly string[]): void {
  let branch = root;
  for (const label of [...labels].reverse()) {
    let child = branch.children.get(label);
    if (!child) branch.children.set(label, (child = { children: new Map() }));
    branch = child;
  }
  branch.value = value;
}

function find(branch: Branch, labels: readonly string[], count: number): Branch | undefined {
  if (count === 0) return branch;
  for (const label of [labels[count - 1]!, '*']) {
    const child = branch.children.get(label);
    const found = child && find(child, labels, count - 1);
    if (found?.value) return found;
  }
  return branch.children.get('');
}
