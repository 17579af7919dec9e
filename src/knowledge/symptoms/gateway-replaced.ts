import type { Symptom } from '../symptom.ts';

export default {
  id: 'gateway-replaced',
  title: { en: 'Two gateways fight: one keeps replacing the other', zh: '两个网关互相顶替' },
  texts: [
    'Gateway already running (PID',
    'gateway is already running under',
    'Received SIGTERM as a planned --replace takeover',
    'gateway start --replace',
    '–replace',
    'gateway run --replace',
    'planned --replace takeover',
    'PID file race lost',
  ],
  causes: [
    {
      text: {
        en: 'A supervised command carries --replace: each start kills the other instance, and the supervisor starts it again.',
        zh: '被 launchd/systemd 托管的命令带 --replace：每次启动都会杀掉另一个实例，launchd/systemd 又把它拉起来。',
      },
      rules: ['replace-under-supervisor'],
    },
    {
      text: {
        en: 'The supervised command is `gateway start`, which only asks the supervisor; `gateway run` stays in the foreground.',
        zh: '托管的命令是 `gateway start`，它只是再去请 launchd/systemd 启动服务；应使用在前台运行的 `gateway run`。',
      },
      rules: ['supervisor-runs-start', 'detached-under-supervisor', 'duplicate-label'],
    },
    {
      text: {
        en: 'A dash copied from a web page (– instead of --) is no option.',
        zh: '从网页复制来的横线（– 而不是 --）不是选项。',
      },
      rules: ['smart-dash-argument'],
    },
  ],
  confirm: {
    command: 'pgrep -af "gateway (run|start)"',
    shows: { en: 'more than one process: two starters', zh: '不止一个进程：有两处在启动它' },
  },
  sources: [
    'NousResearch/hermes-agent#92276',
    'NousResearch/hermes-agent#57739',
    'NousResearch/hermes-agent#21549',
    'NousResearch/hermes-agent#110637',
    'NousResearch/hermes-agent#82538',
  ],
} satisfies Symptom;
