import type { Symptom } from '../symptom.ts';

export default {
  id: 'cloudflare-rate-limit',
  title: { en: 'Cloudflare limits the address you come from (1015)', zh: 'Cloudflare 对你的出口 IP 限流（1015）' },
  texts: [
    'Error 1015',
    'error code: 1015',
    'You are being rate limited',
    'Cloudflare 1015',
    '1015 rate limit',
    'code 1015',
  ],
  includes: ['http-429'],
  causes: [
    {
      text: {
        en: 'Many people share the exit address of this node. No file on this machine shows that: change the node, or wait.',
        zh: '这个节点的出口 IP 有很多人共用。从文件里看不出来：换节点，或等一段时间。',
      },
      rules: [],
    },
    {
      text: {
        en: 'This program sends too many requests at once. A provider’s own limit looks different: its 429 is JSON and has no "error code:".',
        zh: '程序短时间内发出的请求太多。服务商自己的限流不是这样：它的 429 返回 JSON，没有 “error code:”。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sS -x "$HTTPS_PROXY" https://www.cloudflare.com/cdn-cgi/trace | grep -E "^(ip|loc|colo)="',
    shows: { en: 'the address and country that Cloudflare sees', zh: 'Cloudflare 看到的 IP 和国家' },
  },
  sources: ['measured: openai-js 6.49, @anthropic-ai/sdk 1.14', 'anthropics/claude-code#28295'],
} satisfies Symptom;
