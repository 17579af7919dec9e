/** New assignments beside existing ones, as their owner would have written them. */
import type { Assignment, NewVariable, Span, TextEdit } from '../../../core.ts';
import { basename, lineEnding, slice, span, trimEnd } from '../../../text.ts';
import { shellPieces } from '../lower/split.ts';
import { isName, type Link, type Quote } from '../syntax.ts';
import {
  assignmentsOf,
  codeAfter,
  commandAt,
  intoRegion,
  type Layout,
  type Region,
  regionAt,
  surroundings,
} from './layout.ts';
import { localOf, placesOf } from './places.ts';
import { encode, isBareSafe, opensTag, quoteWord } from './quoting.ts';
import { asksInFish, changesStatus, changesStatusAfter, endOfSetters, keepingStatus } from './status.ts';

/** Writes `variables` after `beside`; undefined where there is no safe place or no way to say it. */
export function assignAfter(
  layout: Layout,
  beside: Assignment,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  const region = regionAt(layout, beside.at.start);
  if (!region || beside.operation === 'unset' || !variables.every(({ name }) => isFree(layout, beside, name)))
    return undefined;
  // Other programs that read a file of this name would take `${NAME:-…}` literally.
  if (isEnvName(layout.source.file) && variables.some(({ inherit }) => inherit)) return undefined;
  if (commandAt(layout, beside.statement)?.isolated || isUnfinished(slice(layout.source, beside.value.at)))
    return undefined;
  if (beside.reach === 'command') return asWords(layout, beside, variables, region);
  if (beside.scope.kind === 'session') return forSession(layout, beside, variables, region);
  const style = styleOf(layout, beside, region);
  const statements = all(
    variables.map((variable, index) => newStatements(variable, style, index === variables.length - 1)),
  )?.flat();
  return (
    statements && placeStatements(layout, beside, region, statements, () => asWords(layout, beside, variables, region))
  );
}

/** `${NAME` without an end takes in whatever is written after it. */
const isUnfinished = (value: string): boolean => {
  const open = value.lastIndexOf('${');
  return open >= 0 && !value.includes('}', open);
};

