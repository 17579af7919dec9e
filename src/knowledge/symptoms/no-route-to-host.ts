import type { Symptom } from '../symptom.ts';

export default {
  id: 'no-route-to-host',
  title: { en: 'The network says that this address cannot be reached', zh: '网络明确回答：到不了这个地址' },
  texts: [
    'No route to host',
    'EHOSTUNREACH',
    '[Errno 113]',
    '没有到主机的路由',
    'connect: no route to host',
    'Host is unreachable',
    'os error 113',
  ],
  includes: [
    'docker-pull-timeout',
    'ssh-cannot-connect',
    'git-cannot-access',
    'apt-cannot-fetch',
    'npm-proxy',
    'uv-request-failed',
    'container-host-proxy',
    'connection-refused',
    'connect-timeout',
    'local-service-unreachable',
    'fetch-failed',
  ],
  causes: [
    {
      text: {
        en: 'The address of a proxy or server on another machine (LAN, WSL, virtual machine, Docker bridge) has changed, or that machine is off.',
        zh: '代理或服务在另一台机器上（局域网、WSL、虚拟机、Docker 网桥），它的地址变了，或机器没开。',
      },
      rules: ['proxy-port-mismatch', 'loopback-proxy-in-container'],
    },
    {
      text: {
        en: 'A firewall of that machine refuses: firewalld and the rules of many distributions answer “no route to host” for a port that is not open, for example from a container to its host. Allow the port there.',
        zh: '对方机器的防火墙拒绝：firewalld 和不少发行版的规则对未放行的端口就回 “No route to host”，例如从容器访问宿主机。在那台机器上放行端口。',
      },
      rules: [],
    },
    {
      text: {
        en: 'TUN mode or a VPN has taken over the routes of the local network. Exclude the network there (route-exclude-address).',
        zh: 'TUN 模式或 VPN 接管了内网路由。在那里排除内网网段（route-exclude-address）。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'ip route get {host}; ip neigh show {host}',
    shows: {
      en: 'via a tun device: TUN took it; FAILED or INCOMPLETE: nobody has that address',
      zh: '走 tun 设备：被 TUN 接管；FAILED 或 INCOMPLETE：没有机器用这个地址',
    },
  },
  sources: ['linux: connect(2)', 'MetaCubeX/mihomo#1050', 'moby/moby#16137'],
} satisfies Symptom;
