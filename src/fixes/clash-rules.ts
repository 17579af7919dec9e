/** Where a new Clash rule goes so that it lasts: beside the rule it comes before, or in the list its client keeps. */
import type { ClashFile, ClashRule, Project, TextEdit } from '../core.ts';
import { lineEnd } from '../text.ts';
import { insertAbove, removeSpan } from './edits.ts';

/** Layers the user writes; a client does not write them again. */
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
  const list = composition.ruleList;
  if (!list) return undefined;
  const [first] = list.items;
  if (first) return above(project, first, lines);
  const { text } = project.document(list.at.file);
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  let { start } = list.at;
  while (text[start - 1] === ' ') start--;
  return [{ at: { ...list.at, start }, text: lines.map((line) => `${ending}  - ${line}`).join('') }];
}

function above(project: Project, at: ClashRule['at'], lines: readonly string[]): readonly TextEdit[] | undefined {
  const edits = lines.map((line) => insertAbove(project, at, line));
  return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}

/** A fix is proven as a whole; what is more than this goes in the next round. */
const MOST_EDITS = 500;

/** Takes rules of one file out. With a line its comment would go: such lines stay. */
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
