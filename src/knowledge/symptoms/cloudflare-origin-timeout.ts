import type { Symptom } from '../symptom.ts';

export default {
  id: 'cloudflare-origin-timeout',
  title: {
    en: 'Cloudflare waited for the server behind it and gave up (524, 522)',
    zh: 'Cloudflare 等不到后端服务器（524、522）',
  },
  texts: [
    'error code: 524',
    'error code: 522',
    'Error code 524',
    'A timeout occurred',
    'Error 524',
    'Error 522',
    'error code: 521',
    'error code: 520',
  ],
  includes: ['timed-out'],
  causes: [
    {
      text: {
        en: 'A relay behind Cloudflare is slower than 100 seconds, or down. No file shows that: use streaming, or another relay.',
        zh: 'Cloudflare 后面的中转超过 100 秒没有响应，或已停机。从文件里看不出来：用流式输出，或换中转。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sS -N -o /dev/null -w "%{http_code} %{time_total}\\n" URL',
    shows: { en: '100 seconds and 524: the relay', zh: '100 秒后返回 524：中转的问题' },
  },
  sources: ['acheong08/ChatGPT#1485', 'QwenLM/qwen-code#7665'],
} satisfies Symptom;
