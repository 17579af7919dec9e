/**
 * `~/.ssh/config`, as far as it decides the route of a connection: ssh_config(5) (OpenSSH 9). For each keyword the first value
 * counts; `Host` and `Match` start sections.
 */

export interface SshLine {
  readonly keyword: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** The settings for one destination. */
export interface SshSettings {
  readonly hostName?: SshLine;
  readonly port?: SshLine | undefined;
  /** ProxyCommand or ProxyJump, whichever comes first. */
  readonly proxy?: SshLine | undefined;
  /** An earlier line depends on run time: `Match exec`, `Include`. */
  readonly open?: SshLine;
}

/** The settings for `ssh user@host`. */
export function sshSettings(text: string, host: string, user: string): SshSettings {
  const found: { hostName?: SshLine; port?: SshLine | undefined; proxy?: SshLine | undefined; open?: SshLine } = {};
  let applies: boolean | undefined = true;
  for (const line of linesOf(text)) {
    if (line.keyword === 'host') applies = hostMatches(line.value, host);
    else if (line.keyword === 'match') {
      applies = matchMatches(line.value, host, user);
      if (applies === undefined && !found.proxy) found.open ??= line;
    } else if (line.keyword === 'include') {
      if (applies !== false && !found.proxy) found.open ??= line;
    } else if (applies) {
      if (line.keyword === 'hostname') found.hostName ??= line;
      else if (line.keyword === 'port') found.port ??= line;
      else if (line.keyword === 'proxycommand' || line.keyword === 'proxyjump') found.proxy ??= line;
    }
  }
  return found;
}

/** `Keyword value`, `Keyword=value`, quotes around the value off, comments and empty lines left out. */
function linesOf(text: string): SshLine[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const text = raw.trim();
    const keyword = /^[A-Za-z]+(?=[\s=])/.exec(text)?.[0];
    if (keyword === undefined) return [];
    const rest = text.slice(keyword.length).trimStart();
    const value = (rest.startsWith('=') ? rest.slice(1).trimStart() : rest).replace(/^"(.*)"$/, '$1');
    return [{ keyword: keyword.toLowerCase(), value, line: index + 1 }];
  });
}

/** `Host a *.b !c`: one pattern fits and no negated one does. */
function hostMatches(patterns: string, host: string): boolean {
  return listMatches(patterns.split(/\s+/), host);
}

function listMatches(patterns: readonly string[], text: string): boolean {
  const plain = patterns.filter((pattern) => pattern !== '' && !pattern.startsWith('!'));
  const negated = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return plain.some((pattern) => fits(pattern, text)) && !negated.some((pattern) => fits(pattern, text));
}

/** `*` and `?` of ssh patterns, without regular expressions: one pass with one step back. */
function fits(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t]) && pattern[p] !== '*') {
      p++;
      t++;
    } else if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** `Match host a,b user c`: all criteria; undefined where one of them is decided at run time. */
function matchMatches(criteria: string, host: string, user: string): boolean | undefined {
  const words = criteria.split(/\s+/);
  let answer: boolean | undefined = true;
  for (let at = 0; at < words.length; at++) {
    const name = (words[at] ?? '').toLowerCase();
    if (name === 'all' || name === 'canonical' || name === 'final') {
      if (name !== 'all') answer = answer && undefined;
      continue;
    }
    const value = words[++at] ?? '';
    const isNegated = name.startsWith('!');
    const criterion = name.replace(/^!/, '');
    const holds =
      criterion === 'host' || criterion === 'originalhost'
        ? listMatches(value.split(','), host)
        : criterion === 'user'
          ? listMatches(value.split(','), user)
          : undefined;
    if (holds === undefined) answer = answer && undefined;
    else if (holds === isNegated) return false;
  }
  return answer;
}
