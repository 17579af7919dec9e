import type { Symptom } from '../symptom.ts';

export default {
  id: 'npm-proxy',
  title: {
    en: 'npm, pnpm or yarn cannot reach the registry through its proxy',
    zh: 'npm、pnpm 或 yarn 通过代理连不上仓库',
  },
  texts: [
    'npm error code ECONNREFUSED',
    'npm ERR! code ECONNREFUSED',
    'npm error network',
    'npm ERR! network',
    'npm error network timeout at',
    'npm error code ETIMEDOUT',
    'npm ERR! code ETIMEDOUT',
    'npm error code ERR_SOCKET_TIMEOUT',
    'npm ERR! code ERR_SOCKET_TIMEOUT',
    'npm error code ECONNRESET',
    'ERR_PNPM_META_FETCH_FAIL',
    'There appears to be trouble with your network connection',
    'npm ERR! code ECONNRESET',
    'There appears to be trouble with your network connection',
    'EIDLETIMEOUT',
  ],
  described: [
    [
      ['npm', 'pnpm', 'yarn', 'npx'],
      ['卡住', '卡死', '一直转', '不动', '很慢', '超时', 'stuck', 'hangs', 'forever'],
    ],
  ],
  includes: ['connection-refused', 'timed-out', 'connection-reset', 'connect-timeout'],
  causes: [
    {
      text: { en: 'proxy or https-proxy is left in ~/.npmrc.', zh: '~/.npmrc 里遗留了 proxy 或 https-proxy。' },
      rules: [
        'proxy-port-mismatch',
        'lopsided-proxy-toggle',
        'invalid-proxy-url',
        'schemeless-proxy',
        'unread-setting',
      ],
    },
    {
      text: {
        en: 'The environment’s proxy is dead, speaks SOCKS only, or the timeout is too short.',
        zh: '环境变量里的代理失效、只收 SOCKS，或超时太短。',
      },
      rules: ['socks-proxy-scheme', 'https-scheme-proxy', 'timeout-too-low'],
    },
    {
      text: {
        en: 'The registry abroad is slow: npm config set registry https://registry.npmmirror.com.',
        zh: '境外仓库慢：npm config set registry https://registry.npmmirror.com。',
      },
      rules: [],
    },
  ],
  confirm: {
    command: 'npm config ls -l | grep -iE "proxy|registry"; env | grep -i _proxy',
    shows: { en: 'every place that gives npm a proxy', zh: 'npm 拿到代理的所有位置' },
  },
  sources: ['measured: npm 11.19', 'npm/npm#13928', 'npm/npm#14459'],
} satisfies Symptom;
