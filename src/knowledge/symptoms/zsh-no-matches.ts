import type { Symptom } from '../symptom.ts';

export default {
  id: 'zsh-no-matches',
  title: { en: 'zsh takes [ ] or * for a pattern', zh: 'zsh 把 [ ] 或 * 当成通配符' },
  texts: ['no matches found'],
  causes: [
    {
      text: {
        en: 'An unquoted [ ] or * on the command line (pip install httpx[socks], curl --noproxy *): quote it. No file is at fault.',
        zh: '命令行里的 [ ] 或 * 没加引号（pip install httpx[socks]、curl --noproxy *）：加引号即可，与文件无关。',
      },
      rules: [],
    },
  ],
  confirm: { command: 'setopt | grep -i nomatch', shows: { en: 'quotes help in any case', zh: '加引号总是有效' } },
  sources: ['romis2012/python-socks#24'],
} satisfies Symptom;
