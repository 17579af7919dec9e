import type { Symptom } from '../symptom.ts';

export default {
  id: 'connection-reset',
  title: { en: 'The connection is cut by the other side', zh: '连接被对方重置' },
  texts: [
    'ConnectionResetError',
    'Connection reset by peer',
    'ECONNRESET',
    '[Errno 104]',
    'WinError 10054',
    '连接被对方重设',
    '连接被对方重置',
    '连接被重置',
    '远程主机强迫关闭了一个现有的连接',
    'An existing connection was forcibly closed by the remote host',
    'Recv failure: Connection reset by peer',
    '由连接对方重置',
    'Connection was reset',
    'ERR_CONNECTION_RESET',
    'Connection reset by {host} port',
    'SSL_ERROR_SYSCALL, errno 104',
    'SSL_ERROR_SYSCALL, errno 10054',
    '连接被重设',
    '由对等方重置',
  ],
  includes: ['git-cannot-access', 'fetch-failed', 'openai-connection-error'],
  causes: [
    {
      text: {
        en: 'The proxy or node cut an idle tunnel while the model was thinking: use streaming, or another node. No client timeout prevents that.',
        zh: '模型思考期间隧道空闲，被代理或节点切断：改用流式输出，或换节点。调大客户端的超时没有用。',
      },
      rules: [],
    },
    {
      text: {
        en: 'An overseas host is reached without the proxy and the network resets it by its name.',
        zh: '境外主机没走代理，连接被按域名（SNI）重置。',
      },
      rules: ['overseas-direct', 'service-without-proxy', 'https-proxy-missing', 'proxy-one-case'],
    },
    {
      text: {
        en: 'A client, a proxy or a supervisor in the chain gives up before the model answers, or a limit stands under a name that nothing reads.',
        zh: '链路上的客户端、代理或 launchd/systemd 先于模型超时，或者超时写在了没有程序读取的变量里。',
      },
      rules: ['timeout-too-low', 'timeout-wrong-unit', 'timeout-chain', 'unread-variable'],
    },
    {
      text: {
        en: 'The port is no HTTP proxy (SOCKS only), or the proxy was restarted.',
        zh: '端口不是 HTTP 代理（只收 SOCKS），或代理刚重启过。',
      },
      rules: ['proxy-port-mismatch'],
    },
  ],
  confirm: {
    command: 'curl -sv -m 8 https://api.openai.com/ 2>&1 | grep -iE "uses proxy|established|reset"',
    shows: {
      en: '"Uses proxy" and then a reset: the node; no "Uses proxy": a direct connection',
      zh: '先有 “Uses proxy” 再被重置：节点问题；没有 “Uses proxy”：在直连',
    },
  },
  sources: [
    'measured: curl 7.88, Python 3.11',
    'NousResearch/hermes-agent#67012',
    'NousResearch/hermes-agent#43211',
    'anthropics/claude-code#28295',
  ],
} satisfies Symptom;
