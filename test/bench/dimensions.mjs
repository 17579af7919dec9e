/**
 * Everything an input can have many of: its name, the files with `n` of it, the `n` to begin with, and options of the run. Sizes
 * are beyond what any machine has, so that doubling them tells something.
 */
import { clash, dotenv, dropIns, files, functions, plist, provider, shell, suppressions } from './inputs.mjs';

const lines = (n, line) => Array.from({ length: n }, (_, index) => line(index)).join('');
const list = (n, item) => Array.from({ length: n }, (_, index) => item(index)).join(',');
const each = (n, file) => Object.fromEntries(Array.from({ length: n }, (_, index) => file(index)));

const PROXIES = 'HTTPS_PROXY=http://127.0.0.1:7890\nHTTP_PROXY=http://127.0.0.1:7890\n';
const LOCAL = 'NO_PROXY=localhost,127.0.0.1,::1';
const shared = (n) => `${PROXIES}${LOCAL}\n${lines(n, (i) => `A${i}=b\n`)}`;
const NODES = 'proxies:\n  - { name: n, type: trojan, server: n.example.net, port: 443, password: p }\n';
const CLASH = `mixed-port: 7890\nmode: rule\n${NODES}`;
const END = 'rules:\n  - GEOIP,CN,DIRECT\n  - MATCH,n\n';

const unit = (n, more = '') =>
  `[Unit]\nDescription=A\n[Service]\nExecStart=/usr/bin/agent${n}\nRestart=always\n${more}[Install]\nWantedBy=default.target\n`;

