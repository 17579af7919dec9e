/** Inputs grown from each language's grammar: mostly valid, nested, with odd values in every place a value can stand. */
import fc from 'fast-check';
import type { Input, InputFile } from './input.ts';
import { TOKENS } from './mutate.ts';
import type { Random } from './random.ts';

type Texts = fc.Arbitrary<string>;

const word = fc.constantFrom(
  ...[
    'http_proxy',
    'HTTPS_PROXY',
    'no_proxy',
    'NO_PROXY',
    'ALL_PROXY',
    'all_proxy',
    'PATH',
    'HOME',
    'X',
    'A_B',
    'é',
    '1A',
  ],
  ...[
    'HERMES_REQUEST_TIMEOUT',
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    '__proto__',
    'constructor',
  ],
);
const plain = fc.constantFrom(
  ...[
    '',
    'a',
    '1',
    '30s',
    'true',
    'http://127.0.0.1:7890',
    'socks5://u:p%40@h:1080',
    'localhost,127.0.0.1,::1',
    '.a.cn, *.b',
    '10.0.0.0/8',
  ],
  ...[
    'http：//a',
    '"http://a:1"',
    'https://[::1]:1/x?y#z',
    'http://a:99999',
    '~/x',
    '$HOME/x',
    '中文',
    '—',
    'x y',
    '%h/%%',
    '127.1:80',
  ],
);
const junk = fc
  .array(fc.oneof(fc.constantFrom(...TOKENS), fc.string({ unit: 'grapheme', maxLength: 4 }), plain), { maxLength: 6 })
  .map((parts) => parts.join(''));
const value: Texts = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: junk });
const eol = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '');

/** Parts side by side, drawn one by one. */
const seq = (...parts: readonly (string | Texts)[]): Texts =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((texts) => texts.join(''));
const many = (part: Texts, separator = '', maxLength = 8): Texts =>
  fc.array(part, { maxLength }).map((texts) => texts.join(separator));
const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

const quoted = fc.tuple(value, fc.constantFrom('', '', '"', "'", '`')).map(([text, quote]) => quote + text + quote);

const dotenv = many(
  fc.oneof(
    seq(
      fc.constantFrom('', '', 'export ', ' '),
      word,
      fc.constantFrom('=', '=', ' = ', ': ', ''),
      quoted,
      fc.constantFrom('', ' # note', ' #', '#x'),
      eol,
    ),
    seq('# ', junk, eol),
    seq(junk, eol),
  ),
);

const { shell } = fc.letrec<{ shell: string; command: string; argument: string }>((tie) => ({
  argument: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    quoted,
    seq('"', value, '$', word, '"'),
    seq(
      '${',
      word,
      fc.constantFrom(':-', '-', ':=', '+', ':?', '%%', '#', '/', '^^', ':1:2', '@Q'),
      tie('argument'),
      '}',
    ),
    seq('$(', tie('command'), ')'),
    seq('`', tie('command'), '`'),
    seq('$((', value, '))'),
    seq('(', tie('argument'), ' ', tie('argument'), ')'),
    seq("$'", value, "\\n\\x41'"),
  ),
  command: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    seq(
      fc.constantFrom('export ', '', 'declare -x ', 'set -gx ', 'set -Ux ', 'unset ', 'readonly ', 'local '),
      word,
      fc.constantFrom('=', '=', '+=', ' '),
      tie('argument'),
    ),
    seq(
      fc.constantFrom(
        'curl',
        'env',
        'sudo -E',
        '. ',
        'source',
        'alias x=',
        'hermes gateway start',
        'systemctl --user restart a',
        'echo',
      ),
      ' ',
      tie('argument'),
      ' ',
      tie('argument'),
    ),
    seq('if ', tie('command'), '; then\n', tie('shell'), fc.constantFrom('fi', 'else\n:\nfi', 'end', '')),
    seq('for i in ', tie('argument'), '; do ', tie('command'), '; done'),
    seq('case ', tie('argument'), ' in\n(', tie('argument'), ') ', tie('command'), ';;\nesac'),
    seq(fc.constantFrom('function f ', 'f() ', 'proxy_on() '), '{\n', tie('shell'), '}'),
    seq('begin; ', tie('command'), '; end'),
    seq('( ', tie('shell'), ')'),
    seq(tie('command'), fc.constantFrom(' && ', ' || ', ' | ', ' & ', '; ', ' > '), tie('command')),
    seq('cat <<', fc.constantFrom('EOF', "'EOF'", '-EOF'), '\n', value, '\nEOF'),
  ),
  shell: many(
    fc.oneof({ weight: 6, arbitrary: tie('command') }, seq('# ', junk), junk).map((text) => `${text}\n`),
    '',
    5,
  ),
}));

