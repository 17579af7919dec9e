import type { Symptom } from '../symptom.ts';

export default {
  id: 'undici-slow-answer',
  title: { en: 'Node gives up while the model is still thinking', zh: '模型还在思考，Node 就放弃了' },
  texts: [
    'Headers Timeout Error',
    'Body Timeout Error',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'HeadersTimeoutError',
    'BodyTimeoutError',
    'Headers timeout',
  ],
  includes: ['fetch-failed', 'timed-out'],
  causes: [
    {
      text: {
        en: 'Node’s fetch waits 300 seconds for headers and between parts of a body; a program changes that in its code. No file shows it: use streaming.',
        zh: 'Node 的 fetch 等响应头、等下一段数据都最多 300 秒，只能在程序的代码里改。从文件里看不出来：改用流式输出。',
      },
      rules: [],
    },
    {
      text: { en: 'The proxy accepts and never answers.', zh: '代理收下请求却不回应。' },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'proxy-port-mismatch'],
    },
    {
      text: { en: 'A limit in this machine’s files is too short.', zh: '本机文件里的某个超时太短。' },
      rules: ['timeout-too-low', 'timeout-chain'],
    },
  ],
  confirm: {
    command: 'curl -sS -N -m 700 -o /dev/null -w "%{time_starttransfer} %{time_total}\\n" URL',
    shows: { en: 'how long the first byte takes', zh: '首字节要多久' },
  },
  sources: ['measured: undici 7.30'],
} satisfies Symptom;
