import type { Symptom } from '../symptom.ts';

export default {
  id: 'proxy-auth-required',
  title: { en: 'The proxy wants a user and password (407)', zh: '代理要求用户名和密码（407）' },
  texts: [
    '407 Proxy Authentication Required',
    'Proxy Authentication Required',
    '407',
    'response 407',
    'code 407',
    '代理服务器要求身份验证',
    '需要代理身份验证',
    'ERR_PROXY_AUTH_REQUESTED',
    'ERR_PROXY_AUTH_UNSUPPORTED',
    'HTTP 407',
    'HTTP/1.1 407',
    'status code 407',
    'status: 407',
    'error: 407',
    'Error code: 407',
    '407 authenticationrequired',
    '407 AuthorizedOnly',
  ],
  includes: ['proxy-refuses-tunnel'],
  causes: [
    {
      text: {
        en: 'The proxy URL has no user and password, or they are cut off by an unescaped @ # / or :; write %40 for @.',
        zh: '代理 URL 里没有用户名和密码，或者被没转义的 @ # / : 截断；@ 要写成 %40。',
      },
      rules: ['invalid-proxy-url', 'unexpanded-variable'],
    },
    {
      text: {
        en: 'systemd dropped the whole assignment because of a % in the password: in a unit %40 is written %%40.',
        zh: '密码里有 %，systemd 把整条赋值都丢了：在单元里 %40 要写成 %%40。',
      },
      rules: ['percent-in-environment', 'dropped-assignment'],
    },
    {
      text: {
        en: 'Two places set the proxy, and the one without the password wins.',
        zh: '有两处设置了代理，生效的是没有密码的那一处。',
      },
      rules: ['proxy-case-conflict', 'conflicting-duplicate'],
    },
  ],
  confirm: {
    command:
      'systemctl show -p Environment UNIT; curl -sv -x "$https_proxy" https://example.com 2>&1 | grep -iE "^< |proxy-auth"',
    shows: { en: 'compare what arrives with what was written', zh: '对照实际生效的值和写下的值' },
  },
  sources: ['measured: Squid 5.7, systemd 252', 'systemd/systemd#9842'],
} satisfies Symptom;
