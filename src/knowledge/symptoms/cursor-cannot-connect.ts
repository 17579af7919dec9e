import type { Symptom } from '../symptom.ts';

export default {
  id: 'cursor-cannot-connect',
  title: { en: 'Cursor cannot connect to its servers', zh: 'Cursor 连不上它的服务器' },
  texts: [
    'please check your internet connection or VPN',
    'check your internet connection or use a VPN',
    'ConnectError: [unavailable]',
    'ConnectError: [unknown]',
  ],
  described: [[['cursor'], ['连不上', '用不了', '无法连接', '连接失败', 'connection failed', 'cannot connect']]],
  includes: ['connection-reset', 'fetch-failed', 'connect-timeout', 'connection-refused'],
  causes: [
    {
      text: {
        en: 'Cursor speaks HTTP/2 and the proxy does not pass it: choose HTTP/1.1 in its network settings (cursor.general.disableHttp2).',
        zh: 'Cursor 用的是 HTTP/2，而代理不转发：在它的网络设置里选 HTTP/1.1（cursor.general.disableHttp2）。',
      },
      rules: [],
    },
    {
      text: {
        en: '"http.proxy" in its settings.json, or the proxy of the system, names a port where nothing listens.',
        zh: '它的 settings.json 里的 "http.proxy"，或系统代理，指向了没有程序监听的端口。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url', 'schemeless-proxy'],
    },
    {
      text: {
        en: 'The node is dead, or Clash sends cursor.sh DIRECT.',
        zh: '节点失效，或 Clash 把 cursor.sh 分流到了 DIRECT。',
      },
      rules: ['overseas-direct', 'missing-clash-match'],
    },
  ],
  confirm: {
    command: 'curl -sS -m 8 -o /dev/null -w "%{http_version} %{http_code}\\n" https://api2.cursor.sh/',
    shows: {
      en: '2 and a status: HTTP/2 passes; 1.1: it does not',
      zh: '显示 2 和状态码：HTTP/2 能通；显示 1.1：不能',
    },
  },
  sources: ['cursor/cursor#1727', 'cursor/cursor#1970', 'cursor/cursor#1534', 'kingparks/cursor-vip#669'],
} satisfies Symptom;
