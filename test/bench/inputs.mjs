/** The files the benchmark works on: made here, always the same, of any size. Each answers a map of paths to text. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('');

/** A small `.env`, as in most repositories. */
export const smallEnv = () => ({
  '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\nNO_PROXY=localhost,127.0.0.1,::1\nPORT=3000\n',
});

/** The same with two findings, one of them a secret. */
export const withFindings = () => ({
  '.env':
    'HTTPS_PROXY=http://user:s3cr3t-0a1b2c3d@127.0.0.1:7890\nPORT=3000\nOPENAI_BASE_URL=https//api.example.com/v1\n',
});

/** A small Clash configuration. */
export const smallClash = () => clash({ rules: 10, groups: 2 });

/** A `.env` of `count` assignments. */
export const dotenv = (count) => ({
  '.env': lines(count, (n) => `SERVICE_${n}_URL="https://s${n}.example.com/v1?x=${n}" # service ${n}\n`),
});

/** A `.env` in which every assignment is a finding, silenced by a comment of its own. */
export const suppressions = (count) => ({
  '.env': lines(
    count,
    (n) => `# envlint-disable-next-line malformed-url: ${n}\nSERVICE_${n}_URL=http：//s${n}.example.com/v1\n`,
  ),
});

/** An rc file of `count` lines as people write them. */
export const shell = (count) => ({
  '.zshrc': lines(Math.ceil(count / 4), (n) =>
    [
      `export TOOL_${n}_HOME="$HOME/tools/${n}"`,
      `[ -d "$TOOL_${n}_HOME/bin" ] && export PATH="$TOOL_${n}_HOME/bin:$PATH"`,
      `alias t${n}='tool${n} --verbose'`,
      `if command -v tool${n} >/dev/null 2>&1; then eval "$(tool${n} init)"; fi\n`,
    ].join('\n'),
  ),
});

/** An rc file of `count` functions that switch the proxy. */
export const functions = (count) => ({
  '.zshrc': lines(
    count,
    (n) =>
      `proxy_${n}() {\n  export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890\n` +
      `  export no_proxy=localhost,127.0.0.1,::1\n}\n`,
  ),
});

/** A Clash configuration of `rules` rules, `groups` policy groups and as many nodes. */
export function clash({ rules, groups = 20 }) {
  const kinds = [
    (n) => `DOMAIN-SUFFIX,site${n}.example${n % 97}.com`,
    (n) => `DOMAIN,www.host${n}.org`,
    (n) => `DOMAIN-KEYWORD,key${n}word`,
    (n) => `IP-CIDR,10.${(n >> 8) & 255}.${n & 255}.0/24`,
    (n) => `PROCESS-NAME,program${n}`,
  ];
  // As in published lists: nearly all rules are suffixes, one in twenty is another kind.
  const rule = (n) => (n % 20 === 0 ? kinds[1 + ((n / 20) % 4)] : kinds[0])(n);
  const text =
    'mixed-port: 7890\nallow-lan: false\nmode: rule\nlog-level: info\nproxies:\n' +
    lines(
      groups,
      (n) => `  - { name: node-${n}, type: trojan, server: n${n}.example.net, port: 443, password: p${n} }\n`,
    ) +
    'proxy-groups:\n' +
    lines(groups, (n) => `  - name: group-${n}\n    type: select\n    proxies: [node-${n}, DIRECT]\n`) +
    'rules:\n' +
    lines(rules, (n) => `  - ${rule(n)},group-${n % groups}\n`) +
    '  - GEOIP,CN,DIRECT\n  - MATCH,group-0\n';
  return { 'config.yaml': text };
}

/** A Clash subscription of `count` nodes as providers send them: a map in braces on one line each. */
export function subscription(count) {
  const node = (n) =>
    `  - {name: "node ${n}", server: n${n}.example.net, port: 443, type: trojan, password: p${n}, sni: n${n}.example.net, udp: true}\n`;
  const text = `mixed-port: 7890\nmode: rule\nproxies:\n${lines(count, node)}proxy-groups:\n  - {name: all, type: select, proxies: ["node 0", DIRECT]}\nrules:\n  - MATCH,all\n`;
  return { 'config.yaml': text };
}

/** `count` files of each kind that one of four tools checks, by kind. */
export function kinds(count) {
  const each = (file) => Object.fromEntries(Array.from({ length: count }, (_, n) => file(n)));
  const rc = (n) =>
    `export TOOL_HOME="$HOME/tool${n}"\nif [ -d "$TOOL_HOME" ]; then\n  export PATH="$TOOL_HOME/bin:$PATH"\nfi\n`;
  return {
    shell: each((n) => [`a${n}/.bashrc`, rc(n)]),
    clash: each((n) => [`b${n}/clash.yaml`, clash({ rules: 10, groups: 2 })['config.yaml']]),
    unit: each((n) => [
      `c/agent${n}.service`,
      '[Unit]\nDescription=A\n[Service]\nExecStart=/bin/true\nRestart=always\n',
    ]),
    plist: each((n) => [`d/com.example.a${n}.plist`, plist(1)['com.example.agent.plist']]),
  };
}

