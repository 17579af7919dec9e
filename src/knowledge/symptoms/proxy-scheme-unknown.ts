import type { Symptom } from '../symptom.ts';

export default {
  id: 'proxy-scheme-unknown',
  title: { en: 'The client does not know the scheme of the proxy URL', zh: '客户端不认识代理地址里的协议' },
  texts: [
    'Unknown scheme for proxy URL',
    "isn't a valid proxy: scheme",
    'Invalid URL protocol: the URL must start with',
    'UnsupportedProxyProtocol',
    'Unable to determine SOCKS version',
    'Proxy URL had unsupported',
    'Not supported proxy scheme',
    'scheme socks',
    'Unsupported proxy protocol',
    '代理协议不支持',
    'proxy: unknown scheme',
    'unknown proxy scheme',
    'Unsupported proxy scheme',
    'ProxySchemeUnsupported',
    'proxy type is not supported',
  ],
  causes: [
    {
      text: {
        en: 'socks:// is read differently by every client; GNOME and Clash clients write it into ALL_PROXY. Write http:// for the mixed port, or socks5h:// where the client supports it.',
        zh: 'socks:// 在每个客户端里含义不同；GNOME 和 Clash 客户端会把它写进 ALL_PROXY。mixed 端口写 http://，支持的客户端可写 socks5h://。',
      },
      rules: ['socks-proxy-scheme', 'all-proxy-only'],
    },
    {
      text: {
        en: 'localhost:7890 without a scheme is read as the scheme "localhost".',
        zh: '没写协议的 localhost:7890 会被读成协议 “localhost”。',
      },
      rules: ['schemeless-proxy', 'invalid-proxy-url'],
    },
  ],
  confirm: {
    command: 'env | grep -i _proxy',
    shows: { en: 'look at what is before ://', zh: '看 :// 前面是什么' },
  },
  sources: [
    'measured: httpx 0.23, undici 7.30, Claude Code 2.1.197',
    'AUTOMATIC1111/stable-diffusion-webui#16474',
    'danielgatis/rembg#855',
    'openclaw/openclaw#8735',
    'anthropics/claude-code#3387',
    'HKUDS/nanobot#210',
  ],
} satisfies Symptom;
