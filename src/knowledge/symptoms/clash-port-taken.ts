import type { Symptom } from '../symptom.ts';

export default {
  id: 'clash-port-taken',
  title: { en: 'Clash cannot listen: the port is taken', zh: 'Clash 监听失败：端口被占用' },
  texts: [
    'bind: address already in use',
    'address already in use',
    'EADDRINUSE',
    '地址已在使用',
    'Only one usage of each socket address',
    'server error: listen tcp',
    'An attempt was made to access a socket in a way forbidden',
    '以一种访问权限不允许的方式做了一个访问套接字的尝试',
    '端口被占用',
    'Errno 98',
    'Errno 48',
    '通常每个套接字地址',
  ],
  causes: [
    {
      text: {
        en: 'Another core still runs, or two ports of the file are the same. The core goes on, and clients see only "refused".',
        zh: '另一个内核还在运行，或文件里两个端口相同。内核会继续运行，客户端只会看到“拒绝连接”。',
      },
      rules: ['clash-port-conflict'],
    },
    {
      text: { en: 'Two instances of a supervised service.', zh: '被托管的服务启动了两个实例。' },
      rules: ['replace-under-supervisor', 'supervisor-runs-start', 'duplicate-label', 'detached-under-supervisor'],
    },
    {
      text: {
        en: 'Windows keeps the range for Hyper-V; no file shows that.',
        zh: 'Windows 把这段端口留给了 Hyper-V；从文件里看不出来。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'envlint doctor; ss -ltnp | grep ":7890 "; netsh int ipv4 show excludedportrange tcp',
    shows: {
      en: 'who holds the port, by name (doctor: Linux and WSL)',
      zh: '看是哪个程序占着端口（doctor 用于 Linux 和 WSL）',
    },
  },
  sources: ['clash-verge-rev/clash-verge-rev#158', 'Dreamacro/clash#690', 'chen08209/FlClash#528'],
} satisfies Symptom;
