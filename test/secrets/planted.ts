/** Plants every shape of secret in every language and position, each secret its own, made from a fixed seed. */
import { BLOCKS, COMMANDS, NAMES, NODES, REMARKS, TOKENS, URLS } from './shapes.ts';

/** A file with secrets in it. `secrets` are what no reader may see of it. */
export interface Planted {
  readonly shape: string;
  readonly position: string;
  readonly file: string;
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Mulberry32: the same numbers on each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALPHABETS: Readonly<Record<string, string>> = {
  '': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  hex: '0123456789abcdef',
  l: 'abcdefghijklmnopqrstuvwxyz0123456789',
  a: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
};

/** Makes secrets that occur once: a word nobody would take for a token, and tokens of a kind. */
export function maker(seed: number): { readonly word: () => string; readonly token: (pattern: string) => string } {
  const random = numbers(seed);
  const pick = (from: string): string => from[Math.floor(random() * from.length)] ?? '';
  const run = (from: string, length: number): string => Array.from({ length }, () => pick(from)).join('');
  const upper = (length: number, digits: string): string => run(`ABCDEFGHIJKLMNOPQRSTUVWXYZ${digits}`, length);
  const part = (kind: string): string => {
    if (kind === 'uuid') return [8, 4, 4, 4, 12].map((length) => run('0123456789abcdef', length)).join('-');
    if (kind === 'b32') return upper(32, '234567');
    if (kind === 'b58') return upper(58, '023456789');
    if (kind === 'b64') return `${run(`${ALPHABETS['']}+/`, 43)}=`;
    const [, name = '', length = ''] = /^([a-z]*)(\d+)$/.exec(kind) ?? [];
    return run(ALPHABETS[name] ?? '', Number(length));
  };
  return {
    word: () => Array.from({ length: 5 }, () => pick('bdfgklmnprstvz') + pick('aeiou')).join(''),
    token: (pattern) => pattern.replace(/\{(\w+)\}/g, (_, kind: string) => part(kind)),
  };
}

const PROXY = 'http_proxy=http://127.0.0.1:7890';

interface Carrier {
  readonly position: string;
  readonly file: string;
  readonly wrap: (text: string) => string | undefined;
}

const noQuotes = (text: string, wrap: (text: string) => string): string | undefined =>
  /["'$<&`]/.test(text) ? undefined : wrap(text);
const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const plist = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>\n<key>Label</key><string>a.b</string>\n${body}\n<key>EnvironmentVariables</key><dict>\n<key>http_proxy</key><string>http://127.0.0.1:7890</string>\n</dict>\n</dict></plist>\n`;
const shell = (body: string): string => `#!/bin/bash\nexport ${PROXY}\n${body}\nexport https_proxy=$http_proxy\n`;
const unit = (body: string): string => `[Service]\n${body}\nEnvironment=${PROXY}\nExecStart=/opt/x\n`;
const clash = (body: string): string => `mixed-port: 7890\nallow-lan: true\n${body}\nrules:\n  - MATCH,gone\n`;

const CLASH_PORT = 'http://127.0.0.1:7890';
const claude = (member: string, comment = ''): string =>
  `{\n${comment}  "env": {\n    ${member ? `${member},\n    ` : ''}"HTTPS_PROXY": "${CLASH_PORT}"\n  }\n}\n`;
const codex = (line: string): string =>
  `[mcp_servers.a]\ncommand = "npx"\n[mcp_servers.a.env]\n${line}\nHTTPS_PROXY = "${CLASH_PORT}"\n`;
const compose = (lines: string): string =>
  `services:\n  web:\n    image: example/web\n${lines}\n    environment:\n      HTTPS_PROXY: ${CLASH_PORT}\n`;
const quoted = (text: string): string => JSON.stringify(text);
/** No program runs a pipe that stands in a list of arguments. */
const noPipe = (text: string, wrap: (text: string) => string): string | undefined =>
  text.includes('|') ? undefined : noQuotes(text, wrap);
const words = (text: string): string => text.split(' ').map(quoted).join(', ');

const COMMENTS: readonly Carrier[] = [
  { position: 'comment in JSON', file: '.claude/settings.json', wrap: (text) => claude('', `  // ${text}\n`) },
  { position: 'comment in a Dockerfile', file: 'Dockerfile', wrap: (text) => `FROM a\n# ${text}\nENV ${PROXY}\n` },
  { position: 'comment in TOML', file: '.codex/config.toml', wrap: (text) => codex(`# ${text}`) },
  { position: 'comment in YAML', file: 'compose.yaml', wrap: (text) => compose(`    # ${text}`) },
  {
    position: 'comment in dotenv',
    file: '.env',
    wrap: (text) => `${PROXY}\n# ${text}\nHTTPS_PROXY=http://127.0.0.1:7890\n`,
  },
  { position: 'comment in shell', file: 'a.sh', wrap: (text) => shell(`# ${text}`) },
  { position: 'comment in fish', file: 'a.fish', wrap: (text) => `set -gx ${PROXY.replace('=', ' ')}\n# ${text}\n` },
  { position: 'comment in systemd', file: 'a.service', wrap: (text) => unit(`# ${text}`) },
  { position: 'comment in systemd, semicolon', file: 'a.service', wrap: (text) => unit(`; ${text}`) },
  { position: 'comment in settings', file: '.npmrc', wrap: (text) => `; ${text}\nproxy=http://127.0.0.1:7890\n` },
  { position: 'comment in a resolver file', file: 'resolv.conf', wrap: (text) => `# ${text}\nnameserver 192.0.2.1\n` },
  { position: 'comment in Clash', file: 'config.yaml', wrap: (text) => clash(`# ${text}`) },
  {
    position: 'comment in launchd',
    file: 'LaunchAgents/a.plist',
    wrap: (text) => (text.includes('--') ? undefined : plist(`<!-- ${xml(text)} -->`)),
  },
];

const HERE_DOCUMENTS: readonly Carrier[] = [
  { position: 'here document, as it is', file: 'a.sh', wrap: (text) => shell(`cat > b <<'EOF'\n${text}\nEOF`) },
  {
    position: 'here document, indented',
    file: '.zshrc',
    wrap: (text) => shell(`f() {\n  cat <<-END\n${text}\n  END\n}`),
  },
];

const COMMAND_CARRIERS: readonly Carrier[] = [
  ...COMMENTS,
  {
    position: 'args in JSON',
    file: '.mcp.json',
    wrap: (text) =>
      noPipe(
        text,
        (plain) =>
          `{"mcpServers": {"a": {\n"command": "npx",\n"args": [${words(plain)}],\n"env": {"HTTPS_PROXY": "${CLASH_PORT}"}}}}\n`,
      ),
  },
  {
    position: 'args in TOML',
    file: '.codex/config.toml',
    wrap: (text) => noPipe(text, (plain) => `[mcp_servers.a]\nargs = [${words(plain)}]\nenv = { https_proxy = "x" }\n`),
  },
  {
    position: 'command in compose',
    file: 'compose.yaml',
    wrap: (text) =>
      noQuotes(text, (plain) => (plain.includes(': ') ? undefined : compose(`    command: ${plain}`)) ?? ''),
  },
  { position: 'shell', file: 'a.sh', wrap: shell },
  { position: 'zsh', file: '.zshrc', wrap: (text) => shell(text) },
  { position: 'function', file: 'a.sh', wrap: (text) => shell(`f() {\n  ${text}\n}`) },
  { position: 'continuation', file: 'a.sh', wrap: (text) => shell(text.replace(/ (?=\S*[§¤])/, ' \\\n  ')) },
  { position: 'nested command', file: 'a.sh', wrap: (text) => noQuotes(text, (plain) => shell(`sh -c '${plain}'`)) },
  {
    position: 'nested twice',
    file: 'a.sh',
    wrap: (text) => noQuotes(text, (plain) => shell(`ssh h "sh -c '${plain}'"`)),
  },
  { position: 'alias', file: '.zshrc', wrap: (text) => noQuotes(text, (plain) => shell(`alias a='${plain}'`)) },
  { position: 'substitution', file: 'a.sh', wrap: (text) => noQuotes(text, (plain) => shell(`X="$(${plain})"`)) },
  { position: 'array', file: 'a.sh', wrap: (text) => shell(`run=(${text})`) },
  { position: 'value', file: '.env', wrap: (text) => noQuotes(text, (plain) => `RUN="${plain}"\n${PROXY}\n`) },
  { position: 'here document', file: 'a.sh', wrap: (text) => shell(`cat > b.sh <<'EOF'\n${text}\nEOF`) },
  {
    position: 'fish',
    file: 'a.fish',
    wrap: (text) => (/<<</.test(text) ? undefined : `set -gx http_proxy http://127.0.0.1:7890\n${text}\n`),
  },
  {
    position: 'ExecStart',
    file: 'a.service',
    wrap: (text) =>
      noQuotes(text, (plain) => (/[|;]/.test(plain) ? undefined : unit(`ExecStartPre=/usr/bin/${plain}`)) ?? ''),
  },
  {
    position: 'ExecStart, a shell',
    file: 'a.service',
    wrap: (text) => noQuotes(text, (plain) => unit(`ExecStartPre=/bin/sh -c '${plain}'`)),
  },
  {
    position: 'ProgramArguments',
    file: 'LaunchAgents/a.plist',
    wrap: (text) =>
      /[|"<]/.test(text)
        ? undefined
        : plist(
            `<key>ProgramArguments</key><array>\n${text
              .split(' ')
              .map((word) => `<string>${xml(word)}</string>`)
              .join('\n')}\n</array>`,
          ),
  },
  {
    position: 'ProgramArguments, a shell',
    file: 'LaunchAgents/a.plist',
    wrap: (text) =>
      plist(
        `<key>ProgramArguments</key><array><string>/bin/sh</string><string>-c</string><string>${xml(text)}</string></array>`,
      ),
  },
];

const NAME_CARRIERS: readonly Carrier[] = [
  ...COMMENTS.map((one) => ({ ...one, wrap: (name: string) => one.wrap(`${name}=§`) })),
  { position: 'YAML in a comment', file: 'config.yaml', wrap: (name) => clash(`# ${name}: §`) },
  { position: 'JSON', file: '.claude/settings.json', wrap: (name) => claude(`${quoted(name)}: "§"`) },
  {
    position: 'JSON, a key of no block',
    file: '.mcp.json',
    wrap: (name) => `{"mcpServers": {"a": {"env": {"http_proxy": "${CLASH_PORT}"}, ${quoted(name)}: "§"}}}\n`,
  },
  { position: 'TOML', file: '.codex/config.toml', wrap: (name) => codex(`${quoted(name)} = "§"`) },
  { position: 'TOML, literal', file: '.codex/config.toml', wrap: (name) => codex(`${quoted(name)} = '§'`) },
  { position: 'compose, a map', file: 'compose.yaml', wrap: (name) => compose(`    x:\n      ${name}: §`) },
  {
    position: 'compose, a list',
    file: 'compose.yaml',
    wrap: (name) => `services:\n  web:\n    environment:\n      - ${name}=§\n      - HTTPS_PROXY=${CLASH_PORT}\n`,
  },
  {
    position: 'Hermes',
    file: '.hermes/config.yaml',
    wrap: (name) => `providers:\n  a:\n    ${name}: §\n    request_timeout_seconds: 20\n`,
  },
  { position: 'Dockerfile', file: 'Dockerfile', wrap: (name) => `FROM a\nENV ${name}=§ ${PROXY}\n` },
  { position: 'Dockerfile, old form', file: 'Dockerfile', wrap: (name) => `FROM a\nENV ${PROXY}\nENV ${name} §\n` },
  { position: 'Dockerfile, ARG', file: 'Dockerfile', wrap: (name) => `FROM a\nARG ${name}="§"\nARG ${PROXY}\n` },
  { position: 'dotenv', file: '.env', wrap: (name) => `${name}=§\n${PROXY}\n` },
  { position: 'dotenv, quoted', file: '.env', wrap: (name) => `${PROXY}\nexport ${name}="§"\n` },
  { position: 'dotenv, spaces', file: '.env', wrap: (name) => `${PROXY}\n${name} = '§' # x\n` },
  { position: 'export', file: 'a.sh', wrap: (name) => shell(`export ${name}=§`) },
  { position: 'export, quoted', file: '.zshrc', wrap: (name) => shell(`export A=b ${name}='§'`) },
  { position: 'before a command', file: 'a.sh', wrap: (name) => shell(`${name}=§ ./run`) },
  { position: 'array', file: 'a.sh', wrap: (name) => shell(`${name}=(§ "§"\n  §)`) },
  { position: 'default', file: 'a.sh', wrap: (name) => shell(`export A="\${${name}:-§}"`) },
  { position: 'continuation', file: 'a.sh', wrap: (name) => shell(`export ${name}=\\\n§`) },
  {
    position: 'set -gx',
    file: 'a.fish',
    wrap: (name) => `set -gx http_proxy http://127.0.0.1:7890\nset -gx ${name} §\n`,
  },
  { position: 'Environment=', file: 'a.service', wrap: (name) => unit(`Environment=${name}=§`) },
  { position: 'Environment=, quoted', file: 'a.service', wrap: (name) => unit(`Environment=A=b "${name}=§"`) },
  { position: 'environment.d', file: '.config/environment.d/a.conf', wrap: (name) => `${name}=§\n${PROXY}\n` },
  {
    position: 'plist',
    file: 'LaunchAgents/a.plist',
    wrap: (name) => plist('').replace('<key>http_proxy', `<key>${name}</key><string>§</string>\n<key>http_proxy`),
  },
  { position: 'Clash key', file: 'config.yaml', wrap: (name) => clash(`${name}: §`) },
  { position: 'Clash list', file: 'config.yaml', wrap: (name) => clash(`# ${name}:\n#   - §\n#   - §`) },
];

const VALUE_CARRIERS: readonly Carrier[] = [
  ...COMMENTS,
  { position: 'JSON', file: '.claude/settings.json', wrap: (text) => claude(`"SITE": ${quoted(text)}`) },
  { position: 'TOML', file: '.codex/config.toml', wrap: (text) => codex(`SITE = ${quoted(text)}`) },
  {
    position: 'compose',
    file: 'compose.yaml',
    wrap: (text) => compose(`    labels:\n      - ${quoted(`site=${text}`)}`),
  },
  { position: 'dotenv', file: '.env', wrap: (text) => `SITE=${text}\n${PROXY}\n` },
  { position: 'dotenv, quoted', file: '.env', wrap: (text) => `${PROXY}\nSITE="${text}"\n` },
  { position: 'export', file: 'a.sh', wrap: (text) => shell(`export SITE='${text}'`) },
  { position: 'argument', file: 'a.sh', wrap: (text) => shell(`open '${text}'`) },
  { position: 'list', file: 'a.sh', wrap: (text) => shell(`sites=('${text}' "b")`) },
  {
    position: 'set -gx',
    file: 'a.fish',
    wrap: (text) => `set -gx http_proxy http://127.0.0.1:7890\nset -gx SITE '${text}'\n`,
  },
  {
    position: 'Environment=',
    file: 'a.service',
    wrap: (text) => unit(`Environment="SITE=${text.replaceAll('%', '%%')}"`),
  },
  {
    position: 'plist',
    file: 'LaunchAgents/a.plist',
    wrap: (text) => plist(`<key>Site</key><string>${xml(text)}</string>`),
  },
  { position: 'Clash key', file: 'config.yaml', wrap: (text) => clash(`site: "${text}"`) },
];

const block = (node: string): string =>
  node
    .split(', ')
    .map((pair, index) => `${index === 0 ? '  - ' : '    '}${pair}`)
    .join('\n');

const NODE_CARRIERS: readonly Carrier[] = [
  { position: 'flow', file: 'config.yaml', wrap: (node) => clash(`proxies:\n  - {${node}}`) },
  { position: 'block', file: 'config.yaml', wrap: (node) => clash(`proxies:\n${block(node)}`) },
  {
    position: 'commented out',
    file: 'config.yaml',
    wrap: (node) => clash(`proxies:\n  # - {${node}}\n  - {name: b, type: direct}`),
  },
  {
    position: 'block, commented out',
    file: 'config.yaml',
    wrap: (node) => clash(`proxies:\n${block(node).replace(/^/gm, '#')}\n  - {name: b, type: direct}`),
  },
  { position: 'provider', file: 'providers/a.yaml', wrap: (node) => `proxies:\n  - {${node}}\n` },
  { position: 'broken', file: 'config.yaml', wrap: (node) => clash(`proxies:\n  - {${node}\n  - {name: "b`) },
];

/** A shorter part of a token, such as a checksum, gives nothing away. */
const SHORTEST = 10;

/** So that a new shape or position leaves the secrets of all others as they are. */
function hashOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return hash;
}

/** What all is planted: some thousands of files. */
export function planted(seed = 9): readonly Planted[] {
  const files: Planted[] = [];
  const add = (shape: string, { position, file, wrap }: Carrier, inner: string, token = '{24}'): void => {
    const wrapped = wrap(inner);
    if (!wrapped) return;
    const make = maker(seed + hashOf(`${shape} ${position}`));
    const secrets: string[] = [];
    const kept = (secret: string): string => {
      if (secret.length >= SHORTEST) secrets.push(secret);
      return secret;
    };
    const text = wrapped.replace(/[§¤]/g, (sign) => {
      if (sign === '¤') return token.replace(/\{\w+\}/g, (part) => kept(make.token(part)));
      return kept(make.word());
    });
    files.push({ shape, position, file, text, secrets });
  };
  for (const name of NAMES) for (const carrier of NAME_CARRIERS) add(`${name}=`, carrier, name);
  for (const command of COMMANDS) for (const carrier of COMMAND_CARRIERS) add(command, carrier, command);
  for (const url of URLS) for (const carrier of VALUE_CARRIERS) add(url, carrier, url);
  for (const node of NODES) for (const carrier of NODE_CARRIERS) add(node, carrier, node, '{uuid}');
  for (const remark of REMARKS) for (const carrier of COMMENTS) add(remark, carrier, remark);
  for (const block of BLOCKS) for (const carrier of HERE_DOCUMENTS) add(block, carrier, block);
  for (const remark of REMARKS) for (const carrier of HERE_DOCUMENTS) add(remark, carrier, remark);
  for (const [name, pattern] of Object.entries(TOKENS))
    for (const carrier of VALUE_CARRIERS) add(name, carrier, '¤', pattern);
  return files;
}

/** How many shapes there are. */
export const SHAPES =
  [NAMES, COMMANDS, URLS, NODES, REMARKS, BLOCKS].reduce((sum, { length }) => sum + length, 0) +
  Object.keys(TOKENS).length;
