import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-gave-up',
  title: { en: 'systemd stopped restarting the service', zh: 'systemd 不再重启这个服务' },
  texts: [
    'start-limit-hit',
    'Start request repeated too quickly',
    "Failed with result 'start-limit-hit'",
    'start of the service was attempted too often',
    '启动服务的尝试过于频繁',
    'Scheduled restart job, restart counter is at',
  ],
  causes: [
    {
      text: {
        en: 'It failed five times within ten seconds; the first failure above is the real one. Give it RestartSec and StartLimitIntervalSec=0 in [Unit].',
        zh: '十秒内失败了五次；上面第一次失败才是真正的原因。设置 RestartSec，并在 [Unit] 写 StartLimitIntervalSec=0。',
      },
      rules: ['restart-gives-up', 'misplaced-systemd-key'],
    },
    {
      text: {
        en: 'Two instances fight: --replace, or `start` in a supervised command.',
        zh: '两个实例互相顶替：托管的命令里有 --replace 或 `start`。',
      },
      rules: ['replace-under-supervisor', 'supervisor-runs-start', 'detached-under-supervisor'],
    },
  ],
  confirm: {
    command: 'systemctl --user reset-failed UNIT; journalctl --user -u UNIT -n 50 --no-pager',
    shows: { en: 'read upwards to the first failure', zh: '往上找第一次失败' },
  },
  sources: ['NousResearch/hermes-agent#14051', 'NousResearch/hermes-agent#64432', 'henrygd/beszel#311'],
} satisfies Symptom;
