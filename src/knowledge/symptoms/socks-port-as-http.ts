import type { Symptom } from '../symptom.ts';

export default {
  id: 'socks-port-as-http',
  title: {
    en: 'An http:// proxy URL leads to a port that speaks SOCKS only',
    zh: 'http:// 代理地址指向了只收 SOCKS 的端口',
  },
  texts: [
    'Proxy CONNECT aborted',
    'Empty reply from server',
    'Remote end closed connection without response',
    'RemoteDisconnected',
    'Connection to establish proxy tunnel ended unexpectedly',
    'Proxy connection ended before receiving CONNECT response',
    'header parser received no bytes',

    'socket hang up',
    'other side closed',
    'UND_ERR_SOCKET',

    'Failure when receiving data from the peer',
    '服务器没有返回',
    ': unexpected EOF{end}',
  ],
  includes: ['git-cannot-access', 'proxy-refused'],
  causes: [
    {
      text: {
        en: 'The port speaks SOCKS only (7891, 1080, 10808): use the mixed or HTTP port, or socks5h:// for it.',
        zh: '端口只收 SOCKS（7891、1080、10808）：改用 mixed 或 HTTP 端口，或对它写 socks5h://。',
      },
      rules: ['proxy-port-mismatch', 'socks-proxy-scheme'],
    },
    {
      text: {
        en: 'The proxy crashed, or the server closed an idle connection that the client used again.',
        zh: '代理崩溃，或服务器关闭了空闲连接而客户端又复用了它。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'curl -x socks5h://127.0.0.1:7891 -sS -m 5 -o /dev/null -w "%{http_code}\\n" https://www.gstatic.com/generate_204',
    shows: { en: '204 on that port: it speaks SOCKS', zh: '在那个端口得到 204：它收的是 SOCKS' },
  },
  sources: [
    'measured: curl 7.88, requests 2.34, httpx 0.23, Node 24, undici 7.30',
    'desktop/desktop#9726',
    'yichengchen/clashX#588',
    'langchain-ai/langchain#9688',
  ],
} satisfies Symptom;
