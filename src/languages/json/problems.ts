/** What is wrong with a JSON text, in our own words. */
import type { Comment, Span, SyntaxFinding, Text } from '../../core.ts';
import { lineEnd } from '../../text.ts';
import type { ListNode, MapNode } from '../shared/tree.ts';

/** `form`: the JSON that its program takes. */
const refused = (form: string): Text => ({
  en: `This file cannot be loaded: it is not valid ${form}`,
  zh: `文件无法加载：不是合法的 ${form}`,
});

/** Something that cannot come here. */
export function unexpected(form: 'JSON' | 'JSON5', text: string, at: Span): SyntaxFinding {
  const label = causeOf(form, text.slice(at.start, at.end));
  return { at: visible(text, at), message: refused(form), label, isFatal: true };
}

function causeOf(form: 'JSON' | 'JSON5', source: string): Text {
  if (source === '') return { en: 'nothing is written here', zh: '这里什么都没写' };
  if (source.startsWith('/*')) return { en: 'this comment is never closed', zh: '注释没有闭合' };
  if (form === 'JSON' && source.startsWith("'")) return { en: 'JSON takes only double quotes', zh: 'JSON 只认双引号' };
  if (/^"(?!(?:[^"\\]|\\.)*"$)|^'(?!(?:[^'\\]|\\.)*'$)/s.test(source))
    return { en: 'a quote is opened and never closed', zh: '引号没有闭合' };
  if (/^["'{[\d+.-]/.test(source) || /^(?:true|false|null)$/.test(source))
    return { en: 'a comma or a colon is missing before this', zh: '前面缺少逗号或冒号' };
  return { en: 'this cannot stand here', zh: '这里不能出现这样的内容' };
}

/** A brace or bracket that is never closed. */
export function missing(form: 'JSON' | 'JSON5', text: string, { kind, at }: MapNode | ListNode): SyntaxFinding {
  const bracket = kind === 'map' ? '{' : '[';
  return {
    at: visible(text, { ...at, end: at.start + 1 }),
    message: refused(form),
    label: { en: `this ${bracket} is never closed`, zh: `这个 ${bracket} 没有闭合` },
    isFatal: true,
  };
}

/** What JSON with comments has and strict JSON has not. */
interface Tolerated {
  readonly comments: readonly Comment[];
  readonly trailingCommas: readonly Span[];
}

/** What Go's encoding/json refuses and readers of JSON with comments take: dockerd then does not start. */
export function strictErrors({ comments, trailingCommas }: Tolerated): SyntaxFinding[] {
  const message = {
    en: 'dockerd does not start: this file is not plain JSON',
    zh: 'dockerd 无法启动：文件不是标准 JSON',
  };
  const [comment] = comments;
  const [comma] = trailingCommas;
  return [
    ...(comment ? [{ at: comment.at, message, label: COMMENT, isFatal: true as const }] : []),
    ...(comma ? [{ at: comma, message, label: COMMA, isFatal: true as const }] : []),
  ];
}

const COMMENT: Text = { en: 'it takes no comments', zh: '不允许注释' };
const COMMA: Text = { en: 'it takes no comma before a bracket', zh: '括号前不允许多余的逗号' };

/** More nesting than any settings file has. */
export function tooDeep(at: Span): SyntaxFinding {
  return {
    at,
    message: { en: 'This file is not checked: it is nested too deeply', zh: '未检查这个文件：嵌套过深' },
  };
}

/** At least one character to underline, on one line. */
function visible(text: string, { file, start, end }: Span): Span {
  const from = Math.min(start, Math.max(0, text.length - 1));
  const limit = lineEnd(text, from);
  return { file, start: from, end: Math.max(Math.min(end, limit), Math.min(from + 1, text.length)) };
}
