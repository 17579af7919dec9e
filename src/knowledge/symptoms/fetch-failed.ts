import type { Symptom } from '../symptom.ts';

export default {
  id: 'fetch-failed',
  title: { en: 'Node says no more than "fetch failed"', zh: 'Node 只说 “fetch failed”' },
  general: true,
  texts: [
    'TypeError: fetch failed',
    'fetch failed',
    'error=fetch failed',
    "Network request for 'getUpdates' failed",
    'embedded run agent end',
    'failed, reason:',
  ],
  causes: [
    {
      text: {
        en: 'Node’s fetch reads no proxy variable unless NODE_USE_ENV_PROXY=1 is set (Node 22.21, 24 and later); a program’s own proxy key is the other way.',
        zh: 'Node 的 fetch 不读代理变量，除非设置 NODE_USE_ENV_PROXY=1（Node 22.21、24 及以后）；或使用程序自己的代理配置项。',
      },
      rules: ['service-without-proxy'],
    },
    {
      text: { en: 'The proxy is dead or its URL is broken.', zh: '代理失效，或代理地址写错。' },
      rules: ['proxy-port-mismatch', 'schemeless-proxy', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'A local address is sent to the proxy, or a base URL is wrong.',
        zh: '本机地址被送到代理，或base URL 写错。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'malformed-url', 'loopback-proxy-in-container'],
    },
  ],
  confirm: {
    command: 'node -e "fetch(process.argv[1]).catch(e => console.log(e.cause))" https://api.openai.com/',
    shows: { en: 'the cause is what counts', zh: '真正的原因在 cause 里' },
  },
  sources: ['fuergaosi233/wechat-chatgpt#358', 'openclaw/openclaw#72674', 'openclaw/openclaw#29699'],
} satisfies Symptom;
