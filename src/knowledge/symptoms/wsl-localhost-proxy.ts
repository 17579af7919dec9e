import type { Symptom } from '../symptom.ts';

export default {
  id: 'wsl-localhost-proxy',
  title: { en: 'WSL does not take over the proxy of Windows', zh: 'WSL 没有沿用 Windows 的代理' },
  texts: [
    'A localhost proxy configuration was detected but not mirrored into WSL',
    'WSL in NAT mode does not support localhost proxies',
    '检测到 localhost 代理配置，但未镜像到 WSL',
    'NAT 模式下的 WSL 不支持 localhost 代理',
    'localhost proxy {} NAT',
    'localhost proxy',
    'localhost proxy {} mirrored',
  ],
  described: [
    [
      ['wsl', 'wsl2'],
      ['代理', 'proxy', 'clash'],
      ['连不上', '用不了', '不通', '无效', '不生效', '无法', 'cannot', 'fails', 'not'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'In NAT mode 127.0.0.1 of WSL is not that of Windows: networkingMode=mirrored in .wslconfig (Windows 11), or the gateway’s address and allow-lan in Clash.',
        zh: 'NAT 模式下 WSL 的 127.0.0.1 不是 Windows 的：在 .wslconfig 写 networkingMode=mirrored（Windows 11），或用网关地址并在 Clash 里开启 allow-lan。',
      },
      rules: ['loopback-proxy-in-container'],
    },
    {
      text: {
        en: 'The shell’s files in WSL name 127.0.0.1 as the proxy.',
        zh: 'WSL 里的 shell 配置把代理写成 127.0.0.1。',
      },
      rules: ['proxy-port-mismatch'],
    },
  ],
  confirm: {
    command:
      'ip route show default; curl -x "http://$(ip route | awk \'/default/ {print $3}\'):7890" -sS -m 5 -o /dev/null -w "%{http_code}\\n" https://www.gstatic.com/generate_204',
    shows: { en: '204: the gateway’s address is right', zh: '返回 204：网关地址可用' },
  },
  sources: ['microsoft/WSL#10753', 'microsoft/WSL#12015', 'microsoft/WSL#11228'],
} satisfies Symptom;
