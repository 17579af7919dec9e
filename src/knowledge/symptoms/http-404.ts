import type { Symptom } from '../symptom.ts';

export default {
  id: 'http-404',
  title: { en: 'A server answered 404: the address is wrong', zh: '返回 404：地址不对' },
  general: true,
  texts: ['404 Not Found', 'Error code: 404', 'HTTP 404', 'status code 404'],
  causes: [
    {
      text: {
        en: 'A base URL without /v1, with /v1 twice, or with a typo.',
        zh: 'base URL 少了 /v1、写了两次 /v1，或有笔误。',
      },
      rules: ['malformed-url'],
    },
    {
      text: { en: 'Somebody else answered: a proxy or a login page.', zh: '应答的不是目标服务：是代理或登录页。' },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
  ],
  confirm: {
    command: 'curl -sSi URL | head -20',
    shows: { en: 'the Server: header says who answered', zh: 'Server: 响应头说明是谁在应答' },
  },
  sources: ['modelscope/evalscope#789'],
} satisfies Symptom;
