/**
 * Ten people arrive with the text of an error and nothing else. Each story goes from that text to a repaired machine in at
 * most three commands of envlint, in both languages: the nine problems of a Hermes troubleshooting guide, and one more.
 */
import { describe, expect, test } from 'vitest';
import { machine } from './harness.ts';

interface Story {
  readonly text: Readonly<Record<'en' | 'zh-CN', string>>;
  readonly files: Readonly<Record<string, string>>;
  /** Where the cause is, as it is named. */
  readonly cause: string;
  /** What the file holds afterwards, and no longer holds. */
  readonly after?: Readonly<Record<string, { readonly has: readonly string[]; readonly lacks?: readonly string[] }>>;
  /** What a person does in an editor where no repair is safe for a program to make. */
  readonly byHand?: readonly [file: string, line: string];
}

const LIST = 'export no_proxy=localhost,127.0.0.1,::1 NO_PROXY=localhost,127.0.0.1,::1\n';
const CLASH = `mixed-port: 7890
proxies:
  - { name: jp, type: socks5, server: jp.example.net, port: 443 }
proxy-groups:
  - { name: P, type: select, proxies: [jp] }
rules:
  - DOMAIN-SUFFIX,google.com,P
  - MATCH,P
`;

const STORIES: Readonly<Record<string, Story>> = {
  'the proxy variable names a wrong port': {
    text: {
      en: 'ConnectionError: timeout connecting to api.openai.com',
      'zh-CN': 'ConnectionError: timeout connecting to api.openai.com',
    },
    files: {
      '.zshrc': `export https_proxy=http://127.0.0.1:7980 http_proxy=http://127.0.0.1:7980\n${LIST}`,
      '.config/mihomo/config.yaml': CLASH,
    },
    cause: '.zshrc:1  proxy-port-mismatch',
    after: { '.zshrc': { has: ['http://127.0.0.1:7890'], lacks: ['7980'] } },
  },
  'a domestic host leaves through a node abroad': {
    text: {
      en: 'ConnectionError: timeout connecting to api.deepseek.com',
      'zh-CN': '访问 api.deepseek.com 超时',
    },
    files: {
      '.hermes/.env': `DEEPSEEK_API_KEY=sk-aaaaaaaaaaaaaaaaaaaa
HTTPS_PROXY=http://127.0.0.1:7890
NO_PROXY=localhost,127.0.0.1,::1
no_proxy=localhost,127.0.0.1,::1
`,
      '.config/mihomo/config.yaml': CLASH,
    },
    cause: '.config/mihomo/config.yaml:8  domestic-via-proxy',
    after: { '.config/mihomo/config.yaml': { has: ['deepseek.com,DIRECT'] } },
  },
  'a doubled port is looked up as a name': {
    text: { en: '[Errno -2] Name or service not known', 'zh-CN': '[Errno -2] 未知的名称或服务' },
    files: { '.bashrc': `export https_proxy=http://127.0.0.1:7890:7890\n${LIST}` },
    cause: '.bashrc:1  invalid-proxy-url',
    after: { '.bashrc': { has: ['http://127.0.0.1:7890'], lacks: ['7890:7890'] } },
  },
  'a workaround hides a certificate that is not trusted': {
    text: {
      en: 'ssl.SSLCertVerificationError: certificate verify failed',
      'zh-CN': 'SSL: CERTIFICATE_VERIFY_FAILED 证书校验失败',
    },
    files: { '.bashrc': 'export EDITOR=vi\nexport NODE_TLS_REJECT_UNAUTHORIZED=0\n' },
    cause: '.bashrc:2  tls-verification-off',
    byHand: ['.bashrc', 'export NODE_TLS_REJECT_UNAUTHORIZED=0\n'],
  },
  'a timeout is too short for a thinking model': {
    text: { en: 'requests time out now and then, a retry works', 'zh-CN': '时好时坏，重试几次能用' },
    files: { '.hermes/.env': 'HERMES_API_TIMEOUT=20\n' },
    cause: '.hermes/.env:1  timeout-too-low',
    after: { '.hermes/.env': { has: ['HERMES_API_TIMEOUT='], lacks: ['HERMES_API_TIMEOUT=20\n'] } },
  },
  'the proxy swallows a local service': {
    text: { en: 'Error connecting to 127.0.0.1:8642', 'zh-CN': '连接 127.0.0.1 失败' },
    files: { '.hermes/.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n' },
    cause: '.hermes/.env:1  missing-no-proxy',
    after: { '.hermes/.env': { has: ['NO_PROXY=localhost,127.0.0.1,::1', 'no_proxy=localhost,127.0.0.1,::1'] } },
  },
  'a session is cut while the model thinks': {
    text: { en: 'ConnectionResetError: connection reset by peer', 'zh-CN': 'ConnectionResetError: 连接被对方重设' },
    files: { '.hermes/.env': 'HERMES_REQUEST_TIMEOUT=60\n' },
    cause: '.hermes/.env:1  timeout-too-low',
    after: { '.hermes/.env': { has: [], lacks: ['HERMES_REQUEST_TIMEOUT=60\n'] } },
  },
  'a service fails while the shell works': {
    text: {
      en: 'it works in my shell, but the systemd service fails with a proxy error',
      'zh-CN': '终端跑 hermes 没问题；写成 systemd 服务后报代理错',
    },
    files: {
      '.config/systemd/user/agent.service': `[Unit]
Description=An agent

[Service]
ExecStart=/usr/bin/python3 -m agent
Environment=export HTTPS_PROXY=http://127.0.0.1:7890
Environment="NO_PROXY=localhost,127.0.0.1,::1" "no_proxy=localhost,127.0.0.1,::1"

[Install]
WantedBy=default.target
`,
    },
    cause: '.config/systemd/user/agent.service:6  dropped-assignment',
    after: { '.config/systemd/user/agent.service': { has: ['HTTPS_PROXY=http://127.0.0.1:7890'], lacks: ['export '] } },
  },
  'httpx crashes on an address in brackets': {
    text: { en: "httpx.InvalidURL: Invalid port: ':1]'", 'zh-CN': "httpx.InvalidURL: Invalid port: ':1]'" },
    files: {
      '.zshrc': `export https_proxy=http://127.0.0.1:7890\nexport NO_PROXY='localhost,127.0.0.1,[::1]'\nexport no_proxy=$NO_PROXY\n`,
    },
    cause: '.zshrc:2  unmatched-no-proxy-entry',
    after: { '.zshrc': { has: ["'localhost,127.0.0.1,::1'"], lacks: ['[::1]'] } },
  },
};

