import type { Symptom } from '../symptom.ts';

export default {
  id: 'uv-request-failed',
  title: { en: 'uv, cargo, rustup or Codex cannot send a request', zh: 'uv、cargo、rustup 或 Codex 发不出请求' },
  texts: [
    'error sending request for url',
    'failed to download from `https://index.crates.io',
    'failed to download from `https://static.crates.io',
    'could not download file from',
    'failed to query replaced source registry',
    'download of config.json failed',
    'client error (Connect)',
    'Failed to fetch: `https://',
    'Request failed after {n} retries',
    'Could not connect to server (CONNECT tunnel failed',
    '[7] Could not connect to server',
  ],
  includes: ['connection-refused'],
  causes: [
    {
      text: {
        en: 'The proxy is dead or on another port; "Caused by" lines below say which.',
        zh: '代理失效或端口不对；下面的 “Caused by” 会说明。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'The two cases of a variable differ, and Rust programs take the capitals while curl takes the lower case.',
        zh: '大写和小写两个变量的值不同：Rust 程序读大写，curl 读小写。',
      },
      rules: ['proxy-case-conflict', 'proxy-one-case'],
    },
    {
      text: {
        en: 'A local router is not exempt, or a timeout is too short.',
        zh: '本机的转发服务没有被排除，或超时太短。',
      },
      rules: ['missing-no-proxy', 'timeout-too-low'],
    },
  ],
  confirm: {
    command:
      'env | grep -i _proxy; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" -x "$HTTPS_PROXY" https://api.openai.com/',
    shows: { en: 'the same value in both cases?', zh: '大写和小写两个变量的值是否一致？' },
  },
  sources: [
    'openai/codex#13811',
    'openai/codex#8814',
    'astral-sh/uv#16233',
    'astral-sh/uv#1819',
    'measured: cargo 1.95',
  ],
} satisfies Symptom;
