import type { Symptom } from '../symptom.ts';

export default {
  id: 'http-403',
  title: { en: 'A server answered 403: the first question is who answered', zh: '返回 403：先看是谁在应答' },
  general: true,
  texts: ['403 Forbidden', 'HTTP 403', 'status code 403', 'Error code: 403', ': Forbidden'],
  causes: [
    {
      text: {
        en: '"CONNECT tunnel failed, response 403": the proxy’s own rules refuse it, or the port is no forward proxy.',
        zh: '“CONNECT tunnel failed, response 403”：代理自己拒绝了，或这个端口不是正向代理。',
      },
      rules: ['proxy-port-mismatch', 'missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
    {
      text: {
        en: '"error code: 1020" or a cf-ray header: Cloudflare refuses the exit address of the node.',
        zh: '有 “error code: 1020” 或 cf-ray 响应头：Cloudflare 拒绝了节点的出口 IP。',
      },
      rules: ['overseas-direct'],
    },
    {
      text: {
        en: 'JSON with an error code: the provider refuses the key or the country. No file shows whether a key is good.',
        zh: '返回 JSON 错误码：服务商拒绝了密钥或所在国家。密钥是否有效，从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sSi URL | head -20',
    shows: {
      en: 'Server:, Via:, X-Squid-Error:, cf-ray: say who answered',
      zh: 'Server:、Via:、X-Squid-Error:、cf-ray: 说明是谁在应答',
    },
  },
  sources: ['measured: Squid 5.7, Cloudflare'],
} satisfies Symptom;
