import type { Symptom } from '../symptom.ts';

export default {
  id: 'bad-gateway',
  title: { en: 'A 502 came back: a proxy could not reach the target', zh: '返回 502：代理到不了目标' },
  general: true,
  texts: [
    '502 Bad Gateway',
    'HTTP/1.1 502',
    '502',
    'Bad Gateway',
    'HTTP 502',
    '502 from',
    'status code 502',
    'status: 502',
    'status=502',
  ],
  unless: ['tests', 'passed', 'files', 'lines', 'modules', 'rows', 'ms', 'port'],
  causes: [
    {
      text: {
        en: 'A local or LAN address is sent to Clash, which cannot reach it from its node.',
        zh: '本机或内网地址的请求被交给 Clash，而从节点连不到它。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local', 'unmatched-no-proxy-entry'],
    },
    {
      text: { en: 'A domestic host leaves through a foreign node.', zh: '国内主机从境外节点出去。' },
      rules: ['domestic-via-proxy'],
    },
    {
      text: {
        en: 'The node is dead. An empty body without a Server: header is Clash; squid, Privoxy, cloudflare and nginx name themselves.',
        zh: '节点失效。响应体为空且没有 Server: 头的是 Clash；squid、Privoxy、cloudflare、nginx 会报出自己的名字。',
      },
      rules: ['empty-clash-group'],
    },
    { text: { en: 'The server really answers 502.', zh: '服务器确实返回了 502。' }, rules: [] },
  ],
  confirm: {
    command: 'curl -sSi URL | head -5; curl -sSi --noproxy "*" URL | head -5',
    shows: { en: 'the 502 vanishes with --noproxy: the proxy made it', zh: '加 --noproxy 后 502 消失：是代理返回的' },
  },
  sources: [
    'measured: Squid 5.7, Privoxy 3.0.34',
    'heshengtao/comfyui_LLM_party#160',
    'FoundationAgents/OpenManus#129',
  ],
} satisfies Symptom;