const scalar = fc.oneof(
  plain,
  quoted,
  junk.map((text) => JSON.stringify(text)),
  junk.map((text) => `'${text.replaceAll("'", "''")}'`),
  junk.map((text) => `|\n      ${text}`),
  junk.map((text) => `>-\n      ${text}`),
  fc.constantFrom('*a', '&a x', '!!str 1', '~', '[]', '{}', '[*a, *a]', '{<<: *a}'),
);
const rule = seq(
  fc.constantFrom(
    'DOMAIN',
    'DOMAIN-SUFFIX',
    'DOMAIN-KEYWORD',
    'DOMAIN-REGEX',
    'IP-CIDR',
    'GEOIP',
    'GEOSITE',
    'RULE-SET',
    'AND',
    'OR',
    'NOT',
    'SUB-RULE',
    'MATCH',
    'DST-PORT',
    'PROCESS-NAME',
    'domain',
  ),
  ',',
  fc.oneof(plain, junk, fc.constantFrom('((DOMAIN,a),(DOMAIN,b))', '(((', 'a.cn', '1-2/3', '::/0', '^a+$')),
  ',',
  fc.oneof(fc.constantFrom('DIRECT', 'REJECT', 'p', 'g', 'PASS', 'COMPATIBLE'), value),
  fc.constantFrom('', ',no-resolve', ',src', ' # x'),
);
const flowRule = rule.map((text) => `  - ${text}\n`);
const clash = many(
  fc.oneof(
    seq(
      fc.constantFrom(
        'mixed-port',
        'port',
        'socks-port',
        'allow-lan',
        'bind-address',
        'mode',
        'external-controller',
        'secret',
        'log-level',
        'ipv6',
        'tun',
        'hosts',
      ),
      ': ',
      scalar,
      '\n',
    ),
    seq(
      'dns:\n  enable: ',
      scalar,
      '\n  nameserver: [',
      many(quoted, ', ', 4),
      ']\n  fake-ip-filter:\n',
      many(scalar.map((text) => `    - ${text}\n`)),
    ),
    seq(
      'proxies:\n',
      many(
        seq(
          '  - {name: ',
          fc.constantFrom('a', 'b', 'c'),
          ', type: ',
          fc.constantFrom('ss', 'vmess', 'direct', 'x'),
          ', server: ',
          scalar,
          ', port: ',
          scalar,
          ', password: ',
          scalar,
          '}\n',
        ),
        '',
        3,
      ),
    ),
    seq(
      'proxy-groups:\n',
      many(
        seq(
          '  - name: ',
          fc.constantFrom('g', 'h', 'a', 'DIRECT'),
          '\n    type: ',
          fc.constantFrom('select', 'relay', 'url-test', 'x'),
          '\n    proxies: [',
          many(fc.constantFrom('a', 'b', 'g', 'h', 'DIRECT', 'gone'), ', ', 4),
          ']\n    filter: ',
          scalar,
          '\n',
        ),
        '',
        3,
      ),
    ),
    seq(
      'rule-providers:\n  p:\n    type: ',
      fc.constantFrom('inline', 'http', 'file'),
      '\n    behavior: ',
      fc.constantFrom('domain', 'ipcidr', 'classical', 'x'),
      '\n    path: ',
      scalar,
      '\n    payload:\n',
      many(scalar.map((text) => `      - ${text}\n`)),
    ),
    seq('rules:\n', many(flowRule, '', 12)),
    seq(
      'sub-rules:\n  s:\n',
      many(flowRule, '', 3).map((text) => indent(text, '  ')),
    ),
    seq('x: &a ', scalar, '\n'),
    seq(junk, '\n'),
  ),
).map((text) => `mixed-port: 7890\n${text}`);

