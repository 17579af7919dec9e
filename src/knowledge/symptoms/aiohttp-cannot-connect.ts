import type { Symptom } from '../symptom.ts';

export default {
  id: 'aiohttp-cannot-connect',
  title: {
    en: 'aiohttp cannot connect (its "ssl:default" says nothing about TLS)',
    zh: 'aiohttp 连不上（“ssl:default” 与 TLS 无关）',
  },
  texts: [
    'Cannot connect to host {host}:{port} ssl:',
    'ssl:default [Connect call failed',
    'Cannot connect to host {host}',
  ],
  includes: ['connection-refused'],
  causes: [
    {
      text: {
        en: 'The service is not running. aiohttp uses proxy variables only with trust_env=True.',
        zh: '服务没有启动。aiohttp 只有 trust_env=True 时才读代理变量。',
      },
      rules: ['malformed-url'],
    },
    {
      text: { en: 'The port is the proxy’s and nothing listens there.', zh: '端口是代理的，但没有程序在监听。' },
      rules: ['proxy-port-mismatch'],
    },
    {
      text: { en: 'A proxy swallows a local address.', zh: '本机地址被代理吞掉。' },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback'],
    },
  ],
  confirm: {
    command: 'ss -ltnp | grep ":{port} "',
    shows: { en: 'no line: nothing listens', zh: '没有输出：没有程序在监听' },
  },
  sources: ['measured: aiohttp 3.8', 'modelscope/evalscope#578'],
} satisfies Symptom;
