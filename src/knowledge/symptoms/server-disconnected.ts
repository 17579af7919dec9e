import type { Symptom } from '../symptom.ts';

export default {
  id: 'server-disconnected',
  title: {
    en: 'The connection was accepted and closed without an answer',
    zh: '连接建立了，对方没有回应就断开了',
  },
  texts: [
    'Server disconnected without sending a response',
    'ServerDisconnectedError',
    'The socket connection was closed unexpectedly',
    'http://127.0.0.1:{port}/{}: EOF{end}',
    'http://localhost:{port}/{}: EOF{end}',
    "can't handle event type ConnectionClosed when role=SERVER and state=SEND_RESPONSE",
    'Server disconnected{end}',
  ],
  includes: ['tls-cut-after-connect', 'openai-connection-error', 'fetch-failed', 'proxy-refused'],
  causes: [
    {
      text: {
        en: 'A request for a local service (Ollama, vLLM, a gateway) goes to the proxy, which closes it: exempt localhost,127.0.0.1,::1.',
        zh: '发往本机服务（Ollama、vLLM、网关）的请求进了代理，被代理断开：把 localhost,127.0.0.1,::1 加进 NO_PROXY。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local'],
    },
    {
      text: {
        en: 'The proxy port speaks SOCKS only (7891, 1080, 10808): use the mixed or HTTP port, or socks5h:// for it.',
        zh: '代理端口只收 SOCKS（7891、1080、10808）：改用 mixed 或 HTTP 端口，或对它写 socks5h://。',
      },
      rules: ['proxy-port-mismatch'],
    },
    {
      text: {
        en: 'The server closed an idle connection just when the client used it again: it happens now and then, and a retry works.',
        zh: '服务器关掉了空闲连接，客户端恰好又复用了它：只是偶尔出现，重试就好。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The server crashed on this request, or https is spoken to by http: read its log.',
        zh: '服务端处理这个请求时崩溃，或用 http 访问了 https 端口：看服务端日志。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'env | grep -i _proxy; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" --noproxy "*" http://{host}:{port}/',
    shows: {
      en: 'an answer with --noproxy and none without it: the proxy',
      zh: '加 --noproxy 有响应、不加没有：问题在代理',
    },
  },
  sources: ['encode/httpcore#479', 'encode/httpx#1478', 'ollama/ollama-python#436'],
} satisfies Symptom;
