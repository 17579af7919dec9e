import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-nodes-dead',
  title: { en: 'All nodes of Clash time out', zh: 'Clash 的节点全部超时' },
  texts: [
    '节点全部超时',
    '节点全部 timeout',
    '所有节点超时',
    '节点都超时',
    'all nodes time out',
    'all proxies timed out',
  ],
  described: [
    [['节点'], ['全部', '所有', '全都'], ['超时', 'timeout']],
    [
      ['订阅', 'subscription'],
      [
        '更新失败',
        '导入失败',
        '下载失败',
        '拉取失败',
        '更新不了',
        '导入订阅失败',
        'cannot be updated',
        'update failed',
      ],
    ],
  ],
  includes: ['timed-out'],
  causes: [
    {
      text: {
        en: 'The subscription has ended or its addresses have changed: update it, with the system proxy off if the update itself goes through a dead node. No file shows that.',
        zh: '订阅到期，或节点地址换了：更新订阅；如果更新本身走了失效的节点，先关掉系统代理再更新。从文件里看不出来。',
      },
      rules: ['empty-clash-group'],
    },
    {
      text: {
        en: 'The names of the nodes cannot be resolved: proxy-server-nameserver needs a server that is reached without a proxy, such as 223.5.5.5.',
        zh: '节点的域名解析不了：proxy-server-nameserver 要写不走代理就能连的服务器，例如 223.5.5.5。',
      },
      rules: ['unknown-clash-key', 'single-resolver'],
    },
    {
      text: {
        en: 'The clock of this machine is wrong: VMess refuses a difference of about two minutes and more.',
        zh: '本机时间不准：VMess 相差两分钟左右就会被拒绝。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'date -u; curl -sSI -m 8 --noproxy "*" https://www.baidu.com | grep -i ^date',
    shows: {
      en: 'both times are equal to the minute: the clock is right, and this machine has a network',
      zh: '两个时间相差不到一分钟：时间是准的，本机也有网络',
    },
  },
  sources: ['xtls.github.io/en/config/inbounds/vmess.html', 'clash-verge-rev/clash-verge-rev#1427'],
} satisfies Symptom;
