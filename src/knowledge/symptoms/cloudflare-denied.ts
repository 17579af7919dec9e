import type { Symptom } from '../symptom.ts';

export default {
  id: 'cloudflare-denied',
  title: { en: 'Cloudflare refuses the address you come from (1020)', zh: 'Cloudflare 拒绝了你的出口 IP（1020）' },
  texts: ['Error 1020', 'error code: 1020', 'Cloudflare 1020', 'code 1020', 'Error 1009', 'error code: 1009'],
  includes: ['http-403'],
  causes: [
    {
      text: {
        en: 'The exit of this node (a data centre, a country) is blocked. No file shows that: change the node or its region.',
        zh: '节点出口（机房 IP、所在国家）被屏蔽。从文件里看不出来：换节点，或换地区。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The host is sent DIRECT and Cloudflare sees an address in China.',
        zh: '这个主机被分流到 DIRECT，Cloudflare 看到的是国内 IP。',
      },
      rules: ['overseas-direct', 'service-without-proxy'],
    },
    {
      text: {
        en: 'It is no wrong key, although Claude Code prints "Failed to authenticate": a wrong key answers with JSON.',
        zh: '不是密钥的问题，尽管 Claude Code 会显示 “Failed to authenticate”：密钥错误返回的是 JSON。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sS -x "$HTTPS_PROXY" https://www.cloudflare.com/cdn-cgi/trace | grep -E "^(ip|loc|colo)="',
    shows: { en: 'the address and country that Cloudflare sees', zh: 'Cloudflare 看到的 IP 和国家' },
  },
  sources: [
    'measured: Claude Code 2.1.197',
    'OrangeMiracle/chatGPTwebQQbot#13',
    'Wei-Shaw/claude-relay-service#30',
    'SillyTavern/SillyTavern#5825',
  ],
} satisfies Symptom;
