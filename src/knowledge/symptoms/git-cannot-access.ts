import type { Symptom } from '../symptom.ts';

export default {
  id: 'git-cannot-access',
  title: { en: 'git cannot reach the repository', zh: 'git 访问不了仓库' },
  general: true,
  unless: ['returned error: 401', 'returned error: 403', 'returned error: 404'],
  texts: ['fatal: unable to access', '致命错误：无法访问'],
  described: [
    [
      ['git clone', 'git push', 'git pull', 'git fetch'],
      ['卡住', '卡死', '不动', '很慢', '超时', '失败', '连不上', 'stuck', 'hangs', 'slow', 'fails'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'A proxy left in ~/.gitconfig (http.proxy) is dead or moved: git prefers it to the environment.',
        zh: '~/.gitconfig 里遗留的 http.proxy 失效或换了端口：git 优先用它，而不是环境变量。',
      },
      rules: ['proxy-port-mismatch', 'lopsided-proxy-toggle', 'invalid-proxy-url', 'schemeless-proxy'],
    },
    {
      text: {
        en: 'No proxy is used: [https] proxy is a key that git does not read, and HTTP_PROXY alone does not serve https.',
        zh: '没有走代理：git 不读 [https] 下的 proxy，只设 HTTP_PROXY 也管不到 https。',
      },
      rules: ['unread-setting', 'https-proxy-missing', 'proxy-one-case', 'all-proxy-only'],
    },
    {
      text: {
        en: 'The node is dead; the end of the line says what happened.',
        zh: '节点失效；看这一行末尾的具体原因。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'git config --show-origin --get-regexp ".*proxy"; env | grep -i _proxy',
    shows: { en: 'every place that gives git a proxy', zh: 'git 拿到代理的所有位置' },
  },
  sources: ['measured: git 2.39', 'yichengchen/clashX#588', 'docmirror/dev-sidecar#20'],
} satisfies Symptom;
