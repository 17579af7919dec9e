import type { Symptom } from '../symptom.ts';

export default {
  id: 'apt-cannot-fetch',
  title: { en: 'apt cannot fetch its lists', zh: 'apt 下载不了软件列表' },
  texts: [
    '部分索引文件下载失败',
    'Some index files failed to download',

    '无法连接上 {host}',
    'E: Failed to fetch',
    'W: Failed to fetch',
    'Err:{n} http',
    'E: 无法下载',
    'W: 无法下载',
    'Could not connect to {host}:{port} (',
  ],
  described: [
    [
      ['apt', 'apt-get', 'apt update'],
      ['连不上', '超时', '很慢', '卡住', 'times out', 'stuck'],
    ],
  ],
  includes: ['connection-refused'],
  causes: [
    {
      text: {
        en: 'The proxy of /etc/apt/apt.conf.d is dead or on another port.',
        zh: '/etc/apt/apt.conf.d 里的代理失效或端口不对。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'Its scheme is missing or is socks5:// (apt takes socks5h://).',
        zh: '没写协议，或写成了 socks5://（apt 只认 socks5h://）。',
      },
      rules: ['schemeless-proxy', 'socks-proxy-scheme'],
    },
    {
      text: {
        en: 'A domestic mirror goes through a foreign node, or the DNS is broken.',
        zh: '国内镜像走了境外节点，或 DNS 有问题。',
      },
      rules: ['domestic-via-proxy', 'ignored-resolver-setting'],
    },
  ],
  confirm: {
    command: 'apt-config dump | grep -i proxy',
    shows: { en: 'what apt really uses', zh: 'apt 实际使用的代理' },
  },
  sources: ['measured: apt 2.6', 'microsoft/WSL#5256'],
} satisfies Symptom;
