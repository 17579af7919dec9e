import type { Symptom } from '../symptom.ts';

export default {
  id: 'proxy-refused',
  title: { en: 'The proxy that the variables name does not answer', zh: '变量里写的代理没有响应' },
  texts: [
    'Failed to connect to 127.0.0.1 port {proxy}',
    'Failed to connect to localhost port {proxy}',
    'connect to 127.0.0.1 port {proxy}',
    'Failed to connect to {host} port {port} via 127.0.0.1',
    "ProxyError('Unable to connect to proxy'",
    "ProxyError('Cannot connect to proxy.'",
    'Cannot connect to proxy',
    'Unable to connect to proxy',
    'connect ECONNREFUSED 127.0.0.1:{proxy}',
    'connect ECONNREFUSED ::1:{proxy}',
    'proxyconnect tcp: dial tcp {}: connect: connection refused',
    'ClientProxyConnectionError',
    'Connecting to 127.0.0.1:{proxy}... failed',
    'Connecting to 127.0.0.1:{proxy}',
    '正在连接 127.0.0.1:{proxy}... 失败',
    'Could not connect to 127.0.0.1:{proxy}',
    '无法连接上 127.0.0.1:{proxy}',
    'If you are behind a proxy, please make sure',
    'tunneling socket could not be established',
    'Failed to connect to proxy',
    'connectex: No connection could be made',
    '无法连接到代理',
    'ERR_PROXY_CONNECTION_FAILED',
    'via 127.0.0.1 after',
  ],
  includes: [
    'local-service-unreachable',
    'connection-refused',
    'pip-no-match',
    'fetch-failed',
    'openai-connection-error',
    'git-cannot-access',
  ],
  causes: [
    {
      text: {
        en: 'The port is not the one Clash listens on (7890, Verge 7897, v2rayN 10809): take it from the Clash file.',
        zh: '端口和 Clash 实际监听的不一致（7890、Verge 7897、v2rayN 10809）：以 Clash 配置为准。',
      },
      rules: ['proxy-port-mismatch', 'clash-port-conflict', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'The proxy was switched off and a variable or setting was left behind: proxy_off, ~/.gitconfig, ~/.npmrc, apt.conf.d.',
        zh: '代理已关，变量或设置还留着：proxy_off、~/.gitconfig、~/.npmrc、apt.conf.d。',
      },
      rules: ['lopsided-proxy-toggle'],
    },
    {
      text: { en: 'In a container or WSL, 127.0.0.1 is not the host.', zh: '在容器或 WSL 里，127.0.0.1 不是宿主机。' },
      rules: ['loopback-proxy-in-container'],
    },
    {
      text: {
        en: 'The port belongs to a local service, not to a proxy, and that service is down.',
        zh: '这个端口其实属于本机的某个服务，不是代理，而且服务没启动。',
      },
      rules: ['malformed-url', 'missing-no-proxy'],
    },
  ],
  confirm: {
    command:
      'envlint doctor; ss -ltn | grep ":{port} "; env | grep -i _proxy; git config --show-origin --get-regexp ".*proxy"',
    shows: {
      en: 'no listener on the port of the variable: the variable is wrong',
      zh: '变量里的端口上没有程序监听：变量写错了',
    },
  },
  sources: [
    'measured: curl 7.88, requests 2.34, Node 20, Go 1.19, wget 1.21, apt 2.6',
    'juewuy/ShellCrash#235',
    'psf/requests#3610',
    'clash-verge-rev/clash-verge-rev#3574',
    'docker/for-win#9400',
  ],
} satisfies Symptom;
