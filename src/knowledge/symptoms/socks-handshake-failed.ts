import type { Symptom } from '../symptom.ts';

export default {
  id: 'socks-handshake-failed',
  title: { en: 'The SOCKS handshake with the proxy fails', zh: '与代理的 SOCKS 握手失败' },
  texts: [
    "Can't complete SOCKS5 connection",
    'Received invalid version in initial SOCKS5 response',
    'curl: (97)',
    'Socks5 proxy rejected connection',
    'Received invalid Socks5 initial handshake',
    'invalid socks version',
    '[proxychains] Strict chain {} timeout',
    '[proxychains] Strict chain',
    '<--denied',
    'General SOCKS server failure',
    'SOCKS5: Host unreachable',
  ],
  includes: ['timed-out'],
  causes: [
    {
      text: {
        en: '"invalid version": the port speaks HTTP only. Reply 1, 4 or 5: the proxy could not reach the target, change the node.',
        zh: '“invalid version”：端口只收 HTTP。返回 1、4、5：代理到不了目标，换节点。',
      },
      rules: ['proxy-port-mismatch'],
    },
    {
      text: {
        en: 'socks5:// and socks:// resolve names on this machine, where the answer is forged: socks5h:// lets the proxy resolve.',
        zh: 'socks5:// 和 socks:// 在本机解析域名，结果可能是假地址：写 socks5h:// 让代理去解析。',
      },
      rules: ['socks-proxy-scheme'],
    },
    {
      text: {
        en: 'proxychains shows a refused port as "timeout"; its own file /etc/proxychains.conf is not read by envlint.',
        zh: 'proxychains 把端口拒绝也显示成 “timeout”；envlint 不读 /etc/proxychains.conf。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'curl -x socks5h://127.0.0.1:7890 -sS -m 5 -o /dev/null -w "%{http_code}\\n" https://www.gstatic.com/generate_204',
    shows: { en: '204: the port speaks SOCKS and the node is alive', zh: '204：端口收 SOCKS，节点正常' },
  },
  sources: ['measured: curl 7.88, socks-proxy-agent 10.1, proxychains-ng 4.16', 'rofl0r/proxychains-ng#242'],
} satisfies Symptom;
