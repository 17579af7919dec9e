import type { Symptom } from '../symptom.ts';

export default {
  id: 'domestic-slow-or-blocked',
  title: { en: 'A domestic service is slow or refused while the proxy is on', zh: '开着代理时，国内服务变慢或被拒绝' },
  texts: ['国内 provider 也 timeout', '国内 API 很慢', '国内网站很慢'],
  described: [
    [
      ['domestic', 'chinese', 'deepseek', 'qwen', 'dashscope', 'moonshot', 'kimi', 'zhipu', 'volces', 'aliyun'],
      ['slow', 'abroad', 'foreign', 'via proxy', 'through the proxy', 'blocked'],
    ],
    [
      ['国内', 'deepseek', '通义', 'kimi', '智谱', '豆包'],
      ['慢', '境外', '绕', '走了代理', '走代理'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'The proxy takes domestic addresses abroad: rules that send them DIRECT must stand before the catching one.',
        zh: '代理把国内地址也送到境外：要让它们直连，规则必须写在现在命中的规则之前。',
      },
      rules: [
        'domestic-via-proxy',
        'unreachable-clash-rule',
        'missing-clash-match',
        'replaced-by-merge',
        'ignored-merge-key',
      ],
    },
    {
      text: {
        en: 'The proxy is set in the environment and the host is not in NO_PROXY.',
        zh: '环境变量里设了代理，而 NO_PROXY 里没有这个主机。',
      },
      rules: ['unmatched-no-proxy-entry', 'client-dependent-no-proxy'],
    },
  ],
  confirm: {
    command: 'curl -sS -m 8 --noproxy "*" -o /dev/null -w "%{http_code} %{time_total}\\n" https://api.deepseek.com/',
    shows: { en: 'fast with --noproxy: the proxy', zh: '加 --noproxy 变快：问题在代理' },
  },
  sources: ['esengine/DeepSeek-Reasonix#2229'],
} satisfies Symptom;