describe.each(['en', 'zh-CN'] as const)('%s', (lang) => {
  const none = lang === 'en' ? 'None of these causes is in them' : '里面没有上述原因';

  test.each(Object.entries(STORIES))('%s', (_name, { text, files, cause, after = {}, byHand }) => {
    const home = machine(files);
    const ask = () => home.run(['explain', text[lang], '--home', '--lang', lang]);
    const first = ask();
    expect(first.code).toBe(0);
    expect(first.out).toContain(cause);
    const rule = cause.split('  ')[1];
    const commands = [...first.out.matchAll(/^ {2}envlint (.*)$/gm)].map((match) => (match[1] ?? '').split(' '));
    if (byHand) home.write(byHand[0], home.read(byHand[0]).replace(byHand[1], ''));
    else {
      const repair = commands.find((words) => words.includes(rule ?? ''));
      expect(repair, first.out).toBeDefined();
      home.run([...(repair ?? []), '--lang', lang]);
    }
    for (const [file, { has, lacks = [] }] of Object.entries(after)) {
      for (const part of has) expect(home.read(file)).toContain(part);
      for (const part of lacks) expect(home.read(file)).not.toContain(part);
    }
    const last = ask().out;
    expect(last).not.toContain(cause);
    if (!byHand) expect(last.includes(none) || !last.includes(`  ${rule}\n`)).toBe(true);
  });

  test('what Cloudflare does no file shows: it is said, and nothing is changed', () => {
    const zshrc = `export https_proxy=http://127.0.0.1:7890\n${LIST}`;
    const home = machine({ '.zshrc': zshrc });
    for (const text of ['Error 1015: You are being rate limited', 'Error 1020: Access denied']) {
      const { code, out } = home.run(['explain', text, '--home', '--lang', lang]);
      expect(code).toBe(0);
      expect(out).toContain(lang === 'en' ? 'no file shows this' : '文件里看不出来');
      expect(out).toContain('cdn-cgi/trace');
      expect(out).toContain(none);
    }
    expect(home.read('.zshrc')).toBe(zshrc);
  });
});
