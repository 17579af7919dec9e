import type { Symptom } from '../symptom.ts';

export default {
  id: 'pip-no-match',
  title: { en: 'pip finds no version: the index was not reached', zh: 'pip 找不到版本：其实是没连上索引' },
  general: true,
  texts: [
    'Could not find a version that satisfies the requirement',
    '(from versions: none)',
    'No matching distribution found for',
  ],
  causes: [
    {
      text: {
        en: 'The index cannot be reached: the proxy is dead or named wrongly. The real error stands in the WARNING lines above.',
        zh: '连不上索引：代理失效或写错。真正的报错在上面的 WARNING 里。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url', 'socks-proxy-scheme', 'https-scheme-proxy'],
    },
    {
      text: {
        en: 'A domestic mirror goes through a foreign node, or the timeout is too short.',
        zh: '国内镜像走了境外节点，或超时太短。',
      },
      rules: ['domestic-via-proxy', 'timeout-too-low'],
    },
    { text: { en: 'The package really does not exist in this version.', zh: '确实没有这个版本的包。' }, rules: [] },
  ],
  confirm: {
    command: 'pip install -v NAME 2>&1 | grep -m3 -iE "proxy|retry|ssl"',
    shows: { en: 'the first line is the cause', zh: '第一行就是原因' },
  },
  sources: ['measured: pip 23.2', 'clash-verge-rev/clash-verge-rev#2607'],
} satisfies Symptom;
