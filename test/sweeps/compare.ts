/** What a fix is allowed to change for the programs that read a file, and what is not. */

/** What a reader had at one moment. */
export interface Stage {
  readonly status: string;
  readonly variables: ReadonlyMap<string, string>;
}

const PROXIES = ['http_proxy', 'https_proxy'];

/** What differs between two readings of a file beyond what its changed lines declare. */
export function complaints(before: string, after: string, old: readonly Stage[], now: readonly Stage[]): string[] {
  const found: string[] = [];
  const declared = declaredNames(before, after);
  for (let index = 0; index < Math.max(old.length, now.length); index++) {
    const [was, is] = [old[index], now[index]];
    if (was?.status !== is?.status) found.push(`${JSON.stringify(was?.status)} became ${JSON.stringify(is?.status)}`);
    if (!was || !is) continue;
    for (const name of new Set([...was.variables.keys(), ...is.variables.keys()])) {
      const [left, right] = [was.variables.get(name), is.variables.get(name)];
      if (left === right) continue;
      const plain = name.replace(/^shell /, '').replace(/^[\s\S]*\s/, '');
      if (!declared.has(plain)) found.push(`${name}: ${left} became ${right}`);
      else if (name === 'no_proxy' || name === 'NO_PROXY') {
        const lost = lostEntries(inheritedBy(was, name), right);
        if (lost.length > 0) found.push(`${name} lost ${lost.join(' ')}: ${left} became ${right}`);
      }
    }
  }
  return found;
}

/** A program that reads either name finds the other where the first is not set. */
function inheritedBy({ variables }: Stage, name: string): string {
  return variables.get(name) ?? variables.get(name === 'no_proxy' ? 'NO_PROXY' : 'no_proxy') ?? '';
}

/** Entries of a list that a later one no longer has, however either is written. */
function lostEntries(old: string, now: string | undefined): string[] {
  const entries = (list: string): string[] =>
    list
      .toLowerCase()
      .split(/[\s,;，“”'"]+/)
      .map((entry) =>
        entry
          .replace(/^https?:\/\//, '')
          .replace(/^\*?\./, '')
          .replace(/\.$|\/32$/, ''),
      )
      .filter((entry) => entry !== '');
  const kept = new Set(entries(now ?? ''));
  return entries(old).filter((entry) => !kept.has(entry));
}

/** The names on lines that a fix changed or added, and those that take one of them. */
function declaredNames(before: string, after: string): ReadonlySet<string> {
  const lines = (text: string): string[] => text.split(/\r\n|\r|\n/);
  const old = new Map<string, number>();
  for (const line of lines(before)) old.set(line, (old.get(line) ?? 0) + 1);
  const changed = lines(after).filter((line) => {
    const left = old.get(line) ?? 0;
    old.set(line, left - 1);
    return left <= 0;
  });
  const names = new Set<string>();
  const note = (line: string): void => {
    for (const [, name = ''] of line.matchAll(/(?:^|[\s'"({;,=])(\w+)(?= ?=| )/g)) names.add(name);
    for (const [, name = ''] of line.matchAll(/<key>(\w+)<\/key>/g)) names.add(name);
    // Names of a loop, and of braces.
    if (/\$\w+["= ]|\{\w+,\w+\}/.test(line)) for (const name of PROXIES) names.add(name);
  };
  for (const line of changed) note(line);
  // A plist's value is on the line below its key.
  const all = lines(after);
  for (const [index, line] of all.entries()) if (changed.includes(line)) note(all[index - 1] ?? '');
  // A renamed variable is gone under its old name.
  for (const [line, left] of old) if (left > 0) note(line);
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const line of lines(after))
      if ([...names].some((name) => new RegExp(`\\$\\{?${name}\\b`).test(line))) note(line);
  }
  return names;
}
