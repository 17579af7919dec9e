import type { Symptom } from '../symptom.ts';

export default {
  id: 'openai-connection-error',
  title: { en: 'The SDK says no more than "Connection error."', zh: 'SDK 只说 “Connection error.”' },
  general: true,
  texts: [
    'APIConnectionError',
    'Connection error.',
    'API call failed (attempt',
    'Transient APIConnectionError',
    'APIConnectionError:',
  ],
  causes: [
    {
      text: {
        en: 'The proxy variable names the wrong port, scheme or form.',
        zh: '代理变量的端口、协议或写法不对。',
      },
      rules: [
        'proxy-port-mismatch',
        'invalid-proxy-url',
        'schemeless-proxy',
        'socks-proxy-scheme',
        'https-scheme-proxy',
      ],
    },
    {
      text: {
        en: 'A local endpoint is not exempt, or in a form that this client does not understand.',
        zh: '本机的接口地址没有被排除，或排除的写法这个客户端不认。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local', 'unmatched-no-proxy-entry'],
    },
    {
      text: { en: 'There is no proxy where one is needed.', zh: '需要代理，却没有设置。' },
      rules: ['service-without-proxy', 'https-proxy-missing', 'proxy-one-case'],
    },
    {
      text: {
        en: 'The node is dead. One text stands for a dozen causes; the chain of causes in the traceback tells them apart.',
        zh: '节点失效。一句话背后有十几种原因，要看 traceback 里一层层的原因。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'python3 -c "import urllib.request as u; print(u.getproxies())"; curl -sSv -m 8 -o /dev/null https://api.openai.com/v1/models 2>&1 | grep -iE "uses proxy|trying|HTTP/"',
    shows: { en: 'what Python takes as proxies, and where curl goes', zh: 'Python 认到的代理，以及 curl 的走向' },
  },
  sources: [
    'measured: openai-js 6.49',
    'chatchat-space/Langchain-Chatchat#2318',
    'modelscope/evalscope#596',
    'NousResearch/hermes-agent#39524',
    'NousResearch/hermes-agent#101803',
  ],
} satisfies Symptom;
