import type { Symptom } from '../symptom.ts';

export default {
  id: 'domestic-timeout',
  title: { en: 'Requests to a domestic API time out', zh: '访问国内 API 超时' },
  host: 'domestic',
  texts: [
    'timeout connecting to {host}',
    'timed out connecting to {host}',
    'connection to {host} timed out',
    'connect to {host} timed out',
    '连接 {host} 超时',
    '连接超时',
    '访问 {host} 超时',
    '连接到 {host} 超时',
    '请求 {host} 超时',
    '请求超时',
    '访问超时',
    'Read timed out',
    'request to {host} timed out',
    'connecting to {host} timed out',
    'timeout while connecting to {host}',
  ],
  includes: ['timed-out', 'connect-timeout', 'request-swallowed'],
  causes: [
    {
      text: {
        en: 'The Clash rules send the domestic host abroad: no DIRECT rule comes before the one that catches it.',
        zh: 'Clash 规则把国内主机送到了境外节点：命中的规则之前没有 DIRECT 规则。',
      },
      rules: ['domestic-via-proxy'],
    },
    {
      text: {
        en: 'The proxy is down or on another port, and the host is not in NO_PROXY.',
        zh: '代理没开或端口不对，而 NO_PROXY 里没有这个主机。',
      },
      rules: ['proxy-port-mismatch', 'missing-no-proxy', 'unmatched-no-proxy-entry', 'client-dependent-no-proxy'],
    },
    {
      text: {
        en: 'This machine resolves names through a foreign server alone (8.8.8.8), which is often unreachable from China.',
        zh: '本机只用境外 DNS（如 8.8.8.8）解析域名，在国内经常连不上。',
      },
      rules: ['single-resolver', 'ignored-resolver-setting'],
    },
    { text: { en: 'The provider is overloaded.', zh: '服务商过载。' }, rules: [] },
  ],
  confirm: {
    command: 'curl -sS -m 8 --noproxy "*" -o /dev/null -w "%{http_code} %{time_total}\\n" https://{host}/',
    shows: {
      en: 'an answer here and none without --noproxy: the proxy is the cause',
      zh: '加上 --noproxy 就通、不加就不通：问题在代理',
    },
  },
  sources: [
    'esengine/DeepSeek-Reasonix#2229',
    'NousResearch/hermes-agent#115024',
    'langgenius/dify-official-plugins#855',
  ],
} satisfies Symptom;
