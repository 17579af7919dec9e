/** Breaks files the way accidents and attackers do: bytes, characters, tokens, lines, and pieces of other files. */
import { decode } from '../../src/host/read/read.ts';
import type { Input, InputFile } from './input.ts';
import type { Random } from './random.ts';

/** Characters and words that mean something to one of the languages, and what shells, YAML and XML choke on. */
export const TOKENS: readonly string[] = [
  ...'"\'`$\\(){}[]<>|&;#=:,!*?%~@^-+/. \t\n\r\0',
  ...[
    '\r\n',
    '\u2028',
    '\ufeff',
    '\u00a0',
    '\u200b',
    '：',
    '，',
    '“',
    '”',
    '—',
    '\ud800',
    '\udc00',
    '😀',
    '\u0085',
    '\f',
    '\v',
  ],
  ...[
    '$(',
    '${',
    '$((',
    '((',
    '))',
    '<(',
    '>(',
    '<<EOF\n',
    "<<-'E'\n",
    '<<<',
    '&&',
    '||',
    ';;',
    '${A:-',
    "$'",
    '\\\n',
    '`',
  ],
  ...[
    'if ',
    'then\n',
    'fi\n',
    'case x in\n',
    'esac\n',
    'do\n',
    'done\n',
    'function f ',
    '() {\n',
    '}\n',
    'end\n',
    'begin\n',
  ],
  ...['export ', 'unset ', 'alias x=', 'set -gx ', 'source ', 'local ', 'declare -x ', 'env -i ', 'eval '],
  ...[
    '<dict>',
    '</dict>',
    '<key>',
    '</key>',
    '<string>',
    '</string>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE x [',
    '&amp;',
    '&#x',
    '&#0;',
    '<?xml',
  ],
  ...[
    '&a ',
    '*a',
    '<<: *a',
    '!!binary ',
    '|-\n',
    '>+2\n',
    '? ',
    '- ',
    ': ',
    '{a: ',
    '...\n',
    '---\n',
    '%YAML 1.1\n',
    '!<tag:x> ',
  ],
  ...['[Service]\n', '[Unit]\n', 'Environment=', 'EnvironmentFile=-', 'ExecStart=', '%h', '%%', '\\x', 'TimeoutSec='],
  ...[
    'http_proxy=',
    'NO_PROXY=',
    'HTTPS_PROXY=http://',
    'ALL_PROXY=socks5h://',
    '://',
    '://u:p@',
    '[::1]',
    '127.0.0.1:7890',
    'localhost',
    '0x7f.1',
    '.example.com',
    '*.cn',
    '10.0.0.0/8',
    '::ffff:0:0/96',
  ],
  ...[
    'API_KEY=',
    'TOKEN: ',
    'password: ',
    'Authorization: Bearer ',
    '-----BEGIN PRIVATE KEY-----\n',
    '-----END PRIVATE KEY-----',
  ],
  ...[
    'MATCH,DIRECT',
    'DOMAIN-REGEX,^(a+)+$,DIRECT',
    'AND,((DOMAIN,a),(NOT,((DST-PORT,1)))),REJECT',
    'RULE-SET,x,',
    'SUB-RULE,(',
    'no-resolve',
  ],
  ...[
    '# envlint-disable-next-line ',
    '# envlint-disable',
    '# envlint-enable\n',
    '# envlint-disable-file: x\n',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...['99999999999999999999', '-1', '0', '1e999', 'NaN', '0o17', '0b1', '08', '1_000', '.inf', 'null', '~', 'yes'],
];

/** Marks what must never be shown. Planted under names and in places that make it a secret. */
export const CANARY = 'Zq8canary';

const CANARIES: readonly ((canary: string) => string)[] = [
  (canary) => `\nOPENAI_API_KEY=${canary}\n`,
  (canary) => `http://user:${canary}@10.0.0.1:7890`,
  (canary) => ` --token ${canary} `,
  (canary) => `password: ${canary}`,
  (canary) => `<key>X_TOKEN</key><string>${canary}</string>`,
  (canary) => `Authorization: Bearer ${canary}`,
];

/** A changed copy of `seed`; `others` lend pieces. Deterministic. */
export function mutate(seed: Input, others: readonly Input[], random: Random): Input {
  const victim = random.below(seed.files.length);
  const files = seed.files.map((file, index) =>
    index === victim || random.oneIn(4) ? { ...file, text: mutateText(file.text, others, random) } : file,
  );
  return {
    origin: `${seed.origin}, changed`,
    files: random.oneIn(12) ? files.map((file) => renamed(file, others, random)) : files,
  };
}

function renamed(file: InputFile, others: readonly Input[], random: Random): InputFile {
  return { ...file, path: random.pick(random.pick(others).files).path };
}

function mutateText(text: string, others: readonly Input[], random: Random): string {
  let changed = text;
  for (let rounds = 1 + random.below(random.oneIn(4) ? 24 : 4); rounds > 0; rounds--) {
    changed = random.pick(MUTATIONS)(changed, random, others).slice(0, 60_000);
  }
  return changed;
}

type Mutation = (text: string, random: Random, others: readonly Input[]) => string;

const splice = (text: string, start: number, end: number, insert: string): string =>
  text.slice(0, start) + insert + text.slice(end);

/** A short range; long ones are rare. */
function range(text: string, random: Random): readonly [number, number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + random.below(random.oneIn(8) ? text.length + 1 : 12))];
}

