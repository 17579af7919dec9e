import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-node-refused',
  title: {
    en: 'Clash refuses the file because of one node or listener, which it only numbers',
    zh: 'Clash 因为某个节点或监听而拒绝加载，只报了序号',
  },
  texts: [
    'unsupport proxy type',
    'proxy {n}: missing type',
    'has unset fields',
    'proxy {n}: key {} missing',
    'cipher not supported',
    'initialize error',
    'proxy {n}: missing local address',
    'proxy {n}: {} expected type',
    'proxy {n}: ParseAddr({}): unable to parse IP',
    'parse proxy provider {} error',
    'Parse config error: proxy {n}',
  ],
  causes: [
    {
      text: {
        en: 'A node or listener lacks a key, or one of its keys has a value that it cannot have. The numbers begin at 0, and listeners are called proxies, too.',
        zh: '某个节点或监听缺少必需的键，或者键的值不合法。序号从 0 开始，监听也被叫作 proxy。',
      },
      rules: ['refused-clash-config'],
    },
    {
      text: {
        en: 'The core is older than the node type: update it, or take a client that contains a newer one.',
        zh: '内核太旧，不支持这种节点类型：请更新内核，或换用内置新内核的客户端。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'mihomo -t -d ~/.config/mihomo',
    shows: { en: 'names the first fault and stops; count nodes from 0', zh: '只报第一处错误；节点从 0 开始数' },
  },
  sources: [
    '2dust/v2rayN#5658',
    'MetaCubeX/mihomo#886',
    'MetaCubeX/mihomo#1123',
    'Elegycloud/clash-for-linux-backup#77',
    'Z-Siqi/Clash-for-Windows_Chinese#177',
    'Fndroid/clash_for_windows_pkg#4233',
  ],
} satisfies Symptom;