export const DIMENSIONS = [
  ['small files of all languages', files, 1000],

  // .env
  ['assignments', dotenv, 10_000],
  ['comments', (n) => ({ '.env': `${lines(n, (i) => `# comment ${i}\n`)}A=b # c\n` }), 400_000],
  ['findings, suppressed', suppressions, 5000],
  ['variables that refer to others', (n) => ({ '.env': lines(n, (i) => `V${i + 1}=\${V${i}}/x\n`) }), 4000],
  [
    'hosts on the local network',
    (n) => ({
      '.env': `${PROXIES}${LOCAL}\n${lines(n, (i) => `S${i}_URL=http://10.${i >> 8}.${i & 255}.7/\n`)}`,
    }),
    2000,
  ],
  ['entries of one NO_PROXY', (n) => ({ '.env': `${PROXIES}${LOCAL},${list(n, (i) => `h${i}.example.com`)}\n` }), 2000],
  [
    'odd entries of one NO_PROXY',
    (n) => ({
      '.env': `${PROXIES}${LOCAL},${list(n, (i) => `*.h${i}.example.com,10.0.${i & 255}.*`)}\n`,
    }),
    300,
  ],
  [
    'environments',
    (n) => each(n, (i) => [`d${i}/.env`, `${PROXIES}${LOCAL}\nhttp_proxy=http://127.0.0.1:789${i % 3}\n`]),
    800,
  ],
  [
    'modes of a .env and its variables',
    (n) => ({ '.env': lines(n, (i) => `A${i}=b\n`), ...each(n, (i) => [`.env.m${i}`, `B${i}=c\n`]) }),
    800,
  ],

  // shells
  ['lines of shell', shell, 8000],
  ['functions', functions, 1000],
  [
    'switches on and off',
    (n) => ({
      '.zshrc': lines(
        n,
        (i) => `on${i}() { export http_proxy=http://a:1 https_proxy=http://a:1; }\noff${i}() { unset http_proxy; }\n`,
      ),
    }),
    1000,
  ],
  [
    'aliases',
    (n) => ({ '.zshrc': lines(n, (i) => `alias on${i}='export http_proxy=http://a:1 https_proxy=http://a:1'\n`) }),
    2000,
  ],
  ['words of one command', (n) => ({ '.zshrc': `curl${lines(n, (i) => ` -H x${i} "$a"`)}\n` }), 20_000],
  ['heredocs', (n) => ({ '.zshrc': lines(n, (i) => `cat <<EOF${i}\nhello $A\nEOF${i}\n`) }), 20_000],
  ['substitutions', (n) => ({ '.zshrc': lines(n, (i) => `export A${i}="$(a "$(b ${i})" | c)"\n`) }), 8000],
  [
    'sourced files',
    (n) => ({
      '.zshrc': lines(n, (i) => `source ./f${i}.zsh\n`),
      ...each(n, (i) => [`f${i}.zsh`, `export A${i}=b\nexport https_proxy=http://127.0.0.1:7890\n`]),
    }),
    1000,
  ],
  [
    'scripts that source one file, as many as its lines',
    (n) => ({
      ...each(n, (i) => [`s${i}.sh`, '. ./shared.sh\nexport C=1\n']),
      'shared.sh': shared(n).replace(/^(?=.)/gm, 'export '),
    }),
    600,
  ],
  [
    'scripts after one start-up file, as many as its lines',
    (n) => ({
      ...each(n, (i) => [`s${i}.zsh`, 'export C=1\n']),
      '.zshrc': shared(n).replace(/^(?=.)/gm, 'export '),
    }),
    600,
  ],
  [
    'calls of one function, as many as its lines',
    (n) => ({ '.zshrc': `on() {\n${lines(n, (i) => `  export A${i}=b\n`)}}\n${'on\n'.repeat(n)}` }),
    800,
  ],
  [
    'fish functions, a file each',
    (n) =>
      each(n, (i) => [
        `functions/f${i}.fish`,
        lines(
          8,
          (k) => `function f${i}_${k}\n  set -l a $argv[1]\n  if test -n "$a"\n    echo $a | string trim\n  end\nend\n`,
        ),
      ]),
    500,
  ],
  [
    'functions and exports',
    (n) => ({ '.zshrc': lines(n, (i) => `export A${i}=b\nf${i}() { export B${i}=c; }\n`) }),
    2000,
  ],

  // Clash
  ['Clash rules', (n) => clash({ rules: n }), 50_000],
  [
    'Clash rules below wider ones',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n  - DOMAIN-SUFFIX,com,n\n${lines(n, (i) => `  - DOMAIN-SUFFIX,s${i}.com,DIRECT\n`)}  - MATCH,n\n`,
    }),
    20_000,
  ],
  [
    'Clash rules that are refused',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n${lines(n, (i) => `  - DOMAIN-SUFIX,s${i}.com,m${i}\n`)}  - MATCH,n\n`,
    }),
    3000,
  ],
  [
    'Clash keyword and regex rules',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n${lines(n, (i) => `  - DOMAIN-KEYWORD,k${i}w,n\n  - DOMAIN-REGEX,^r${i}\\.,n\n`)}  - MATCH,n\n`,
    }),
    5000,
  ],
  ['Clash groups', (n) => clash({ rules: 10, groups: n }), 400],
  [
    'Clash groups within groups',
    (n) => ({
      'config.yaml': `${CLASH}proxy-groups:\n${lines(n, (i) => `  - { name: g${i}, type: select, proxies: [${i ? `g${i - 1}` : 'n'}, DIRECT] }\n`)}${END}`,
    }),
    2000,
  ],
  [
    'Clash nodes',
    (n) => ({
      'config.yaml': `${CLASH}${lines(n, (i) => `  - { name: n${i}, type: trojan, server: n${i}.example.net, port: 443, password: p }\n`)}${END}`,
    }),
    1000,
  ],
  [
    'Clash rule-providers',
    (n) => ({
      'config.yaml': `${CLASH}rule-providers:\n${lines(n, (i) => `  p${i}: { type: http, behavior: domain, url: "https://x.example/${i}" }\n`)}rules:\n${lines(n, (i) => `  - RULE-SET,p${i},n\n`)}  - MATCH,n\n`,
    }),
    1000,
  ],
  ['lines of a rule-provider', provider, 120_000],
  [
    'anchors and aliases',
    (n) => ({
      'config.yaml': `${CLASH}proxy-groups:\n${lines(n, (i) => `  - &g${i} { name: x${i}, type: select, proxies: [n] }\n  - { <<: *g${i}, name: y${i} }\n`)}${END}`,
    }),
    500,
  ],
  [
    'YAML comments',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n${lines(n, (i) => `  # c ${i}\n  - DOMAIN,a${i}.org,n # ${i}\n`)}  - MATCH,n\n`,
    }),
    30_000,
  ],

  [
    'maps that merge the same keys, as many as keys',
    (n) => ({
      'config.yaml': `${CLASH}x: &x\n${lines(n, (i) => `  k${i}: 1\n`)}proxy-groups:\n${lines(n, (i) => `  - { <<: *x, name: g${i}, type: select, proxies: [n] }\n`)}${END}`,
    }),
    1000,
  ],
  [
    'names that are misspelt, as many as names',
    (n) => ({
      'config.yaml': `${CLASH}${lines(n, (i) => `  - { name: node-${i}, type: trojan, server: n.example.net, port: 443, password: p }\n`)}proxy-groups:\n${lines(n, (i) => `  - { name: g${i}, type: select, proxies: [ndoe-${i}x] }\n`)}${END}`,
    }),
    1000,
  ],
  ['documents in one file', (n) => ({ 'config.yaml': CLASH + '---\n'.repeat(n) }), 50_000],
  ['brackets', (n) => ({ 'config.yaml': `${CLASH}rules: ${'['.repeat(n)}` }), 200_000],

  // services
  ['services', (n) => each(n, (i) => [`a${i}.service`, unit(i, `Environment=${PROXIES.split('\n')[0]}\n`)]), 600],
  [
    'services, an environment file each',
    (n) => ({
      ...each(n, (i) => [`a${i}.service`, unit(i, `EnvironmentFile=%h/e${i}.env\n`)]),
      ...each(n, (i) => [`e${i}.env`, `${PROXIES}A=b\n`]),
    }),
    500,
  ],
  [
    'services over one environment file, as many as its lines',
    (n) => ({
      ...each(n, (i) => [`a${i}.service`, unit(i, 'EnvironmentFile=%h/shared.env\n')]),
      'shared.env': shared(n),
    }),
    600,
  ],
  [
    'containers over one env_file, as many as its lines',
    (n) => ({
      'compose.yaml': `services:\n${lines(n, (i) => `  s${i}:\n    image: x\n    env_file: shared.env\n`)}`,
      'shared.env': shared(n),
    }),
    600,
  ],
  ['drop-ins of one service', dropIns, 2000],
  [
    'commands of one service',
    (n) => ({
      'a.service': unit(
        0,
        lines(n, (i) => `ExecStartPre=/bin/echo w${i} $X\n`),
      ),
    }),
    10_000,
  ],
  [
    'variables of one service',
    (n) => ({
      'a.service': unit(
        0,
        lines(n, (i) => `Environment=A${i}=b\n`),
      ),
    }),
    8000,
  ],
  [
    'unknown keys of one service',
    (n) => ({
      'a.service': unit(
        0,
        lines(n, (i) => `Restrat${i}=1\n`),
      ),
    }),
    4000,
  ],
  ['variables of one launchd job', plist, 8000],
  [
    'comments in one line of a plist, with --diff',
    (n) => ({
      'LaunchAgents/a.plist': `<plist version="1.0"><dict><key>Label</key><string>a</string><key>EnvironmentVariables</key><dict><key>https_proxy</key><string>http://127.0.0.1:7890</string></dict>${lines(n, () => '<!-- c -->')}</dict></plist>\n`,
    }),
    40_000,
    ['--diff', '--unsafe-fixes'],
  ],
  [
    'files with findings, with --diff',
    (n) => each(n, (i) => [`d${i}/.env`, PROXIES]),
    600,
    ['--diff', '--unsafe-fixes'],
  ],
];
