import type { Symptom } from '../symptom.ts';

export default {
  id: 'ssh-closed-by-peer',
  title: { en: 'ssh (and git over ssh) is closed before it begins', zh: 'ssh（以及 git over ssh）一开始就被断开' },
  texts: [
    'kex_exchange_identification',
    'Connection closed by {host} port 22',
    'Connection closed by 198.18.',
    '致命错误：无法读取远程仓库',
    'Could not read from remote repository',
    'ssh_exchange_identification',
    'Connection closed by {host}',
    'Connection reset by {host} port 22',
    'Connection closed by UNKNOWN port',
    'Connection reset by {host} port {n}',
    'banner exchange: Connection to {host} port {n}',
    '无法从远程仓库读取',
  ],
  includes: ['connection-reset'],
  causes: [
    {
      text: {
        en: 'The node blocks port 22, or TUN and fake-ip send ssh through it. No file shows what a node allows: use ssh.github.com on port 443.',
        zh: '节点封了 22 端口，或 TUN、fake-ip 把 ssh 也送进了节点。节点放行哪些端口，从文件里看不出来：改用 ssh.github.com 的 443 端口。',
      },
      rules: [],
    },
    {
      text: {
        en: 'ProxyCommand in ~/.ssh/config names a port where nothing listens, or of another kind.',
        zh: '~/.ssh/config 里的 ProxyCommand 指向没有程序监听或类型不对的端口。',
      },
      rules: ['proxy-port-mismatch'],
    },
  ],
  confirm: {
    command: 'ssh -T -p 443 git@ssh.github.com',
    shows: {
      en: 'a greeting: put HostName ssh.github.com and Port 443 into ~/.ssh/config',
      zh: '有欢迎语：在 ~/.ssh/config 写上 HostName ssh.github.com 和 Port 443',
    },
  },
  sources: ['vernesong/OpenClash#2074', 'Dreamacro/clash#2695', 'clash-verge-rev/clash-verge-rev#3286'],
} satisfies Symptom;
