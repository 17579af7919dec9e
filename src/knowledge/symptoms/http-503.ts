import type { Symptom } from '../symptom.ts';

export default {
  id: 'http-503',
  title: { en: 'A proxy or server answered 503', zh: '代理或服务器返回 503' },
  general: true,
  texts: [
    '503 Service Unavailable',
    'HTTP 503',
    'response 503',
    'Error code: 503',
    'status code 503',
    '503 Service Temporarily Unavailable',
  ],
  causes: [
    {
      text: {
        en: 'The proxy cannot reach the target: for a local address, because it is not exempt.',
        zh: '代理到不了目标：如果是本机地址，说明它没有被排除。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local'],
    },
    {
      text: { en: 'The node is dead, or the provider is overloaded.', zh: '节点失效，或服务商过载。' },
      rules: ['empty-clash-group'],
    },
  ],
  confirm: {
    command: 'curl -sSi URL | head -5',
    shows: { en: 'the Server: header says who answered', zh: 'Server: 响应头说明是谁在应答' },
  },
  sources: ['measured: Squid 5.7, Privoxy 3.0.34'],
} satisfies Symptom;
