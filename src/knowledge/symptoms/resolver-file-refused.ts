import type { Symptom } from '../symptom.ts';

export default {
  id: 'resolver-file-refused',
  title: { en: 'A program does not understand a line of resolv.conf', zh: '程序看不懂 resolv.conf 里的某一行' },
  texts: [
    'parse of /etc/resolv.conf failed',
    'Error parsing resolv.conf',
    'Error parsing resolve.conf',
    'cannot parse resolv.conf',
    'unrecognized option in /etc/resolv.conf',
    'unknown option in /etc/resolv.conf',
    'unrecognized option {} resolv.conf',
    'resolv.conf: unrecognized option',
    'rdns_resolver_parse_resolv_conf: cannot parse line',
    '/etc/resolv.conf 解析失败',
  ],
  causes: [
    {
      text: {
        en: 'A line contains more than one setting: a comment after the address, two addresses after one nameserver, an option that this program does not know.',
        zh: '某一行写了多余的内容：地址后面跟了注释、一个 nameserver 后写了两个地址，或用了这个程序不认识的选项。',
      },
      rules: ['ignored-resolver-setting'],
    },
    {
      text: {
        en: 'NetworkManager, DHCP or a VPN has written the line: change it there, or it comes back.',
        zh: '这一行由 NetworkManager、DHCP 或 VPN 写入：要在那里改，否则会被改回去。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'grep -nEv "^(#|;|$|nameserver [0-9a-fA-F.:]+$|search |domain |options )" /etc/resolv.conf',
    shows: { en: 'the lines that not every program understands', zh: '列出的就是并非所有程序都能看懂的行' },
  },
  sources: ['microsoft/opengcs#171', 'hickory-dns/resolv-conf#41', 'c-ares/c-ares#1274', 'rspamd/rspamd#1681'],
} satisfies Symptom;
