import type { Symptom } from '../symptom.ts';

export default {
  id: 'http-0-9',
  title: { en: 'curl received an answer that is not HTTP', zh: 'curl 收到的不是 HTTP 响应' },
  texts: ['Received HTTP/0.9', 'HTTP/0.9 when not allowed'],
  causes: [
    {
      text: {
        en: 'The port speaks something else than HTTP: a SOCKS-only port, a database, TLS.',
        zh: '这个端口用的不是 HTTP：只收 SOCKS、是数据库，或要求 TLS。',
      },
      rules: ['proxy-port-mismatch', 'socks-proxy-scheme', 'malformed-url'],
    },
    {
      text: { en: 'A proxy variable leads there.', zh: '代理变量指到了这里。' },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url'],
    },
  ],
  confirm: {
    command:
      'curl -x socks5h://127.0.0.1:7891 -sS -m 5 -o /dev/null -w "%{http_code}\\n" https://www.gstatic.com/generate_204',
    shows: { en: '204: that port speaks SOCKS', zh: '返回 204：那个端口收 SOCKS' },
  },
  sources: ['curl(1): --http0.9'],
} satisfies Symptom;
