import type { Symptom } from '../symptom.ts';

export default {
  id: 'shell-ampersand',
  title: {
    en: 'The shell cuts a proxy URL at & and runs the rest',
    zh: 'shell 在 & 处切断代理地址，并把后半段当命令执行',
  },
  texts: [
    '@127.0.0.1:{port}: command not found',
    '@{host}:{port}: command not found',
    '@127.0.0.1:7890: 未找到命令',
    '@{host}:{port}: 未找到命令',
    '@127.0.0.1:7890: command not found',
  ],
  includes: ['shell-not-identifier'],
  causes: [
    {
      text: {
        en: 'An unquoted & in the password: quote the value and write %26.',
        zh: '密码里的 & 没加引号：给值加引号，并写成 %26。',
      },
      rules: ['invalid-proxy-url', 'dropped-assignment'],
    },
  ],
  confirm: {
    command: 'declare -p http_proxy https_proxy',
    shows: { en: 'the value ends where the & stood', zh: '值在 & 处断掉' },
  },
  sources: ['measured: bash 5.2'],
} satisfies Symptom;