function lineRange(text: string, random: Random): readonly [number, number] {
  const at = random.below(text.length + 1);
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return [start, end < 0 ? text.length : end + 1];
}

const insertToken: Mutation = (text, random) => {
  const [at] = range(text, random);
  return splice(text, at, at, random.pick(TOKENS));
};

const replaceByToken: Mutation = (text, random) => splice(text, ...range(text, random), random.pick(TOKENS));

const MUTATIONS: readonly Mutation[] = [
  insertToken,
  insertToken,
  replaceByToken,
  replaceByToken,
  (text, random) => splice(text, ...range(text, random), ''),
  (text, random) => splice(text, ...lineRange(text, random), ''),
  (text, random) => {
    const [start, end] = lineRange(text, random);
    const [at] = lineRange(text, random);
    return splice(text, at, at, text.slice(start, end));
  },
  (text, random) => {
    const [start, end] = range(text, random);
    return splice(text, start, end, text.slice(start, end).repeat(1 + random.below(random.oneIn(10) ? 400 : 4)));
  },
  (text, random) => {
    const [at] = range(text, random);
    return splice(text, at, at, random.pick(TOKENS).repeat(1 + random.below(200)));
  },
  (text, random, others) => {
    const other = random.pick(random.pick(others).files).text;
    const [at] = range(text, random);
    return splice(text, at, at, other.slice(...range(other, random)));
  },
  (text, random, others) => {
    const other = random.pick(random.pick(others).files).text;
    const [at] = lineRange(text, random);
    return splice(text, at, at, other.slice(...lineRange(other, random)));
  },
  (text, random) => {
    const [at] = range(text, random);
    return splice(
      text,
      at,
      at,
      random.pick(CANARIES)(`${CANARY}${random.below(1e9).toString(36).padStart(6, '0')}Xw7`),
    );
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n'])),
  (text, random) => text.replace(/^[ \t]+/gm, (blanks) => (random.oneIn(2) ? `${blanks}\t` : blanks.slice(1))),
  flipBytes,
];

/** Changes single bytes. What is not a text any more would not be parsed: its broken characters are replaced. */
function flipBytes(text: string, random: Random): string {
  const bytes = Buffer.from(text, 'utf8');
  for (let count = 1 + random.below(4); count > 0 && bytes.length > 0; count--) {
    const at = random.below(bytes.length);
    bytes[at] = random.oneIn(2) ? random.below(256) : (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  const reading = decode(bytes);
  return reading.kind === 'text' ? reading.text : bytes.toString('utf8');
}
