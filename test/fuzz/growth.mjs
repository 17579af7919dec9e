/**
 * `npm run fuzz -- growth [SIZE] [NAME…]`: for every language and some commands, a construct repeated SIZE times and twice as
 * often; the processor time of the built command over that of an empty run. What grows by more than 2.6 is flagged (exit 1).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Caches and the machine's noise make a linear construct look like 2.3 at times. */
const MOST = 2.6;
/** Below this nothing can be said, in ms. */
const LEAST = 150;

const many = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('');
const PROXY = 'HTTP_PROXY=http://127.0.0.1:7890\nHTTPS_PROXY=http://127.0.0.1:7890\n';
const CLASH = 'mixed-port: 7890\nmode: rule\n';
const node = (name, more = '') =>
  `  - { ${more}name: ${name}, type: ss, server: s.example.com, port: 443, cipher: aes-128-gcm, password: x }\n`;

/** What grows: its name, the files for a size, and the arguments of the command. */
const CONSTRUCTS = [
  ['dotenv keys', (n) => ({ '.env': PROXY + many(n, (i) => `K${i}=$K${i - 1}\n`) })],
  ['dotenv files', (n) => many2(n / 4, (i) => [`d${i}/.env`, `${PROXY}NO_PROXY=h${i}.example.com\n`])],
  ['NO_PROXY wildcards', (n) => ({ '.env': `${PROXY}NO_PROXY=${many(n, (i) => `*.h${i}.example.com,`)}\n` })],
  ['NO_PROXY domains', (n) => ({ '.env': `${PROXY}NO_PROXY=${many(n, (i) => `h${i}.com,`)}\n` })],
  ['shell functions', (n) => ({ 'a.sh': many(n / 2, (i) => `f${i}() {\n  export http_proxy=127.0.0.1:${i}\n}\n`) })],
  [
    'shell suppressions',
    (n) => ({ 'a.sh': many(n / 2, (i) => `f${i}() {\n  export http_proxy=127.0.0.1:${i}\n}\n`) }),
    ['--add-suppressions', 'known'],
  ],
  ['shell assignments', (n) => ({ 'a.sh': many(n, (i) => `export K${i}=v http_proxy=http://h${i}:1\n`) })],
  ['systemd keys', (n) => ({ 'a.service': `[Service]\nExecStart=/bin/true\n${many(n, (i) => `Restrat${i}=1\n`)}` })],
  ['clash names', (n) => ({ 'config.yaml': `${CLASH}proxies:\n${many(n, (i) => node(`n-${i}`))}${groups(n)}` })],
  [
    'clash merges',
    (n) => ({
      'config.yaml': `${CLASH}x: &x\n${many(n / 4, (i) => `  k${i}: 1\n`)}proxies:\n${many(n / 4, (i) => node(`n${i}`, '<<: *x, '))}`,
    }),
  ],
  ['clash rules', (n) => ({ 'config.yaml': `${CLASH}rules:\n${many(n, (i) => `  - DOMAIN,h${i}.example,DIRECT\n`)}` })],
  [
    'launchd variables',
    (n) => ({
      'LaunchAgents/a.plist': plist(
        '',
        many(n, (i) => `<key>K${i}</key><string>v ${i}</string>\n`),
      ),
    }),
  ],
  ['launchd comments', (n) => ({ 'LaunchAgents/a.plist': plist('<!-- a -->'.repeat(n * 4), '') }), ['--diff']],
  [
    'launchd unknown keys',
    (n) => ({
      'LaunchAgents/a.plist': plist(
        many(n, (i) => `<key>Kee${i}</key><true/>\n`),
        '',
      ),
    }),
  ],
  [
    'npm settings',
    (n) => ({ '.npmrc': `proxy=http://127.0.0.1:7890\n${many(n, (i) => `noproxy=h${i}.example.com\n`)}` }),
  ],
  [
    'git sections',
    (n) => ({ '.gitconfig': many(n, (i) => `[http "https://h${i}.example"]\n\tproxy = http://127.0.0.1:${i}\n`) }),
  ],
  ['curl settings', (n) => ({ '.curlrc': many(n, (i) => `proxy = http://127.0.0.1:${i}\nnoproxy = *.h${i}.com\n`) })],
  [
    'docker list',
    (n) => ({
      '.docker/config.json': `{"proxies":{"default":{"httpProxy":"http://127.0.0.1:1","noProxy":"${many(n, (i) => `*.h${i}.com,`)}x"}}}`,
    }),
  ],
  [
    'resolver servers',
    (n) => ({ 'etc/resolv.conf': many(n, (i) => `nameserver 10.0.${i % 256}.${i >> 8}\noptions o${i}\n`) }),
  ],
  [
    'resolver settings',
    (n) => ({ 'etc/systemd/resolved.conf': `[Resolve]\n${many(n, (i) => `DNS=10.0.${i % 256}.1\nUnknown${i}=1\n`)}` }),
  ],
  [
    'fish functions',
    (n) => ({ 'config.fish': many(n / 2, (i) => `function f${i}\n  set -gx http_proxy http://h${i}:1\nend\n`) }),
  ],
  [
    'misspelt names',
    (n) => ({
      'config.yaml': `${CLASH}proxies:\n${many(n, (i) => node(`subscription node ${i}`))}${groups(n, 'subscriptoin nodes ')}`,
    }),
  ],
  [
    'clash keys within merged keys',
    (n) => ({
      'config.yaml': `${CLASH}x0: &x0 { a: 1 }\n${many(n / 2, (i) => `x${i + 1}: &x${i + 1} { <<: *x${i}, k${i}: 1 }\n`)}`,
    }),
  ],
  ['clash documents', (n) => ({ 'config.yaml': CLASH + '---\n'.repeat(n * 8) })],
  ['clash brackets', (n) => ({ 'config.yaml': `${CLASH}proxies: ${'['.repeat(n * 40)}` })],
  ['diff', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['--diff', '--unsafe-fixes']],
  ['baseline', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['--write-baseline']],
  ['explain', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['explain', 'missing-no-proxy', '.']],
  [
    'route',
    (n) => many2(n / 8, (i) => [`d${i}/.env`, `${PROXY}OPENAI_BASE_URL=https://api${i}.example.com/v1\n`]),
    ['route'],
  ],
];

