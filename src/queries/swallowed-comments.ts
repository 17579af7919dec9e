/** Comments that their format treats as part of a value: which reader does so, and the effect on the value. */
import type { Assignment, Document, Project, Setting, Span, Value } from '../core.ts';
import { classOf, type ValueClass } from '../knowledge/systemd/keys.ts';
import { basename, slice, span } from '../text.ts';
import { trailingComment } from './comments.ts';
import { dockerReadings } from './environments/containers.ts';
import { loadedAssignments } from './environments/files/environment-files.ts';
import { isManaged, resolvedAddress } from './resolvers.ts';

export interface SwallowedComment {
  /**
   * refused: the value is ignored as a whole · path: the end of a path · word: a part of a word · units, assignments,
   * arguments, domains: each word is one · quote: the closing quote stays in the value · cut: the value ends here, quotes or
   * not · value: the end of a variable's value · server: an address in it is used · logged: each word is logged ·
   * option: a value of systemd-resolved is ignored
   */
  readonly becomes:
    | 'refused'
    | 'path'
    | 'word'
    | 'units'
    | 'assignments'
    | 'arguments'
    | 'domains'
    | 'quote'
    | 'cut'
    | 'value'
    | 'server'
    | 'logged'
    | 'option';
  readonly at: Span;
  /** The statement that the comment follows: the comment can move to a line above it. Absent: it cannot be moved. */
  readonly after?: Span | undefined;
  /** The key, variable or program. */
  readonly name: string;
  /** The program to which the file is passed, if that is what makes the comment part of the value. */
  readonly reader?: { readonly program: 'systemd' | 'docker'; readonly at: Span };
  /** Another program writes the file. */
  readonly isManaged?: boolean | undefined;
}

/** All of a project: settings, commands of units, variables, files that systemd or docker is handed. */
export function* swallowedComments(project: Project): Iterable<SwallowedComment> {
  for (const fact of project.facts('setting')) {
    const document = project.document(fact.at.file);
    if (document.language === 'systemd') yield* unitValue(document, fact);
    else if (document.dialect === 'resolved.conf') yield* resolvedLine(document, fact);
    else if (document.dialect === 'resolv.conf') yield* searchLine(document, fact);
  }
  yield* execLines(project);
  for (const fact of project.facts('env')) yield* assignment(project.document(fact.at.file), fact);
  for (const { fact, inclusion } of loadedAssignments(project)) {
    if (!fact.comment || !fact.readings?.().get('systemd')?.includes('#')) continue;
    const reader = { program: 'systemd', at: inclusion.at } as const;
    yield { becomes: 'value', at: fact.comment, after: fact.statement, name: fact.name.text, reader };
  }
  // `docker run --env-file` takes everything after the `=`. Other readers of the file are unknown, so the comment stays.
  for (const { fact, reading, handed } of dockerReadings(project)) {
    if (!fact.comment || !/\s#/.test(reading)) continue;
    yield { becomes: 'value', at: fact.comment, name: fact.name.text, reader: { program: 'docker', at: handed } };
  }
}

/** Kinds of value that are rejected as a whole. */
const TYPED = new Set<string>(['boolean', 'tristate', 'seconds', 'nanoseconds', 'integer', 'mode', 'signal', 'size']);

/** A number or a choice contains no `;` either. */
const EITHER = /\S[ \t]+(?=[#;])/;

const CLASSES: Readonly<Partial<Record<ValueClass, SwallowedComment['becomes']>>> = {
  path: 'path',
  'environment-file': 'path',
  word: 'word',
  units: 'units',
};

/** Keys that take any text keep the `#`; lists of words only lose the unknown words. */
function* unitValue(document: Document, fact: Setting): Iterable<SwallowedComment> {
  const [section = '', key = ''] = fact.path;
  const kind = classOf(section, key);
  const becomes = kind && (TYPED.has(kind) ? 'refused' : CLASSES[kind]);
  const at = becomes && trailingComment(document, fact.value, becomes === 'refused' ? EITHER : undefined);
  if (at) yield { becomes, at, after: fact.at, name: key };
}

/** A lone `#` among the arguments of a unit's command. Inside `sh -c '…'` the shell treats it as a comment. */
function* execLines(project: Project): Iterable<SwallowedComment> {
  for (const { manager, commands } of project.facts('service')) {
    for (const { words, at } of manager === 'systemd' ? commands : []) {
      const document = project.document(at.file);
      const mark = words.findIndex((word, index) => index > 0 && isBareMark(document, word));
      const [first, last] = [words[mark], words.at(-1)];
      if (!first || !last || first === last || words.some(({ text }) => /^-\w*c$/.test(text))) continue;
      const comment = span(at, first.at.start, last.at.end);
      if (/[\r\n]/.test(slice(document, comment))) continue;
      yield { becomes: 'arguments', at: comment, after: at, name: basename(words[0]?.text ?? '') };
    }
  }
}

const isBareMark = (document: Document, { text, at }: Value): boolean => text === '#' && slice(document, at) === '#';

function* assignment(document: Document, fact: Assignment): Iterable<SwallowedComment> {
  if (fact.dropped?.reason !== 'inline-comment') return;
  const { at } = fact.dropped;
  const name = fact.name.text;
  if (document.language === 'systemd') {
    // A word such as B=2 is an assignment, which removing the comment would remove too.
    const after = /[\r\n]|\s["']?\w+=/.test(slice(document, at)) ? undefined : fact.at;
    yield { becomes: 'assignments', at, after, name };
  } else if (isCutByPam(document, fact)) yield { becomes: 'cut', at, name };
  else yield { becomes: document.dialect === 'pam' ? 'quote' : 'value', at, after: fact.statement, name };
}

/** A value in `/etc/environment` that ends at a `#`, quotes or not. */
export function isCutByPam({ dialect }: Document, { dropped, value }: Assignment): boolean {
  return dialect === 'pam' && dropped?.reason === 'inline-comment' && dropped.at.start < value.at.end;
}

function* resolvedLine(document: Document, fact: Setting): Iterable<SwallowedComment> {
  const [, name = ''] = fact.path;
  const at = fact.path.length === 2 && !fact.ignored ? trailingComment(document, fact.value) : undefined;
  if (!at) return;
  const isServers = name === 'DNS' || name === 'FallbackDNS';
  // Words that are no address are dropped one by one.
  const hasAddress = isServers && slice(document, at).split(/\s+/).some(resolvedAddress);
  const becomes = name === 'Domains' ? 'domains' : !isServers ? 'option' : hasAddress ? 'server' : 'logged';
  yield { becomes, at, after: fact.at, name };
}

/** glibc stops at a comment after an address and among options; after `search` it takes every word. */
function* searchLine(document: Document, fact: Setting): Iterable<SwallowedComment> {
  if (fact.path.length !== 1 || fact.ignored || fact.name.text !== 'search') return;
  const at = trailingComment(document, fact.value);
  if (at) yield { becomes: 'domains', at, after: fact.at, name: 'search', isManaged: isManaged(document) };
}
