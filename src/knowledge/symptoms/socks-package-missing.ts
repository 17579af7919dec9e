import type { Symptom } from '../symptom.ts';

export default {
  id: 'socks-package-missing',
  title: {
    en: 'Python refuses to start a request: a SOCKS proxy is set and the package for it is missing',
    zh: 'Python 直接拒绝发请求：设置了 SOCKS 代理，却没装对应的包',
  },
  texts: [
    "Using SOCKS proxy, but the 'socksio' package is not installed",
    "'socksio' package is not installed",
    'Missing dependencies for SOCKS support',
    'connecting through a SOCKS proxy requires python-socks',
    'pip install httpx[socks]',
    'To use SOCKS proxies',
    "No module named 'socksio'",
    "No module named 'socks'",
    "No module named 'python_socks'",
  ],
  single: ['socksio', 'PySocks'],
  causes: [
    {
      text: {
        en: 'ALL_PROXY or HTTPS_PROXY is a socks5:// URL. The package is asked for even when the request is for this machine: write the mixed port as http:// instead, or install httpx[socks], pysocks or python-socks with the proxy unset.',
        zh: 'ALL_PROXY 或 HTTPS_PROXY 是 socks5:// 地址。连访问本机也会要求这个包：改用 mixed 端口的 http:// 地址；或先取消代理，再安装 httpx[socks]、pysocks、python-socks。',
      },
      rules: ['socks-proxy-scheme', 'all-proxy-only'],
    },
    {
      text: {
        en: 'GNOME and some Clash clients write ALL_PROXY by themselves; look in the shell’s files and in the desktop’s settings.',
        zh: 'GNOME 和一些 Clash 客户端会自动写 ALL_PROXY；检查 shell 配置和桌面设置。',
      },
      rules: ['lopsided-proxy-toggle'],
    },
  ],
  confirm: {
    command: 'env | grep -i all_proxy; python3 -c "import socksio"',
    shows: { en: 'a socks:// or socks5:// value and an ImportError', zh: '值是 socks:// 或 socks5://，并且导入失败' },
  },
  sources: [
    'measured: httpx 0.23, requests 2.34, pip 23.2',
    'CherryHQ/cherry-studio#4846',
    'modelcontextprotocol/servers#1401',
    'psf/requests#3516',
    'HKUDS/nanobot#210',
  ],
} satisfies Symptom;
