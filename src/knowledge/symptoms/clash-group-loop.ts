import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-group-loop',
  title: { en: 'Clash refuses the file: groups lead in a circle', zh: 'Clash 拒绝加载：策略组互相引用成环' },
  texts: ['loop is detected in ProxyGroup', 'loop is detected'],
  causes: [
    {
      text: {
        en: 'Groups (or dialer-proxy) name each other in a circle.',
        zh: '策略组（或 dialer-proxy）互相引用，形成循环。',
      },
      rules: ['clash-group-loop'],
    },
  ],
  confirm: { command: 'mihomo -t -d ~/.config/mihomo', shows: { en: 'names the groups', zh: '会列出这些组' } },
  sources: ['clash-verge-rev/clash-verge-rev#7204'],
} satisfies Symptom;
