import type { Symptom } from '../symptom.ts';

export default {
  id: 'tls-to-plain-port',
  title: { en: 'TLS is spoken to a port that speaks plain HTTP', zh: '对明文 HTTP 端口使用了 TLS' },
  texts: [
    'wrong version number',
    'WRONG_VERSION_NUMBER',
    'Your proxy appears to only use HTTP and not HTTPS',
    'write EPROTO',
    'EPROTO',
    'first record does not look like a TLS handshake',
    'oversized record received',
    'proxyconnect tcp: EOF',
    'proxyconnect tcp: tls',
    'check_hostname requires server_hostname',
    "ProxyError('Cannot connect to proxy.', FileNotFoundError",
    "ProxyError('Cannot connect to proxy.', OSError(0",
    'HTTPS proxies {} are not supported, ignoring',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'server gave HTTP response to HTTPS client',
    'http: server gave HTTP response',
    'An unexpected TLS packet was received',
    'SEC_E_INVALID_TOKEN',
    'InvalidContentType',
    'ssl_error_rx_record_too_long',
    'packet length too long',
    "('Connection aborted.', FileNotFoundError(2, 'No such file or directory'))': /simple/",
  ],
  includes: ['proxy-refused', 'pip-no-match', 'git-cannot-access', 'fetch-failed', 'openai-connection-error'],
  causes: [
    {
      text: {
        en: 'The proxy variable begins with https://, but Clash’s port speaks plain HTTP: write http:// there also for HTTPS_PROXY. aiohttp ignores such a proxy and goes direct.',
        zh: '代理变量以 https:// 开头，而 Clash 的端口只收明文 HTTP：HTTPS_PROXY 的值也应写 http://。aiohttp 会忽略这种代理，改为直连。',
      },
      rules: ['https-scheme-proxy'],
    },
    {
      text: {
        en: 'pip on Windows: an older Python reads the system proxy of Windows as https://. Set HTTPS_PROXY=http://127.0.0.1:7890, or use a newer Python.',
        zh: 'Windows 上的 pip：较旧的 Python 会把系统代理当成 https://。设置 HTTPS_PROXY=http://127.0.0.1:7890，或换新版 Python。',
      },
      rules: [],
    },
    {
      text: {
        en: 'A base URL says https:// for a local service that speaks http.',
        zh: 'base URL 对本机的 http 服务写了 https://。',
      },
      rules: ['malformed-url', 'no-proxy-lacks-loopback'],
    },
    {
      text: { en: 'The port is another one than the proxy’s.', zh: '端口不是代理的端口。' },
      rules: ['proxy-port-mismatch'],
    },
  ],
  confirm: {
    command: 'env | grep -iE "_proxy=.?https:"; systemctl show -p Environment docker',
    shows: { en: 'a line here is the cause', zh: '有输出就是原因' },
  },
  sources: [
    'measured: curl 7.88, requests 2.34, Node 20, Go 1.19, aiohttp 3.8',
    'pypa/pip#9216',
    'pypa/pip#13212',
    'docker/for-linux#415',
    'moby/moby#37102',
    'ollama/ollama#729',
    'Fndroid/clash_for_windows_pkg#2097',
    'aio-libs/aiohttp#3075',
  ],
} satisfies Symptom;