const unitKey = fc.constantFrom(
  'Environment',
  'EnvironmentFile',
  'ExecStart',
  'ExecStartPre',
  'Restart',
  'RestartSec',
  'TimeoutStartSec',
  'Type',
  'User',
  'Nonsense',
  'PassEnvironment',
  'WantedBy',
  'StartLimitBurst',
);
const systemd = many(
  fc.oneof(
    seq(
      unitKey,
      fc.constantFrom('=', '=', ' = ', ''),
      many(
        fc.oneof(
          quoted,
          seq(word, '=', value),
          seq('"', word, '=', value, '"'),
          fc.constantFrom('\\\n', '-/x', '@/bin/sh', '$A', '${B}', '%h', '\\x41'),
        ),
        ' ',
        4,
      ),
      eol,
    ),
    seq('[', fc.constantFrom('Unit', 'Service', 'Install', 'X', ''), ']', eol),
    seq(fc.constantFrom('# ', '; '), junk, eol),
    seq(junk, eol),
  ),
).map((text) => `[Service]\n${text}`);

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    seq('<string>', value, '</string>'),
    fc.constantFrom(
      '<true/>',
      '<false/>',
      '<integer>5</integer>',
      '<real>1.5</real>',
      '<date>x</date>',
      '<data>AA==</data>',
      '<string/>',
      '<true>',
      '',
    ),
    seq('<integer>', value, '</integer>'),
    seq('<array>', many(tie('element'), '\n', 4), '</array>'),
    seq('<dict>', many(seq('<key>', fc.oneof(word, plain), '</key>', tie('element')), '\n', 4), '</dict>'),
    seq('<!-- ', junk, ' -->'),
    seq('<![CDATA[', junk, ']]>'),
    junk,
  ),
}));
const launchd = many(
  seq(
    '<key>',
    fc.constantFrom(
      'Label',
      'ProgramArguments',
      'Program',
      'EnvironmentVariables',
      'KeepAlive',
      'RunAtLoad',
      'StandardOutPath',
      'Disabled',
      'ThrottleInterval',
      'Nonsense',
    ),
    '</key>\n',
    element,
    '\n',
  ),
).map((text) => `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n${text}</dict>\n</plist>\n`);

const resolver = many(
  fc.oneof(
    seq(
      fc.constantFrom(
        'nameserver ',
        'options ',
        'search ',
        'DNS=',
        'DNSOverTLS=',
        'Domains=',
        '[Resolve]',
        ' nameserver',
      ),
      value,
      eol,
    ),
    seq(junk, eol),
  ),
);

const settings = many(
  fc.oneof(
    seq(
      fc.constantFrom(
        'proxy',
        'https-proxy',
        'noproxy',
        'http_proxy',
        'Acquire::http::Proxy',
        'index-url',
        '//r/:_authToken',
        'extraHeader',
        'user',
        'strict-ssl',
      ),
      fc.constantFrom('=', ' = ', ' ', ': '),
      quoted,
      fc.constantFrom('', ';', ' # x'),
      eol,
    ),
    seq('[', fc.constantFrom('http', 'http "https://a"', 'global', 'install', ''), ']', eol),
    seq(
      '{"proxies": {"default": {"httpProxy": ',
      value.map((text) => JSON.stringify(text)),
      '}}}',
    ),
    seq(junk, eol),
  ),
);

