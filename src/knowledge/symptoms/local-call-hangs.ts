import type { Symptom } from '../symptom.ts';

export default {
  id: 'local-call-hangs',
  title: { en: 'A tool hangs while it waits for a local model server', zh: '工具卡住，一直在等本机的模型服务' },
  texts: [
    'EvalScope 卡住',
    '卡住无响应',
    '评测进程一直等待连接',
    '一直等待连接',
    'EvalScope hangs',
    'EvalScope hang',
    'EvalScope is stuck',
    'evalscope 一直卡',
  ],
  described: [
    [
      [
        'evalscope',
        'lm-eval',
        'lm_eval',
        'swift',
        'vllm',
        'eval',
        'benchmark',
        'local api',
        'localhost',
        '127.0.0.1',
        'lmdeploy',
        'xinference',
      ],
      ['hang', 'hangs', 'hanging', 'hung', 'stuck', 'freezes', 'waits', 'waiting', 'no response'],
    ],
    [
      ['evalscope', '评测', '本地', '本机', 'vllm', 'swift', 'lmdeploy', 'xinference'],
      ['卡住', '无响应', '一直等待', '卡死', '没反应', '没有反应', '卡在', '不动', '没有响应'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'A proxy accepts the request for 127.0.0.1 and never answers. A refused port would fail at once; a hang speaks of the proxy.',
        zh: '代理收下了发往 127.0.0.1 的请求，却一直不回。端口上没有程序监听会立刻报错；卡住说明问题在代理。',
      },
      rules: [
        'missing-no-proxy',
        'no-proxy-lacks-loopback',
        'no-proxy-lacks-local',
        'unmatched-no-proxy-entry',
        'proxy-one-case',
        'client-dependent-no-proxy',
      ],
    },
    {
      text: {
        en: 'EvalScope’s own connection test loops, in versions where --no-test-connection is inverted.',
        zh: 'EvalScope 自己的连接测试在循环：部分版本把 --no-test-connection 弄反了。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The first answer takes longer than the timeout, and the tool tries again and again.',
        zh: '第一个回答还没到就超时了，工具不断重试。',
      },
      rules: ['timeout-too-low', 'timeout-chain'],
    },
  ],
  confirm: {
    command:
      'curl -sS -m 5 http://127.0.0.1:8000/v1/models; curl -sS -m 5 --noproxy "*" http://127.0.0.1:8000/v1/models',
    shows: {
      en: 'the first hangs and the second answers: the proxy swallows it',
      zh: '第一条卡住、第二条有响应：请求被代理吞掉了',
    },
  },
  sources: [
    'modelscope/evalscope#578',
    'modelscope/evalscope#596',
    'modelscope/evalscope#1231',
    'modelscope/evalscope#334',
  ],
} satisfies Symptom;
