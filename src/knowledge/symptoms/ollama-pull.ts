import type { Symptom } from '../symptom.ts';

export default {
  id: 'ollama-pull',
  title: { en: 'Ollama cannot pull a model: its service has no proxy', zh: 'Ollama 拉不下模型：它的服务没有代理' },
  texts: [
    'pull model manifest',
    'Error: max retries exceeded',
    'registry.ollama.ai',
    'r2.cloudflarestorage.com/ollama',
  ],
  described: [
    [
      ['ollama pull', 'ollama 下载', 'ollama 拉取'],
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
  includes: ['timed-out', 'connect-timeout', 'tls-cut-after-connect', 'docker-pull-timeout'],
  causes: [
    {
      text: {
        en: '`ollama pull` asks the server to download: HTTPS_PROXY must stand in the unit of `ollama serve`, not in the shell.',
        zh: '`ollama pull` 是让服务端下载：HTTPS_PROXY 要写在 `ollama serve` 的单元里，而不是 shell 里。',
      },
      rules: ['service-without-proxy', 'dropped-assignment'],
    },
    {
      text: { en: 'The proxy of the unit has the wrong scheme or port.', zh: '单元里的代理写错了协议或端口。' },
      rules: ['https-scheme-proxy', 'schemeless-proxy', 'proxy-port-mismatch'],
    },
  ],
  confirm: {
    command: 'systemctl show -p Environment ollama',
    shows: { en: 'no HTTPS_PROXY: the service has none', zh: '没有 HTTPS_PROXY：服务没有代理' },
  },
  sources: ['ollama/ollama#7726', 'ollama/ollama#1859', 'ollama/ollama#3504'],
} satisfies Symptom;