/** A configuration whose one rule-provider has `count` domains. */
export const provider = (count) => ({
  'config.yaml':
    'mixed-port: 7890\nmode: rule\nproxies:\n  - { name: n, type: trojan, server: n.example.net, port: 443, password: p }\n' +
    'rule-providers:\n  big: { type: file, behavior: domain, format: yaml, path: ./big.yaml }\n' +
    'rules:\n  - RULE-SET,big,n\n  - MATCH,DIRECT\n',
  'big.yaml': `payload:\n${lines(count, (n) => `  - '+.site${n}.example${n % 97}.com'\n`)}`,
});

/** A service with `count` drop-ins. */
export const dropIns = (count) => ({
  'agent.service':
    '[Unit]\nDescription=Agent\nStartLimitIntervalSec=0\n\n[Service]\nExecStart=/usr/bin/agent\nRestart=always\nRestartSec=5\n\n[Install]\nWantedBy=default.target\n',
  ...Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `agent.service.d/${String(n).padStart(6, '0')}.conf`,
      `[Service]\nEnvironment=NAME_${n}=value-${n}\n`,
    ]),
  ),
});

/** `count` .env files, each with a proxy of its own and a host that it reaches through it. */
export const environments = (count) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `app${n}/.env`,
      `HTTPS_PROXY=http://127.0.0.1:${7000 + n}\nNO_PROXY=localhost,127.0.0.1,::1\nMODEL_BASE_URL=https://m${n}.deepseek.com/v1\n`,
    ]),
  );

/** `count` Clash configurations and as many `.env` files beside them. */
export const configs = (count) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      [`app${n}/.env`, `HTTPS_PROXY=http://127.0.0.1:${7000 + n}\nNO_PROXY=localhost,127.0.0.1,::1\n`],
      [`app${n}/clash.yaml`, `mixed-port: ${9000 + n}\nrules:\n  - DOMAIN-SUFFIX,cn,DIRECT\n  - MATCH,DIRECT\n`],
    ]).flat(),
  );

/** `count` services that load one file of a hundred variables. */
export const services = (count) => ({
  'app.env': lines(100, (n) => `NAME_${n}=value-${n}\n`),
  ...Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `app${n}.service`,
      `[Service]\nExecStart=/usr/bin/app${n}\nEnvironmentFile=./app.env\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890\n`,
    ]),
  ),
});

/** A launchd job with `count` variables. */
export const plist = (count) => ({
  'com.example.agent.plist':
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
    '<plist version="1.0">\n<dict>\n  <key>Label</key>\n  <string>com.example.agent</string>\n' +
    '  <key>ProgramArguments</key>\n  <array>\n    <string>/usr/local/bin/agent</string>\n  </array>\n' +
    '  <key>KeepAlive</key>\n  <true/>\n  <key>EnvironmentVariables</key>\n  <dict>\n' +
    lines(count, (n) => `    <key>NAME_${n}</key>\n    <string>value-${n}</string>\n`) +
    '  </dict>\n</dict>\n</plist>\n',
});

/** A folder of `count` small files of every language, ten to a folder. */
export function files(count) {
  const made = {};
  for (let n = 0; n < count; n++) {
    const folder = `p${Math.floor(n / 1000)}/q${Math.floor(n / 10)}`;
    const [name, text] = SMALL[n % SMALL.length](n);
    made[`${folder}/${name}`] = text;
  }
  return made;
}

/** What ten files of a folder are. */
const SMALL = [
  (n) => ['.env', `PORT=${3000 + (n % 1000)}\nHTTPS_PROXY=http://127.0.0.1:7890\nNO_PROXY=localhost,127.0.0.1,::1\n`],
  (n) => ['.env.production', `API_BASE_URL=https://api${n}.example.com\nAPI_TIMEOUT=30\n`],
  (n) => ['setup.sh', `#!/bin/sh\nexport TOOL_HOME="$HOME/tool${n}"\nmkdir -p "$TOOL_HOME"\n`],
  (n) => [`agent${n}.service`, `[Unit]\nDescription=A\n[Service]\nExecStart=/usr/bin/agent${n}\nRestart=always\n`],
  (n) => ['.npmrc', `registry=https://r${n}.example.com/\n`],
  (n) => [
    `com.example.a${n}.plist`,
    plist(1)['com.example.agent.plist'].replace('com.example.agent', `com.example.a${n}`),
  ],
  () => ['clash.yaml', clash({ rules: 10, groups: 2 })['config.yaml']],
  (n) => ['web.env', `URL_${n}=https://web${n}.example.com\n`],
  (n) => [
    'functions.zsh',
    `proxy_${n}() { export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1; }\n`,
  ],
  (n) => ['env.fish', `set -gx TOOL_${n} "$HOME/tool${n}"\n`],
];

/** Writes files below a folder that is emptied first. Answers the folder. */
export function write(folder, made) {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(made)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}
