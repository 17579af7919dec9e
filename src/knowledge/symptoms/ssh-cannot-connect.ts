import type { Symptom } from '../symptom.ts';

export default {
  id: 'ssh-cannot-connect',
  title: { en: 'ssh cannot connect: it reads no proxy variable', zh: 'ssh 连不上：它不读代理变量' },
  texts: ['ssh: connect to host {host} port {port}', 'connect to host {host} port 22'],
  described: [
    [['ssh'], ['github', 'gitlab', 'gitee', '22'], ['连不上', '超时', '不通', 'cannot connect', 'times out']],
    [
      ['ssh'],
      ['代理', 'tun', 'clash', 'proxy', 'vpn'],
      ['连不上', '连接不上', '无法', '断开', '超时', 'cannot', 'fails', 'timeout'],
    ],
  ],
  includes: ['connection-refused', 'timed-out', 'connect-timeout', 'overseas-refused'],
  causes: [
    {
      text: {
        en: 'ssh ignores HTTP_PROXY and ALL_PROXY. Give it a ProxyCommand, or port 443 of ssh.github.com.',
        zh: 'ssh 不理会 HTTP_PROXY 和 ALL_PROXY。给它写 ProxyCommand，或用 ssh.github.com 的 443 端口。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The name leads to a forged address (127.0.0.1), or port 22 is filtered.',
        zh: '域名被解析到假地址（127.0.0.1），或 22 端口被过滤。',
      },
      rules: ['single-resolver'],
    },
  ],
  confirm: {
    command: 'getent hosts {host}; ssh -T -p 443 git@ssh.github.com',
    shows: { en: 'an answer on 443: port 22 is filtered', zh: '443 有响应：22 端口被过滤' },
  },
  sources: ['jiangshanmeta/jiangshanmeta.github.io#51'],
} satisfies Symptom;
