/** Building blocks for readers of exemption lists: splitting with offsets, suffixes, ports. */
/** A piece of an exemption list; offsets are in the list's text. */
export interface Entry {
  readonly entry: string;
  readonly start: number;
  readonly end: number;
}

/** The separators people use, whether or not clients accept them: including the commas that input methods produce. */
export const SEPARATORS = /[,;|\s，、；]/;

/** An entry with the spaces around it left out; undefined when nothing is left. */
function trimmed(list: string, start: number, end: number): Entry | undefined {
  let from = start;
  let to = end;
  while (from < to && isBlank(list.charCodeAt(from))) from++;
  while (to > from && isBlank(list.charCodeAt(to - 1))) to--;
  return from < to ? { entry: list.slice(from, to), start: from, end: to } : undefined;
}

/** ASCII spaces, and the no-break space that a copy from a web page brings along. */
function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

let latest: { readonly list: string; readonly entries: readonly Entry[] } = { list: '', entries: [] };

/**
 * `a, b`: at commas, trimmed, empty ones left out. How Python, Go, Node, reqwest and npm split. The latest answer is kept,
 * because each client is asked about the same list in turn.
 */
export function commaEntries(list: string): readonly Entry[] {
  if (list !== latest.list) latest = { list, entries: splitAtCommas(list) };
  return latest.entries;
}

function splitAtCommas(list: string): Entry[] {
  const entries: Entry[] = [];
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    if (at < list.length && list[at] !== ',') continue;
    const entry = trimmed(list, start, at);
    if (entry) entries.push(entry);
    start = at + 1;
  }
  return entries;
}

/** Runs of anything but these characters. `stop` is a character class without the `g` flag, e.g. `/[,\s]/`. */
export function fields(list: string, stop: RegExp): Entry[] {
  const entries: Entry[] = [];
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    if (at < list.length && !stop.test(list[at] ?? '')) continue;
    if (at > start) entries.push({ entry: list.slice(start, at), start, end: at });
    start = at + 1;
  }
  return entries;
}

/** The whole value as one entry, for a client that treats a lone `*` specially. */
export function wholeValue(list: string): Entry {
  return { entry: list, start: 0, end: list.length };
}

/** Is the host the domain itself or below it? Both in one case. */
export function inDomain(host: string, domain: string): boolean {
  return host === domain || isBelow(host, domain);
}

/** Is the host below the domain, at a label boundary? */
export function isBelow(host: string, domain: string): boolean {
  return host.length > domain.length && host.endsWith(domain) && host[host.length - domain.length - 1] === '.';
}

/** Splits a `:digits` tail off an entry, at the last colon. */
export function splitPort(entry: string): { readonly host: string; readonly port?: number | undefined } {
  const match = /^(.+):(\d+)$/s.exec(entry);
  return match ? { host: match[1] ?? '', port: Number(match[2]) } : { host: entry };
}
