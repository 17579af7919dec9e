/** Units with env files, plists, .env files and Clash files for the sweep of fixes: constructs × faults. */
import type { Random } from '../fuzz/random.ts';

export type FileKind = 'systemd' | 'launchd' | 'dotenv' | 'clash';

/** The files of one machine; the first is the one that is judged. */
export interface FileMachine {
  readonly kind: FileKind;
  readonly files: ReadonlyMap<string, string>;
}

/** 1 to `most` of the items, in the order they are given. */
function some(r: Random, items: readonly string[], most: number): string[] {
  const chosen = new Set(Array.from({ length: 1 + r.below(most) }, () => r.below(items.length)));
  return items.filter((_, index) => chosen.has(index));
}

const UNIT = [
  'Environment=HTTPS_PROXY=http://127.0.0.1:7890',
  'Environment="HTTP_PROXY=http://127.0.0.1:7890" "HTTPS_PROXY=http://127.0.0.1:7890"',
  "Environment='https_proxy=127.0.0.1:7890' A=1",
  'Environment=HTTPS_PROXY=http://127.0.0.1:7890 \\\n  HTTP_PROXY=http://127.0.0.1:7890',
  'Environment="ALL_PROXY=socks5://me:p%40ss@127.0.0.1:7891"',
  'Environment=NO_PROXY=localhost;.b.example',
  'Environment="NO_PROXY=.b.example, 10.0.0.8"',
  'Environment=no_proxy=.c.example',
  'Environment="C=3", "D=4"',
  'Environment=E = 5',
  'Environment=LANG=zh_CN.UTF-8 # for the logs',
  'Environment=HERMES_API_TIMEOUT=5',
  'PassEnvironment=NO_PROXY',
  'EnvironmentFile=-/etc/app.env',
  'EnvironmentFile=app.env',
  'TimeoutStopSec=5 # short',
  'Restart=always',
  'RestartSec="3"',
  'ExecStartPre=/bin/sh -c "echo $(date +%%Y)"',
  'ExecStartPre=/bin/true a "b c"',
  'UnsetEnvironment=HTTP_PROXY',
  '# a comment',
  'KillMode=mixed',
];
const ENV = [
  'HTTPS_PROXY=http://127.0.0.1:7890',
  'HTTP_PROXY=127.0.0.1:7890',
  "https_proxy='http://127.0.0.1:7890'",
  'http_proxy="http://127.0.0.1:7890" # on',
  'export ALL_PROXY=socks5://127.0.0.1:7891',
  'HTTPS_proxy=http://127.0.0.1:7890',
  'NO_PROXY="localhost;*.a.example"  # local',
  'NO_PROXY=.a.example,10.0.0.8',
  'no_proxy=.b.example',
  'NO_PROXY=',
  'no_proxy=“localhost,127.0.0.1”',
  'NO_PROXY=$no_proxy,x.example',
  'OPENAI_BASE_URL=http：//127.0.0.1:8000/v1',
  'HERMES_API_TIMEOUT=5 # seconds',
  'A="two\\nlines"',
  'B="one\ntwo"',
  "C='# no comment'",
  'D=',
  'export',
  'export HTTPS_PROXY',
  'HF_HUB_DOWNLOAD_TIMEOUT="1"',
  'E=`x',
  '# a comment',
  'URL=${HTTPS_PROXY}/x',
];
const PLIST = [
  '<key>KeepAlive</key>\n  <true/>',
  '<key>KeepAlive</key>\n  <dict>\n    <key>SuccessfulExit</key>\n    <false/>\n  </dict>',
  '<key>RunAtLoad</key>\n  <string>true</string>',
  '<key>ExitTimeOut</key>\n  <string>5</string>',
  '<key>EnvironmentVariables</key>\n  <dict>\n    <key>HTTPS_PROXY</key>\n    <string>http://127.0.0.1:7890</string>\n    <key>A</key><string>&lt;1&gt;</string>\n  </dict>',
  '<key>EnvironmentVariables</key>\n  <dict><key>HTTP_PROXY</key><string>127.0.0.1:7890</string><key>NO_PROXY</key><string>.a.example;b.example</string></dict>',
  '<key>StandardErrorPath</key>\n  <string>~/x.log</string>',
  '<key>ThrottleInterval</key>\n  <integer>5</integer>',
  '<!-- note -->',
];
const RULES = [
  'DOMAIN-SUFFIX,github.com,G',
  "'DOMAIN-SUFFIX,api.deepseek.com,G'",
  'DOMAIN-SUFFIX，openai.com，G',
  '"GEOIP,CN,DIRECT" # CN',
  'DOMAIN-SUFFIX,*.x.example,G',
  'DOMAIN-SUFFIX,https://y.example/,G',
  'IP-CIDR,10.0.0.0/8,DIRECT',
  'DOMAIN,a.example,Gg',
  'DOMAIN-SUFFIX,github.com,G',
  'DST-PORT,99999,DIRECT',
];

const plist = (keys: readonly string[], replace: boolean): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n  <key>Label</key>\n  <string>x</string>\n  <key>ProgramArguments</key>\n  <array>\n    <string>/opt/hermes/bin/hermes</string>\n    <string>gateway</string>\n    <string>run</string>\n${replace ? '    <string>--replace</string>\n' : ''}    <string>–port</string>\n  </array>\n  ${keys.join('\n  ')}\n</dict>\n</plist>\n`;

const clash = (r: Random): string =>
  `mixed-port: 7890\nsecret: ${r.pick(['0123', '"x"', '1e10'])}\nexternal-controller: 127.0.0.1:9090\nproxies:\n  - {name: "节点 A", type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: ${r.pick(['1e10', 'x', '"#x"'])}}\nproxy-groups:\n  - name: G\n    type: select\n    proxies: ["节点 A", DIRECT]\nrules:\n${some(
    r,
    RULES,
    6,
  )
    .map((line) => `  - ${line}\n`)
    .join('')}  - ${r.pick(['MATCH,G', 'MATCH,DIRECT'])}\n`;

/** One generated machine. */
export function fileMachine(r: Random, kind: FileKind): FileMachine {
  const files = new Map<string, string>();
  const ending = r.oneIn(12) ? '\r\n' : '\n';
  if (kind === 'systemd') {
    const program = r.pick([
      '/opt/hermes/bin/hermes gateway run --replace --port 1',
      '/usr/bin/python3 /opt/bot.py',
      '/usr/bin/docker run x',
    ]);
    const lines = some(r, UNIT, 6);
    files.set('app.service', `[Unit]\nDescription=x\n[Service]\nExecStart=${program}\n${lines.join('\n')}\n`);
    if (r.oneIn(2)) files.set('app.env', `${some(r, ENV, 3).join('\n')}\n`);
  } else if (kind === 'launchd') files.set('Library/LaunchAgents/x.plist', plist(some(r, PLIST, 4), r.oneIn(2)));
  else if (kind === 'dotenv') {
    files.set('.env', some(r, ENV, 6).join(ending) + (r.oneIn(3) ? '' : ending));
    if (r.oneIn(4))
      files.set(
        '.envrc',
        r.pick(['dotenv\n', 'export NO_PROXY=.loader.example\ndotenv\n', 'set -a\n. ./.env\nset +a\n']),
      );
  } else {
    files.set('config.yaml', clash(r));
    if (r.oneIn(2)) files.set('.env', 'DEEPSEEK_API_KEY=sk-1\nHTTPS_PROXY=http://127.0.0.1:7890\n');
  }
  return { kind, files };
}
