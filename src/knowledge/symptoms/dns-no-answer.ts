import type { Symptom } from '../symptom.ts';

export default {
  id: 'dns-no-answer',
  title: { en: 'The DNS server does not answer', zh: 'DNS 服务器没有响应' },
  texts: [
    'Temporary failure in name resolution',
    '[Errno -3]',
    'EAI_AGAIN',
    '域名解析暂时失败',
    'no servers could be reached',
    'communications error to',
    'Temporary failure resolving',
    '无法解析域名',
    'connection timed out; no servers could be reached',
    'DNS_PROBE_FINISHED',
    // Go's resolver: dial tcp: lookup HOST on SERVER:53: read udp …: i/o timeout.
    'lookup {host}: i/o timeout',
    'lookup {host} on {}: i/o timeout',
    'read udp {}: i/o timeout',
    'Resolving timed out after',
    'Resolving host timed out',
    '域名解析超时',
    'DNS request timed out',
    'DNS resolution failed',
    'SERVFAIL',
  ],
  causes: [
    {
      text: {
        en: 'The resolver of this machine is gone or blocked: Clash’s DNS after it stopped, 8.8.8.8 alone, WSL’s resolv.conf.',
        zh: '本机的 DNS 已失效或被屏蔽：指向已经停掉的 Clash、只写了 8.8.8.8、WSL 的 resolv.conf。',
      },
      rules: ['single-resolver', 'ignored-resolver-setting', 'dns-over-tls-without-name'],
    },
    {
      text: {
        en: 'A line of resolv.conf is not read: a comment after the address, a fourth server.',
        zh: 'resolv.conf 的某一行没有被读取：地址后面有注释，或是第四个 DNS 服务器。',
      },
      rules: ['ignored-resolver-setting'],
    },
    {
      text: {
        en: 'The program resolves the host itself, so it uses no proxy: through an HTTP proxy it would only look up the proxy’s name.',
        zh: '程序自己在解析目标域名，说明它没有走代理：走 HTTP 代理时只需要解析代理的地址。',
      },
      rules: ['service-without-proxy', 'https-proxy-missing', 'proxy-one-case', 'all-proxy-only'],
    },
  ],
  confirm: {
    command: 'envlint doctor; cat /etc/resolv.conf; dig +short +time=2 @223.5.5.5 baidu.com',
    shows: { en: 'an answer from 223.5.5.5: only the setting is wrong', zh: '223.5.5.5 有结果：只是设置有问题' },
  },
  sources: ['microsoft/WSL#8365', 'microsoft/WSL#9452', 'microsoft/WSL#4285', 'docker/for-win#4884'],
} satisfies Symptom;
