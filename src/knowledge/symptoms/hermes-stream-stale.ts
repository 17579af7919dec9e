import type { Symptom } from '../symptom.ts';

export default {
  id: 'hermes-stream-stale',
  title: { en: 'Hermes gives up a stream that is silent too long', zh: 'Hermes 因为数据流静默太久而放弃' },
  texts: ['Stream stale for', 'no chunks received', 'auto-reconnect at', 'stale stream'],
  causes: [
    {
      text: {
        en: 'The stale limit is shorter than a thinking model needs, or longer than the whole request is allowed to take.',
        zh: '静默上限比推理模型所需的时间短，或比整个请求的超时还长。',
      },
      rules: ['timeout-too-low', 'timeout-chain', 'timeout-wrong-unit', 'unread-variable'],
    },
    {
      text: {
        en: 'The provider or node is silent; no file shows that.',
        zh: '服务商或节点没有响应；从文件里看不出来。',
      },
      rules: [],
    },
    {
      text: {
        en: 'This machine’s DNS is unreachable, and each call waits for it.',
        zh: '本机 DNS 连不上，每次调用都在等它。',
      },
      rules: ['single-resolver', 'ignored-resolver-setting'],
    },
  ],
  confirm: {
    command: 'grep -n stale ~/.hermes/logs/agent.log | tail -5; grep -i timeout ~/.hermes/.env',
    shows: { en: 'compare the seconds of the log with the limits', zh: '把日志里的秒数和超时设置对照' },
  },
  sources: ['NousResearch/hermes-agent#67012', 'NousResearch/hermes-agent#92302', 'NousResearch/hermes-agent#115024'],
} satisfies Symptom;
