/**
 * Finds symptoms in a pasted text. Linear in the text: literals are searched as they are, open parts are bounded, and each
 * pattern is tried at a bounded number of places.
 */

import { trimEnd } from '../../text.ts';
import { isProxyPort } from '../ports.ts';
import type { Symptom } from '../symptom.ts';
import { hostsOf, kindOfHost, type Regions } from './hosts.ts';
import { type Log, lineAt, normalLog, plain } from './text.ts';

/** A symptom that a text shows. */
export interface Sighting {
  readonly symptom: Symptom;
  /** The line of the text where it is, from 1; undefined where the text only describes it. */
  readonly line: number | undefined;
  /** Hosts and ports that the message names. */
  readonly hosts: readonly string[];
  readonly ports: readonly string[];
}

/** A symptom somewhere in a text, before those that say the same are dropped. */
interface Match extends Sighting {
  readonly start: number;
  readonly end: number;
}

/** A bare number is a message only where little else is said. */
const LONGEST_BARE_CHARACTERS = 24;
/** How many characters an open part can contain. */
const LONGEST_GAP_CHARACTERS = 160;
/** How far from a message its echo is. */
const ECHO_LINES = 2;
/** At how many places a pattern is tried. */
const MOST_PLACES = 200;
/** A longer text is a log, not a description, and a single word in it is no message. */
const LONGEST_DESCRIPTION_CHARACTERS = 400;

/** The symptoms of a text: those that say most first, then in the order of the text. */
export function recognise(text: string, symptoms: readonly Symptom[], regions: Regions): Sighting[] {
  const log = normalLog(text);
  const seen = seenIn(log, symptoms, regions);
  const kept = seen.some(isSpecial) ? seen : inRejoined(text, symptoms, regions, seen);
  if (kept.some(isSpecial)) return kept;
  const described =
    log.text.length > LONGEST_DESCRIPTION_CHARACTERS ? [] : symptoms.filter((one) => isDescribed(log.text, one));
  return [...described.map((symptom) => ({ symptom, line: undefined, hosts: [], ports: [] })), ...kept];
}

const isSpecial = ({ symptom }: Sighting): boolean => symptom.general !== true;

const seenIn = (log: Log, symptoms: readonly Symptom[], regions: Regions): Match[] =>
  withoutEchoes(symptoms.flatMap((symptom) => firstMatch(log, symptom, regions) ?? []));

/** What a text shows once lines that a terminal cut at its edge, in the middle of a word, are one again; else `seen`. */
function inRejoined(text: string, symptoms: readonly Symptom[], regions: Regions, seen: Match[]): Match[] {
  const again = seenIn(normalLog(text, true), symptoms, regions);
  return again.some(isSpecial) ? again : seen;
}

/**
 * Drops what is a part of a longer match or its echo: general symptoms wherever they are, others on the same line and the
 * two around it, over which a chain of exceptions or a narrow terminal spreads one fault. Puts the general ones last.
 */
function withoutEchoes(matches: readonly Match[]): Match[] {
  const isPart = (one: Match): boolean =>
    matches.some(
      (other) =>
        other.start <= one.start &&
        other.end >= one.end &&
        other.end - other.start > one.end - one.start &&
        one.symptom.includes?.includes(other.symptom.id) !== true,
    );
  const whole = matches.filter((one) => !isPart(one));
  const isEcho = ({ symptom, line }: Match): boolean =>
    whole.some(
      (other) =>
        other.symptom.includes?.includes(symptom.id) &&
        (symptom.general === true || Math.abs((other.line ?? 0) - (line ?? 0)) <= ECHO_LINES),
    );
  const rank = ({ symptom }: Match): number => (symptom.general ? 1 : 0);
  return whole
    .filter((one) => !isEcho(one))
    .sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || b.end - b.start - (a.end - a.start));
}

type Hole = keyof typeof HOLES;

type Part = string | { readonly hole: Hole | 'end' | '' };

function partsOf(pattern: string): Part[] {
  return pattern.split(/(\{(?:host|port|proxy|n|end)?\})/).flatMap((part): Part[] => {
    const hole = /^\{(host|port|proxy|n|end)?\}$/.exec(part);
    if (hole) return [{ hole: (hole[1] ?? '') as Hole | 'end' | '' }];
    const literal = plain(part);
    return literal === '' ? [] : [literal];
  });
}

