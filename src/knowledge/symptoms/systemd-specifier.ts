import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-specifier',
  title: { en: 'systemd drops a variable because of a % in it', zh: '变量里有 %，被 systemd 整条丢弃' },
  texts: [
    'Failed to resolve specifiers in',
    'ignoring: Invalid slot',
    'Failed to resolve unit specifiers',
    'Invalid slot',
  ],
  causes: [
    {
      text: {
        en: 'A %40 of a proxy password (or any other %) is a specifier of systemd: write %%40.',
        zh: '代理密码里的 %40（或其他 %）被当成 systemd 的说明符：写成 %%40。',
      },
      rules: ['percent-in-environment'],
    },
  ],
  confirm: {
    command: 'systemd-analyze verify --man=no ./UNIT.service',
    shows: { en: 'the message shows the value: mind the password', zh: '提示里会显示值，注意密码' },
  },
  sources: ['measured: systemd 252', 'systemd/systemd#9842', 'docker/for-linux#1149'],
} satisfies Symptom;
