import type { Symptom } from '../symptom.ts';

export default {
  id: 'overseas-timeout',
  title: { en: 'Requests to an overseas API time out', zh: '访问境外 API 超时' },
  host: 'overseas',
  texts: [
    'timeout connecting to {host}',
    'timed out connecting to {host}',
    'connection to {host} timed out',
    'connect to {host} timed out',
    '连接 {host} 超时',
    '连接超时',
    '访问 {host} 超时',
    '连接到 {host} 超时',
    '请求 {host} 超时',
    '请求超时',
    '访问超时',
    'Read timed out',
    'request to {host} timed out',
    'connecting to {host} timed out',
    'timeout while connecting to {host}',
  ],
  includes: ['timed-out', 'connect-timeout', 'request-swallowed'],
  causes: [
    {
      text: {
        en: 'The proxy variable names a port where nothing listens, or one that speaks something else (SOCKS only, the controller); take the port from the Clash file.',
        zh: '代理变量里的端口没有程序监听，或者监听的不是 HTTP 代理（只收 SOCKS，或是控制端口）；以 Clash 配置里的端口为准。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url', 'schemeless-proxy'],
    },
    {
      text: {
        en: 'The program never gets or reads the variable: a service without it, the wrong case, Node’s own fetch; it then connects directly and is blocked.',
        zh: '程序没有拿到或不读这个变量：服务里没设、大小写不对、Node 自带的 fetch 不读；于是直连，被拦截。',
      },
      rules: ['service-without-proxy', 'proxy-one-case', 'https-proxy-missing', 'all-proxy-only'],
    },
    {
      text: { en: 'Clash sends the host DIRECT.', zh: 'Clash 把这个主机分流到了 DIRECT。' },
      rules: ['overseas-direct', 'missing-clash-match'],
    },
    { text: { en: 'The node is dead or congested.', zh: '节点失效或拥堵。' }, rules: [] },
    {
      text: {
        en: 'The answer of the DNS is forged, and the program resolves the name by itself.',
        zh: 'DNS 返回了伪造的地址，而程序是自己解析域名的。',
      },
      rules: ['single-resolver'],
    },
  ],
  confirm: {
    command: 'curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" -x "$HTTPS_PROXY" https://{host}/',
    shows: { en: '401, 403 or 404 means that the way is fine', zh: '返回 401、403、404 都说明链路是通的' },
  },
  sources: ['NousResearch/hermes-agent#11609'],
} satisfies Symptom;
