import type { Symptom } from '../symptom.ts';

export default {
  id: 'systemd-not-running',
  title: { en: 'There is no systemd to talk to', zh: '这里没有可用的 systemd' },
  texts: [
    'System has not been booted with systemd as init system',
    'Failed to connect to bus',
    'Failed to connect to user scope bus',
    'systemctl --user unavailable',
    '无法连接到总线',
    'Failed to get D-Bus connection',
    'Failed to connect to system scope bus',
    'systemd is not running',
  ],
  single: ['Host is down', 'No medium found'],
  causes: [
    {
      text: {
        en: 'WSL without [boot] systemd=true in /etc/wsl.conf, or a container.',
        zh: 'WSL 的 /etc/wsl.conf 里没有 [boot] systemd=true，或在容器里。',
      },
      rules: [],
    },
    {
      text: {
        en: 'A session by su or ssh without XDG_RUNTIME_DIR: log in properly, and loginctl enable-linger for services that outlive the session.',
        zh: '通过 su 或 ssh 进入、没有 XDG_RUNTIME_DIR 的会话：正常登录；需要常驻的服务执行 loginctl enable-linger。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'ps -p 1 -o comm=; echo "$XDG_RUNTIME_DIR"; loginctl show-user "$USER" -p Linger',
    shows: { en: 'no systemd as process 1: WSL or a container', zh: '1 号进程不是 systemd：WSL 或容器' },
  },
  sources: ['openclaw/openclaw#63561', 'NousResearch/hermes-agent#110440', 'techartdev/OpenClawHomeAssistant#130'],
} satisfies Symptom;
