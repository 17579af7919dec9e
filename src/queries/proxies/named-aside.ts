/** Readers that have a variable's name, or a part of it, as a word of its own. */
import type { Document } from '../../core.ts';
import { literalPattern, memo } from '../../text.ts';
import { scopesOf } from '../environments/evaluation/run.ts';

/**
 * `${!v}`, `${(P)v}`, `$$v`, `local -n v=$1`: indirect references; a name that the file contains as a word may be the one that
 * is meant. `printenv NAME`, `[[ -v NAME ]]`, `declare -p NAME`, `declare -n NAME=other` have the name itself.
 */
export function isNamedAside(document: Document, name: string): boolean {
  const { text, language } = document;
  // Two expressions are compiled for each name: searching first is what "files of every language" of `npm run bench files` is for.
  if (language !== 'shell') return false;
  if (text.includes('${!'))
    for (const [, start = ''] of text.matchAll(NAMES_BEGIN)) if (name.startsWith(start)) return true;
  if (isIndirect(document) && isComputed(document, name)) return true;
  if (!text.includes(name)) return false;
  const word = new RegExp(`(?<![\\w$\\{])${literalPattern(name)}(?![\\w=])`);
  if (isIndirect(document) && word.test(text)) return true;
  return new RegExp(ASKS.map((ask) => ask.replace('NAME', literalPattern(name))).join('|')).test(text);
}

const INDIRECT = /\$\{!\w|\(P\)\w|\$\$\w|\\\$\$?\{?\w|\b(?:declare|local|typeset)[ \t]+-[a-z]{0,4}n[a-z]{0,4}[ \t]/;
const isIndirect = memo(({ text }: Document) => INDIRECT.test(text));

/** `${k}_proxy`, `{http,no}_proxy`: a name that is put together, in either case. */
function isComputed(document: Document, name: string): boolean {
  const lower = name.toLowerCase();
  return computedParts(document).some(
    ([start, end]) => lower.length > start.length + end.length - 1 && lower.startsWith(start) && lower.endsWith(end),
  );
}

const computedParts = memo(({ text }: Document): readonly (readonly [string, string])[] =>
  [...text.matchAll(/(?<!\w)(\w{0,20})(?:\$?\{[^{}\n]{1,40}\}|\$\w{1,40}(?!\w)["']{0,2})(\w{0,20})/g)]
    .map(([, start = '', end = '']) => [start.toLowerCase(), end.toLowerCase()] as const)
    .filter(([start, end]) => start.length + end.length > 2),
);

/**
 * Is the name handed to a function of another file that reads what it is given the name of: `show() { echo "${!1}"; }` there,
 * `show no_proxy` here?
 */
export function isGivenByName(documents: readonly Document[], name: string): boolean {
  const indirect = documents.filter((document) => document.language === 'shell' && isIndirect(document));
  if (indirect.length === 0) return false;
  const functions = new Set(indirect.flatMap((document) => [...scopesOf(document).keys()].map((scope) => scope.name)));
  const call = new RegExp(`([\\w-]+)[ \\t]+["']?${literalPattern(name)}(?![\\w=])`, 'g');
  return documents.some(
    ({ language, text }) =>
      language === 'shell' && text.includes(name) && [...text.matchAll(call)].some(([, by = '']) => functions.has(by)),
  );
}

/** bash's `${!NO_@}`: the names that begin so. */
const NAMES_BEGIN = /\$\{!(\w{1,40})[@*]\}/g;
/** What reads a variable, or asks whether it exists, by its bare name. fish's `set -q` before `set` is what our own lines are. */
const ASKS = [
  '\\b(?:printenv|ENVIRON|environ|getenv|process\\.env)\\b[^\\n]{0,40}?\\bNAME\\b',
  '\\b(?:ENV[{[.]|env\\.)[^\\n]{0,20}?\\bNAME\\b',
  '(?:\\[|\\btest)[ \\t]+(?:![ \\t]+)?-v[ \\t]+["\']?NAME\\b',
  '\\b(?:declare|typeset|export|readonly|local)[ \\t]+-[a-zA-Z]{0,4}p[a-zA-Z]{0,4}[ \\t][^\\n;|&]{0,40}?\\bNAME\\b',
  '\\b(?:declare|typeset|local)[ \\t]+-[a-z]{0,4}n[a-z]{0,4}[ \\t]+NAME=',
  '\\bparameters\\[NAME\\]',
  '\\bset[ \\t]+(?:-S|--show)[ \\t][^\\n;|&]{0,40}?\\bNAME\\b',
  '\\bgrep[ \\t][^\\n;|&]{0,40}?\\bNAME\\b',
  '(?<!\\bnot[ \\t]{1,4})\\bset[ \\t]+(?:-[a-z]{0,4}q[a-z]{0,4}|--query)[ \\t]+NAME\\b(?!;?[ \\t]{0,4}set\\b)',
];
