import type { Symptom } from '../symptom.ts';

export default {
  id: 'overseas-refused',
  title: {
    en: 'A foreign site refuses at once: its name leads to a forged address',
    zh: '境外网站立刻拒绝连接：域名被解析到了假地址',
  },
  host: 'overseas',
  texts: [
    'Failed to connect to {host} port 443: Connection refused',
    'Failed to connect to {host} port 443 after {} Connection refused',
    'connect to host {host} port 443: Connection refused',
    'Failed to connect to {host} port 443: 拒绝连接',
    'Failed connect to {host}:443; Connection refused',
    'connect to {host} port 443 failed: Connection refused',
  ],
  includes: ['connection-refused'],
  causes: [
    {
      text: {
        en: 'No proxy is used in this shell, and the DNS answers 0.0.0.0 or 127.0.0.1.',
        zh: '这个终端没走代理，而 DNS 返回了 0.0.0.0 或 127.0.0.1。',
      },
      rules: ['https-proxy-missing', 'proxy-one-case', 'all-proxy-only', 'single-resolver', 'lopsided-proxy-toggle'],
    },
    {
      text: {
        en: 'An old line in /etc/hosts leads there; envlint does not read that file.',
        zh: '/etc/hosts 里有过期的一行；envlint 不读这个文件。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'getent ahosts {host}; curl -sv -m 5 https://{host}/ 2>&1 | grep -iE "uses proxy|trying"',
    shows: { en: '0.0.0.0 or 127.0.0.1 is a forged answer', zh: '0.0.0.0 或 127.0.0.1 就是伪造的结果' },
  },
  sources: ['hawtim/hawtim.github.io#10', 'itgoyo/500Days-Of-Github#231'],
} satisfies Symptom;
