import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-chdir',
  title: { en: 'systemd cannot enter the working directory', zh: 'systemd 进入不了工作目录' },
  texts: [
    'status=200/CHDIR',
    '200/CHDIR',
    'Failed at step CHDIR',
    'WorkingDirectory= path is not absolute',
    'Changing to the requested working directory failed',
    'EnvironmentFile= path is not absolute',
    'Unit configuration has fatal error',
    'Failed to load environment files',
  ],
  causes: [
    {
      text: {
        en: 'The path has quotes, a ~ or a $HOME, which systemd does not take there: write %h.',
        zh: '路径带引号、~ 或 $HOME，systemd 在这里不接受：写 %h。',
      },
      rules: ['unexpanded-path', 'unexpanded-variable', 'inline-comment'],
    },
    {
      text: {
        en: 'The folder does not exist or is not readable for the service’s user.',
        zh: '目录不存在，或服务的用户无权访问。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'systemctl --user show -p WorkingDirectory -p EnvironmentFiles UNIT',
    shows: { en: 'the path as systemd took it', zh: 'systemd 实际采用的路径' },
  },
  sources: ['measured: systemd 252', 'systemd.exec(5)'],
} satisfies Symptom;
