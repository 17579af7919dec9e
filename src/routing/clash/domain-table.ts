/** DOMAIN and DOMAIN-SUFFIX payloads with the index of the first rule that names each. */
export interface DomainTable {
  readonly addExact: (domain: string, index: number) => void;
  readonly addSuffix: (domain: string, index: number) => void;
  /** The lowest index of an entry that matches the host; Infinity when none does. */
  readonly first: (host: string) => number;
  /** The lowest index of a suffix that matches the domain and everything below it. */
  readonly covering: (domain: string) => number;
  /** The index of the exact entry. */
  readonly exact: (domain: string) => number;
}

export function domainTable(): DomainTable {
  const exact = new Map<string, number>();
  const suffix = new Map<string, number>();
  const add = (table: Map<string, number>, domain: string, index: number): void => {
    const known = table.get(domain);
    if (known === undefined || index < known) table.set(domain, index);
  };
  const covering = (domain: string): number => {
    let lowest = Number.POSITIVE_INFINITY;
    for (let start = 0; start >= 0; ) {
      const index = suffix.get(start === 0 ? domain : domain.slice(start));
      if (index !== undefined && index < lowest) lowest = index;
      const dot = domain.indexOf('.', start);
      start = dot < 0 ? dot : dot + 1;
    }
    return lowest;
  };
  return {
    addExact: (domain, index) => add(exact, domain, index),
    addSuffix: (domain, index) => add(suffix, domain, index),
    first: (host) => Math.min(exact.get(host) ?? Number.POSITIVE_INFINITY, covering(host)),
    covering,
    exact: (domain) => exact.get(domain) ?? Number.POSITIVE_INFINITY,
  };
}
