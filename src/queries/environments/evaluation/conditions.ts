/**
 * Which combinations of answers to the conditions in a program's files are tried; each combination is one way through the
 * files.
 */
import type { Assignment, Fact, Project, Way } from '../../../core.ts';
import { derive } from '../../../project.ts';

/** Answers by question. A question that is missing here is left open. */
export type Choice = ReadonlyMap<string, string>;

/** The conditions that relevant statements depend on: for each statement the answers that lead to it. */
export type Paths = Map<string, readonly Way[]>;

/** No more combinations than these are all tried; beyond that each statement, and each two of them, with all other conditions denied. */
const MOST_WAYS = 64;
/** How many statements are looked at in that case; the files of real machines have a dozen. */
const MOST_PATHS = 200;
/** Among how many of them two are looked at together. */
const MOST_PAIRED = 16;

/** An answer that leads to none of these statements. */
const OTHER = 'none of them';

/** Records the answers that lead to a statement. */
export function notePath(paths: Paths, ways: readonly Way[]): void {
  if (ways.length > 0) paths.set(ways.map(({ question, answer }) => `${question}\0${answer}`).join('\0'), ways);
}

/** All sets of answers to try; none where no condition matters. */
export function choicesOf(paths: Paths): readonly Choice[] {
  const questions = new Map<string, Set<string>>();
  for (const { question, answer, among = [] } of [...paths.values()].flat()) {
    const known = questions.get(question) ?? new Set<string>();
    for (const one of [answer, ...among]) known.add(one);
    questions.set(question, known);
  }
  if (questions.size === 0) return [];
  const options = [...questions].map(([question, answers]) => [question, optionsOf(answers)] as const);
  const count = options.reduce((product, [, answers]) => product * answers.length, 1);
  return count <= MOST_WAYS ? combined(options) : oneOrTwo(paths, new Map(options.map(deniedIn)));
}

/** Yes and no; for a `case`, all its patterns and the remaining values. */
function optionsOf(answers: ReadonlySet<string>): readonly string[] {
  if (answers.has('yes') || answers.has('no')) return ['yes', 'no'];
  return answers.has('*') ? [...answers] : [...answers, OTHER];
}

function combined(options: readonly (readonly [string, readonly string[]])[]): Choice[] {
  let choices: [string, string][][] = [[]];
  for (const [question, answers] of options)
    choices = choices.flatMap((choice) => answers.map((answer): [string, string][] => [...choice, [question, answer]]));
  return choices.map((choice) => new Map(choice));
}

/** Each statement's own conditions, then those of each two that agree, over answers for all others. */
function oneOrTwo(paths: Paths, denied: Choice): Choice[] {
  const places = [...paths.values()].slice(0, MOST_PATHS);
  const paired = places.slice(0, MOST_PAIRED);
  const pairs = paired.flatMap((one, index) => paired.slice(index + 1).map((other) => [...one, ...other]));
  const found = new Map<string, Choice>();
  for (const ways of [[], ...places, ...pairs]) {
    const own = new Map(ways.map(({ question, answer }) => [question, answer]));
    const choice = new Map([...denied, ...own]);
    if (ways.every(({ question, answer }) => own.get(question) === answer))
      found.set(JSON.stringify([...choice]), choice);
  }
  return [...found.values()];
}

/** The answer of a run that meets no condition: "no", and the last arm of a `case` where it takes what is left. */
function deniedIn([question, answers]: readonly [string, readonly string[]]): readonly [string, string] {
  return [question, answers.find((one) => one === 'no' || one === '*') ?? OTHER];
}

/** Names that decide where requests go: proxies, lists, and the variables that their values are made of. */
const decidingNames = derive((project: Project): ReadonlySet<string> => {
  const byName = new Map<string, Assignment[]>();
  for (const fact of project.facts('env')) {
    const known = byName.get(fact.name.text);
    if (known) known.push(fact);
    else byName.set(fact.name.text, [fact]);
  }
  const found = new Set([...byName.keys()].filter((name) => /^(?:https?|all|no)_proxy$/i.test(name)));
  // The set grows while it is read.
  for (const name of found) {
    for (const { value } of byName.get(name) ?? [])
      for (const piece of value.pieces) if (piece.kind === 'reference') found.add(piece.name);
  }
  return found;
});

/** Does a statement change one of these names? */
export function matters(project: Project, fact: Fact): fact is Assignment {
  return fact.kind === 'env' && fact.reach !== 'command' && decidingNames(project).has(fact.name.text);
}
