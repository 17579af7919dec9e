import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-tun-refused',
  title: { en: 'Clash has no right to open its TUN device', zh: 'Clash 没有权限打开 TUN' },
  texts: [
    'Start TUN listening error',
    'configure tun interface',
    'Start Tun interface error',
    "can't open tun",
    'failed to connect to the Clash Verge Service',
  ],
  includes: ['clash-port-taken'],
  causes: [
    {
      text: {
        en: 'The core lacks the right to it: install the service mode of the client, or on Linux give the core setcap cap_net_admin,cap_net_bind_service=+ep. No file shows that.',
        zh: '内核没有权限：在客户端里安装服务模式；Linux 上也可以对内核执行 setcap cap_net_admin,cap_net_bind_service=+ep。从文件里看不出来。',
      },
      rules: [],
    },
    {
      text: {
        en: 'The service is of an older version of the client: remove it, install it again, then switch TUN on.',
        zh: '服务是旧版本客户端装的：先卸载服务，重新安装，再打开 TUN。',
      },
      rules: [],
    },
    {
      text: {
        en: 'A container lacks /dev/net/tun and the capability NET_ADMIN.',
        zh: '容器缺少 /dev/net/tun 和 NET_ADMIN 权限。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'getcap "$(command -v mihomo || command -v verge-mihomo)"; ls -l /dev/net/tun',
    shows: { en: 'cap_net_admin in the first line: the core has the right', zh: '第一行有 cap_net_admin：内核有权限' },
  },
  sources: [
    'zzzgydi/clash-verge#490',
    'zzzgydi/clash-verge#182',
    'clash-verge-rev/clash-verge-rev#1381',
    'clash-verge-rev/clash-verge-rev#64',
  ],
} satisfies Symptom;
