import type { Symptom } from '../symptom.ts';

export default {
  id: 'httpx-proxies-argument',
  title: {
    en: 'A library hands httpx an argument that httpx no longer has',
    zh: '库传给 httpx 的参数已经被 httpx 删掉了',
  },
  texts: ["got an unexpected keyword argument 'proxies'"],
  causes: [
    {
      text: {
        en: 'httpx 0.28 (2024-11) has no `proxies` any more, and the installed openai (before 1.55.3) or anthropic still passes it, with or without a proxy. Upgrade it: pip install -U openai, or pin httpx==0.27.2. No file of the network shows it.',
        zh: 'httpx 0.28（2024-11）删掉了 `proxies` 参数，而装着的 openai（1.55.3 之前）或 anthropic 仍在传它，有没有代理都一样。升级它：pip install -U openai，或固定 httpx==0.27.2。网络配置文件里看不出来。',
      },
      rules: [],
    },
    {
      text: {
        en: 'Your own code passes it: httpx wants proxy="http://…" or mounts={…} now, and reads HTTPS_PROXY and NO_PROXY by itself.',
        zh: '是自己的代码在传：httpx 现在要的是 proxy="http://…" 或 mounts={…}，而且它自己会读 HTTPS_PROXY 和 NO_PROXY。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'python3 -m pip list 2>/dev/null | grep -iE "^(httpx|openai|anthropic|gradio) "',
    shows: { en: 'httpx 0.28 or newer beside openai before 1.55.3', zh: 'httpx 0.28 或更新，而 openai 早于 1.55.3' },
  },
  sources: ['encode/httpx#3419', 'openai/openai-python#1903', 'anthropics/anthropic-sdk-python#767'],
} satisfies Symptom;
