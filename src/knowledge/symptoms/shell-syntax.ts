import type { Symptom } from '../symptom.ts';

export default {
  id: 'shell-syntax',
  title: { en: 'The shell refuses its start-up file', zh: 'shell 拒绝执行启动文件' },
  texts: [
    'unexpected end of file',
    'parse error near',
    '未预期的文件结束符',
    'unexpected EOF while looking for matching',
    'unmatched "',
    "unmatched '",
    '时遇到了未预期的 EOF',
    "$'\\r': command not found",

    'syntax error near unexpected token',
    "Unsupported use of '='",
    "In fish, please use 'set",
    '^M: bad interpreter',
    "bash\\r': No such file",
    'bad interpreter: No such file',
    'syntax error near unexpected token `',
    '未预期的记号',
    '附近有语法错误',
  ],
  causes: [
    {
      text: { en: 'A quote that is not closed, a missing fi, done or }.', zh: '引号没闭合，或少了 fi、done、}。' },
      rules: ['syntax-error'],
    },
    {
      text: {
        en: 'The file has Windows line ends (CRLF): dos2unix.',
        zh: '文件是 Windows 换行（CRLF）：用 dos2unix 转换。',
      },
      rules: ['syntax-error', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'bash lines in config.fish: write set -gx NAME value.',
        zh: 'config.fish 里写了 bash 语法：改为 set -gx NAME value。',
      },
      rules: ['syntax-error'],
    },
  ],
  confirm: {
    command: 'bash -n FILE; zsh -n FILE; fish -n FILE; file FILE',
    shows: { en: '"CRLF" or a line number', zh: '提示 CRLF 或行号' },
  },
  sources: ['measured: bash 5.2, zsh, fish'],
} satisfies Symptom;
