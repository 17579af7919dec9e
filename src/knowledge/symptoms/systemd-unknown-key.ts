import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-unknown-key',
  title: { en: 'systemd ignores a line that it does not know', zh: 'systemd 忽略了不认识的一行' },
  texts: [
    "Unknown key '",
    'in section [Service], ignoring',
    'Unknown section',
    'Assignment outside of section',
    'Unknown key name',
    'Unknown lvalue',
    'Invalid section header',
  ],
  causes: [
    {
      text: { en: 'A typo in the name of a key or section.', zh: '键名或小节名拼错。' },
      rules: ['unknown-systemd-key', 'syntax-error'],
    },
    {
      text: {
        en: 'The key is in the wrong section, as StartLimitIntervalSec or After in [Service].',
        zh: '键写错了小节，例如把 StartLimitIntervalSec、After 写进 [Service]。',
      },
      rules: ['misplaced-systemd-key'],
    },
    {
      text: { en: 'A non-breaking space or a missing ] from a web page.', zh: '从网页复制来的不间断空格，或缺了 ]。' },
      rules: ['syntax-error'],
    },
  ],
  confirm: {
    command: 'systemd-analyze verify --man=no ./UNIT.service',
    shows: { en: 'the same message with its line number', zh: '同样的提示，带行号' },
  },
  sources: ['measured: systemd 252'],
} satisfies Symptom;
