import type { Symptom } from '../symptom.ts';

export default {
  id: 'terminal-without-proxy',
  title: {
    en: 'The browser gets through the proxy, the terminal does not',
    zh: '浏览器能走代理，终端不行',
  },
  texts: [
    '终端不走代理',
    '终端没走代理',
    '终端无法代理',
    '终端代理不生效',
    '命令行不走代理',
    'terminal does not use the proxy',
  ],
  described: [
    [
      ['终端', '命令行', 'terminal', 'iterm', 'iterm2', 'cmd'],
      ['代理', '浏览器', 'clash', 'proxy', 'vpn'],
      ['不了', '不能', '无法', '不行', '不通', '没用', '失败', '超时', '不生效', '不走'],
    ],
    [
      ['terminal', 'command line', 'shell', 'console'],
      ['browser', 'browsers', 'chrome', 'firefox', 'edge', 'safari'],
      ['works', 'fine', 'ok', 'can', 'not', 'cannot', 'fails', 'timeout'],
    ],
    [
      ['终端', '命令行', 'curl'],
      ['google', 'github', 'openai', 'chatgpt', '外网', '谷歌'],
      ['不了', '不能', '无法', '不通', '失败', '超时', '连不上', '打不开'],
    ],
    [
      ['ping'],
      ['google', '代理', '终端', 'proxy', 'terminal'],
      ['不通', '无法', '没法', '超时', 'timeout', 'timed out', 'loss'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'The switch “system proxy” of a Clash client reaches browsers only: programs in a terminal read http_proxy and https_proxy. Export both, with no_proxy, in ~/.zshrc or ~/.bashrc and open a new terminal, or switch TUN mode on.',
        zh: 'Clash 客户端的“系统代理”开关只对浏览器这类程序有效，终端里的程序读的是 http_proxy 和 https_proxy。在 ~/.zshrc 或 ~/.bashrc 里把这两个变量连同 no_proxy 一起导出，再开一个新终端；或者打开 TUN 模式。',
      },
      rules: ['https-proxy-missing', 'proxy-one-case', 'proxy-mixed-case', 'all-proxy-only', 'dropped-assignment'],
    },
    {
      text: {
        en: 'The variables are set, but to a port where no HTTP proxy listens, or in a form that programs refuse.',
        zh: '变量设了，但端口上没有 HTTP 代理在监听，或者写法不被程序接受。',
      },
      rules: [
        'proxy-port-mismatch',
        'schemeless-proxy',
        'invalid-proxy-url',
        'socks-proxy-scheme',
        'https-scheme-proxy',
      ],
    },
    {
      text: {
        en: 'ping never goes through an HTTP or SOCKS proxy: it proves nothing. Try curl.',
        zh: 'ping 永远不走 HTTP 或 SOCKS 代理，ping 不通说明不了问题。用 curl 试。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The program has settings of its own (git, npm, pip, ssh), or reads no such variable (scripts of Node).',
        zh: '这个程序用自己的设置（git、npm、pip、ssh），或者根本不读这些变量（Node 脚本）。',
      },
      rules: ['node-needs-use-env-proxy', 'lopsided-proxy-toggle'],
    },
  ],
  confirm: {
    command:
      'env | grep -i _proxy; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" https://www.gstatic.com/generate_204',
    shows: {
      en: 'no line with _proxy: the terminal has no proxy; 204: it works',
      zh: '没有带 _proxy 的行，就是终端里没有代理；204 表示通了',
    },
  },
  sources: [
    'yichengchen/clashX#256',
    'yichengchen/clashX#353',
    'Dreamacro/clash#592',
    'wanhebin/clash-for-linux#52',
    'Fndroid/clash_for_windows_pkg#1616',
  ],
} satisfies Symptom;
