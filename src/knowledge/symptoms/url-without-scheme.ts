import type { Symptom } from '../symptom.ts';

export default {
  id: 'url-without-scheme',
  title: {
    en: 'An address without http:// or https:// is used as a URL',
    zh: '地址没写 http:// 或 https:// 就当 URL 用',
  },
  texts: [
    "Request URL is missing an 'http://' or 'https://' protocol",
    'UnsupportedProtocol',
    'No connection adapters were found for',
    'Failed to parse URL from',
    'unsupported protocol scheme',
    'Only absolute URLs are supported',
    'No scheme supplied',
    "Invalid URL '",
  ],
  includes: ['node-invalid-url'],
  causes: [
    {
      text: {
        en: 'A base URL (OPENAI_BASE_URL, OLLAMA_HOST …) has no scheme, or a full-width colon.',
        zh: 'base URL（OPENAI_BASE_URL、OLLAMA_HOST 等）没写协议，或用了全角冒号。',
      },
      rules: ['malformed-url'],
    },
    {
      text: { en: 'The proxy’s address has none.', zh: '代理地址没写协议。' },
      rules: ['schemeless-proxy', 'invalid-proxy-url'],
    },
  ],
  confirm: {
    command: 'env | grep -iE "_url|_base|_host|_proxy"',
    shows: { en: 'look for a value that does not begin with http', zh: '找不以 http 开头的值' },
  },
  sources: ['measured: httpx 0.23, requests 2.34, Go 1.19'],
} satisfies Symptom;
