import type { Symptom } from '../symptom.ts';

export default {
  id: 'hermes-executor-shutdown',
  title: {
    en: 'The gateway lives on but no longer handles messages (Executor shutdown has been called)',
    zh: '网关进程还在，但不再处理消息（Executor shutdown has been called）',
  },
  texts: [
    'Executor shutdown has been called',
    'cannot schedule new futures after shutdown',
    'cannot schedule new futures after interpreter shutdown',
  ],
  causes: [
    {
      text: {
        en: 'A bug in Hermes: the event loop’s thread pool was shut down while the process lived on. No file causes or shows it: update Hermes and restart the gateway. It is not garbage collection, and --replace does not cause it.',
        zh: 'Hermes 的缺陷：事件循环的线程池被关闭，进程却还活着。与配置文件无关，从文件里也看不出来：升级 Hermes 并重启网关。不是垃圾回收，也不是 --replace 造成的。',
      },
      rules: [],
    },
    {
      text: {
        en: 'Beside it, a restart fight: a supervised command with --replace kills the other instance again and again. That is worth repairing, but does not cure this error.',
        zh: '与之并存的重启冲突：被 launchd/systemd 托管的命令带 --replace，两个实例反复互杀。值得修，但消除不了这个报错。',
      },
      rules: ['replace-under-supervisor', 'supervisor-runs-start', 'detached-under-supervisor', 'smart-dash-argument'],
    },
  ],
  confirm: {
    command: 'hermes --version; grep -c "Executor shutdown" ~/.hermes/logs/gateway*.log',
    shows: {
      en: 'outbound messages were fixed on 2026-06-27, inbound ones later',
      zh: '发送方向于 2026-06-27 修复，接收方向更晚',
    },
  },
  sources: ['NousResearch/hermes-agent#53565', 'NousResearch/hermes-agent#18740', 'NousResearch/hermes-agent#111020'],
} satisfies Symptom;
