import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-bad-value',
  title: { en: 'systemd ignores a value that it cannot read', zh: 'systemd 忽略了无法识别的值' },
  texts: [
    'Failed to parse service restart specifier',
    'Failed to parse sec value',
    'Failed to parse time value',
    'Failed to parse output specifier',
    'Failed to parse boolean value',
    'Failed to parse {} ignoring:',
  ],
  causes: [
    {
      text: {
        en: 'A comment after the value becomes a part of it: it needs a line of its own.',
        zh: '值后面的注释会变成值的一部分：注释要单独一行。',
      },
      rules: ['inline-comment', 'refused-systemd-value'],
    },
    {
      text: {
        en: 'The value is none that systemd knows: 30secs, 10S, StandardOutput=/path without file:.',
        zh: '值不合法：30secs、10S、StandardOutput=/path 前面少了 file:。',
      },
      rules: ['refused-systemd-value', 'refused-service'],
    },
  ],
  confirm: {
    command: 'systemd-analyze verify --man=no ./UNIT.service',
    shows: { en: 'the same message with its line number', zh: '同样的提示，带行号' },
  },
  sources: ['measured: systemd 252'],
} satisfies Symptom;
