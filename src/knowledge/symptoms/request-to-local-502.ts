import type { Symptom } from '../symptom.ts';

export default {
  id: 'request-to-local-502',
  title: {
    en: 'A local service answers 502 or 503: the proxy answered in its place',
    zh: '本机服务返回 502 或 503：其实是代理在应答',
  },
  texts: [
    "Server error '502 Bad Gateway' for url 'http://127.0.0.1",
    "Server error '502 Bad Gateway' for url 'http://localhost",
    '502 Bad Gateway for url {} 127.0.0.1',
    'unexpected status 502 Bad Gateway: Unknown error, url: http://127.0.0.1',
    'check your inference gateway (',
    'Unexpected server response: 502',
    'Opening handshake has timed out',
    '502 status code (no body)',
    'Error code: 502',
    'openai.InternalServerError: Error code: 502',
    '127.0.0.1 {} 502 Bad Gateway',
    'localhost {} 502 Bad Gateway',
    '502 {} http://127.0.0.1',
    'request returned 502 Bad Gateway for API route and version',
    'http://127.0.0.1{}502 Bad Gateway',
    'http://localhost{}502 Bad Gateway',
    'http://192.168.{}502 Bad Gateway',
    'http://10.{}502 Bad Gateway',
    'http://host.docker.internal{}502 Bad Gateway',
    "Server error '502 Bad Gateway' for url 'http://192.168.",
    "Server error '502 Bad Gateway' for url 'http://host.docker.internal",
    '502 Server Error: Bad Gateway for url: http://127.0.0.1',
    '502 Server Error: Bad Gateway for url: http://localhost',
    '502 Server Error: Bad Gateway for url: http://192.168.',
    'ResponseError: 502',
    '(status code: 502)',
  ],
  described: [
    [
      ['本地', '本机', 'localhost', 'local', '内网'],
      ['vllm', 'ollama', 'sglang', 'llama.cpp', 'lm studio', 'xinference', '接口', '服务', '模型', 'api', 'server'],
      ['502', '503'],
    ],
    [
      ['compose', 'docker', '容器', 'container'],
      ['服务', '容器之间', '另一个容器', 'service', 'services'],
      ['502', '503'],
    ],
  ],
  includes: ['bad-gateway', 'http-403', 'http-503', 'proxy-refuses-tunnel'],
  causes: [
    {
      text: {
        en: 'A proxy is set and the local address is not exempt: Clash was asked to reach 127.0.0.1 from its node and gave up. An empty body without a Server: header is Clash.',
        zh: '设置了代理却没有排除本机地址：Clash 被要求从节点访问 127.0.0.1，只能放弃。响应体为空又没有 Server: 头，就是 Clash。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local', 'compose-service-not-exempt'],
    },
    {
      text: {
        en: 'The exemption is written in a form that this client does not understand, such as a CIDR, or in one case only.',
        zh: '排除列表的写法这个客户端不认，例如 CIDR，或只写了一种大小写。',
      },
      rules: ['unmatched-no-proxy-entry', 'client-dependent-no-proxy', 'proxy-one-case', 'proxy-case-conflict'],
    },
    {
      text: {
        en: 'The node is dead, or the service behind the gateway really fails.',
        zh: '节点失效，或网关后面的服务确实出错。',
      },
      rules: ['domestic-via-proxy'],
    },
  ],
  confirm: {
    command: 'curl -sSi http://127.0.0.1:{port}/ | head -5; curl -sSi --noproxy "*" http://127.0.0.1:{port}/ | head -5',
    shows: { en: 'the 502 vanishes with --noproxy: the proxy made it', zh: '加 --noproxy 后 502 消失：是代理返回的' },
  },
  sources: [
    'measured: httpx 0.23, openai-js 6.49, Claude Code 2.1.197, codex 0.171, ws 8.23',
    'ollama/ollama-python#14',
    'BerriAI/litellm#8510',
    'openai/openai-python#3044',
    'farion1231/cc-switch#1305',
    'musistudio/claude-code-router#341',
  ],
} satisfies Symptom;
