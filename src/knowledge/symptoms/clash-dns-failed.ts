import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-dns-failed',
  title: { en: 'Clash’s own DNS gets no answer', zh: 'Clash 自带的 DNS 没有结果' },
  texts: ['all DNS requests failed', "couldn't find ip", 'dns resolve failed', 'fake DNS record 198.18.', '198.18.0.'],
  causes: [
    {
      text: {
        en: 'Its name servers cannot be reached without the proxy that they are needed for: put 223.5.5.5 or doh.pub into nameserver and proxy-server-nameserver.',
        zh: '它的 DNS 服务器要走代理才能连，而代理又要靠它解析：在 nameserver 和 proxy-server-nameserver 里写 223.5.5.5 或 doh.pub。',
      },
      rules: ['unknown-clash-key'],
    },
    {
      text: {
        en: 'A cached fake-ip address (198.18.x) outlived the core: flush the DNS cache, set store-fake-ip.',
        zh: '缓存的 fake-ip 地址（198.18.x）在内核停掉后仍在使用：清空 DNS 缓存，设置 store-fake-ip。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'dig +short @127.0.0.1 -p 1053 baidu.com; getent hosts github.com',
    shows: {
      en: 'no answer: the core’s DNS; 198.18.x: fake-ip',
      zh: '没有结果：内核的 DNS 有问题；198.18.x 是 fake-ip',
    },
  },
  sources: ['Dreamacro/clash#2135', 'Dreamacro/clash#2191', 'Dreamacro/clash#1989'],
} satisfies Symptom;
