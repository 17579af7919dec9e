import type { Symptom } from '../symptom.ts';

export default {
  id: 'claude-cannot-connect',
  title: { en: 'Claude Code cannot connect to the API', zh: 'Claude Code 连不上 API' },
  texts: [
    'Unable to connect to API (ConnectionRefused)',
    'Unable to connect to API',
    'a firewall or proxy may be blocking it',
    'Connection refused — a firewall or proxy',
    'Unable to connect to Anthropic services',
    'Failed to connect to api.anthropic.com:',
  ],
  described: [
    [
      ['claude code', 'claude-code'],
      ['连不上', '无法连接', '连接失败', '连接不上', '用不了', 'cannot connect', 'does not connect', "can't connect"],
    ],
  ],
  includes: ['connection-refused', 'connect-timeout', 'connection-reset'],
  causes: [
    {
      text: {
        en: 'ANTHROPIC_BASE_URL leads to a local router that is not running: curl does not read that variable and works.',
        zh: 'ANTHROPIC_BASE_URL 指向没启动的本机转发服务：curl 不读这个变量，所以 curl 正常。',
      },
      rules: ['malformed-url'],
    },
    {
      text: {
        en: 'HTTPS_PROXY names a port where nothing listens; "env" in ~/.claude/settings.json wins over the shell.',
        zh: 'HTTPS_PROXY 的端口上没有程序监听；~/.claude/settings.json 的 env 优先于 shell。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url', 'socks-proxy-scheme'],
    },
    {
      text: { en: 'There is no proxy where one is needed.', zh: '需要代理，却没有设置。' },
      rules: ['https-proxy-missing', 'service-without-proxy'],
    },
    {
      text: {
        en: 'The node is dead or answered by a Cloudflare challenge.',
        zh: '节点失效，或遇到 Cloudflare 验证页。',
      },
      rules: ['empty-clash-group', 'overseas-direct'],
    },
  ],
  confirm: {
    command: 'env | grep -iE "anthropic_base|_proxy"; ss -ltn',
    shows: {
      en: 'the port of the base URL and of the proxy must both be there',
      zh: 'base URL 和代理的端口都应有程序在监听',
    },
  },
  sources: ['measured: Claude Code 2.1.197', 'anthropics/claude-code#87259', 'anthropics/claude-code#71188'],
} satisfies Symptom;
