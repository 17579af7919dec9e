import type { Symptom } from '../symptom.ts';

export default {
  id: 'launchd-bootstrap-failed',
  title: {
    en: 'launchd does not load the job (5: Input/output error)',
    zh: 'launchd 加载失败（5: Input/output error）',
  },
  texts: [
    'Bootstrap failed: 5',
    'Load failed: 5',
    'Input/output error',
    'Bootstrap failed',
    'Could not find service {} in domain for',
    'Path had bad ownership/permissions',
  ],
  causes: [
    {
      text: {
        en: 'It is loaded already, or two plists carry one Label: bootout first, then bootstrap.',
        zh: '已经加载过，或两个 plist 用了同一个 Label：先 bootout，再 bootstrap。',
      },
      rules: ['duplicate-label', 'legacy-launchctl'],
    },
    {
      text: { en: 'The plist is broken, or a value has the wrong type.', zh: 'plist 格式有误，或值的类型不对。' },
      rules: ['malformed-plist', 'unstartable-job', 'wrong-plist-type'],
    },
    { text: { en: 'The domain or the owner of the file is wrong.', zh: '加载的域或文件属主不对。' }, rules: [] },
    {
      text: {
        en: 'It was never loaded, or its Label is another one than the command names: launchctl bootstrap gui/$(id -u) PLIST.',
        zh: '从未加载，或 Label 和命令里的不一致：launchctl bootstrap gui/$(id -u) PLIST。',
      },
      rules: ['duplicate-label', 'legacy-launchctl'],
    },
  ],
  confirm: {
    command: 'plutil -lint ~/Library/LaunchAgents/LABEL.plist; launchctl print gui/$(id -u)/LABEL | head -5',
    shows: { en: '"OK" and a state: it is loaded already', zh: '显示 OK 且有状态：已经加载' },
  },
  sources: ['haimgel/display-switch#85', 'pirj/noclamshell#25', 'OwO-Network/DeepLX#5'],
} satisfies Symptom;
