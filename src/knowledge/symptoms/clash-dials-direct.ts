import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-dials-direct',
  title: { en: 'Clash itself connects directly and gets no answer', zh: 'Clash 自己在直连，而且没有响应' },
  texts: [
    'dial DIRECT',
    "doesn't match any rule using DIRECT",
    'connect error: context deadline exceeded',
    '[TCP] dial failed',
  ],
  includes: ['timed-out', 'connect-timeout'],
  causes: [
    {
      text: {
        en: 'A foreign host falls through to DIRECT: no MATCH rule, or GEOIP,CN on a forged answer.',
        zh: '境外主机落到了 DIRECT：没有 MATCH 规则，或 GEOIP,CN 命中了被污染的解析结果。',
      },
      rules: ['missing-clash-match', 'overseas-direct', 'clash-rule-resolves', 'unreachable-clash-rule'],
    },
    { text: { en: 'A domestic host goes through the node.', zh: '国内主机走了节点。' }, rules: ['domestic-via-proxy'] },
    { text: { en: 'The node is dead.', zh: '节点失效。' }, rules: [] },
  ],
  confirm: {
    command: 'grep -n MATCH config.yaml; tail -20 mihomo.log',
    shows: { en: 'the log line names the rule that matched', zh: '日志会写明命中了哪条规则' },
  },
  sources: ['Dreamacro/clash#606', 'Dreamacro/clash#1063', 'Fndroid/clash_for_windows_pkg#3798'],
} satisfies Symptom;
