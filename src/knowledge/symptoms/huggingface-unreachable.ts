import type { Symptom } from '../symptom.ts';

export default {
  id: 'huggingface-unreachable',
  title: { en: 'Hugging Face cannot be reached', zh: '连不上 Hugging Face' },
  texts: [
    "We couldn't connect to 'https://huggingface.co'",
    'LocalEntryNotFoundError',
    "couldn't connect to {} huggingface.co",
    'huggingface.co {} timed out',
    'MaxRetryError {} huggingface.co',
    "HTTPSConnectionPool(host='huggingface.co'",
  ],
  described: [
    [
      ['huggingface', 'hugging face', 'hf-mirror'],
      [
        '很慢',
        '超时',
        '失败',
        '下载不了',
        '拉不下来',
        '拉不动',
        '连不上',
        '卡住',
        'timeout',
        'times out',
        'stuck',
        'very slow',
        'cannot download',
      ],
    ],
  ],
  includes: ['timed-out', 'connect-timeout'],
  causes: [
    {
      text: {
        en: 'This process has no proxy: a service, or a variable that is not exported.',
        zh: '这个进程没有代理：它是作为服务运行的，或者变量没有 export。',
      },
      rules: ['service-without-proxy', 'https-proxy-missing', 'proxy-one-case', 'all-proxy-only'],
    },
    {
      text: { en: 'The proxy or its node is dead.', zh: '代理或节点失效。' },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url'],
    },
    { text: { en: 'The timeout for downloads is too short.', zh: '下载超时太短。' }, rules: ['timeout-too-low'] },
    {
      text: {
        en: 'Without a proxy: HF_ENDPOINT=https://hf-mirror.com, set before Python starts.',
        zh: '不用代理：设 HF_ENDPOINT=https://hf-mirror.com，要在 Python 启动前设置。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sSI -m 8 https://huggingface.co | head -1; echo "$HF_ENDPOINT"',
    shows: { en: '200 or 307: the way is fine', zh: '返回 200 或 307：链路是通的' },
  },
  sources: ['huggingface/transformers#10067', 'padeoe/hf-mirror-site#16', '360CVGroup/SEEChat#3'],
} satisfies Symptom;
