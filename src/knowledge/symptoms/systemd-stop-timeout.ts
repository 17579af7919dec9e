import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-stop-timeout',
  title: { en: 'systemd kills the service: it does not stop in time', zh: '服务没能及时停止，被 systemd 强行结束' },
  texts: [
    "State 'stop-sigterm' timed out",
    "State 'final-sigterm' timed out",
    'stop-sigterm timed out. Killing',
    "Failed with result 'timeout'",
  ],
  includes: ['timed-out'],
  causes: [
    {
      text: {
        en: 'TimeoutStopSec is shorter than the program needs to finish its requests.',
        zh: 'TimeoutStopSec 比程序收尾所需的时间短。',
      },
      rules: ['timeout-too-low', 'timeout-chain', 'timeout-wrong-unit'],
    },
    {
      text: {
        en: 'The start takes longer than TimeoutStartSec: a model is loaded, or a download waits for a proxy.',
        zh: '启动时间超过 TimeoutStartSec：在加载模型，或下载卡在代理上。',
      },
      rules: ['timeout-too-low', 'service-without-proxy'],
    },
    {
      text: {
        en: 'The program ignores SIGTERM.',
        zh: '程序不响应 SIGTERM。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'systemctl --user show -p TimeoutStopUSec,TimeoutStartUSec UNIT; journalctl --user -u UNIT -n 50 --no-pager',
    shows: { en: 'the limit, and what the program still did', zh: '时限，以及程序当时在做什么' },
  },
  sources: ['systemd.service(5)', 'NousResearch/hermes-agent#14051'],
} satisfies Symptom;
