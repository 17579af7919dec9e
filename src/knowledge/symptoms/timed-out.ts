import type { Symptom } from '../symptom.ts';

export default {
  id: 'timed-out',
  title: { en: 'A request timed out', zh: '请求超时' },
  general: true,
  texts: [
    'timed out',
    'Request timed out',
    'APITimeoutError',
    'deadline exceeded',
    'TimeoutError',
    '上游超时',
    'Gateway Timeout',
    'Gateway Time-out',
    'time-out',
  ],
  single: ['timeout', '超时'],
  unless: ['TimeoutExpired', 'subprocess', 'lock wait', 'lock timeout', 'statement timeout', 'lock file'],
  causes: [
    {
      text: { en: 'The proxy swallows a request for this machine.', zh: '发往本机的请求被代理吞掉。' },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local', 'unmatched-no-proxy-entry'],
    },
    {
      text: {
        en: 'The proxy variable names the wrong port, or the program has no proxy.',
        zh: '代理变量的端口不对，或程序没有拿到代理。',
      },
      rules: ['proxy-port-mismatch', 'service-without-proxy', 'https-proxy-missing', 'proxy-one-case'],
    },
    {
      text: {
        en: 'A timeout is too short for a thinking model, or its unit is another one.',
        zh: '超时对推理模型来说太短，或者单位写错。',
      },
      rules: ['timeout-too-low', 'timeout-wrong-unit', 'timeout-overflows', 'timeout-chain'],
    },
    {
      text: {
        en: 'A domestic host is sent abroad, or an overseas one DIRECT.',
        zh: '国内主机被送到境外，或境外主机被直连。',
      },
      rules: ['domestic-via-proxy', 'overseas-direct'],
    },
    { text: { en: 'The node is dead; no file shows that.', zh: '节点失效；从文件里看不出来。' }, rules: [] },
  ],
  confirm: {
    command:
      'curl -sS -m 10 -o /dev/null -w "%{http_code} %{time_total}\\n" URL; curl -sS -m 10 --noproxy "*" -o /dev/null -w "%{http_code} %{time_total}\\n" URL',
    shows: { en: 'which of the two answers tells who is at fault', zh: '哪一条有响应，就知道问题在哪边' },
  },
  sources: ['anthropics/claude-code#2728', 'musistudio/claude-code-router#240', 'NousResearch/hermes-agent#11609'],
} satisfies Symptom;
