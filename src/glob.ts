/**
 * Glob patterns with a bounded cost, because they come from repositories that are not trusted. Matching takes at most pattern
 * length times text length steps; no regular expression is built.
 */

/** One element of a pattern: a character, any one, any run, or a set. */
type Token = string | typeof ANY | typeof RUN | ReadonlyArray<readonly [number, number]> | Negated;
interface Negated {
  readonly not: ReadonlyArray<readonly [number, number]>;
}
const ANY = 1;
const RUN = 2;

type Segment = readonly Token[] | typeof DEEP;
const DEEP = 3;

/** A matcher for whole paths: `*` and `?` stay within one part, `**` spans parts, `{a,b}` is either. */
export function pathGlob(pattern: string): (path: string) => boolean {
  const forms = braces(pattern).map((form) => form.split('/').map(segment));
  return (path) => {
    const parts = path.split('/');
    return forms.some((form) => matchSegments(form, parts));
  };
}

/** A matcher for whole texts, in which `*` matches anything: for values and names. */
export function textGlob(pattern: string): (text: string) => boolean {
  const forms = braces(pattern).map((form) => tokens(form.replaceAll(/\*+/g, '*')));
  return (text) => forms.some((form) => matchTokens(form, text));
}

/** One part of a path pattern. */
function segment(text: string): Segment {
  return text === '**' ? DEEP : tokens(text.replaceAll(/\*+/g, '*'));
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\\' && at + 1 < text.length) found.push(text[++at] as string);
    else if (character === '*') found.push(RUN);
    else if (character === '?') found.push(ANY);
    else if (character === '[') {
      const set = characterSet(text, at);
      found.push(set ? set.token : '[');
      if (set) at = set.end;
    } else found.push(character);
  }
  return found;
}

/** `[a-z]`, `[!a]`, `[^a]`; a `]` in first place is a character. Undefined when the bracket never closes. */
function characterSet(text: string, start: number): { token: Token; end: number } | undefined {
  const isNegated = text[start + 1] === '!' || text[start + 1] === '^';
  const first = start + (isNegated ? 2 : 1);
  const ranges: (readonly [number, number])[] = [];
  for (let at = first; at < text.length; at++) {
    if (text[at] === ']' && at > first) return { token: isNegated ? { not: ranges } : ranges, end: at };
    if (text[at] === '\\' && at + 1 < text.length) at++;
    const low = text.charCodeAt(at);
    const isRange = text[at + 1] === '-' && at + 2 < text.length && text[at + 2] !== ']';
    ranges.push([low, isRange ? text.charCodeAt(at + 2) : low]);
    if (isRange) at += 2;
  }
  return undefined;
}

function accepts(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character;
  if (typeof token === 'number') return true;
  const code = character.charCodeAt(0);
  const isIn = (ranges: ReadonlyArray<readonly [number, number]>): boolean =>
    ranges.some(([low, high]) => low <= code && code <= high);
  return 'not' in token ? !isIn(token.not) : isIn(token);
}

/**
 * Matches a pattern with wildcards (`*` among characters, `**` among parts of a path) to the end of `items`. Only the last
 * wildcard is ever retried, because whatever an earlier one takes can also be left to a later one: the time is at most pattern
 * × items.
 */
function matchRuns<P, T>(
  pattern: readonly P[],
  items: ArrayLike<T>,
  isRun: (one: P) => boolean,
  takes: (one: P, item: T) => boolean,
): boolean {
  let at = 0;
  let run = -1;
  let resume = 0;
  let index = 0;
  while (at < items.length) {
    const one = pattern[index];
    if (one !== undefined && isRun(one)) {
      run = index++;
      resume = at;
    } else if (one !== undefined && takes(one, items[at] as T)) {
      index++;
      at++;
    } else if (run >= 0) {
      index = run + 1;
      at = ++resume;
    } else return false;
  }
  while (index < pattern.length && isRun(pattern[index] as P)) index++;
  return index === pattern.length;
}

const matchTokens = (pattern: readonly Token[], text: string): boolean =>
  matchRuns(pattern, text, (token) => token === RUN, accepts);

const matchSegments = (pattern: readonly Segment[], parts: readonly string[]): boolean =>
  matchRuns(
    pattern,
    parts,
    (segment) => segment === DEEP,
    (segment, part) => segment !== DEEP && matchTokens(segment, part),
  );

const MOST_FORMS = 64;

/** `a{b,c}d` → `abd`, `acd`; not nested, at most 64 forms; what goes beyond stays as written. */
function braces(pattern: string): string[] {
  let forms = [''];
  for (const piece of pattern.match(/\{[^{},]*,[^{}]*\}|[^{]+|\{/g) ?? []) {
    const options =
      piece.length > 2 && piece.startsWith('{') && piece.endsWith('}') ? piece.slice(1, -1).split(',') : [piece];
    if (forms.length * options.length > MOST_FORMS) return [pattern];
    forms = forms.flatMap((form) => options.map((option) => form + option));
  }
  return forms;
}

/** One line of a `.gitignore`. */
export interface IgnorePattern {
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
  /** Takes the path relative to the folder of the `.gitignore`. */
  readonly matches: (path: string) => boolean;
}

/** Reads a line in the syntax of `.gitignore`; undefined for blank lines and comments. */
export function ignorePattern(line: string): IgnorePattern | undefined {
  let text = line.replace(/\r$/, '');
  if (text.startsWith('#')) return undefined;
  while (text.endsWith(' ') && !text.endsWith('\\ ')) text = text.slice(0, -1);
  const isNegated = text.startsWith('!');
  if (isNegated) text = text.slice(1);
  const onlyFolders = text.endsWith('/');
  if (onlyFolders) text = text.slice(0, -1);
  if (text === '') return undefined;
  const isAnchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  const pattern = [...(isAnchored ? [] : [DEEP as Segment]), ...text.split('/').map(segment)];
  // `a/**` means what is inside `a`, not `a` itself.
  const isInside = pattern.at(-1) === DEEP && isAnchored;
  if (isInside) pattern.push([RUN]);
  return { isNegated, onlyFolders, matches: (path) => matchSegments(pattern, path.split('/')) };
}
