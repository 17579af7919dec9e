import type { Symptom } from '../symptom.ts';

export default {
  id: 'launchctl-list-columns',
  title: {
    en: '`launchctl list` shows 0: it does not say that the job runs',
    zh: '`launchctl list` 显示 0：不代表任务在运行',
  },
  texts: ['launchctl list | grep', 'com.apple.xpc.launchd.oneshot'],
  causes: [
    {
      text: {
        en: 'The first column is the process id, or "-" when nothing runs; the second is the last exit status. A 0 beside "-" is a job that ended.',
        zh: '第一列是进程号，“-” 表示没有运行；第二列是上次退出码。“-” 旁边的 0 表示任务已经结束。',
      },
      rules: ['not-kept-alive', 'duplicate-label', 'replace-under-supervisor'],
    },
  ],
  confirm: {
    command: 'launchctl print gui/$(id -u)/ai.hermes.gateway | grep -E "state|last exit|pid"',
    shows: { en: 'says in words whether it runs', zh: '直接用文字说明是否在运行' },
  },
  sources: ['launchctl(1)'],
} satisfies Symptom;
