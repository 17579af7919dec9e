import type { Symptom } from '../symptom.ts';

export default {
  id: 'works-now-and-then',
  title: {
    en: 'It works now and then: some requests time out, the next one succeeds',
    zh: '时好时坏：有时超时，重试又能用',
  },
  texts: [
    '时好时坏',
    '重试几次能用',
    '超时但偶尔成功',
    '偶尔超时',
    '时不时超时',
    '时不时断',
    '时断时续',
    '时灵时不灵',
    '有时能连有时不能',
  ],
  described: [
    [
      ['intermittent', 'intermittently', 'flaky', 'sometimes', 'now and then', 'occasionally'],
      ['timeout', 'timeouts', 'time out', 'times out', 'timed out', 'fail', 'fails', 'works', 'succeeds', 'drops'],
    ],
    [
      ['有时', '偶尔', '时好', '不稳定', '间歇'],
      ['超时', '失败', '断', '成功', '能用'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'The node is congested or drops packets; another node is the repair.',
        zh: '节点拥堵或丢包；换节点。',
      },
      rules: [],
    },
    {
      text: { en: 'A timeout is shorter than a thinking model needs.', zh: '超时比推理模型所需的时间短。' },
      rules: ['timeout-too-low', 'timeout-wrong-unit', 'timeout-chain'],
    },
    {
      text: {
        en: 'A timeout is set under a name that this program does not read, so that the default holds.',
        zh: '超时写在了程序不读取的变量里，实际生效的是默认值。',
      },
      rules: ['unread-variable'],
    },
    {
      text: {
        en: 'The DNS alternates between an answering and a silent server.',
        zh: 'DNS 在能用和不能用的服务器之间轮换。',
      },
      rules: ['single-resolver', 'ignored-resolver-setting'],
    },
  ],
  confirm: {
    command:
      'for i in 1 2 3 4 5; do curl -sS -o /dev/null -m 20 -w "%{time_total}\\n" -x "$HTTPS_PROXY" https://api.openai.com/v1/models; done',
    shows: { en: 'times that vary by seconds speak of the node', zh: '耗时相差几秒说明是节点问题' },
  },
  sources: ['NousResearch/hermes-agent#92302'],
} satisfies Symptom;
