/** What a statement's place says of the run it happens on: the answers to the conditions around it. */
import type { Way } from '../../core.ts';
import { trimEnd } from '../../text.ts';

/** A condition as it is written, and whether it is true. Equal questions of one file have equal texts. */
export function answerTo(condition: string, isYes: boolean): Way {
  let text = plain(condition);
  let holds = isYes;
  for (let found = NEGATION.exec(text); found; found = NEGATION.exec(text)) {
    text = text.slice(found[0].length);
    holds = !holds;
  }
  const asked = TESTS.map(([pattern, isSet]) => [pattern.exec(text)?.[1], isSet] as const).find(([name]) => name);
  if (!asked?.[0]) return { question: text, answer: holds ? 'yes' : 'no' };
  const [variable, isSet] = asked;
  return { question: `set ${variable}`, answer: holds === isSet ? 'yes' : 'no', variable };
}

/** One arm of a `case`: which pattern its subject fits. `*` is what all others leave. `among` collects all of them. */
export function armOf(subject: string, pattern: string, among: string[]): Way {
  const answer = plain(pattern).replace(/^(['"])(.*)\1$/, '$2');
  among.push(answer);
  return { question: `case ${plain(subject)}`, answer, among };
}

const plain = (text: string): string =>
  trimEnd(text.slice(0, LONGEST_CONDITION_CHARACTERS).replace(/\s+/g, ' '), ' ;&|').replace(/^[ ;]+/, '');

/** Characters of a condition that are compared. */
const LONGEST_CONDITION_CHARACTERS = 400;

const NEGATION = /^(?:! ?|not )(?=\S)/;

const NAME = String.raw`"?\$\{?(\w+)(?::?-)?\}?"?`;

/** Tests for whether a variable contains something, and what it means that they succeed. */
const TESTS: readonly (readonly [RegExp, boolean])[] = [
  [new RegExp(String.raw`^(?:\[\[?|test) -n ${NAME}(?: \]\]?)?$`), true],
  [new RegExp(String.raw`^(?:\[\[?|test) -z ${NAME}(?: \]\]?)?$`), false],
  [new RegExp(String.raw`^(?:\[\[?|test) ! -n ${NAME}(?: \]\]?)?$`), false],
  [new RegExp(String.raw`^(?:\[\[?|test) ! -z ${NAME}(?: \]\]?)?$`), true],
  [new RegExp(String.raw`^\[\[? ${NAME} \]\]?$`), true],
  [/^\[\[? -v (\w+) \]\]?$/, true],
  [/^\(\( ?\$\{?\+(\w+)\}? ?\)\)$/, true],
  [/^\[\[? -n "?\$\{(\w+)\+\w*\}"? \]\]?$/, true],
  [/^\[\[? -z "?\$\{(\w+)\+\w*\}"? \]\]?$/, false],
  [/^set -[^\Wq]*q\w* (\w+)$/, true],
];
