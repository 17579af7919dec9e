import type { Symptom } from '../symptom.ts';

export default {
  id: 'proxy-refuses-tunnel',
  title: { en: 'The proxy answers and refuses to open a tunnel', zh: '代理有响应，但拒绝建立隧道' },
  texts: [
    'CONNECT tunnel failed, response {n}',
    'CONNECT tunnel failed, response',
    'Proxy response (',
    'Received HTTP code {n} from proxy after CONNECT',
    'Tunnel connection failed: {n}',
    "OSError('Tunnel connection failed",
    'Proxy tunneling failed',
    '代理渠道错误',
    'Proxy response ({n}) !== 200 when HTTP Tunneling',
    'ERR_PROXY_TUNNEL',
    'Failed to establish tunnel to',
    'Tunnel failed, got: {n}',
    'npm error code E502',
    'npm error code E407',
    'Bad Gateway - GET',
    'HTTP CONNECT failed with status {n}',
    'httpx.ProxyError',

    'Unable to establish SSL connection',
    '无法建立 SSL 连接',
    '!== 200 when HTTP Tunneling',
    'ERR_TUNNEL_CONNECTION_FAILED',
    'npm ERR! code E502',
    'npm ERR! code E407',
    ': Bad Gateway{end}',
  ],
  includes: ['bad-gateway', 'http-403', 'http-503', 'fetch-failed', 'openai-connection-error', 'http-404'],
  causes: [
    {
      text: {
        en: '502 or 503: the proxy has no way to the target (dead node, REJECT, a name it does not know). Change the node.',
        zh: '502 或 503：代理到不了目标（节点失效、REJECT、域名解析不了）。换节点。',
      },
      rules: ['empty-clash-group'],
    },
    {
      text: {
        en: '407: the proxy wants a user and password, or got a broken one.',
        zh: '407：代理要求用户名和密码，或收到的不对。',
      },
      rules: ['invalid-proxy-url', 'percent-in-environment', 'unexpanded-variable'],
    },
    {
      text: {
        en: '400, 403, 404 or 405: the port is no forward proxy (the controller 9090, a web server) or its rules refuse; 501 is a Tor SOCKS port.',
        zh: '400、403、404、405：端口不是正向代理（如 9090 控制端口、网站），或代理规则拒绝；501 是 Tor 的 SOCKS 端口。',
      },
      rules: ['proxy-port-mismatch'],
    },
    {
      text: {
        en: 'A local address goes through the proxy, which cannot reach it; undici and Node 24 tunnel http:// too.',
        zh: '本机地址走了代理，代理连不到；undici 和 Node 24 连 http:// 也用隧道。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local'],
    },
  ],
  confirm: {
    command: 'curl -sv -m 8 https://api.openai.com/ 2>&1 | grep -E "^[<>]|uses proxy"',
    shows: { en: 'the first "<" line is the proxy’s answer', zh: '第一行 “<” 就是代理的回应' },
  },
  sources: ['measured: curl 7.88, requests 2.34, undici 7.30, Squid 5.7', 'conda/conda#9497', 'npm/npm#14421'],
} satisfies Symptom;
