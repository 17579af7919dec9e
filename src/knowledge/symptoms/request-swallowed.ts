import type { Symptom } from '../symptom.ts';

export default {
  id: 'request-swallowed',
  title: { en: 'A request is sent and no byte comes back', zh: '请求发出去了，一个字节也没回来' },
  texts: [
    'curl: (28) Operation timed out after {} with 0 bytes received',
    'Operation timed out after {} with 0 bytes',
    'Operation timed out after',
    'Read timed out. (read timeout=',
    'ReadTimeoutError',
    'ReadTimeout',
    'with 0 bytes received',
  ],
  includes: ['timed-out'],
  causes: [
    {
      text: { en: 'The proxy swallows a request for this machine.', zh: '发往本机的请求被代理吞掉。' },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local'],
    },
    {
      text: {
        en: 'The client gives up sooner than the model or download needs.',
        zh: '客户端的超时比模型或下载所需的时间短。',
      },
      rules: ['timeout-too-low', 'timeout-wrong-unit', 'timeout-chain'],
    },
    {
      text: { en: 'A domestic or mirrored host goes through a slow node.', zh: '国内主机或镜像走了缓慢的节点。' },
      rules: ['domestic-via-proxy'],
    },
    {
      text: {
        en: 'The provider or node is slow; for Hugging Face in China use HF_ENDPOINT=https://hf-mirror.com.',
        zh: '服务商或节点太慢；在国内用 Hugging Face 可设 HF_ENDPOINT=https://hf-mirror.com。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sS -m 20 --noproxy "*" -o /dev/null -w "%{http_code} %{time_total}\\n" URL',
    shows: {
      en: 'an answer here and none without --noproxy: the proxy',
      zh: '加 --noproxy 有响应、不加没有：问题在代理',
    },
  },
  sources: ['modelscope/evalscope#334', 'padeoe/hf-mirror-site#43', 'InternLM/Tutorial#142'],
} satisfies Symptom;
