/** What a shell cannot read, in the reader's words. */
import type { Span, SyntaxFinding, Text } from '../../../core.ts';
import type { Problem } from '../syntax.ts';

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

/** The finding for a file with CRLF lines; `at`: the first statement that ends in one. */
export function carriageReturns(at: Span): SyntaxFinding {
  return {
    at,
    severity: 'warning',
    message: {
      en: 'This file has Windows line ends (CRLF): the shell takes each carriage return for part of the last word',
      zh: '这个文件用的是 Windows 换行（CRLF）：shell 会把行尾的回车符当成最后一个词的一部分',
    },
    label: { en: 'ends in \\r', zh: '末尾带有 \\r' },
    why: {
      en: 'Values end in an invisible \\r, and commands are not found. Save the file with LF line ends (dos2unix FILE); envlint writes nothing into it until then.',
      zh: '值的末尾会多出看不见的 \\r，命令也会找不到。请把文件存成 LF 换行（dos2unix 文件名）；在此之前 envlint 不会改动它。',
    },
  };
}

const WHY: Text = {
  en: 'A shell stops at the first thing it cannot read: what is set below it is not set at all.',
  zh: 'shell 读到第一处看不懂的地方就会停下，写在后面的设置全都不生效。',
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
    zh: `shell 读不了这个文件：${word} 一直没有闭合`,
  }),
  unclosed: (word, closer) => ({
    en: `The shell cannot read this file: ${word} has no ${closer}`,
    zh: `shell 读不了这个文件：${word} 缺少对应的 ${closer}`,
  }),
  stray: (word) => ({
    en: `The shell cannot read this file beyond ${word}: nothing is open here that it would close`,
    zh: `shell 读到这个 ${word} 就会停下：前面没有与它配对的开头`,
  }),
};

const LABELS: Readonly<Record<Problem['kind'], Text>> = {
  quote: { en: 'opened here', zh: '从这里开始' },
  unclosed: { en: 'opened here', zh: '从这里开始' },
  stray: { en: 'one too many', zh: '多出来的' },
};
