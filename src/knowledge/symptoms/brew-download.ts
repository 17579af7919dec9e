import type { Symptom } from '../symptom.ts';

export default {
  id: 'brew-download',
  title: { en: 'Homebrew cannot download', zh: 'Homebrew 下载不了' },
  texts: [
    'Failed to download resource',
    'Fetching /usr/local/Homebrew failed',
    'Fetching /opt/homebrew failed',
    'brew update 卡住',
  ],
  described: [
    [
      ['brew', 'homebrew'],
      ['卡住', '卡死', '很慢', '太慢', '超时', '下载失败', '下载不了', '不动', 'stuck', 'hangs', 'slow', 'timeout'],
    ],
  ],
  includes: ['connection-refused', 'connect-timeout'],
  causes: [
    {
      text: {
        en: 'brew downloads with curl and git and reads http_proxy, https_proxy, all_proxy and no_proxy of the terminal; a switch “system proxy” does not reach it.',
        zh: 'brew 用 curl 和 git 下载，读的是终端里的 http_proxy、https_proxy、all_proxy 和 no_proxy；“系统代理”开关对它无效。',
      },
      rules: ['https-proxy-missing', 'proxy-one-case', 'dropped-assignment'],
    },
    {
      text: {
        en: 'The proxy of the variables, or one left in ~/.gitconfig or ~/.curlrc, is dead.',
        zh: '变量里的代理，或 ~/.gitconfig、~/.curlrc 里遗留的代理已经失效。',
      },
      rules: ['proxy-port-mismatch', 'lopsided-proxy-toggle', 'invalid-proxy-url'],
    },
    {
      text: {
        en: 'The bottles come from abroad (ghcr.io): HOMEBREW_BOTTLE_DOMAIN names a mirror.',
        zh: '安装包在境外（ghcr.io）：可用 HOMEBREW_BOTTLE_DOMAIN 指定镜像。',
      },
      rules: [],
    },
  ],
  confirm: {
    command:
      'env | grep -iE "_proxy|HOMEBREW_"; git config --global --get-regexp ".*proxy"; curl -sS -m 8 -o /dev/null -w "%{http_code}\\n" https://ghcr.io/v2/',
    shows: {
      en: '401: the way to the bottles is open; a timeout: no proxy in this terminal',
      zh: '401：通往安装包的路是通的；超时：这个终端没有代理',
    },
  },
  sources: ['docs.brew.sh/Manpage#using-homebrew-behind-a-proxy', 'Homebrew/discussions#691'],
} satisfies Symptom;
