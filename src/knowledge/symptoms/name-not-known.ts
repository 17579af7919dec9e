import type { Symptom } from '../symptom.ts';

export default {
  id: 'name-not-known',
  title: {
    en: 'A name cannot be resolved: the DNS says that it does not exist',
    zh: '域名解析失败：DNS 说没有这个名字',
  },
  texts: [
    '[Errno -2] Name or service not known',
    'Name or service not known',
    '未知的名称或服务',
    'getaddrinfo ENOTFOUND',
    'nodename nor servname provided',
    'no such host',
    '[Errno 11001] getaddrinfo failed',
    'curl: (6) Could not resolve host',
    'Could not resolve host',
    'Could not resolve',
    '无法解析主机',
    'wget: unable to resolve host address',
    'dial tcp: lookup',
    'lookup {host}: no such host',
    'server misbehaving',
    'read udp',
    'FailedToOpenSocket',
    '无法解析主机地址',
    'ssh: Could not resolve hostname',
    'No address associated with hostname',
    '[Errno -5]',
    '[Errno 11004] getaddrinfo failed',
    'getaddrinfo failed',
    'Failed to resolve',
    'could not be resolved',
    'ERR_NAME_NOT_RESOLVED',
    'failed to lookup address information',
    '不知道这样的主机',
    '域名或名称未知',
  ],
  includes: ['aiohttp-cannot-connect', 'git-cannot-access', 'fetch-failed', 'openai-connection-error'],
  causes: [
    {
      text: {
        en: 'A URL is wrong and a part of it was taken for a name: a doubled port (127.0.0.1:7890:7890), a full-width colon, a scheme such as socks5h://.',
        zh: 'URL 写错，其中一段被当成了域名：端口写了两遍（127.0.0.1:7890:7890）、全角冒号、socks5h:// 之类的协议。',
      },
      rules: ['invalid-proxy-url', 'malformed-url', 'socks-proxy-scheme'],
    },
    {
      text: {
        en: 'The proxy is not used, and the program asks a DNS that does not know the name. Through an HTTP proxy the client resolves nothing but the proxy’s own name.',
        zh: '没有走代理，而程序询问的 DNS 解析不了这个域名。走 HTTP 代理时，客户端只需要解析代理自己的地址。',
      },
      rules: ['service-without-proxy', 'https-proxy-missing', 'proxy-one-case', 'all-proxy-only'],
    },
    {
      text: {
        en: 'The DNS settings of this machine are broken, often after Clash or its TUN was stopped.',
        zh: '本机 DNS 设置有问题，常见于 Clash 或 TUN 停掉之后。',
      },
      rules: ['ignored-resolver-setting', 'single-resolver', 'dns-over-tls-without-name'],
    },
  ],
  confirm: {
    command: 'getent hosts {host}; env | grep -i _proxy',
    shows: {
      en: 'no address and no proxy variable: the name is asked directly',
      zh: '没有地址，也没有代理变量：程序在直接解析域名',
    },
  },
  sources: [
    'measured: Python 3.11, Node 20, Go 1.19',
    'langgenius/dify-official-plugins#855',
    'NousResearch/hermes-agent#115024',
    'docker/for-win#4884',
  ],
} satisfies Symptom;
