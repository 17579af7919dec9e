/** What can be repeated in files, for `growth.mjs`: constructs of each language, and inputs that a command itself has many of. */

const many = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('');
const PROXY = 'HTTP_PROXY=http://127.0.0.1:7890\nHTTPS_PROXY=http://127.0.0.1:7890\n';
const CLASH = 'mixed-port: 7890\nmode: rule\n';
const node = (name, more = '') =>
  `  - { ${more}name: ${name}, type: ss, server: s.example.com, port: 443, cipher: aes-128-gcm, password: x }\n`;

/**
 * What grows: its name, the files for a size, the arguments of the command, and what is run before it, which is not counted:
 * each an array of arguments of envlint, or of git where it begins with `git`.
 */
export const CONSTRUCTS = [
  ['dotenv keys', (n) => ({ '.env': PROXY + many(n, (i) => `K${i}=$K${i - 1}\n`) })],
  ['dotenv files', (n) => many2(n / 4, (i) => [`d${i}/.env`, `${PROXY}NO_PROXY=h${i}.example.com\n`])],
  [
    'dotenv files beside a unit and scripts',
    (n) => ({
      ...many2(n / 2, (i) => [`d${i}/.env`, PROXY]),
      ...many2(n / 2, (i) => [`d${i}/a.sh`, `#!/bin/sh\n# reads a file\ncat ./.env\n`]),
      'a.service': unit(many(n * 4, () => 'RestartSec=5\n')),
    }),
  ],
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
  ['explain', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['explain', 'connection reset by peer', '.']],
  [
    'route',
    (n) => many2(n / 8, (i) => [`d${i}/.env`, `${PROXY}OPENAI_BASE_URL=https://api${i}.example.com/v1\n`]),
    ['route'],
  ],

  // Lists and values that grow as they are read.
  ['list joined by itself', (n) => ({ 'a.sh': PROXY + many(n, (i) => `no_proxy="$no_proxy,h${i}.example.com"\n`) })],
  ['value joined by itself', (n) => ({ 'a.sh': many(n, (i) => `export PATH="/opt/p${i}/bin:$PATH"\n`) })],
  ['fish list appended', (n) => ({ 'config.fish': many(n, (i) => `set -gxa no_proxy h${i}.example.com\n`) })],
  [
    'conditions',
    (n) => ({ 'a.sh': many(n / 2, (i) => `if [ -n "$A${i}" ]; then\n  export http_proxy=http://h:${i}\nfi\n`) }),
  ],
  [
    'arms of a case',
    (n) => ({ 'a.sh': `case $1 in\n${many(n, (i) => `  a${i}) export http_proxy=http://h:${i} ;;\n`)}esac\n` }),
  ],
  [
    'nested ifs',
    (n) => ({ 'a.sh': `${'if true; then\n'.repeat(n / 8)}export http_proxy=http://h:1\n${'fi\n'.repeat(n / 8)}` }),
  ],
  [
    'tests and lists',
    (n) => ({ 'a.sh': many(n, (i) => `[ -f /a${i} ] && export http_proxy=http://h:${i} || true\n`) }),
  ],
  [
    'calls of functions',
    (n) => ({ 'a.sh': many(n / 4, (i) => `f${i}() { f${i - 1}; export A${i}=1; }\n`) + many(n / 4, (i) => `f${i}\n`) }),
  ],
  ['aliases', (n) => ({ 'a.sh': many(n, (i) => `alias a${i}='http_proxy=http://h:${i} curl x'\n`) })],
  [
    'words of a loop',
    (n) => ({ 'a.sh': `for p in ${many(n, (i) => `p${i}_proxy `)}; do\n  export $p=http://h:1\ndone\n` }),
  ],
  [
    'items of an array',
    (n) => ({ 'a.sh': `a=(${many(n, (i) => `h${i} `)})\nexport no_proxy="\${a[*]}" http_proxy=http://h:1\n` }),
  ],
  ['expansions', (n) => ({ 'a.sh': many(n, (i) => `export A${i}="\${A${i - 1}:-\${B${i}:-x}}"\n`) })],
  ['one long line of shell', (n) => ({ 'a.sh': `${many(n, (i) => `export http_proxy=http://h:${i}; `)}\n` })],
  [
    'continued lines of shell',
    (n) => ({ 'a.sh': `export ${many(n, (i) => `A${i}=1 \\\n  `)}http_proxy=http://h:1\n` }),
  ],
  [
    'loaded files',
    (n) => ({
      '.bashrc': many(n / 4, (i) => `. ./f${i}.sh\n`),
      ...many2(n / 4, (i) => [`f${i}.sh`, `export http_proxy=http://h:${i}\n`]),
    }),
  ],
  [
    'files that load the next',
    (n) => many2(n / 8, (i) => [`f${i}.sh`, `export http_proxy=http://h:${i}\n. ./f${i + 1}.sh\n`]),
  ],
  [
    'direnv files',
    (n) => ({ '.envrc': many(n / 4, (i) => `dotenv e${i}.env\n`), ...many2(n / 4, (i) => [`e${i}.env`, PROXY]) }),
  ],
  [
    'zsh functions',
    (n) => ({ '.zshrc': many(n / 2, (i) => `on${i}() export http_proxy=http://h:${i}\noff${i}() unset http_proxy\n`) }),
  ],
  // Loaders and lines of what they load, both of them more.
  [
    'units that load one file',
    (n) => ({
      'e.env': PROXY + many(n, (i) => `A${i}=1\n`),
      ...many2(n / 8, (i) => [`a${i}.service`, unit('EnvironmentFile=%h/e.env\n')]),
    }),
  ],
  [
    'scripts that load one file',
    (n) => ({
      'e.env': PROXY + many(n, (i) => `A${i}=1\n`),
      ...many2(n / 8, (i) => [`s${i}.sh`, 'set -a\n. ./e.env\nset +a\n']),
    }),
  ],
  [
    'functions in four ways',
    (n) => ({
      '.bashrc': many(n, (i) => (i < 2 ? `[ -n "$A${i}" ] && export http_proxy=http://h:${i}\n` : `export B${i}=1\n`)),
      '.bash_aliases': many(n / 8, (i) => `f${i}() {\n  export http_proxy=http://h:${i}\n}\n`),
    }),
  ],
  [
    'files read by hand',
    (n) => ({
      ...many2(n / 8, (i) => [`d${i}/.env`, PROXY]),
      ...many2(n / 8, (i) => [`s${i}.sh`, `export $(cat d${i}/.env)\n`]),
    }),
  ],
  // Units and plists.
  [
    'systemd variables in a line',
    (n) => ({ 'a.service': unit(`Environment=${many(n, (i) => `A${i}=1 `)}http_proxy=http://h:1\n`) }),
  ],
  ['systemd lists', (n) => ({ 'a.service': unit(many(n, (i) => `Environment=http_proxy=http://h:${i}\n`)) })],
  [
    'systemd drop-ins',
    (n) => ({
      'a.service': unit(''),
      ...many2(n / 4, (i) => [`a.service.d/${i}.conf`, `[Service]\nEnvironment=http_proxy=http://h:${i}\n`]),
    }),
  ],
  ['systemd units', (n) => many2(n / 4, (i) => [`a${i}.service`, unit(`Environment=http_proxy=http://h:${i}\n`)])],
  [
    'systemd files of one unit',
    (n) => ({
      'a.service': unit(many(n / 4, (i) => `EnvironmentFile=%h/e${i}.env\n`)),
      ...many2(n / 4, (i) => [`e${i}.env`, PROXY]),
    }),
  ],
  ['systemd continued lines', (n) => ({ 'a.service': unit(`Environment=${many(n, (i) => `A${i}=1 \\\n  `)}B=1\n`) })],
  [
    'systemd commands',
    (n) => ({ 'a.service': unit(many(n, (i) => `ExecStartPre=/bin/sh -c "http_proxy=http://h:${i} curl x"\n`)) }),
  ],
  [
    'launchd arguments',
    (n) => ({
      'LaunchAgents/a.plist': plist(
        `<key>WatchPaths</key><array>${many(n, (i) => `<string>~/p${i}</string>`)}</array>`,
        '',
      ),
    }),
  ],
  [
    'launchd nesting',
    (n) => ({
      'LaunchAgents/a.plist': plist(`<key>K</key>${'<dict><key>k</key>'.repeat(n)}<true/>${'</dict>'.repeat(n)}`, ''),
    }),
  ],
  [
    'launchd jobs',
    (n) => many2(n / 4, (i) => [`LaunchAgents/a${i}.plist`, plist('', `<key>K${i}</key><string>1</string>`)]),
  ],
  // Clash.
  [
    'clash providers',
    (n) => ({
      'config.yaml': `${CLASH}proxy-providers:\n${many(n, (i) => `  p${i}: { type: http, url: "https://h${i}.example/x", path: ./p${i}.yaml }\n`)}proxy-groups:\n${many(n, (i) => `  - { name: g${i}, type: select, use: [p${i}] }\n`)}rules:\n  - MATCH,g0\n`,
    }),
  ],
  [
    'clash sub-rules',
    (n) => ({
      'config.yaml': `${CLASH}sub-rules:\n${many(n, (i) => `  s${i}:\n    - DOMAIN,h${i}.example,DIRECT\n`)}rules:\n${many(n, (i) => `  - SUB-RULE,(DOMAIN,h${i}.example),s${i}\n`)}  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash logic',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n${many(n / 2, (i) => `  - AND,((DOMAIN-SUFFIX,h${i}.example),(NETWORK,UDP)),REJECT\n`)}  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash logic within logic',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n  - ${'NOT,(('.repeat(n / 8)}DOMAIN,a.example${'))'.repeat(n / 8)},DIRECT\n  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash addresses',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n${many(n, (i) => `  - IP-CIDR,10.${i >> 8}.${i & 255}.0/24,DIRECT\n`)}  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash keywords',
    (n) => ({
      'config.yaml': `${CLASH}rules:\n${many(n, (i) => `  - DOMAIN-KEYWORD,k${i}x,DIRECT\n`)}${many(n, (i) => `  - DOMAIN,ak${i}xb.example,REJECT\n`)}  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash members of groups',
    (n) => ({
      'config.yaml': `${CLASH}proxies:\n${many(n / 16, (i) => node(`n${i}`))}proxy-groups:\n${many(n / 16, (i) => `  - { name: g${i}, type: select, proxies: [${many(32, (k) => `n${(i + k) % (n / 16)}, `)}DIRECT] }\n`)}rules:\n  - MATCH,g0\n`,
    }),
  ],
  [
    'clash filters',
    (n) => ({
      'config.yaml': `${CLASH}proxies:\n${many(n / 4, (i) => node(`n${i}`))}proxy-groups:\n${many(n / 16, (i) => `  - { name: g${i}, type: select, include-all: true, filter: "n${i}|m" }\n`)}rules:\n  - MATCH,g0\n`,
    }),
  ],
  [
    'clash dialers',
    (n) => ({
      'config.yaml': `${CLASH}proxies:\n${many(n, (i) => node(`n${i}`, `dialer-proxy: n${i + 1}, `))}${node(`n${n}`)}rules:\n  - MATCH,n0\n`,
    }),
  ],
  [
    'clash hosts',
    (n) => ({
      'config.yaml': `${CLASH}hosts:\n${many(n, (i) => `  h${i}.example: 10.0.0.1\n`)}dns:\n  enable: true\n  nameserver: [223.5.5.5]\n  nameserver-policy:\n${many(n, (i) => `    "+.h${i}.example": 223.5.5.5\n`)}rules:\n  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash listeners',
    (n) => ({
      'config.yaml': `${CLASH}listeners:\n${many(n, (i) => `  - { name: l${i}, type: mixed, port: ${10000 + (i % 50000)} }\n`)}rules:\n  - MATCH,DIRECT\n`,
    }),
  ],
  [
    'clash unknown keys',
    (n) => ({ 'config.yaml': `${CLASH}${many(n, (i) => `lgo-level-${i}: info\n`)}rules:\n  - MATCH,DIRECT\n` }),
  ],
  ['clash files', (n) => many2(n / 8, (i) => [`c${i}/config.yaml`, `${CLASH}rules:\n  - MATCH,gone\n`])],
  // Other files.
  [
    'compose services',
    (n) => ({
      'compose.yaml': `services:\n${many(n / 4, (i) => `  s${i}:\n    image: x\n    environment:\n      HTTP_PROXY: http://proxy:1\n      API_URL: http://s${i + 1}:80/\n`)}`,
    }),
  ],
  ['json nesting', (n) => ({ '.claude/settings.json': `{"a":${'['.repeat(n)}${']'.repeat(n)}}` })],
  [
    'json keys',
    (n) => ({
      '.claude/settings.json': `{"env":{${many(n, (i) => `"K${i}":"1",`)}"HTTPS_PROXY":"http://127.0.0.1:1"}}`,
    }),
  ],
  [
    'toml tables',
    (n) => ({
      '.codex/config.toml': many(n, (i) => `[model_providers.p${i}]\nbase_url = "https://h${i}.example/v1"\n`),
    }),
  ],
  [
    'toml arrays',
    (n) => ({
      '.codex/config.toml': `a = ${'['.repeat(n / 8)}${']'.repeat(n / 8)}\n${many(n, (i) => `[[x]]\nk${i} = 1\n`)}`,
    }),
  ],
  [
    'pip settings',
    (n) => ({ '.config/pip/pip.conf': `[global]\n${many(n, (i) => `k${i} = 1\n`)}proxy = http://127.0.0.1:1\n` }),
  ],
  [
    'ignore patterns',
    (n) => ({ '.gitignore': many(n, (i) => `*.h${i}/**/x${i}\n`), ...many2(n / 16, (i) => [`d${i}/.env`, PROXY]) }),
  ],
  [
    'ignored by the configuration',
    (n) => ({
      'envlint.yaml': `ignore:\n${many(n / 4, (i) => `  - "**/x${i}/*.env"\n`)}`,
      ...many2(n / 16, (i) => [`d${i}/.env`, PROXY]),
    }),
  ],
  [
    'policies',
    (n) => ({
      'envlint.yaml': `policies:\n${many(n / 4, (i) => `  - { id: p${i}, variable: A${i}, must: "x*" }\n`)}`,
      '.env': many(n / 4, (i) => `A${i}=y\n`),
    }),
  ],
  [
    'overrides',
    (n) => ({
      'envlint.yaml': `overrides:\n${many(n / 4, (i) => `  - { files: ["d${i}/**"], rules: { missing-no-proxy: warning } }\n`)}`,
      ...many2(n / 16, (i) => [`d${i}/.env`, PROXY]),
    }),
  ],
  [
    'configurations one within the other',
    (n) => ({
      'envlint.yaml': 'extends: ./e0.yaml\n',
      ...many2(n / 32, (i) => [
        `e${i}.yaml`,
        i + 1 < Math.floor(n / 32) ? `extends: ./e${i + 1}.yaml\n` : 'rules: {}\n',
      ]),
      '.env': PROXY,
    }),
  ],
  ['comments for files', (n) => ({ '.env': PROXY + many(n, () => '# envlint-disable-file proxy-one-case: known\n') })],
  [
    'secrets',
    (n) => ({ '.env': PROXY + many(n, (i) => `K${i}_TOKEN=Zx81kQp0aWm3${i}\nB${i}=Zx81kQp0aWm3${i}\n`) }),
    ['--diff', '--unsafe-fixes', '--level', 'info'],
  ],
  // Commands.
  ['fix', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['--fix']],
  [
    'fix of one file',
    (n) => ({ 'a.sh': many(n / 4, (i) => `f${i}() {\n  export http_proxy=127.0.0.1:${i}\n}\n`) }),
    ['--fix', '--unsafe-fixes'],
  ],
  ['undo', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['undo'], [['--fix']]],
  [
    'merge',
    (n) => many2(n / 2, (i) => [`d${i}/.env`, PROXY]),
    ['merge', 'r.jsonl', 'r.jsonl'],
    [['--format', 'jsonl=r.jsonl']],
  ],
  [
    'merge of many',
    (n) => many2(n / 32, (i) => [`d${i}/.env`, PROXY]),
    ['merge', ...Array(100).fill('r.jsonl')],
    [['--format', 'jsonl=r.jsonl']],
  ],
  [
    'test',
    (n) => ({
      'envlint.yaml': `routes:\n${many(n / 4, (i) => `  - { url: "https://h${i}.example", expect: proxy }\n`)}`,
      '.env': `${PROXY}NO_PROXY=localhost\n`,
    }),
    ['test'],
  ],
  [
    'test through rules',
    (n) => ({
      'envlint.yaml': `routes:\n${many(n / 16, (i) => `  - { url: "https://h${i}.example", expect: proxy }\n`)}`,
      '.env': PROXY,
      'config.yaml': `${CLASH}rules:\n${many(n / 4, (i) => `  - DOMAIN-KEYWORD,k${i},DIRECT\n`)}  - MATCH,DIRECT\n`,
    }),
    ['test'],
  ],
  [
    'staged',
    (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]),
    ['--staged'],
    [
      ['git', 'init', '-q'],
      ['git', 'add', '.'],
    ],
  ],
  [
    'staged fix',
    (n) => many2(n / 32, (i) => [`d${i}/.env`, PROXY]),
    ['--staged', '--fix'],
    [
      ['git', 'init', '-q'],
      ['git', 'add', '.'],
    ],
  ],
  [
    'tracked files that are ignored',
    (n) => ({ '.gitignore': '*\n', ...many2(n / 8, (i) => [`d${i}/.env`, PROXY]) }),
    [],
    [
      ['git', 'init', '-q'],
      ['git', 'add', '-f', '.'],
    ],
  ],
  ['suppressions of many files', (n) => many2(n / 16, (i) => [`d${i}/.env`, PROXY]), ['--add-suppressions', 'known']],
  ['known findings', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), [], [['--write-baseline']]],
  ['page', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['--format', 'html']],
  [
    'annotated lines',
    (n) => ({ '.env': many(n / 4, (i) => `http_proxy=127.0.0.1:${i}\n`) }),
    ['--show-fixes', '--format', 'pretty'],
  ],
  ['sarif', (n) => many2(n / 8, (i) => [`d${i}/.env`, PROXY]), ['--format', 'sarif']],
  ['again from the cache', (n) => many2(n / 4, (i) => [`d${i}/.env`, PROXY]), ['--cache'], [['--cache']]],
];

function groups(n, member = 'nn-') {
  const lines = many(n, (i) => `  - { name: g-${i}, type: select, proxies: ["${member}${i}"] }\n`);
  return `proxy-groups:\n${lines}rules:\n  - MATCH,DIRECT\n`;
}

const unit = (lines) => `[Service]\nExecStart=/bin/true\n${lines}`;

function plist(keys, variables) {
  return `<plist version="1.0"><dict><key>Label</key><string>a</string>${keys}<key>ProgramArguments</key><array><string>/opt/a</string></array><key>EnvironmentVariables</key><dict>${variables}<key>https_proxy</key><string>http://127.0.0.1:7890</string></dict></dict></plist>\n`;
}

function many2(count, entry) {
  return Object.fromEntries(Array.from({ length: Math.floor(count) }, (_, index) => entry(index)));
}
