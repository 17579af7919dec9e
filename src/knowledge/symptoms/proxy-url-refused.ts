import type { Symptom } from '../symptom.ts';

export default {
  id: 'proxy-url-refused',
  title: { en: 'The proxy’s address cannot be read as a URL', zh: '代理地址不是有效的 URL' },
  texts: [
    'Unsupported proxy syntax in',
    'Could not resolve proxy',
    'Unsupported proxy scheme for',
    'Please check proxy URL. It is malformed',
    'requests.exceptions.InvalidURL: Failed to parse',
    'Failed to parse:',
    "Invalid URL: port can't be converted to integer",
    'aiohttp.client_exceptions.InvalidURL',
    'InvalidProxyURL',
    'npm warn invalid config proxy',
    'npm warn invalid config https-proxy',
    'Must be full url with "http://"',
    'Error parsing proxy URL',
    '解析代理服务器 URL',
    'Invalid proxy URL in',
    'could not resolve proxy name',
    '无法解析代理',
    'Unsupported proxy configured',
    'InvalidSchema: Proxy',
    'Must be HTTP.',
    '必须是 HTTP',
    '代理服务器 URL',
    'ProxySchemeUnknown',
    'Proxy URL had no scheme',
    'npm WARN invalid config proxy',
    'npm WARN invalid config https-proxy',
  ],
  includes: ['git-cannot-access'],
  causes: [
    {
      text: {
        en: 'The value has a doubled or impossible port, quotes that belong to another format, a space, a CR at the end, a full-width colon, or an unescaped @ # / in the password.',
        zh: '值里有重复或不可能的端口、别的格式的引号、空格、行尾 CR、全角冒号，或密码里没转义的 @ # /。',
      },
      rules: ['invalid-proxy-url'],
    },
    {
      text: {
        en: 'The scheme is missing: write http:// before host:port.',
        zh: '没写协议：在 host:port 前写 http://。',
      },
      rules: ['schemeless-proxy'],
    },
    {
      text: {
        en: 'The scheme is one that this client does not know: wget and apt take no socks5://.',
        zh: '这个客户端不认识这种协议：wget 和 apt 不支持 socks5://。',
      },
      rules: ['socks-proxy-scheme'],
    },
  ],
  confirm: {
    command: 'printf %s "$https_proxy" | od -c | tail -3',
    shows: { en: 'shows spaces, quotes and CR that print as nothing', zh: '能看出肉眼看不见的空格、引号和 CR' },
  },
  sources: [
    'measured: curl 7.88, git 2.39, requests 2.34, aiohttp 3.8, npm 11, wget 1.21, apt 2.6',
    'npm/npm#6293',
    'aio-libs/aiohttp#6835',
  ],
} satisfies Symptom;
