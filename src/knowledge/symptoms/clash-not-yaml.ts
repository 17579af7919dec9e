import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-not-yaml',
  title: { en: 'Clash refuses the file: it is no Clash configuration', zh: 'Clash 拒绝加载：内容不是 Clash 配置' },
  texts: [
    'cannot unmarshal !!str',
    'into config.RawConfig',
    'into map[string]interface {}',
    'cannot unmarshal !!',
    'did not find expected node content',
    'mapping values are not allowed in this context',
    "could not find expected ':'",
    'did not find expected alphabetic or numeric character',
    'did not find expected key',
    'found character that cannot start any token',
    'yaml: line {n}',
    'yaml: unmarshal errors',
  ],
  includes: ['clash-policy-missing'],
  causes: [
    {
      text: {
        en: 'The subscription is base64 or an HTML page: take the Clash link of the provider.',
        zh: '订阅内容是 base64 或网页：换用机场提供的 Clash 链接。',
      },
      rules: ['syntax-error'],
    },
    {
      text: {
        en: 'Rules stand under the wrong key, or a value has the wrong type.',
        zh: '规则写在了错误的键下面，或值的类型不对。',
      },
      rules: ['refused-clash-config', 'unknown-clash-key', 'retyped-clash-scalar'],
    },
    {
      text: {
        en: 'A tab, wrong indentation, or an unquoted `: `, `*`, `@`.',
        zh: '用了 Tab、缩进不对，或没加引号的 `: `、`*`、`@`。',
      },
      rules: ['syntax-error'],
    },
  ],
  confirm: {
    command: 'head -c 120 config.yaml; mihomo -t -f config.yaml',
    shows: { en: 'letters without spaces are base64; "<" is a web page', zh: '连续的字母是 base64；“<” 开头是网页' },
  },
  sources: [
    'chen08209/FlClash#604',
    'ghostxu97/clash-for-linux#19',
    'vernesong/OpenClash#661',
    'juewuy/ShellCrash#354',
  ],
} satisfies Symptom;
