import type { Symptom } from '../symptom.ts';

export default {
  id: 'tls-cut-after-connect',
  title: {
    en: 'The tunnel opens and is closed at once, in the middle of the TLS handshake',
    zh: '隧道刚建立就被关闭，TLS 握手中断',
  },
  texts: [
    'SSL_ERROR_SYSCALL',
    'unexpected eof while reading',
    'UNEXPECTED_EOF_WHILE_READING',
    'EOF occurred in violation of protocol',
    'SSLEOFError',
    'SSLZeroReturnError',
    'gnutls_handshake() failed: The TLS connection was non-properly terminated',
    'TLS 链接非正常地终止了',
    'Client network socket disconnected before secure TLS connection was established',
    'Remote host terminated the handshake',
    'Unable to connect to API (ECONNRESET)',

    'There was a problem confirming the ssl certificate',

    'The TLS connection was non-properly terminated',
    'TLS connection was non-properly terminated',
    'SSL/TLS connection has been closed (EOF)',
    'ERR_SSL_UNEXPECTED_EOF',
    'ERR_CONNECTION_CLOSED',
    'tls handshake eof',
    'unexpected EOF during handshake',
    'Connection closed during handshake',
    ': EOF{end}',
  ],
  includes: ['conda-proxy', 'pip-no-match', 'git-cannot-access', 'openai-connection-error', 'fetch-failed'],
  causes: [
    {
      text: {
        en: 'The node is dead, has expired or is REJECT: Clash said "200 Connection established" and could not dial. Change the node.',
        zh: '节点失效、过期或是 REJECT：Clash 已经回了 “200 Connection established”，却连不出去。换节点。',
      },
      rules: ['empty-clash-group'],
    },
    {
      text: {
        en: 'The proxy variable begins with https:// and the proxy speaks plain HTTP: the host in the message is then the proxy’s.',
        zh: '代理变量以 https:// 开头，而代理只收明文 HTTP：这时报错里的主机就是代理。',
      },
      rules: ['https-scheme-proxy', 'schemeless-proxy'],
    },
    {
      text: {
        en: 'The overseas host is sent DIRECT and its connection is cut.',
        zh: '境外主机被分流到 DIRECT，连接被切断。',
      },
      rules: ['overseas-direct'],
    },
    { text: { en: 'The port is no proxy.', zh: '这个端口不是代理。' }, rules: ['proxy-port-mismatch'] },
  ],
  confirm: {
    command: 'curl -sv -m 8 https://{host}/ 2>&1 | grep -iE -A2 "CONNECT tunnel|established"',
    shows: { en: 'established and then cut: the node', zh: '先 established 再断开：节点问题' },
  },
  sources: [
    'measured: curl 7.88, Python 3.11, git 2.39, Node 24',
    'nelvko/clash-for-linux-install#130',
    'Significant-Gravitas/AutoGPT#1278',
    'npm/cli#4652',
    'Elegycloud/clash-for-linux-backup#39',
  ],
} satisfies Symptom;
