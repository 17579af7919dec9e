import type { Symptom } from '../symptom.ts';

export default {
  id: 'container-host-proxy',
  title: { en: 'A container cannot use the proxy of its host', zh: '容器用不了宿主机上的代理' },
  texts: [
    'Could not resolve host: host.docker.internal',
    'getaddrinfo ENOTFOUND host.docker.internal',
    'lookup host.docker.internal',
    '容器内无法使用代理',
    '容器里无法使用代理',
    'connect ECONNREFUSED 172.17.0.1:{port}',
    'dial tcp 172.17.0.1:{port}: connect: connection refused',
    'Failed to connect to 172.17.0.1 port {port}',
    'Connecting to 172.17.0.1:{port}... failed',
    'Failed to connect to host.docker.internal port {proxy}',
    'host.docker.internal:{proxy} {} refused',
  ],
  described: [
    [
      ['docker', '容器', 'container', 'podman', 'compose'],
      ['代理', 'proxy', 'clash'],
      ['容器', '里', '内', 'inside', 'in the container', 'in docker', 'bridge'],
      ['用不了', '连不上', '无法', '不能', '不通', '报错', '失败', '不走', '不生效', 'cannot', 'fails'],
    ],
    [
      ['docker', '容器', 'container', 'podman', 'compose'],
      ['宿主机', '主机', 'host', '物理机'],
      ['代理', 'proxy', 'clash', '7890'],
      ['用不了', '不能', '无法', '连不上', '访问不了', '不通', '不生效', '怎么', 'cannot', 'fails', 'refused', 'how'],
    ],
  ],
  includes: [
    'local-service-unreachable',
    'connection-refused',
    'fetch-failed',
    'dns-nxdomain',
    'name-not-known',
    'dns-no-answer',
  ],
  causes: [
    {
      text: {
        en: '127.0.0.1 inside a container is the container. Name the host: http://host.docker.internal:7890.',
        zh: '容器里的 127.0.0.1 是容器自己。要写宿主机：http://host.docker.internal:7890。',
      },
      rules: ['loopback-proxy-in-container'],
    },
    {
      text: {
        en: 'On Linux host.docker.internal exists only where it is asked for: extra_hosts: ["host.docker.internal:host-gateway"], or --add-host.',
        zh: 'Linux 上 host.docker.internal 不会自动存在，要写 extra_hosts: ["host.docker.internal:host-gateway"] 或 --add-host。',
      },
      rules: [],
    },
    {
      text: {
        en: 'Clash listens on 127.0.0.1 only, which the bridge does not reach: allow-lan: true with bind-address of the bridge (172.17.0.1), not of the whole network.',
        zh: 'Clash 只监听 127.0.0.1，网桥够不到：设 allow-lan: true，并让 bind-address 只用网桥地址（172.17.0.1），不要对整个网络开放。',
      },
      rules: ['open-clash-lan'],
    },
    {
      text: {
        en: 'The services beside it are sent to the proxy as well: their names are missing in NO_PROXY.',
        zh: '旁边的服务也被送到代理：NO_PROXY 里没有它们的名字。',
      },
      rules: ['compose-service-not-exempt'],
    },
  ],
  confirm: {
    command:
      'docker run --rm --add-host host.docker.internal:host-gateway curlimages/curl -sS -m 5 -o /dev/null -w "%{http_code}\\n" -x http://host.docker.internal:7890 https://www.gstatic.com/generate_204; ss -ltn | grep 7890',
    shows: {
      en: '204: the way is open; 127.0.0.1:7890 in the second: Clash does not listen on the bridge',
      zh: '204：通；第二条显示 127.0.0.1:7890：Clash 没有监听网桥',
    },
  },
  sources: ['docs.docker.com/engine/network', 'docker/for-linux#264', 'moby/moby#40007'],
} satisfies Symptom;
