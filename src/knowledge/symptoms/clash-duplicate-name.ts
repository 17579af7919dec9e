import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-duplicate-name',
  title: { en: 'Clash refuses the file: two nodes or groups have one name', zh: 'Clash 拒绝加载：节点或组重名' },
  texts: ['is the duplicate name', 'duplicate provider name', 'duplicate name'],
  causes: [
    {
      text: {
        en: 'Merged subscriptions bring two nodes or groups of one name; rename one.',
        zh: '合并订阅后出现同名的节点或组；改掉其中一个。',
      },
      rules: ['duplicate-clash-name'],
    },
  ],
  confirm: { command: 'mihomo -t -d ~/.config/mihomo', shows: { en: 'names the name', zh: '会指出重复的名字' } },
  sources: ['frainzy1477/luci-app-clash#65', 'Fndroid/clash_for_windows_pkg#4795', 'vernesong/OpenClash#2110'],
} satisfies Symptom;