/** The same command once more for each variable; one that takes `NAME=value` gets more words. */
function forSession(
  layout: Layout,
  beside: Assignment,
  variables: readonly NewVariable[],
  region: Region,
): readonly TextEdit[] | undefined {
  const { source, dialect } = layout;
  const { statement, name, value } = beside;
  const gap = source.text.slice(name.at.end, value.at.start);
  const written = variables.map((variable) => ({ ...variable, word: quoteWord(variable.value, 'none', dialect) }));
  if (variables.some((variable) => opensTag(variable.value))) return undefined;
  if (gap.startsWith('=')) {
    const text = intoRegion(written.map((one) => ` ${one.name}=${one.word}`).join(''), region, dialect);
    return text === undefined ? undefined : [{ at: span(statement, statement.end, statement.end), text }];
  }
  const head = slice(source, span(statement, statement.start, name.at.start));
  // Several commands in one line of tmux, or a name that a loop makes.
  if (!/^[\w \t./-]+$/.test(head) || !/^["']?[ \t]+["']?$/.test(gap)) return undefined;
  if (!isPlainEnd(source.text.slice(value.at.end, statement.end))) return undefined;
  const statements = written.map((one) => `${head}${one.name} ${one.word}`);
  return placeStatements(layout, beside, region, statements, () => undefined);
}

const isPlainEnd = (rest: string): boolean => /^["']?$/.test(rest);

const isEnvName = (file: string): boolean => /^(?:.*\.)?env(?:\.(?!(?:sh|bash|zsh|fish)$).*)?$/.test(basename(file));

/** Can a name be set beside this assignment so that what it sets is set for the same programs? */
function isFree(layout: Layout, { reach, scope }: Assignment, name: string): boolean {
  const { fixed, locals } = placesOf(layout);
  return isName(name) && !fixed.has(name) && (reach === 'local' || !locals.has(localOf(name, scope)));
}

/** Names that the statement which clears `beside` clears as well. */
export function unsetAfter(
  layout: Layout,
  beside: Assignment,
  names: readonly string[],
): readonly TextEdit[] | undefined {
  const region = regionAt(layout, beside.at.start);
  if (!region || beside.reach === 'command' || !names.every(isName) || names.length === 0) return undefined;
  if (beside.operation === 'unset') {
    const end = Math.max(...assignmentsOf(layout, beside.statement).map(({ at }) => at.end));
    return [{ at: span(beside.at, end, end), text: names.map((name) => ` ${name}`).join('') }];
  }
  const keyword = layout.dialect === 'fish' ? 'set -e' : 'unset';
  return placeStatements(layout, beside, region, [`${keyword} ${names.join(' ')}`], () => undefined);
}

// ── where ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** On lines of their own below the statement, or right after it where it shares its line. */
function placeStatements(
  layout: Layout,
  beside: Assignment,
  region: Region,
  statements: readonly string[],
  otherwise: () => readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  const { source, dialect } = layout;
  const { comment } = beside;
  const written = all(statements.map((one) => intoRegion(one, region, dialect)));
  const command = commandAt(layout, beside.statement);
  const [loop] = command?.loops ?? [];
  const end = written && asksInFish(layout, written) ? endOfSetters(layout, beside) : undefined;
  if (end && written) return placeBelow(layout, end, region, keepingStatus(written));
  if (command && loop) {
    const isFree = command.certain && written && !changesStatusAfter(layout, command, loop.at, region, written);
    return isFree ? placeBelow(layout, loop.at, region, written) : undefined;
  }
  const { statement } = beside;
  if (!written || changesStatus(layout, beside, region, written)) return undefined;
  const { before, after, lineEnd } = surroundings(layout, statement, region, comment);
  if (command?.isWholeBody || startsBackground(after)) return otherwise();
  const link = command?.link ?? '';
  const isOneLine = region.quote !== undefined && !/[\r\n]/.test(slice(source, region.at));
  const isAlone = /^[ \t]*$/.test(before) && /^[ \t]*(?:;[ \t]*)?$/.test(after);
  if (isAlone && !isOneLine && link === '') {
    // Below it the body of a heredoc can begin, or the line can go on.
    const isContinued = !comment && source.text[lineEnd - 1] === '\\';
    if (isContinued || slice(source, statement).replaceAll('<<<', '').includes('<<')) return undefined;
    const ending = lineEnding(source.text, lineEnd);
    const text = written.map((one) => ending + before + one).join('');
    return [{ at: span(statement, lineEnd, lineEnd), text }];
  }
  const separator = separatorFor(before, after, link);
  if (separator === undefined) return otherwise();
  const inline = dialect === 'fish' && separator !== '; ' ? [`begin; ${written.join('; ')}; end`] : written;
  if (dialect === 'fish' && takesArguments(layout, statement, region)) return undefined;
  const text = inline.map((one) => separator + one).join('');
  return [{ at: span(statement, statement.end, statement.end), text }];
}

/** On lines of their own below a loop, which would set them again and again, or below the last statement of a function. */
function placeBelow(
  layout: Layout,
  at: Span,
  region: Region,
  written: readonly string[] | undefined,
): readonly TextEdit[] | undefined {
  const { before, after, lineEnd } = surroundings(layout, at, region, undefined);
  if (!written || region.quote !== undefined) return undefined;
  if (!/^[ \t]*$/.test(before) || !/^[ \t]*(?:;[ \t]*)?(?:[ \t]#.*)?$/.test(after)) {
    const isInline = layout.dialect === 'fish' && /^[ \t]*(?:;|$)/.test(after) && /;[ \t]*$/.test(before);
    return isInline ? [{ at: span(at, at.end, at.end), text: written.map((one) => `; ${one}`).join('') }] : undefined;
  }
  const ending = lineEnding(layout.source.text, lineEnd);
  return [{ at: span(at, lineEnd, lineEnd), text: written.map((one) => ending + before + one).join('') }];
}

/** `; ` or ` && `, as its neighbours have it; undefined where a second statement would not share the first one's fate. */
function separatorFor(before: string, after: string, link: Link): string | undefined {
  if (link === '||' || link === '|' || /^[ \t]*\|(?!\|)/.test(after)) return undefined;
  if (link === '&&') return /\band[ \t]+$/.test(before) ? '; and ' : ' && ';
  if (/^[ \t]*&&/.test(after)) return ' && ';
  return /(?:^|[;{(&|]|(?:^|[^)])\)|\b(?:then|do|else|begin|if|while))[ \t]*$/.test(before) || /^[ \t]*$/.test(before)
    ? '; '
    : undefined;
}

/** fish puts an alias's arguments after its last command: a block there would not be one any more. */
function takesArguments(layout: Layout, statement: Span, region: Region): boolean {
  return region.quote !== undefined && codeAfter(layout, statement.end, region.at.end) >= region.at.end;
}

/** `NAME=value &` sets it in a process of its own. */
function startsBackground(after: string): boolean {
  return /^[ \t]*&(?![&>])/.test(after);
}

/** As more words of the same statement: `export A=1 B=2`, `A=1 B=2 command`. */
function asWords(
  layout: Layout,
  beside: Assignment,
  variables: readonly NewVariable[],
  region: Region,
): readonly TextEdit[] | undefined {
  const { dialect } = layout;
  const style = styleOf(layout, beside, region);
  const isKeyword = beside.reach === 'command' || /^(?:export|declare|typeset|local)\b/.test(style.keyword);
  const isQuoted = beside.at.start !== beside.name.at.start || beside.at.end !== beside.value.at.end;
  if (!isKeyword || isQuoted || beside.operation === 'export') return undefined;
  if (dialect === 'fish' && (beside.reach !== 'command' || variables.some(({ inherit }) => inherit))) return undefined;
  // All words are expanded before the first is assigned: a copy would be one of the old value.
  const words = all(variables.map(({ copyOf, ...variable }) => newValue({ orFrom: copyOf, ...variable }, style)));
  const text =
    words && intoRegion(words.map((word, index) => ` ${variables[index]!.name}=${word}`).join(''), region, dialect);
  return text === undefined ? undefined : [{ at: span(beside.at, beside.at.end, beside.at.end), text }];
}

// ── what ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Style {
  readonly dialect: Layout['dialect'];
  /** `export `, `typeset -gx `, `set -Ux `, empty. */
  readonly keyword: string;
  readonly quote: Quote;
  readonly isBody: boolean;
}

function styleOf(layout: Layout, beside: Assignment, region: Region): Style {
  const first = assignmentsOf(layout, beside.statement)[0] ?? beside;
  const head = slice(layout.source, span(beside.at, beside.statement.start, first.name.at.start));
  const keyword = layout.dialect === 'fish' ? fishKeyword(head, beside) : posixKeyword(layout, head, beside);
  return { dialect: layout.dialect, keyword, quote: quoteOf(layout, beside), isBody: region.quote !== undefined };
}

function quoteOf({ source }: Layout, { value }: Assignment): Quote {
  const raw = slice(source, value.at);
  return shellPieces(value)[0]?.quote ?? (raw.startsWith('"') ? 'double' : raw.startsWith("'") ? 'single' : 'none');
}

/** The neighbour's keyword if it exports, or if nothing exports here; a variable exported further on needs one. */
function posixKeyword(layout: Layout, head: string, beside: Assignment): string {
  const plain = trimEnd(head, '"\'\\');
  if (/^(?:builtin[ \t]+)?(?:export|declare|typeset|local)[ \t]+(?:-[xg]+[ \t]+)*(?:--[ \t]+)?$/.test(plain))
    return plain;
  return placesOf(layout).exported.has(beside.name.text) ? 'export ' : '';
}

function fishKeyword(head: string, { reach }: Assignment): string {
  const plain = /(?:^|\s)(set[ \t]+(?:-[xgUlf]+[ \t]+|--(?:export|global|universal|local|function)[ \t]+)*)$/.exec(
    head,
  )?.[1];
  return plain ?? (reach === 'local' ? 'set -lx ' : 'set -gx ');
}

function newStatements(variable: NewVariable, style: Style, isLast: boolean): readonly string[] | undefined {
  const value = newValue(variable, style);
  if (value === undefined) return undefined;
  const { name, inherit, orFrom } = variable;
  if (style.dialect !== 'fish') return [`${style.keyword}${name}=${value}`];
  const statement = `${style.keyword}${name} ${value}`;
  if (!inherit) return [statement];
  const kept = `if not set -q ${name}; ${statement}; end`;
  if (orFrom === undefined) return [kept];
  // The last `if` leaves the status at 0, which an `else` after a failed question would not.
  const inherited = `if set -q ${orFrom}; ${style.keyword}${name} $${orFrom}; else; ${statement}; end`;
  return [`if not set -q ${name}; ${inherited}; end`, ...(isLast ? [kept] : [])];
}

/** The right side: what is inherited, else a copy, else the value itself. */
function newValue({ name, value, inherit, orFrom, copyOf }: Variable, style: Style): string | undefined {
  const { dialect, quote } = style;
  if ((copyOf !== undefined && !isName(copyOf)) || !isName(orFrom ?? name) || opensTag(value)) return undefined;
  if (dialect === 'fish') return copyOf ? `$${copyOf}` : quoteWord(value, quote, dialect);
  if (!inherit)
    return copyOf ? expansion(`$${copyOf}`, style) : quoteWord(value, quote === 'ansi' ? 'single' : quote, dialect);
  if (copyOf) return expansion(`\${${name}:-$${copyOf}}`, style);
  // A brace or a single quote in the word would be read differently by the one shell and the other.
  const word = /['{}]/.test(value) ? undefined : encode(value, 'double', dialect);
  if (word === undefined || (style.isBody && !isBareSafe(value))) return undefined;
  const rest = orFrom === undefined ? word : `\${${orFrom}:-${word}}`;
  return expansion(`\${${name}:-${rest}}`, style);
}

type Variable = Omit<NewVariable, 'copyOf'> & { readonly copyOf?: string | undefined };

/** Quotes within an alias's quotes are hard to read, and a declaration splits no words but in some shells named sh. */
function expansion(text: string, { isBody, dialect }: Style): string {
  return isBody && dialect !== 'sh' ? text : `"${text}"`;
}

function all<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  return items.every((item) => item !== undefined) ? (items as readonly T[]) : undefined;
}
