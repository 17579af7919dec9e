import type { Symptom } from '../symptom.ts';

export default {
  id: 'bun-cannot-connect',
  title: { en: 'A program built on Bun cannot connect', zh: '基于 Bun 的程序连不上' },
  texts: ['Unable to connect. Is the computer able to access the url'],
  includes: ['connection-refused', 'claude-cannot-connect'],
  causes: [
    {
      text: {
        en: 'The base URL leads to a local router or model server that is not running.',
        zh: 'base URL 指向没启动的本机转发服务或模型服务。',
      },
      rules: ['malformed-url'],
    },
    {
      text: {
        en: 'The proxy variable names a port where nothing listens.',
        zh: '代理变量里的端口上没有程序监听。',
      },
      rules: ['proxy-port-mismatch', 'invalid-proxy-url'],
    },
  ],
  confirm: {
    command: 'env | grep -iE "base_url|_proxy"; ss -ltn',
    shows: {
      en: 'the port of the base URL and of the proxy must both be there',
      zh: 'base URL 和代理的端口都应有程序在监听',
    },
  },
  sources: ['ianjwhite99/opencode-with-claude#43'],
} satisfies Symptom;
