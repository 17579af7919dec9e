import type { Symptom } from '../symptom.ts';

export default {
  id: 'ollama-not-answering',
  title: { en: 'The ollama command finds no server', zh: 'ollama 命令找不到服务端' },
  texts: [
    'could not connect to ollama',
    'Failed to connect to Ollama',
    'could not connect to a running Ollama instance',
  ],
  includes: ['connection-refused'],
  causes: [
    {
      text: {
        en: 'The server is not running, or listens on another port: OLLAMA_HOST of the service and of the terminal must agree.',
        zh: '服务没有运行，或监听别的端口：服务和终端里的 OLLAMA_HOST 要一致。',
      },
      rules: ['malformed-url', 'conflicting-duplicate'],
    },
    {
      text: {
        en: 'OLLAMA_HOST=0.0.0.0 in a terminal with a proxy: for Go that is no address of this machine, so the request goes to the proxy. Use 127.0.0.1 for the command, or exempt 0.0.0.0.',
        zh: '终端里设了代理又写 OLLAMA_HOST=0.0.0.0：对 Go 来说这不是本机地址，请求会走代理。命令行用 127.0.0.1，或把 0.0.0.0 排除。',
      },
      rules: ['no-proxy-lacks-local', 'no-proxy-lacks-loopback', 'missing-no-proxy'],
    },
    {
      text: {
        en: 'Clients in Python or Node send 127.0.0.1 to the proxy where it is not exempt.',
        zh: 'Python、Node 写的客户端在没有排除本机时，连 127.0.0.1 都会发给代理。',
      },
      rules: ['missing-no-proxy', 'unmatched-no-proxy-entry'],
    },
  ],
  confirm: {
    command:
      'curl -sS -m 5 --noproxy "*" http://127.0.0.1:11434/api/version; env | grep -iE "ollama|_proxy"; systemctl show -p Environment ollama',
    shows: { en: 'a version: the server runs, the way to it is wrong', zh: '返回版本号：服务在运行，是路走错了' },
  },
  sources: ['ollama/ollama#9145', 'ollama/ollama#7697', 'measured: Go 1.19, ProxyFromEnvironment'],
} satisfies Symptom;
