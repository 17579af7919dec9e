/**
 * Commands that list all variables (`env | grep -i proxy`, `while read …; done < <(env)`, `compgen -e`): they name none of them,
 * and what they print or decide changes with each that is added.
 */
import type { Document } from '../../core.ts';
import { countBefore, lineEnd, lineStart, memo } from '../../text.ts';

/** What a shell file does with such lists. */
export interface Listings {
  /** It prints those of proxies for somebody to read. */
  readonly shown: boolean;
  /** It goes on with those of proxies: tests or counts them, loops over them, keeps them. */
  readonly proxies: boolean;
  /** It goes on with all of them. */
  readonly all: boolean;
}

const LIST =
  /(?<=^|[\s;&|({`"'!@])(?:env|printenv|export(?:[ \t]-p)?|(?:declare|typeset)(?:[ \t][-+][a-zA-Z]{1,4})?|set(?:[ \t]-[a-zA-Z]{1,4}|[ \t]--names)?|compgen[ \t]-(?:[ev]|A[ \t](?:variable|export)))[ \t]{0,4}(?=[|>)`])/gm;
/** The same in other languages, and where Linux keeps them. */
const ELSEWHERE =
  /\bos\.environ\.(?:items|keys|values)\b|\bin[ \t]os\.environ\b|\((?:os\.environ|process\.env)\)|\bin[ \t](?:ENVIRON|process\.env)\b|%ENV\b|\bENV\.(?:each|select|map|to_h|keys)\b|\/(?:self|\$\$|\$\w+)\/environ\b|\$\{(?:\([^()\n]{0,12}\)|#)parameters\b|\bgetproxies(?:_environment)?\b/;
/** Commands of zsh and bash that print the names which fit a pattern. */
const BY_PATTERN =
  /\b(?:typeset|export)[ \t]{1,4}[-+]\w{0,4}m|\bcompgen[ \t]{1,4}-(?:[ev]|A[ \t](?:variable|export))[ \t]{1,4}["']?\w/;
const FILTER = /\|[ \t]*(?:command[ \t]+)?(?:[efz]?grep|rg|ag)[ \t]([^|]*)/g;
/**
 * Programs that print what they are given, line by line: a list that ends there has one line more for each new variable, and that is
 * all. Whatever else comes after a `|` goes on with it.
 */
const SHOWS =
  /^[ \t]*(?:command[ \t]+)?(?:(?:sort|cat|bat|less|more|most|column|cut|tr|sed|fold|pr)\b|(?:[efz]?grep|rg|ag)\b(?![ \t]+(?:-\w*[cqm]|--count|--quiet)))/;

const NONE: Listings = { shown: false, proxies: false, all: false };

/** Looks through a text without its comments. */
export const listingsIn = memo((document: Document): Listings => {
  if (document.language !== 'shell') return NONE;
  const { text } = document;
  const comments = document.comments.map(({ at }) => at).sort((a, b) => a.start - b.start);
  const found = [...text.matchAll(LIST)]
    .filter(({ index }) => {
      const before = comments[countBefore(comments, ({ start }) => start <= index) - 1];
      return !before || before.end <= index;
    })
    .map(({ index, 0: whole }) => judged(document, index, index + whole.length));
  const isElsewhere = ELSEWHERE.test(text);
  return {
    shown: found.some(({ shown }) => shown) || BY_PATTERN.test(text),
    proxies: isElsewhere || found.some(({ proxies }) => proxies),
    all: isElsewhere || found.some(({ all }) => all),
  };
});

/** One list, from its command to the end of the line. */
function judged({ text, dialect }: Document, start: number, end: number): Listings {
  // fish's substitution is a parenthesis alone.
  const isFish = dialect === 'fish';
  const before = text.slice(Math.max(lineStart(text, start), start - LONGEST_CHARACTERS), start);
  const after = text.slice(end, Math.min(lineEnd(text, end), end + LONGEST_CHARACTERS));
  const filters = [...after.matchAll(FILTER)].map(([, words = '']) => words);
  const keeps = filters.filter((words) => !/^-\w*v/.test(words));
  // What is filtered by other words has none of a proxy.
  if (keeps.some((words) => !/[Rr][Oo][Xx]|no_|NO_/.test(words))) return NONE;
  const opened = Math.max(
    before.lastIndexOf('$('),
    before.lastIndexOf('<('),
    before.lastIndexOf('`'),
    isFish ? before.lastIndexOf('(') : -1,
  );
  const isWithin = opened > before.lastIndexOf(')');
  const goesOn = isWithin || isPassedOn(after) || /(?<![0-9&])>(?!&|[ \t]*\/dev\/null)/.test(after);
  return { shown: /rox/i.test(after) || keeps.length > 0, proxies: goesOn, all: goesOn && keeps.length === 0 };
}

/** Does a command after a `|` do more than print it? A list ends where the next command begins. */
function isPassedOn(after: string): boolean {
  const [pipeline = ''] = after.replaceAll('||', ';').split(/[;)`]|&&/, 1);
  return pipeline
    .split('|')
    .slice(1)
    .some((command) => !SHOWS.test(command));
}

/** Characters of a line that are looked at on either side. */
const LONGEST_CHARACTERS = 300;
