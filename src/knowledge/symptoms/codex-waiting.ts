import type { Symptom } from '../symptom.ts';

export default {
  id: 'codex-waiting',
  title: { en: 'Codex reconnects without end', zh: 'Codex 一直在重连' },
  texts: [
    'Reconnecting... waiting for network',
    'stream disconnected before completion',
    'Falling back from WebSockets to HTTPS transport',
    'Transport error: network error',
    'waiting for network',
    'Reconnecting... {n}/{n}',
    'stream error: stream disconnected',
    'exceeded retry limit',
  ],
  includes: ['uv-request-failed', 'connection-refused', 'stream-cut'],
  causes: [
    {
      text: {
        en: 'The proxy of ~/.codex/.env or of the environment is dead; that file wins over the environment.',
        zh: '~/.codex/.env 或环境变量里的代理失效；这个文件优先于环境变量。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url', 'schemeless-proxy'],
    },
    {
      text: {
        en: 'The two cases of a variable differ: Codex takes the capitals, curl the lower case.',
        zh: '大写和小写两个变量的值不同：Codex 读大写，curl 读小写。',
      },
      rules: ['proxy-case-conflict', 'proxy-one-case'],
    },
    {
      text: { en: 'A local router is not exempt.', zh: '本机的转发服务没有被排除。' },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
    {
      text: {
        en: 'A relay or node cut the stream; no file shows that.',
        zh: '中转或节点切断了数据流；从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'env | grep -i _proxy; cat ~/.codex/.env',
    shows: { en: 'the same value in both cases?', zh: '大写和小写两个变量的值是否一致？' },
  },
  sources: [
    'measured: codex 0.171',
    'openai/codex#44517',
    'openai/codex#13811',
    'openai/codex#13906',
    'farion1231/cc-switch#2750',
  ],
} satisfies Symptom;
