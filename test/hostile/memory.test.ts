/** Five megabytes of every language, with 256 MB for objects: read, or refused in a sentence; never an abort. */
import { describe, expect, test } from 'vitest';
import type { LanguageName } from '../../src/core.ts';
import { machine } from '../cli/harness.ts';

const SIZE_BYTES = 5 * 1024 * 1024;
const PEAK = new URL('../helpers/peak.cjs', import.meta.url).pathname;

/** Lines up to the size, between a head and a tail. */
function fill(head: string, line: (index: number) => string, tail = ''): string {
  const parts = [head];
  for (let index = 0, length = head.length; length < SIZE_BYTES; index++) {
    const next = line(index);
    parts.push(next);
    length += next.length;
  }
  return parts.join('') + tail;
}

const CLASH =
  'mixed-port: 7890\nmode: rule\nproxies:\n  - { name: n, type: trojan, server: n.example, port: 443, password: p }\n';

/** Of each language: the file's name, its text, and whether so much of it is read. */
const FILES: Readonly<Record<LanguageName, readonly (readonly [string, string, boolean])[]>> = {
  dotenv: [
    ['short/.env', fill('', (n) => `A${n}=b\n`), false],
    ['long/.env', fill('A=', () => 'x'.repeat(1000)), true],
  ],
  shell: [
    ['.zshrc', fill('', (n) => `export A${n}="$HOME/${n}"\n`), false],
    ['blob/.bashrc', fill("cat <<'E' >x\n", () => `${'QUJD'.repeat(19)}\n`, 'E\nexport A=b\n'), true],
    ['words/.bashrc', fill('echo', (n) => ` ${n}`, '\n'), false],
    ['config.fish', fill('', (n) => `set -gx A${n} b\n`), false],
  ],
  clash: [
    [
      'rules/config.yaml',
      fill(`${CLASH}rules:\n`, (n) => `  - DOMAIN-SUFFIX,s${n}.example${n % 97}.com,n\n`, '  - MATCH,n\n'),
      true,
    ],
    [
      'nodes/config.yaml',
      fill(CLASH, (n) => `  - { name: n${n}, type: trojan, server: n${n}.example, port: 443, password: p }\n`),
      false,
    ],
    ['provider/list.yaml', fill('payload:\n', (n) => `  - '+.s${n}.example.com'\n`), true],
  ],
  systemd: [
    ['a.service', fill('[Service]\nExecStart=/bin/a\n', (n) => `Environment=A${n}=b\n`), false],
    ['b.service', fill('[Service]\nExecStart=/bin/a\nEnvironment=', (n) => `A${n}=b `, '\n'), false],
  ],
  launchd: [
    [
      'LaunchAgents/a.plist',
      fill(
        '<plist version="1.0"><dict><key>Label</key><string>a</string><key>EnvironmentVariables</key><dict>',
        (n) => `<key>A${n}</key><string>b</string>\n`,
        '</dict></dict></plist>\n',
      ),
      false,
    ],
  ],
  resolver: [['resolv.conf', fill('', (n) => `nameserver 10.0.${n % 256}.1\n`), false]],
  json: [
    [
      '.mcp.json',
      fill(
        '{"mcpServers":{',
        (n) => `"s${n}":{"command":"npx","env":{"A_URL":"https://s${n}.example/"}},\n`,
        '"z":{"command":"npx"}}}',
      ),
      false,
    ],
  ],
  toml: [['.codex/config.toml', fill('', (n) => `[mcp_servers.s${n}]\ncommand = "npx"\n`), false]],
  yaml: [['compose.yaml', fill('services:\n', (n) => `  a${n}:\n    image: a\n    environment:\n      A: b\n`), false]],
  settings: [
    ['.npmrc', fill('', (n) => `@s${n}:registry=https://r.example/\n`), false],
    ['.gitconfig', fill('[http]\n', (n) => `\tproxy${n} = a\n`), false],
    ['pip.conf', fill('[global]\n', (n) => `index-url${n} = https://p${n}.example/simple\n`), false],
    ['.curlrc', fill('', (n) => `header = "X-A${n}: b"\n`), false],
    ['.wgetrc', fill('', (n) => `header = X-A${n}: b\n`), false],
    ['apt.conf', fill('', (n) => `Acquire::http::Proxy::h${n}.example "http://127.0.0.1:7890/";\n`), false],
    ['one/apt.conf', fill('Acquire {', (n) => ` A${n} "b";`, '};\n'), false],
    ['.tmux.conf', fill('', (n) => `set-environment -g A${n} b\n`), false],
    ['.wslconfig', fill('[wsl2]\n', (n) => `key${n}=a\n`), false],
    [
      '.docker/config.json',
      fill('{"proxies":{', (n) => `"tcp://h${n}":{"httpProxy":"http://127.0.0.1:7890"},`, '"z":{}}}'),
      false,
    ],
  ],
};

describe.each(Object.entries(FILES))('%s', (_, files) => {
  test.each(files)('%s', (name, text, isRead) => {
    const here = machine({ [name]: text });
    const { code, err } = here.run(['--no-config', '--fail-on', 'never', name], {
      env: { NODE_OPTIONS: `--max-old-space-size=256 --require ${PEAK}`, PEAK_TO: here.path('peak') },
    });
    expect(err).toBe(
      isRead ? '' : `envlint: ${name}: it holds more than 50,000 settings, more than is read of one file\n`,
    );
    expect(code).toBe(isRead ? 0 : 2);
    expect(Number(here.read('peak')) / 1024).toBeLessThan(200);
  });
});

test('a file that holds too much is skipped with a note where it was not named, and on standard input it comes back', () => {
  const text = fill('', (n) => `A${n}=b\n`);
  const here = machine({ '.env': text, 'small.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n' });
  const { code, out, err } = here.run(['--lang', 'zh-CN', '--format', 'concise']);
  expect(code).toBe(1);
  expect(out).toContain('small.env:1:1');
  expect(err).toBe('envlint: 跳过 .env：内容超过 50,000 项，envlint 不读取这么大的文件\n');
  const piped = here.run(['--fix', '--stdin-filename', '.env', '-'], { input: text });
  expect(piped.code).toBe(2);
  expect(piped.out === text).toBe(true);
});
