import type { Symptom } from '../symptom.ts';

export default {
  id: 'json-expected',
  title: { en: 'HTML or nothing came back where JSON was expected', zh: '本该返回 JSON，却得到 HTML 或空内容' },
  texts: [
    'Expecting value: line 1 column 1 (char 0)',
    'Unexpected token < in JSON',
    "Unexpected token '<'",
    'is not valid JSON',
    'API returned an empty or malformed response',
    'JSONDecodeError: Expecting value',
    "invalid character '<' looking for beginning of value",
    'Unexpected end of JSON input',
    'looking for beginning of value',
  ],
  causes: [
    {
      text: {
        en: 'A proxy’s or login page answered instead of the service.',
        zh: '应答的是代理页面或登录页，不是服务本身。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local'],
    },
    {
      text: { en: 'The base URL lacks /v1 or leads to a web page.', zh: 'base URL 少了 /v1，或指向网页。' },
      rules: ['malformed-url'],
    },
  ],
  confirm: {
    command: 'curl -sSi URL | head -20',
    shows: { en: 'the first lines say who answered', zh: '前几行说明是谁在应答' },
  },
  sources: ['vladmandic/sdnext#1751', 'measured: Claude Code 2.1.197'],
} satisfies Symptom;
