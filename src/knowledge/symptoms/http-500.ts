import type { Symptom } from '../symptom.ts';

export default {
  id: 'http-500',
  title: { en: 'A server answered 500', zh: '返回 500' },
  general: true,
  texts: ['500 Internal Server Error', 'Error code: 500'],
  causes: [
    {
      text: {
        en: 'A proxy answers for a local address: Privoxy says "500 Internal Privoxy Error", Squid 500 for a name it does not know.',
        zh: '代理替本机地址应答：Privoxy 返回 “500 Internal Privoxy Error”，Squid 对不认识的域名返回 500。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
    {
      text: { en: 'The service itself failed; its own log says why.', zh: '服务自身出错；看它自己的日志。' },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sSi URL | head -20',
    shows: { en: 'the Server: header says who answered', zh: 'Server: 响应头说明是谁在应答' },
  },
  sources: ['run-llama/llama_index#14880'],
} satisfies Symptom;
