import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-policy-missing',
  title: {
    en: 'Clash refuses the file: a rule or group names something that does not exist',
    zh: 'Clash 拒绝加载：规则或策略组引用了不存在的名字',
  },
  texts: [
    'Parse config error: rules[',
    'Parse config error: proxy group[',
    'proxy [{}] not found',
    'proxy {} not found',
    'rules[{n}] [{}] error',
    'Parse config error',
    'proxy group[{n}]: {} not found',
  ],
  causes: [
    {
      text: {
        en: 'A rule or group names a policy, node or group that the file does not have.',
        zh: '规则或策略组引用了文件里没有的策略、节点或组。',
      },
      rules: ['unknown-clash-policy'],
    },
    {
      text: {
        en: 'A merge layer of the client replaces the rules or groups that the others name.',
        zh: '客户端的覆写（merge）替换了其他部分引用的规则或策略组。',
      },
      rules: ['replaced-by-merge', 'ignored-merge-key'],
    },
    {
      text: {
        en: 'A rule has an unknown type, a wrong payload or a stray parameter.',
        zh: '规则的类型不认识、内容不合法，或多了参数。',
      },
      rules: ['invalid-clash-rule', 'empty-rule-provider', 'refused-clash-config'],
    },
    {
      text: { en: 'A rule provider is named that is not defined.', zh: '引用了没有定义的 rule-provider。' },
      rules: ['unknown-clash-policy'],
    },
  ],
  confirm: {
    command: 'mihomo -t -d ~/.config/mihomo',
    shows: { en: 'names the first line that is refused', zh: '会指出第一处被拒绝的地方' },
  },
  sources: ['MetaCubeX/mihomo#962', 'chen08209/FlClash#2028', 'vernesong/OpenClash#810'],
} satisfies Symptom;
