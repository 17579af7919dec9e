/**
 * Where a new Clash rule must be inserted so that it survives updates: before a given rule, or in the list that the client
 * keeps.
 */
import type { ClashFile, ClashRule, Fix, Project, Text, TextEdit, Value } from '../core.ts';
import { lineEnd, lineStart } from '../text.ts';
import { insertAbove, removeSpan, unsafeFix } from './edits.ts';

/** Layers that the user writes; a client does not overwrite them. */
const LASTING = new Set(['local', 'merge', 'rules']);

/**
 * New rules before another one. In a configuration that a client puts together from a subscription they go into the list
 * whose rules come first; undefined where there is none.
 */
export function rulesBefore(
  project: Project,
  file: ClashFile,
  rule: ClashRule,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  const { composition } = file;
  const layer = composition?.layers.find((one) => one.file === rule.at.file);
  if (!composition || (layer && LASTING.has(layer.role))) return above(project, rule.at, lines);
  return composition.ruleList?.isReplaced ? undefined : intoRuleList(project, file, lines);
}

/** New rules at the head of the list that the client keeps; undefined where there is none. */
function intoRuleList(
  project: Project,
  { composition }: ClashFile,
  lines: readonly string[],
): readonly TextEdit[] | undefined {
  const list = composition?.ruleList;
  if (!list) return undefined;
  const [first] = list.items;
  if (first) return above(project, first, lines);
  const { text } = project.document(list.at.file);
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  let { start } = list.at;
  while (text[start - 1] === ' ') start--;
  // The list's key starts its own line, unless the whole file is a list.
  const indent = /^ */.exec(text.slice(lineStart(text, start)))?.[0] ?? '';
  return [{ at: { ...list.at, start }, text: lines.map((line) => `${ending}${indent}  - ${line}`).join('') }];
}

/**
 * Moves the rules under a key of a merge layer into the list that the client keeps; no fix where they cannot be moved or where
 * there is no such list. Unsafe: rules that had no effect start to act, or rules that were replaced come back.
 */
export function moveIntoRuleList(project: Project, file: ClashFile, key: Value, title: Text): Fix[] {
  const written = writtenRules(project, key);
  return unsafeFix(title, written && [written.removal], written && intoRuleList(project, file, written.lines));
}

function above(project: Project, at: ClashRule['at'], lines: readonly string[]): readonly TextEdit[] | undefined {
  const edits = lines.map((line) => insertAbove(project, at, line));
  return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}

/** A fix is proven as a whole; anything above this number is left to the next round. */
const MOST_EDITS = 500;

/** Removes rules from one file. Removing a line also removes its comment, so lines with a comment stay. */
export function removeRules(project: Project, rules: readonly ClashRule[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { at } of rules) {
    const { text } = project.document(at.file);
    if (text.slice(at.end, lineEnd(text, at.end)).includes('#')) continue;
    const removed = removeSpan(project, at) ?? [];
    if (removed.every((edit) => edit.at.start >= (edits.at(-1)?.at.end ?? 0))) edits.push(...removed);
    if (edits.length >= MOST_EDITS) break;
  }
  return edits;
}

/** A top-level list of rules with its key, and the rules in it; undefined where there is more between them. */
function writtenRules(
  project: Project,
  key: Value,
): { readonly lines: readonly string[]; readonly removal: TextEdit } | undefined {
  const { text } = project.document(key.at.file);
  const start = lineStart(text, key.at.start);
  const head = lineEnd(text, key.at.start);
  const rest = text
    .slice(key.at.end, head)
    .replace(/^['"]?[ \t]*:/, '')
    .trim();
  const flow = /^\[(.*)\]$/.exec(rest)?.[1];
  if (start !== key.at.start || (rest !== '' && flow === undefined)) return undefined;
  const { lines, end } = flow === undefined ? blockItems(text, head + 1) : { lines: flowItems(flow), end: head + 1 };
  const removal = { at: { file: key.at.file, start, end: Math.min(end, text.length) }, text: '' };
  return lines.length > 0 ? { lines, removal } : undefined;
}

/** `- item` lines up to the next key; none where a comment or something else is between them. */
function blockItems(text: string, from: number): { readonly lines: readonly string[]; readonly end: number } {
  const lines: string[] = [];
  for (let start = from; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end).trim();
    const item = /^-[ \t]/.test(line) ? line.slice(1).trim() : undefined;
    if (item === undefined) return /^\S/.test(text.slice(start, end)) ? { lines, end: start } : NOTHING;
    const rule = /^(?:"([^"\\]*)"|'([^']*)'|([^"'#&*!|>%@`{[\s](?:(?! #).)*))$/.exec(item);
    if (!rule) return NOTHING;
    lines.push(rule[1] ?? rule[2] ?? rule[3] ?? '');
    start = end + 1;
  }
  return { lines, end: text.length };
}

const NOTHING = { lines: [], end: 0 } as const;

/** The quoted items between brackets; none where one is not quoted, for rules have commas. */
function flowItems(inner: string): string[] {
  const items = inner.match(/"[^"\\]*"|'[^']*'/g) ?? [];
  const rest = inner.replace(/"[^"\\]*"|'[^']*'/g, '').replace(/[\s,]/g, '');
  return rest === '' ? items.map((item) => item.slice(1, -1)) : [];
}

/** A reason, with the place where the user can add a rule that lasts, if no list of the client accepts one. */
export function withLastingPlace({ composition }: ClashFile, rule: ClashRule, why: Text): Text {
  const role = composition?.layers.find(({ file }) => file === rule.at.file)?.role;
  if (
    !composition ||
    (composition.ruleList && !composition.ruleList.isReplaced) ||
    (role !== 'subscription' && role !== 'app')
  )
    return why;
  const { client, lasting } = composition;
  return lasting
    ? {
        en: `${why.en} A rule that lasts belongs in ${lasting.en}.`,
        zh: `${why.zh}要让规则不被更新覆盖，请写进${lasting.zh}。`,
      }
    : {
        en: `${why.en} A rule that lasts is added in ${client} itself.`,
        zh: `${why.zh}要让规则不被更新覆盖，请在 ${client} 里添加。`,
      };
}

/** The title of `rulesBefore`: before this rule, or in the list of the client that comes before all of a subscription's. */
export function insertTitle({ composition }: ClashFile, rule: ClashRule, lines: string): Text {
  const list = composition?.ruleList?.at.file;
  return composition && list !== rule.at.file
    ? {
        en: `insert  ${lines}  into the rules list of ${composition.client}`,
        zh: `在 ${composition.client} 的规则列表里插入  ${lines}`,
      }
    : { en: `insert  ${lines}  before this rule`, zh: `在这条规则前插入  ${lines}` };
}
