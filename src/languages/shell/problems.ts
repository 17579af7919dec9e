/** What a shell cannot read, in the reader's words. */
import type { Span, SyntaxFinding, Text } from '../../core.ts';
import type { Problem } from './syntax.ts';

/** The finding for the first problem of a file. */
export function syntaxFinding({ kind, at, word, closer }: Problem): SyntaxFinding {
  return { at, message: MESSAGES[kind](word, closer ?? CLOSERS[word] ?? 'done'), label: LABELS[kind], why: WHY };
}

/** The finding for a file that is not followed beyond `at`. */
export function tooMuch(at: Span): SyntaxFinding {
  return {
    at,
    severity: 'warning',
    message: { en: 'From here on this file is not checked', zh: '从这里开始，文件的其余部分没有检查' },
    label: { en: 'nested deeper, or longer, than envlint follows', zh: '嵌套过深或内容过多，envlint 不再往下读' },
  };
}

const WHY: Text = {
  en: 'A shell stops at the first thing it cannot read: what is set below it is not set at all.',
  zh: 'Shell 读到第一处看不懂的地方就会停下，写在后面的设置全都不生效。',
};

const CLOSERS: Readonly<Record<string, string>> = {
  if: 'fi',
  case: 'esac',
  'case {': '}',
  foreach: 'end',
  '{': '}',
  '(': ')',
};

const MESSAGES: Readonly<Record<Problem['kind'], (word: string, closer: string) => Text>> = {
  quote: (word) => ({
    en: `The shell cannot read this file: ${word} is never closed`,
    zh: `Shell 读不了这个文件：${word} 一直没有闭合`,
  }),
  unclosed: (word, closer) => ({
    en: `The shell cannot read this file: ${word} has no ${closer}`,
    zh: `Shell 读不了这个文件：${word} 缺少对应的 ${closer}`,
  }),
  stray: (word) => ({
    en: `The shell cannot read this file beyond ${word}: nothing is open here that it would close`,
    zh: `Shell 读到这个 ${word} 就会停下：前面没有与它配对的开头`,
  }),
};

const LABELS: Readonly<Record<Problem['kind'], Text>> = {
  quote: { en: 'opened here', zh: '从这里开始' },
  unclosed: { en: 'opened here', zh: '从这里开始' },
  stray: { en: 'one too many', zh: '多出来的' },
};
