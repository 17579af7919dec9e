import type { Symptom } from '../symptom.ts';

export default {
  id: 'docker-pull-timeout',
  title: { en: 'Docker cannot pull: the daemon has no proxy', zh: 'Docker 拉取失败：守护进程没有代理' },
  texts: [
    'request canceled while waiting for connection',
    'Client.Timeout exceeded while awaiting headers',
    'net/http: TLS handshake timeout',
    'error pulling image configuration',
    'Get "https://registry-1.docker.io',
    'Error response from daemon: Get',
    'registry-1.docker.io',
    'failed to resolve source metadata for docker.io',
    'failed to resolve reference',
    'auth.docker.io',
    'production.cloudflare.docker.com',
  ],
  described: [
    [
      ['docker pull', 'docker 拉取', '拉取镜像', '拉镜像', 'compose pull'],
      [
        '很慢',
        '超时',
        '失败',
        '下载不了',
        '拉不下来',
        '拉不动',
        '连不上',
        '卡住',
        'timeout',
        'times out',
        'stuck',
        'very slow',
      ],
    ],
  ],
  includes: ['timed-out', 'connect-timeout', 'tls-cut-after-connect', 'clash-dials-direct'],
  causes: [
    {
      text: {
        en: 'dockerd is a service: variables of the shell do not reach it. It needs /etc/systemd/system/docker.service.d/http-proxy.conf, daemon-reload and a restart.',
        zh: 'dockerd 是系统服务，拿不到 shell 里的变量。要写 /etc/systemd/system/docker.service.d/http-proxy.conf，再 daemon-reload 并重启。',
      },
      rules: ['service-without-proxy', 'dropped-assignment', 'percent-in-environment', 'misplaced-systemd-key'],
    },
    {
      text: { en: 'The daemon’s proxy has the wrong scheme or port.', zh: '守护进程的代理写错了协议或端口。' },
      rules: ['schemeless-proxy', 'https-scheme-proxy', 'proxy-port-mismatch', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'The mirrors of daemon.json are gone; no file shows that.',
        zh: 'daemon.json 里的镜像源已失效；从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'systemctl show -p Environment docker; docker info 2>/dev/null | grep -i proxy',
    shows: { en: 'no HTTPS_PROXY: the daemon has none', zh: '没有 HTTPS_PROXY：守护进程没有代理' },
  },
  sources: ['DeepVAC/TorchPod#64', 'songquanpeng/one-api#2411', 'docker/for-win#1815'],
} satisfies Symptom;
