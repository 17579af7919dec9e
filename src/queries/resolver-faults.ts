/**
 * Lines and words of resolver files that their reader, glibc or systemd-resolved, interprets differently from what was meant.
 */
import type { Document, Project, Setting, Span } from '../core.ts';
import { lineStart } from '../text.ts';
import {
  dnsServers,
  effectiveLines,
  linesOf,
  nameserverIp,
  nameservers,
  resolvedAddress,
  wordsOf,
} from './resolvers.ts';

export interface ResolverFault {
  /**
   * indented: a line that begins with a space · keyword: a keyword that glibc does not know · first-only: more than one
   * address a line · address: no address · fourth: a nameserver beyond the third · domains, servers: a list that is not
   * separated by spaces · swallowed: such a list after `#` · server: no server · mode: no value of DNSOverTLS= · fallback:
   * FallbackDNS= beside DNS=
   */
  readonly kind:
    | 'indented'
    | 'keyword'
    | 'first-only'
    | 'address'
    | 'fourth'
    | 'domains'
    | 'servers'
    | 'swallowed'
    | 'server'
    | 'mode'
    | 'fallback';
  readonly at: Span;
  /** The line, or the word of it, as it is written. */
  readonly setting: Setting;
  /** The word that is judged. */
  readonly text: string;
  /** What was plainly meant: a keyword, or each of the addresses or domains that were written as one. */
  readonly meant: readonly string[];
  /** Further places: with the same fault, or that decide instead. */
  readonly others: readonly Span[];
}

const fault = (kind: ResolverFault['kind'], at: Span, setting: Setting, more: Partial<ResolverFault> = {}) =>
  ({ kind, at, setting, text: setting.value.text, meant: [], others: [], ...more }) satisfies ResolverFault;

/** The faults of a resolv.conf, as glibc reads it. */
export function* resolvFaults(project: Project, document: Document): Generator<ResolverFault> {
  for (const line of document.facts) {
    if (line.kind !== 'setting' || line.path.length > 1) continue;
    if (line.ignored === 'leading-blank') yield indented(document, line);
    else if (line.ignored) yield* keyword(line);
    else if (line.name.text === 'nameserver') yield* nameserver(project, line);
    else if (line.name.text === 'search') yield* domains(project, line);
  }
  yield* beyondThree(project, document);
}

/** `meant` is empty; the only other place is the characters to remove. */
function indented(document: Document, line: Setting): ResolverFault {
  const start = lineStart(document.text, line.at.start);
  return fault('indented', line.at, line, { others: [{ ...line.at, start, end: line.at.start }] });
}

/** Only words that were plainly meant to be a keyword. */
function* keyword(line: Setting): Generator<ResolverFault> {
  const meant = /^(nameserver|search|domain|options)(?:[=:].*)?$/i.exec(line.name.text)?.[1]?.toLowerCase();
  if (meant) yield fault('keyword', line.name.at, line, { meant: [meant] });
}

/** One address a line: anything after the first is ignored. */
function* nameserver(project: Project, line: Setting): Generator<ResolverFault> {
  const words = wordsOf(project, line);
  const [first] = words;
  if (!first) return;
  const parts = words.flatMap(({ value }) => partsOf(value.text, /[,;]/));
  const isList = parts.length > 0 && parts.every((part) => nameserverIp(part) !== undefined);
  const isAddress = nameserverIp(first.value.text) !== undefined;
  if (isAddress && (words.length === 1 || !isList)) return;
  const at = { ...first.at, end: words.at(-1)!.at.end };
  yield fault(isAddress ? 'first-only' : 'address', at, line, { text: first.value.text, meant: isList ? parts : [] });
}

function* beyondThree(project: Project, document: Document): Generator<ResolverFault> {
  const usable = linesOf(document, 'nameserver').flatMap((line) => wordsOf(project, line).slice(0, 1));
  const all = usable.filter(({ value }) => nameserverIp(value.text));
  const [first, ...others] = all.slice(nameservers(project, document).length);
  if (first) yield fault('fourth', first.at, first, { others: others.map(({ at }) => at) });
}

function* domains(project: Project, line: Setting): Generator<ResolverFault> {
  for (const word of wordsOf(project, line)) {
    if (word.value.text.includes(',')) yield fault('domains', word.at, word, { meant: partsOf(word.value.text, ',') });
  }
}

/** The faults of one file of systemd-resolved. */
export function* resolvedFaults(project: Project, document: Document): Generator<ResolverFault> {
  for (const key of ['DNS', 'FallbackDNS']) {
    for (const line of linesOf(document, key)) yield* servers(project, line);
  }
  for (const line of linesOf(document, 'DNSOverTLS')) yield* mode(line);
}

function* servers(project: Project, line: Setting): Generator<ResolverFault> {
  for (const word of wordsOf(project, line)) {
    const { known, text } = word.value;
    if (!known || resolvedAddress(text)) continue;
    const meant = partsOf(text, /[,;，；]/);
    const isList = meant.length > 0 && meant.every((part) => resolvedAddress(part) !== undefined);
    // After `#` everything is the name.
    const kind = !isList ? 'server' : text.includes('#') ? 'swallowed' : 'servers';
    yield fault(kind, word.at, word, { meant: isList ? meant : [] });
  }
}

/** Text after a space and `#` was meant as a comment, which is reported as another fault. */
function* mode(line: Setting): Generator<ResolverFault> {
  const { known, text, at } = line.value;
  if (!known || text === '' || /[ \t][#;]/.test(text)) return;
  if (!/^(?:opportunistic|1|yes|y|true|t|on|0|no|n|false|f|off)$/i.test(text)) yield fault('mode', at, line);
}

/** resolved.conf(5): FallbackDNS= is "only used if no other DNS server information is known". */
export function* unusedFallback(project: Project, machine: readonly Document[]): Generator<ResolverFault> {
  const [server] = dnsServers(project, machine);
  const [fallback] = effectiveLines(machine, 'FallbackDNS');
  if (server && fallback) yield fault('fallback', fallback.name.at, fallback, { others: [server.setting.at] });
}

const partsOf = (text: string, separator: string | RegExp): readonly string[] =>
  text.split(separator).filter((part) => part !== '');
