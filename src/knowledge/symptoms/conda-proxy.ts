import type { Symptom } from '../symptom.ts';

export default {
  id: 'conda-proxy',
  title: { en: 'conda cannot use the proxy', zh: 'conda 用不了代理' },
  texts: [
    'Conda cannot proceed due to an error in your proxy configuration',
    'CondaHTTPError: HTTP 000 CONNECTION FAILED',
    'HTTP 000 CONNECTION FAILED',
    'CondaSSLError',
  ],
  described: [
    [
      ['conda', 'miniconda', 'anaconda', 'mamba'],
      ['很慢', '超时', '下载失败', '连不上', 'times out', 'very slow'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'The environment’s proxy begins with https:// or its port is dead.',
        zh: '环境变量里的代理以 https:// 开头，或端口上没有程序监听。',
      },
      rules: ['https-scheme-proxy', 'proxy-port-mismatch', 'schemeless-proxy', 'invalid-proxy-url'],
    },
    {
      text: { en: 'A domestic mirror goes through a foreign node.', zh: '国内镜像走了境外节点。' },
      rules: ['domestic-via-proxy'],
    },
    {
      text: {
        en: 'proxy_servers in ~/.condarc, which envlint does not read.',
        zh: '~/.condarc 里的 proxy_servers；envlint 不读这个文件。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'conda config --show proxy_servers; env | grep -i _proxy',
    shows: { en: 'every place that gives conda a proxy', zh: 'conda 拿到代理的所有位置' },
  },
  sources: ['zzzgydi/clash-verge#888', 'conda/conda#14101', 'tuna/issues#1520'],
} satisfies Symptom;
