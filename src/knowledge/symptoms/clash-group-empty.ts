import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-group-empty',
  title: { en: 'Clash refuses the file: a group has no members', zh: 'Clash 拒绝加载：策略组没有成员' },
  texts: ['`use` or `proxies` missing', 'use or proxies missing', 'proxies missing'],
  causes: [
    {
      text: {
        en: 'A group has neither proxies nor use, often because the subscription is empty or a filter leaves nothing.',
        zh: '策略组既没有 proxies 也没有 use，常见于订阅为空或筛选后什么都不剩。',
      },
      rules: ['empty-clash-group', 'refused-clash-config'],
    },
  ],
  confirm: { command: 'mihomo -t -d ~/.config/mihomo', shows: { en: 'names the group', zh: '会指出是哪个组' } },
  sources: ['vernesong/OpenClash#1891'],
} satisfies Symptom;
