import type { Symptom } from '../symptom.ts';

export default {
  id: 'node-invalid-url',
  title: { en: 'A Node program dies at its start: a URL cannot be read', zh: 'Node 程序一启动就退出：URL 无法解析' },
  texts: [
    'ERR_INVALID_URL',
    'TypeError: Invalid URL',
    'TypeError [ERR_INVALID_URL]',
    "code: 'ERR_INVALID_URL'",

    'cannot be parsed as a URL',
  ],
  single: ['Invalid URL'],
  causes: [
    {
      text: {
        en: 'HTTPS_PROXY=127.0.0.1:7890 without http://. curl assumes http, Node does not.',
        zh: 'HTTPS_PROXY=127.0.0.1:7890 没写 http://。curl 会当成 http，Node 不会。',
      },
      rules: ['schemeless-proxy'],
    },
    {
      text: { en: 'The value has a doubled port, quotes or spaces.', zh: '值里有重复的端口、引号或空格。' },
      rules: ['invalid-proxy-url'],
    },
    { text: { en: 'A base URL is malformed.', zh: 'base URL 写错了。' }, rules: ['malformed-url'] },
  ],
  confirm: {
    command: 'node -p "new URL(process.env.HTTPS_PROXY)"',
    shows: { en: 'the same error names the value', zh: '同样的报错会显示出这个值' },
  },
  sources: ['measured: undici 7.30, Node 24.22', 'prisma/orm#20302', 'esengine/DeepSeek-Reasonix#1050'],
} satisfies Symptom;