interface Found {
  readonly end: number;
  readonly hosts: string[];
  readonly ports: string[];
}

/** The longest first match of a symptom's texts. */
function firstMatch(log: Log, symptom: Symptom, regions: Regions): Match | undefined {
  let best: Match | undefined;
  for (const pattern of [...symptom.texts, ...(symptom.single ?? [])]) {
    const match = matchPattern(log, symptom, pattern, regions);
    if (match && (!best || match.end - match.start > best.end - best.start)) best = match;
  }
  return best;
}

function matchPattern(log: Log, symptom: Symptom, pattern: string, regions: Regions): Match | undefined {
  const parts = partsOf(pattern);
  const [first, ...rest] = parts;
  if (typeof first !== 'string' || log.text.length > longestText(pattern, symptom)) return undefined;
  let at = log.text.indexOf(first);
  for (let tries = 0; at >= 0 && tries < MOST_PLACES; tries++, at = log.text.indexOf(first, at + 1)) {
    if (!beginsWord(log.text, at)) continue;
    const found = follow(log, at + first.length, rest);
    if (!found || !endsWord(log.text, found.end)) continue;
    const { line, text } = lineAt(log, at);
    if (symptom.unless?.some((word) => hasWord(text, plain(word)))) continue;
    const hosts = [...new Set([...found.hosts, ...hostsOf(text, regions)])];
    if (symptom.host && !hosts.some((host) => kindOfHost(host, regions) === symptom.host)) continue;
    return { symptom, line, hosts, ports: found.ports, start: at, end: found.end };
  }
  return undefined;
}

/** How much text may surround a pattern: little where it is only a number or a word. */
function longestText(pattern: string, { single = [] }: Symptom): number {
  if (/^\d+$/.test(pattern)) return LONGEST_BARE_CHARACTERS;
  return single.includes(pattern) ? LONGEST_DESCRIPTION_CHARACTERS : Number.POSITIVE_INFINITY;
}

const isWord = (character: string): boolean => /[a-z0-9_]/.test(character);
const beginsWord = (text: string, at: number): boolean => !isWord(text.charAt(at)) || !isWord(text.charAt(at - 1));
const endsWord = (text: string, end: number): boolean => !isWord(text.charAt(end - 1)) || !isWord(text.charAt(end));

const HOLES = {
  host: /["'`(<]?(?:[a-z][a-z0-9+.-]{0,10}:\/\/)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9_][a-z0-9._-]{0,252})/y,
  port: /\d{1,5}/y,
  proxy: /\d{1,5}/y,
  n: /\d{1,9}/y,
};

/** The rest of a pattern from `start` on. */
function follow(log: Log, start: number, parts: readonly Part[]): Found | undefined {
  const { text } = log;
  const hosts: string[] = [];
  const ports: string[] = [];
  let end = start;
  let gap = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      const at =
        gap === 0 ? (text.startsWith(part, end) ? 0 : -1) : text.slice(end, end + gap + part.length).indexOf(part);
      if (at < 0) return undefined;
      end += at + part.length;
      gap = 0;
    } else if (part.hole === '') {
      gap = LONGEST_GAP_CHARACTERS;
    } else if (part.hole === 'end') {
      if (!endsMessage(log, end)) return undefined;
    } else {
      const hole = HOLES[part.hole];
      hole.lastIndex = end;
      const match = hole.exec(text);
      if (!match) return undefined;
      end = hole.lastIndex;
      if (part.hole === 'host') hosts.push(trimEnd(match[1] ?? '', '.'));
      if (part.hole === 'proxy' && !isProxyPort(Number(match[0]))) return undefined;
      if (part.hole === 'port' || part.hole === 'proxy') ports.push(match[0]);
    }
  }
  return { end, hosts, ports };
}

/** Nothing but a closing sign follows on the line. */
function endsMessage(log: Log, end: number): boolean {
  const { text, start } = lineAt(log, end - 1);
  return /^(?:[\s>.]*$|\s*[')\]}<])/.test(text.slice(end - start));
}

/** One word of each group occurs. */
function isDescribed(text: string, { described = [] }: Symptom): boolean {
  return described.some((groups) => groups.every((words) => words.some((word) => hasWord(text, word))));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (beginsWord(text, at) && endsWord(text, at + word.length)) return true;
  }
  return false;
}
