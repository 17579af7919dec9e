/**
 * A list of rules whose lines lack their dash. OpenClash reads its custom rules with Ruby's YAML (`yml_rules_change.sh`), for
 * which such lines are one long string: none of the rules is used.
 */
import type { SyntaxFinding, TextEdit } from '../../core.ts';
import { isPlainRule } from '../../knowledge/clash/sniff.ts';
import { lineEnd } from '../../text.ts';
import type { Node } from './tree.ts';

/** The finding for such a list; none for everything else. */
export function dashless(
  root: Node | undefined,
  { file, text }: { file: string; text: string },
): readonly SyntaxFinding[] {
  if (root?.kind !== 'scalar' || !file.endsWith('.list')) return [];
  const starts: number[] = [];
  for (let at = 0; at < text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, lineEnd(text, at));
    if (isPlainRule(line)) starts.push(at + line.length - line.trimStart().length);
    else if (line.trim() !== '' && !line.trim().startsWith('#')) return [];
  }
  const [first] = starts;
  if (first === undefined) return [];
  const edits: readonly TextEdit[] = starts.map((start) => ({ at: { file, start, end: start }, text: '- ' }));
  return [
    {
      at: { file, start: first, end: lineEnd(text, first) },
      message: { en: 'None of these rules is taken', zh: '这些规则都不会生效' },
      label: { en: 'each line must begin with `- `', zh: '每一行都要以 `- ` 开头' },
      why: {
        en: 'The file is read as YAML, where lines without a dash are one long text.',
        zh: '这个文件按 YAML 读取，没有短横线的几行会连成一个字符串。',
      },
      fixes: [{ title: { en: 'add `- ` to each line', zh: '在每行前面加上 `- `' }, safe: false, edits }],
      isFatal: true,
    },
  ];
}
