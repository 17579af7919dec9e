import type { Symptom } from '../symptom.ts';

export default {
  id: 'launchd-exit-78',
  title: { en: 'launchd cannot start the job (78: EX_CONFIG)', zh: 'launchd 启动失败（78: EX_CONFIG）' },
  texts: [
    'EX_CONFIG',
    'exit code = 78',
    'exited due to exit(78)',
    'exit 78',
    'exited with code 78',
    'launchd 78',
    'status 78',
    '退出码 78',
    'exit code 78',
    'abnormal code: 78',
    'exit status 78',
    'last exit status 78',
    '78: Function not implemented',
    '- 78 ai.',
    '- 78 com.',
    '退出状态 78',
    '退出代码 78',
  ],
  causes: [
    {
      text: {
        en: 'A log file or the working directory cannot be opened: launchd expands no ~ and no $HOME.',
        zh: '日志文件或工作目录打不开：launchd 不展开 ~ 和 $HOME。',
      },
      rules: ['unexpanded-path', 'unexpanded-variable'],
    },
    {
      text: {
        en: 'The program is one string with arguments, or not there.',
        zh: '程序和参数写成了一个字符串，或程序不存在。',
      },
      rules: ['unstartable-job', 'wrong-plist-type', 'malformed-plist'],
    },
    {
      text: {
        en: 'The path lies on an external volume or in a protected folder; no file shows that.',
        zh: '路径在外接磁盘或受保护的目录里；从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'launchctl print gui/$(id -u)/LABEL | grep -E "last exit|path"',
    shows: { en: 'the paths as launchd took them', zh: 'launchd 实际采用的路径' },
  },
  sources: ['NousResearch/hermes-agent#78129', 'openclaw/openclaw#40207', 'pinchtab/pinchtab#554'],
} satisfies Symptom;
