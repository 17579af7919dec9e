import type { Symptom } from '../symptom.ts';

export default {
  id: 'http-429',
  title: { en: 'Too many requests (429)', zh: '请求过多（429）' },
  general: true,
  texts: [
    '429 Too Many Requests',
    'Error code: 429',
    'HTTP 429',
    'RateLimitError',
    'Rate limited — switching to fallback provider',
  ],
  causes: [
    {
      text: {
        en: 'The provider’s quota or rate is used up: its answer is JSON. No file shows that.',
        zh: '服务商的额度用完，或请求太频繁：它返回 JSON。从文件里看不出来。',
      },
      rules: [],
    },
    {
      text: {
        en: 'Cloudflare limits the shared exit address of the node: its body is "error code: 1015".',
        zh: 'Cloudflare 对节点的共用出口 IP 限流：响应体是 “error code: 1015”。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sSi URL | head -20',
    shows: {
      en: 'JSON is the provider, "error code:" is Cloudflare',
      zh: 'JSON 是服务商，“error code:” 是 Cloudflare',
    },
  },
  sources: ['anthropics/claude-code#28295'],
} satisfies Symptom;
