import type { Symptom } from '../symptom.ts';

export default {
  id: 'gradio-localhost',
  title: { en: 'Gradio cannot reach its own page', zh: 'Gradio 访问不到自己的页面' },
  texts: [
    'When localhost is not accessible, a shareable link must be created',
    'localhost is not accessible',
    'check your proxy settings to allow access to localhost',
  ],
  causes: [
    {
      text: {
        en: 'A proxy is set and localhost is not exempt: Gradio asks its own URL through the proxy.',
        zh: '设置了代理却没有排除 localhost：Gradio 通过代理访问自己的 URL。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
    {
      text: {
        en: 'The exemption has a space after the comma, so that the second entry is lost.',
        zh: '排除列表的逗号后有空格，第二项丢失。',
      },
      rules: ['unmatched-no-proxy-entry', 'dropped-assignment', 'proxy-one-case', 'client-dependent-no-proxy'],
    },
    {
      text: {
        en: 'If the page answers 500 by curl: a known fault of pydantic 2.11 with Gradio, pin pydantic 2.10.6.',
        zh: '用 curl 访问返回 500：是 pydantic 2.11 与 Gradio 的已知问题，固定 pydantic 2.10.6。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'curl -sS -o /dev/null -w "%{http_code}\\n" http://127.0.0.1:7860/; curl -sS --noproxy "*" -o /dev/null -w "%{http_code}\\n" http://127.0.0.1:7860/',
    shows: { en: '200 only with --noproxy: the proxy', zh: '只有加 --noproxy 才返回 200：问题在代理' },
  },
  sources: ['QwenLM/Qwen#1101', 'qnguyen3/chat-with-mlx#13', 'gradio-app/gradio#3512', 'lrzjason/T2ITrainer#5'],
} satisfies Symptom;
