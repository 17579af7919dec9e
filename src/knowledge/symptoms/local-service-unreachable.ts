import type { Symptom } from '../symptom.ts';

export default {
  id: 'local-service-unreachable',
  title: { en: 'A service on this machine or in this network cannot be reached', zh: '连不上本机或内网的服务' },
  host: 'local',
  texts: [
    'error connecting to {host}',
    'error connecting to {host}:{port}',
    'timeout connecting to {host}',
    'timed out connecting to {host}',
    'connection to {host} timed out',
    'cannot connect to host {host}',
    '无法连接 {host}',
    '连接 {host} 失败',
    '连接 {host} 超时',
    'unable to connect to {host}',
    'failed to connect to {host}',
    'could not connect to {host}',
    'failed to connect to {host} port {port}',
    'connect ECONNREFUSED {host}:{port}',
    'connect ECONNREFUSED {host}',
    'connecting to {host}:{port}... failed',
    'dial tcp {host}:{port}: connect: connection refused',
    '无法连接到 {host}',
    '连接 {host} 被拒绝',

    'connect ECONNREFUSED ::1:{port}',
    'Failed connect to {host}:{port}',
    '连接到 {host} 失败',
    '连接 {host}:{port} 失败',
    '连不上 {host}',
    'connect to {host}:{port} failed',
    'connection to {host}:{port} failed',
    'error connecting to {host} port {port}',
    'Error while connecting to {host}',
    'unable to reach {host}',
    "HTTPConnectionPool(host='{host}', port={port}): Max retries exceeded {} object at {} refused",
  ],
  includes: ['connection-refused', 'timed-out'],
  described: [
    [
      ['tun', 'tun模式', 'clash', '代理', 'vpn'],
      ['内网', '局域网', 'intranet'],
      ['打不开', '访问不了', '连不上', '无法访问', '不通', 'cannot', 'unreachable'],
    ],
    [
      ['127.0.0.1', 'localhost', '本地服务', '本机服务', '本地的服务'],
      ['连不上', '无法连接', '连接不上', '连接失败', '访问不了'],
    ],
    [
      ['代理', 'clash', 'proxy', 'vpn'],
      ['localhost', '127.0.0.1', '本地服务', '本机服务', 'local service'],
      ['打不开', '访问不了', '连不上', '无法访问', '不通', 'cannot', 'fails', 'unreachable'],
    ],
  ],
  causes: [
    {
      text: {
        en: 'A proxy is set and loopback is not exempt: the request goes to the proxy instead of this machine.',
        zh: '设置了代理却没有排除本机地址：请求被送到代理，而不是本机。',
      },
      rules: ['missing-no-proxy', 'no-proxy-lacks-loopback', 'no-proxy-lacks-local'],
    },
    {
      text: {
        en: 'NO_PROXY names the host in a form that this client does not understand: a CIDR, 127.*, [::1], spaces between entries.',
        zh: 'NO_PROXY 里有这个主机，但写法这个客户端不认：CIDR、127.*、[::1]、用空格分隔。',
      },
      rules: ['unmatched-no-proxy-entry', 'client-dependent-no-proxy', 'proxy-one-case'],
    },
    {
      text: {
        en: 'The service is not running, or listens on another port.',
        zh: '服务没有启动，或者监听的是别的端口。',
      },
      rules: ['replace-under-supervisor', 'supervisor-runs-start', 'detached-under-supervisor', 'malformed-url'],
    },
    {
      text: {
        en: 'The port is that of a proxy that is not running, or that was moved.',
        zh: '这其实是代理的端口，而代理没有运行或换了端口。',
      },
      rules: ['proxy-port-mismatch', 'lopsided-proxy-toggle', 'loopback-proxy-in-container'],
    },
  ],
  confirm: {
    command: 'curl -sS -m 5 --noproxy "*" -o /dev/null -w "%{http_code}\\n" http://{host}:{port}/',
    shows: {
      en: 'an answer here and none without --noproxy: the proxy swallows it',
      zh: '加上 --noproxy 有响应、不加没有：请求被代理吞掉了',
    },
  },
  sources: ['ollama/ollama-python#14', 'BerriAI/litellm#8510', 'QwenLM/Qwen-Agent#410'],
} satisfies Symptom;
