import type { Symptom } from '../symptom.ts';

export default {
  id: 'shell-not-identifier',
  title: { en: 'The shell cuts a value at a space', zh: 'shell 在空格处把值切断' },
  texts: [
    'not a valid identifier',
    'not an identifier',
    '不是有效的标识符',
    '127.0.0.1: command not found',
    '127.0.0.1: 未找到命令',
    'HTTPS_PROXY: command not found',
    'HTTPS_PROXY: 未找到命令',
    '127.0.0.1:{port}: command not found',
    'PROXY: command not found',
    'no such file or directory: http://',
    'bad variable name',
    'not valid in this context',
    'no_proxy: command not found',
    'all_proxy: command not found',
    'https_proxy: not found',
    'HTTPS_PROXY: not found',
    'http_proxy: command not found',
    'PROXY: 未找到命令',
    'proxy: 未找到命令',
    '找不到命令: HTTPS_PROXY',
    'command not found: HTTPS_PROXY',
    'command not found: 127.0.0.1',
    'command not found: NO_PROXY',
    'command not found: http_proxy',
  ],
  causes: [
    {
      text: {
        en: 'A space after a comma or around =: export NO_PROXY=localhost, 127.0.0.1 sets only localhost, and the rest is taken for another name.',
        zh: '逗号后或 = 两边有空格：export NO_PROXY=localhost, 127.0.0.1 只设置了 localhost，其余被当成另一个名字。',
      },
      rules: ['dropped-assignment', 'unmatched-no-proxy-entry', 'syntax-error'],
    },
    {
      text: {
        en: 'A .env whose values have spaces is sourced by a shell: quote them.',
        zh: '.env 里带空格的值被 shell 直接 source：加上引号。',
      },
      rules: ['dropped-assignment', 'syntax-error'],
    },
  ],
  confirm: {
    command: 'bash -c ". ~/.bashrc" 2>&1 | head',
    shows: { en: 'the line number of the message', zh: '提示里有行号' },
  },
  sources: ['measured: bash 5.2, zsh'],
} satisfies Symptom;
