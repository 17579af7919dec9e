import type { Symptom } from '../symptom.ts';

export default {
  id: 'wget-socks-proxy',
  title: {
    en: 'wget cannot use this proxy: it speaks HTTP proxies only',
    zh: 'wget 用不了这个代理：它只支持 HTTP 代理',
  },
  texts: ['Unsupported scheme', '不支持的协议类型', 'Error parsing proxy URL {} Unsupported scheme'],
  includes: ['proxy-url-refused'],
  causes: [
    {
      text: {
        en: 'http_proxy or https_proxy is a socks5:// URL: give wget the mixed or HTTP port as http://.',
        zh: 'http_proxy 或 https_proxy 写成了 socks5://：给 wget 用 mixed 或 HTTP 端口，写 http://。',
      },
      rules: ['socks-proxy-scheme'],
    },
    {
      text: {
        en: 'A doubled port makes wget read the value as something else.',
        zh: '端口写了两遍，wget 把它当成了别的东西。',
      },
      rules: ['invalid-proxy-url'],
    },
  ],
  confirm: {
    command: 'echo "$http_proxy $https_proxy"',
    shows: { en: 'wget reads lower case only', zh: 'wget 只读小写变量' },
  },
  sources: ['measured: wget 1.21'],
} satisfies Symptom;
