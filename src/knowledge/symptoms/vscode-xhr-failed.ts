import type { Symptom } from '../symptom.ts';

export default {
  id: 'vscode-xhr-failed',
  title: { en: 'VS Code cannot reach its marketplace', zh: 'VS Code 连不上扩展市场' },
  texts: [
    'XHR failed',
    'Error while fetching extensions',
    'Error while installing extension',
    'cannot connect to the Extensions Marketplace',
    '提取扩展时出错',
    'ENOTFOUND marketplace.visualstudio.com',
  ],
  described: [
    [
      ['vscode', 'vs code', 'cursor'],
      ['插件', '扩展', 'extension', 'extensions', 'marketplace'],
      [
        '装不上',
        '安装失败',
        '下载失败',
        '下载不了',
        '无法安装',
        '无法下载',
        '一直转',
        '安装不了',
        '加载不出来',
        "can't install",
        'cannot install',
        'cannot be installed',
        'cannot download',
        'stuck',
      ],
    ],
  ],
  includes: ['fetch-failed', 'name-not-known', 'proxy-refused'],
  causes: [
    {
      text: {
        en: 'http.proxy of settings.json, or the proxy of the system, names a port where nothing listens, or lacks http://.',
        zh: 'settings.json 里的 http.proxy 或系统代理写的端口上没有程序监听，或缺了 http://。',
      },
      rules: ['proxy-port-mismatch', 'schemeless-proxy', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'https.proxy is no setting of VS Code; it reads http.proxy, and without it the variables it was started with.',
        zh: 'https.proxy 不是 VS Code 的设置；它读的是 http.proxy，没有时才看启动时的环境变量。',
      },
      rules: ['unread-setting'],
    },
    {
      text: {
        en: 'A proxy changes the certificates (company network, MITM): import its authority into the system instead of switching http.proxyStrictSSL off.',
        zh: '代理替换了证书（公司网络、MITM）：把它的根证书装进系统，不要关 http.proxyStrictSSL。',
      },
      rules: ['tls-verification-off'],
    },
  ],
  confirm: {
    command:
      'code --log trace --status | head -5; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" https://marketplace.visualstudio.com/',
    shows: {
      en: '200 in the terminal: only VS Code’s own setting is wrong',
      zh: '终端里是 200：只是 VS Code 自己的设置有问题',
    },
  },
  sources: ['microsoft/vscode#34385', 'microsoft/vscode#128229', 'microsoft/vscode#178442'],
} satisfies Symptom;