/** JSON of agents, with what is no JSON in between. */
const jsonValue = fc.oneof(
  value.map((text) => JSON.stringify(text)),
  fc.constantFrom('5', 'null', '[]', '{}', 'x', '"'),
);
const members = many(
  seq(
    value.map((text) => JSON.stringify(text)),
    fc.constantFrom(':', ' : ', ''),
    jsonValue,
    fc.constantFrom(',', ', // x', ',\n    ', ''),
    eol,
  ),
);
const json = fc.oneof(
  seq('{"env": {', members, '"HTTPS_PROXY": ', jsonValue, '}}'),
  seq('{"mcpServers": {"a": {"args": [', jsonValue, '], "env": {', members, '"X": "1"\n}}}}'),
);

/** TOML of Codex. */
const toml = many(
  fc.oneof(
    seq(
      word,
      fc.constantFrom(' = ', '='),
      fc.oneof(
        value.map((text) => JSON.stringify(text)),
        quoted,
      ),
      eol,
    ),
    seq(
      'env = { ',
      word,
      ' = ',
      value.map((text) => JSON.stringify(text)),
      ' }',
      eol,
    ),
    seq(fc.constantFrom('[mcp_servers.a.env]', '[mcp_servers.b]', '[[x]]', 'env.X = "1"'), eol),
    seq(junk, eol),
  ),
).map((text) => `[mcp_servers.a.env]\nA = "1"\n${text}`);

/** Compose files in both forms. */
const compose = many(
  fc.oneof(
    seq('      - ', fc.constantFrom('"', "'", ''), word, '=', value, fc.constantFrom('"', "'", '', ' # x'), eol),
    seq('      ', word, ': ', quoted, eol),
    seq('    env_file: ', quoted, eol),
    seq(
      fc.constantFrom(
        '    environment:',
        '  b:',
        '    environment: &x',
        '    environment: *x',
        '    build: {args: {A: b}}',
      ),
      eol,
    ),
    seq(junk, eol),
  ),
).map((text) => `services:\n  a:\n    environment:\n${text}`);

const file = (path: string, text: Texts, rest: Omit<InputFile, 'path' | 'text'> = {}): fc.Arbitrary<InputFile> =>
  text.map((content) => ({ path, text: content, ...rest }));

/** A grown file of each kind. */
const KINDS: readonly fc.Arbitrary<InputFile>[] = [
  file('.env', dotenv),
  file('etc/environment', dotenv, { language: 'dotenv', dialect: 'pam' }),
  file('.config/environment.d/a.conf', dotenv, { language: 'dotenv', dialect: 'environment.d' }),
  file('x.env', dotenv, { language: 'dotenv', dialect: 'environment-file' }),
  ...['sh', 'bash', 'zsh', 'fish'].map((dialect) => file(`a.${dialect}`, shell, { language: 'shell', dialect })),
  file('.zshrc', shell),
  file('clash.yaml', clash, { language: 'clash' }),
  file('a.service', systemd),
  file('a.service.d/b.conf', systemd),
  file('systemd/system.conf', systemd),
  file('LaunchAgents/a.plist', launchd),
  file('.claude/settings.json', json),
  file('.mcp.json', json),
  file('.codex/config.toml', toml),
  file('compose.yaml', compose),
  file('resolv.conf', resolver),
  file('resolved.conf', resolver),
  ...['.gitconfig', '.npmrc', 'pip.conf', '.curlrc', '.wgetrc', 'apt.conf', '.docker/config.json'].map((path) =>
    file(path, settings),
  ),
];

/** One grown file of each kind. */
export const oneOfEach = (): readonly InputFile[] => KINDS.flatMap((kind) => fc.sample(kind, { seed: 1, numRuns: 1 }));

/** A machine of one to three grown files of different kinds. */
export function grow(random: Random): Input {
  const count = random.oneIn(3) ? 2 + random.below(2) : 1;
  const files = Array.from({ length: count }, () => sample(random.pick(KINDS), random));
  return { origin: 'grown', files: [...new Map(files.map((one) => [one.path, one])).values()] };
}

function sample<T>(arbitrary: fc.Arbitrary<T>, random: Random): T {
  const [one] = fc.sample(arbitrary, { seed: random.below(2 ** 31), numRuns: 1 });
  if (one === undefined) throw new RangeError('nothing was drawn');
  return one;
}