function groups(n, member = 'nn-') {
  const lines = many(n, (i) => `  - { name: g-${i}, type: select, proxies: ["${member}${i}"] }\n`);
  return `proxy-groups:\n${lines}rules:\n  - MATCH,DIRECT\n`;
}

function plist(keys, variables) {
  return `<plist version="1.0"><dict><key>Label</key><string>a</string>${keys}<key>ProgramArguments</key><array><string>/opt/a</string></array><key>EnvironmentVariables</key><dict>${variables}<key>https_proxy</key><string>http://127.0.0.1:7890</string></dict></dict></plist>\n`;
}

function many2(count, entry) {
  return Object.fromEntries(Array.from({ length: Math.floor(count) }, (_, index) => entry(index)));
}

/** Measures each construct whose name holds one of the words given; the exit code. */
export function growth(root, [size, ...words]) {
  const count = Number(size ?? 2000);
  const chosen = CONSTRUCTS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
  const folder = mkdtempSync(join(tmpdir(), 'envlint-growth-'));
  try {
    const start = spent(root, folder, { '.env': 'A=1\n' }, []);
    const flagged = chosen.filter(([name, make, args = []]) => {
      const once = spent(root, folder, make(count), args) - start;
      const twice = spent(root, folder, make(count * 2), args) - start;
      const isSteep = twice > LEAST && twice / Math.max(once, LEAST / 2) > MOST;
      const factor = (twice / once).toFixed(2);
      process.stdout.write(
        `${name.padEnd(20)} ${once.toFixed(0)} ms, ${twice.toFixed(0)} ms: ×${factor}${isSteep ? ' !' : ''}\n`,
      );
      return isSteep;
    });
    return flagged.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processor time of a run over these files, in ms. Throws where the command fails or hangs. */
function spent(root, folder, files, args) {
  const place = mkdtempSync(join(folder, 'run-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  const hook = join(folder, 'spent.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('fs').writeSync(2, `\\nspent ${user + system}`); });\n",
  );
  const command = ['-r', hook, join(root, 'dist/envlint.cjs'), ...args];
  const env = { ...process.env, HOME: folder };
  const { status, stderr } = spawnSync(process.execPath, command, {
    cwd: place,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 120_000,
  });
  const microseconds = /\nspent (\d+)$/.exec(stderr)?.[1];
  if (status === null || status > 1 || microseconds === undefined)
    throw new Error(`${args.join(' ')}: ${status} ${stderr}`);
  return Number(microseconds) / 1000;
}
