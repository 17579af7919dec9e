import type { Symptom } from '../symptom.ts';

export default {
  id: 'httpx-ipv6-no-proxy',
  title: { en: 'httpx crashes on an IPv6 entry of NO_PROXY', zh: 'NO_PROXY 里的 IPv6 写法让 httpx 崩溃' },
  texts: [
    "Invalid port: ':1]'",
    'httpx.InvalidURL: Invalid port',
    "Invalid port: ':",
    'Invalid IPv6 URL',
    "Invalid port: '",
  ],
  causes: [
    {
      text: {
        en: 'NO_PROXY contains [::1] or an IPv6 CIDR such as fe80::/10: httpx 0.24.0 to 0.28.1 fails with every request. Write ::1, and leave the CIDR out.',
        zh: 'NO_PROXY 里有 [::1] 或 fe80::/10 之类的 IPv6 CIDR：httpx 0.24.0 到 0.28.1 的每个请求都会失败。写 ::1，去掉 CIDR。',
      },
      rules: ['unmatched-no-proxy-entry', 'client-dependent-no-proxy'],
    },
  ],
  confirm: {
    command: 'python3 -c "import httpx; httpx.Client()"',
    shows: { en: 'the same error without any request', zh: '不发请求也会报同样的错' },
  },
  sources: [
    'basicmachines-co/basic-memory#1541',
    'encode/httpx#3574',
    'MoonshotAI/kimi-cli#1959',
    'orbstack/orbstack#2456',
  ],
} satisfies Symptom;
