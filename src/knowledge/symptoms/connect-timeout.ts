import type { Symptom } from '../symptom.ts';

export default {
  id: 'connect-timeout',
  title: { en: 'The connection is never made: packets are dropped', zh: '连接一直建立不起来：数据包被丢弃' },
  texts: [
    'curl: (28) Failed to connect to {host} port {port} after',
    'Failed to connect to {host} port 443 after',
    'Connection timed out after',
    'Connect Timeout Error',
    'UND_ERR_CONNECT_TIMEOUT',
    'ConnectTimeoutError',
    'connect ETIMEDOUT',
    'ETIMEDOUT',
    'ConnectTimeout',
    'connection timed out',
    '连接超时',
    'dial tcp {}: i/o timeout',
    'i/o timeout',
    'Network is unreachable',
    '[Errno 110]',
    '[Errno 60]',
    'Failed connect to {host}:443; Operation timed out',
    'Failed connect to {host}:443; Connection timed out',
    'ERR_CONNECTION_TIMED_OUT',
    '由于连接方在一段时间后没有正确答复',
    'WinError 10060',
    'A connection attempt failed because the connected party did not properly respond',
    'connectex: A connection attempt failed',
    'os error 10060',
    'os error 110',
    'ENETUNREACH',
    'All attempts to connect to {host} failed',
  ],
  includes: ['timed-out', 'fetch-failed', 'git-cannot-access', 'openai-connection-error'],
  causes: [
    {
      text: {
        en: 'No proxy is used: HTTP_PROXY in capitals alone, only ALL_PROXY, a service without variables, a shell variable that is not exported.',
        zh: '没有走代理：只写了大写 HTTP_PROXY、只有 ALL_PROXY、服务里没有这些变量、变量没有 export。',
      },
      rules: ['proxy-one-case', 'https-proxy-missing', 'all-proxy-only', 'service-without-proxy'],
    },
    {
      text: {
        en: 'Node’s own fetch and http read no proxy variable unless NODE_USE_ENV_PROXY=1 is set (Node 22.21, 24 and later); Bun 1.4’s node:http and Deno’s node:http never do.',
        zh: 'Node 自带的 fetch 和 http 不读代理变量，除非设置 NODE_USE_ENV_PROXY=1（Node 22.21、24 及以后）；Bun 1.4 的 node:http 和 Deno 的 node:http 也不读。',
      },
      rules: [],
    },
    {
      text: { en: 'Clash sends the host DIRECT.', zh: 'Clash 把这个主机分流到了 DIRECT。' },
      rules: ['overseas-direct', 'missing-clash-match', 'clash-rule-resolves'],
    },
    {
      text: {
        en: 'The address or port of the proxy is wrong, or a local address is sent to it.',
        zh: '代理的地址或端口不对，或本机地址被送给了代理。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url', 'missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
    {
      text: {
        en: 'The proxy accepts and its node does not answer: change the node.',
        zh: '代理收下了连接，但节点不响应：换节点。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'curl -sv -m 5 https://{host}/ 2>&1 | grep -iE "uses proxy|trying"',
    shows: {
      en: '"Trying 127.0.0.1" is the proxy; any other address means that none is used',
      zh: '“Trying 127.0.0.1” 是代理；其他地址说明没走代理',
    },
  },
  sources: ['nodejs/undici#2353', 'openclaw/openclaw#74478', 'nodejs/node#52091', 'feng2208/github-hosts#9'],
} satisfies Symptom;
