import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-dropped-environment',
  title: {
    en: 'systemd drops a line of the unit: the service never gets the variable',
    zh: 'systemd 丢弃了单元里的一行：服务拿不到这个变量',
  },
  texts: ['Invalid environment assignment, ignoring', 'Invalid syntax, ignoring', 'Failed to parse environment'],
  causes: [
    {
      text: {
        en: 'Spaces around =, the word export, a space after a comma, typographic or unclosed quotes, a single backslash: that word and those after it are lost. Quote the whole assignment.',
        zh: '= 两边有空格、写了 export、逗号后有空格、弯引号或引号没闭合、单个反斜杠：这个词及其后的内容都会丢。给整条赋值加引号。',
      },
      rules: ['dropped-assignment'],
    },
    {
      text: { en: 'A comment after the value becomes a part of it.', zh: '值后面的注释会变成值的一部分。' },
      rules: ['inline-comment'],
    },
  ],
  confirm: {
    command: 'systemd-analyze verify --man=no ./UNIT.service',
    shows: { en: 'the same message with its line number', zh: '同样的提示，带行号' },
  },
  sources: ['measured: systemd 252'],
} satisfies Symptom;
