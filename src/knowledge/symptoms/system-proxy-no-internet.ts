import type { Symptom } from '../symptom.ts';

export default {
  id: 'system-proxy-no-internet',
  title: { en: 'The proxy is on and nothing loads', zh: '开了代理，什么网页都打不开' },
  texts: ['系统代理已开启但是无法上网', '开了代理反而上不了网', '代理已连接但是没网'],
  described: [
    [
      ['系统代理'],
      [
        '无法上网',
        '没网',
        '上不了网',
        '无法访问',
        '不能上网',
        '无效',
        '没用',
        '不起作用',
        '打不开',
        '连不上',
        '没反应',
      ],
    ],
    [
      [
        '系统代理',
        '开了代理',
        '开启代理',
        '打开代理',
        '开着代理',
        '开了clash',
        '开了 clash',
        '开启 clash',
        '打开 clash',
        '挂了代理',
        '开了梯子',
      ],
      ['上不了网', '无法上网', '没网', '不能上网', '连不上网', '断网', '打不开网页', '网页打不开', '都打不开'],
    ],
    [
      ['system proxy', 'proxy is on', 'proxy enabled'],
      ['no internet', 'nothing loads', 'cannot browse', 'no connection'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'The node is dead or the subscription has ended: Clash accepts the connection and nothing comes back. No file shows that; try another node.',
        zh: '节点失效或订阅到期：Clash 收下连接，但没有任何返回。从文件里看不出来；换一个节点试。',
      },
      rules: ['empty-clash-group'],
    },
    {
      text: {
        en: 'The system’s proxy names another port than the one Clash listens on, or another program has the port.',
        zh: '系统代理写的端口不是 Clash 监听的端口，或端口被别的程序占用。',
      },
      rules: ['proxy-port-mismatch', 'clash-port-conflict', 'refused-clash-config'],
    },
    {
      text: {
        en: 'Rules send everything to a group that leads nowhere, or the names of the nodes cannot be resolved.',
        zh: '规则把所有请求送到一个走不通的策略组，或节点的域名解析不了。',
      },
      rules: ['missing-clash-match', 'unknown-clash-policy', 'single-resolver', 'clash-rule-resolves'],
    },
    {
      text: {
        en: 'On Windows a dial-up or VPN connection (campus network, PPPoE) has a proxy setting of its own, which clients often leave unset: enter it by hand, or use TUN mode.',
        zh: 'Windows 上的拨号或 VPN 连接（校园网、PPPoE）有自己的代理设置，客户端往往没有写进去：手动填写，或用 TUN 模式。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'envlint doctor; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" -x http://127.0.0.1:7890 https://www.gstatic.com/generate_204; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" --noproxy "*" https://www.baidu.com',
    shows: {
      en: 'refused: the port is wrong; a timeout: the node; 204: the proxy works and the browser asks elsewhere',
      zh: 'refused：端口不对；超时：节点的问题；204：代理是好的，浏览器没有走到这里',
    },
  },
  sources: [
    'zzzgydi/clash-verge#884',
    'clash-verge-rev/clash-verge-rev#1169',
    'clash-verge-rev/clash-verge-rev#2428',
    'Fndroid/clash_for_windows_pkg#1616',
    'measured: mihomo source at 1c4f7c4d, curl 7.88',
  ],
} satisfies Symptom;
