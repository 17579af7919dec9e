import type { Symptom } from '../symptom.ts';

export default {
  id: 'connection-refused',
  title: { en: 'Nothing listens where the program connects', zh: '要连的地址没有程序在监听' },
  general: true,
  texts: [
    'Connection refused',
    '拒绝连接',
    'ECONNREFUSED',
    '[Errno 111]',
    '[Errno 61]',
    '111 Connection refused',
    '由于目标计算机积极拒绝',
    'actively refused it',
    'WinError 10061',
    '连接被拒绝',
    'os error 10061',
    'ConnectionRefusedError',
    'All connection attempts failed',
    'could not connect to ollama app',
  ],
  causes: [
    {
      text: {
        en: 'The port in the message is the proxy’s (7890, 7897, 10809 …): Clash is not running or listens elsewhere, or the variable was left behind.',
        zh: '报错里的端口是代理端口（7890、7897、10809 等）：Clash 没开或换了端口，或者变量忘了清。',
      },
      rules: ['proxy-port-mismatch', 'lopsided-proxy-toggle', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'The port is a local service’s: it is not started, or a base URL names the wrong port. An occupied port would show at the server as "address already in use".',
        zh: '端口是本机服务的：服务没启动，或 base URL 的端口写错。端口被占用时，报错的是服务端（address already in use）。',
      },
      rules: [
        'malformed-url',
        'missing-no-proxy',
        'no-proxy-lacks-loopback',
        'replace-under-supervisor',
        'supervisor-runs-start',
      ],
    },
    {
      text: {
        en: 'Port 443 of a foreign host: its name resolves to a forged address (0.0.0.0, 127.0.0.1), because no proxy is used.',
        zh: '境外主机的 443 端口：域名被解析成假地址（0.0.0.0、127.0.0.1），因为没走代理。',
      },
      rules: ['https-proxy-missing', 'proxy-one-case', 'single-resolver', 'service-without-proxy'],
    },
    {
      text: {
        en: 'Inside a container or WSL, 127.0.0.1 is that container, not the host.',
        zh: '在容器或 WSL 里，127.0.0.1 是容器或 WSL 自己，不是宿主机。',
      },
      rules: ['loopback-proxy-in-container'],
    },
  ],
  confirm: {
    command: 'envlint doctor; ss -ltnp | grep -E ":(7890|7897|8000) "; env | grep -i _proxy',
    shows: {
      en: 'on Linux and WSL, doctor says which port of the files nobody or another program listens on; elsewhere compare the port of the message with both lists',
      zh: '在 Linux 和 WSL 上，doctor 会指出文件里的哪个端口没有程序监听、或被别的程序占用；其他系统请把报错里的端口和两份列表对照',
    },
  },
  sources: ['measured: curl 7.88, Python 3.11, Node 20'],
} satisfies Symptom;
