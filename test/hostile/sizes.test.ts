/** Too large, too many, multiplied by aliases and entities, and not text at all. */
import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Machine, machine } from '../cli/harness.ts';
import { calmly, findingsOf } from './bounded.ts';

const MEGABYTE = 1024 * 1024;
const MANY = 40_000;
const many = (line: (index: number) => string): string => Array.from({ length: MANY }, (_, i) => line(i)).join('');
const CONFIG = 'mixed-port: 7890\nproxies: []\nrules:\n  - MATCH,DIRECT\n';

/** A file of `size` bytes: its first ones, then one line of the letter a, or the holes of a sparse file. */
function fill(here: Machine, name: string, first: string, size: number, isSparse = false): void {
  here.write(name, first);
  const file = openSync(here.path(name), 'a');
  try {
    const block = Buffer.alloc(MEGABYTE, 'a');
    if (isSparse) ftruncateSync(file, size);
    else
      for (let left = size - first.length; left > 0; left -= MEGABYTE)
        writeSync(file, block, 0, Math.min(left, MEGABYTE));
  } finally {
    closeSync(file);
  }
}

describe('one line of 100 MB', () => {
  const here = machine({ 'small.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n' });
  fill(here, '.env', 'HTTPS_PROXY=', 100 * MEGABYTE);
  fill(here, '.zshrc', 'export A=', 100 * MEGABYTE, true);

  test('is skipped with a note; the rest is checked', () => {
    const { code, out, err } = calmly(here, ['--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toMatch(/^small\.env:1:1: error .*\n1 file checked/m);
    expect(err).toBe(
      'envlint: .env is skipped: it is larger than 20 MB\nenvlint: .zshrc is skipped: it is larger than 20 MB\n',
    );
  });

  test('is an error where it was named', () => {
    const { code, err } = calmly(here, ['--fix', '--lang', 'zh-CN', '.env']);
    expect(code).toBe(2);
    expect(err).toBe('envlint: .env：文件超过 20 MB\n');
    rmSync(here.path('.env'));
  });

  test('is not waited for on standard input', () => {
    const { code, err } = calmly(here, ['--stdin-filename', '.env', '-'], { input: Buffer.alloc(30 * MEGABYTE, 'a') });
    expect(code).toBe(2);
    expect(err).toBe('envlint: .env: it is larger than 20 MB\n');
  });
});

test('one line just below the limit is read, shown in part, and repaired', () => {
  const here = machine();
  for (const [name, first] of [
    ['.env', 'HTTPS_PROXY=http://127.0.0.1:7890 #'],
    ['run.sh', 'export HTTPS_PROXY=http://127.0.0.1:7890 B='],
    ['app.service', '[Service]\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890 B='],
  ] as const)
    fill(here, name, first, 19 * MEGABYTE);
  const { code, out } = calmly(here, ['--format', 'concise', '--format', 'html=report.html']);
  expect(code).toBe(1);
  for (const name of ['.env', 'run.sh', 'app.service']) expect(out).toContain(`${name}:`);
  expect(out.length + here.read('report.html').length).toBeLessThan(MEGABYTE / 4);
});

const FLOODS: readonly Readonly<Record<string, string>>[] = [
  {
    '.env': many((i) => `K${i}=v\n`),
    'again.env': many((i) => `HTTPS_PROXY=http://127.0.0.1:${i}\n`),
    'secrets.env': many((i) => `K${i}_TOKEN=Zx81kQp0aWm3${i}\n`),
    'hosts.env': `HTTP_PROXY=http://127.0.0.1:1\nNO_PROXY=${many((i) => `h${i}.example,`)}\n`,
    '.npmrc': many((i) => `k${i}=v\n`),
    '.gitconfig': `[a]\n${many((i) => `k${i} = v\n`)}`,
  },
  {
    'keys.sh': many((i) => `export K${i}=v\n`),
    'words.sh': `export ${many((i) => `K${i}=v `)}\n`,
    'keys.fish': many((i) => `set -gx K${i} v\n`),
  },
  {
    'keys.yaml': `${CONFIG}${many((i) => `k${i}: v\n`)}`,
    'again.yaml': `${CONFIG}${many(() => 'mode: rule\n')}`,
  },
  {
    'keys.service': `[Service]\n${many((i) => `Environment=K${i}=v\n`)}`,
    'LaunchAgents/keys.plist': `<plist version="1.0"><dict><key>Label</key><string>a</string><key>EnvironmentVariables</key><dict>${many((i) => `<key>K${i}</key><string>v</string>`)}</dict></dict></plist>`,
  },
];

test.each(FLOODS)('40,000 keys in each language are read, in bounded memory (%#)', (files) => {
  const here = machine(files);
  const found = findingsOf(calmly(here, ['--no-config', '--format', 'json', '.']));
  expect([...found.keys()].sort()).toEqual(Object.keys(files).sort());
  if ('again.env' in files) expect(found.get('again.env')).toContainEqual(expect.stringContaining('missing-no-proxy'));
  if ('again.yaml' in files)
    expect(found.get('again.yaml')?.[0]).toBe('syntax-error: This file cannot be loaded: the key mode is given twice');
});

test('10,000 suppressions without a finding are taken out again', () => {
  const line = '# envlint-disable-next-line missing-no-proxy\nexport A=1\n';
  const here = machine({ '.zshrc': line.repeat(10_000) });
  expect(calmly(here, ['--fix', '--format', 'concise']).code).toBe(0);
  expect(here.read('.zshrc') === 'export A=1\n'.repeat(10_000)).toBe(true);
});

/** Each of these once took from half a minute to a gigabyte; what is left of it a slow machine does in seconds. */
const SLOW: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    '40,000 comments in one line of a plist',
    'LaunchAgents/a.plist',
    `<plist version="1.0"><dict><key>Label</key><string>a</string><key>EnvironmentVariables</key><dict><key>https_proxy</key><string>http://127.0.0.1:7890</string></dict>${'<!-- c -->'.repeat(MANY)}</dict></plist>\n`,
    ['--diff', '--unsafe-fixes'],
  ],
  ['a megabyte of brackets', 'config.yaml', `mixed-port: 7890\nproxies: ${'['.repeat(900_000)}`, []],
  ['110,000 documents', 'config.yaml', `${CONFIG}${'---\na: 1\n'.repeat(110_000)}`, []],
  [
    '1,000 functions to be silenced',
    '.zshrc',
    Array.from({ length: 1000 }, (_, i) => `on${i}() { export http_proxy=http://127.0.0.1:7890; }\n`).join(''),
    ['--add-suppressions', 'x'],
  ],
  [
    '2,000 misspelt policies among 2,000 groups',
    'config.yaml',
    `mixed-port: 7890\nproxies: []\nproxy-groups:\n${Array.from({ length: 2000 }, (_, i) => `  - {name: group-number-${i}, type: select, proxies: [DIRECT]}\n`).join('')}rules:\n${Array.from({ length: 2000 }, (_, i) => `  - DOMAIN-SUFFIX,s${i}.com,gruop-nmber-${i}\n`).join('')}  - MATCH,DIRECT\n`,
    [],
  ],
];

test.each(SLOW)('%s', { timeout: 120_000 }, (_, name, text, args) => {
  const here = machine({ [name]: text });
  const format = args.includes('--diff') ? [] : ['--format', 'concise'];
  const { out } = calmly(here, ['--no-config', ...format, ...args, '.']);
  expect(out).not.toBe('');
});

describe('bombs', () => {
  /** Twelve levels, ten times the one below: a billion in the end. */
  const levels = (
    name: (level: number) => string,
    join: string,
    line: (level: number, list: string) => string,
  ): string => Array.from({ length: 11 }, (_, i) => line(i + 1, Array<string>(10).fill(name(i)).join(join))).join('');
  const aliases = levels(
    (i) => `*a${i}`,
    ',',
    (i, list) => `a${i}: &a${i} [${list}]\n`,
  );
  const merges = levels(
    (i) => `*m${i}`,
    ',',
    (i, list) => `m${i}: &m${i} {<<: [${list}], k${i}: v}\n`,
  );
  const entities = levels(
    (i) => `&e${i};`,
    '',
    (i, list) => `<!ENTITY e${i} "${list}">\n`,
  );
  const here = machine({
    'aliases.yaml': `mixed-port: 7890\nproxies: []\na0: &a0 [x]\n${aliases}rules: *a11\nproxy-groups: *a11\nhosts: *a11\n`,
    'merges.yaml': `${CONFIG}m0: &m0 {k: v}\n${merges}hosts: *m11\nproxy-groups: [*m11]\n`,
    'itself.yaml': 'mixed-port: 7890\nproxies: &a [*a]\nrules: &b\n  - *b\nproxy-groups: &c [{<<: *c}]\n',
    'LaunchAgents/entities.plist': `<?xml version="1.0"?>\n<!DOCTYPE plist [\n<!ENTITY e0 "x">\n${entities}<!ENTITY out SYSTEM "file:///etc/passwd">\n<!ENTITY % far SYSTEM "http://127.0.0.1:9/x.dtd">\n%far;\n]>\n<plist version="1.0"><dict><key>Label</key><string>&e11;</string><key>WorkingDirectory</key><string>&out;</string></dict></plist>\n`,
  });

  test('of aliases, merge keys and entities go off nowhere, and nothing outside is read', () => {
    const run = calmly(here, ['--no-config', '--format', 'json', '.']);
    const found = findingsOf(run);
    expect(run.code).toBe(1);
    expect(found.get('aliases.yaml')?.[0]).toContain('This configuration is refused at the rule');
    expect(found.get('itself.yaml')?.[0]).toContain('This configuration is refused');
    expect(found.get('merges.yaml')).toBeDefined();
    expect(found.get('LaunchAgents/entities.plist')).toEqual([
      'malformed-plist: Property list readers refuse this whole file: &e11; means nothing in XML',
      'malformed-plist: Property list readers refuse this whole file: &out; means nothing in XML',
    ]);
    expect(run.out).not.toContain('root:');
    expect(run.out.length).toBeLessThan(40_000);
  });
});

test('binary property lists that point at themselves, at each other, or beyond their end', () => {
  /** A list of these objects, by Apple's format: offsets in four bytes, references in two. */
  const binary = (objects: readonly Uint8Array[], count = objects.length): Buffer => {
    const body = Buffer.concat([Buffer.from('bplist00'), ...objects]);
    const table = Buffer.alloc(objects.length * 4);
    let offset = 8;
    for (const [index, object] of objects.entries()) {
      table.writeUInt32BE(offset, index * 4);
      offset += object.length;
    }
    const trailer = Buffer.alloc(32);
    trailer.set([4, 2], 6);
    trailer.writeBigUInt64BE(BigInt(count), 8);
    trailer.writeBigUInt64BE(BigInt(body.length), 24);
    return Buffer.concat([body, table, trailer]);
  };
  /** An array of so many references to one object. */
  const array = (count: number, to: number): Buffer =>
    Buffer.from([
      0xa0 + count,
      ...Array<number[]>(count)
        .fill([to >> 8, to & 255])
        .flat(),
    ]);
  const letter = Buffer.from([0x51, 0x78]);
  const long = Buffer.from([0x5f, 0x13, 0, 0, 1, 0, 0, 0, 0, 0]);
  const here = machine();
  const files: Readonly<Record<string, Uint8Array>> = {
    'bomb.plist': binary([...Array.from({ length: 40 }, (_, i) => array(10, i + 1)), letter]),
    'circle.plist': binary([array(1, 0)]),
    'deep.plist': binary([...Array.from({ length: 60_000 }, (_, i) => array(1, i + 1)), letter]),
    'long.plist': binary([long]),
    'many.plist': binary([letter], 2 ** 40),
  };
  for (const [name, bytes] of Object.entries(files)) here.write(`LaunchAgents/${name}`, bytes);
  const found = findingsOf(calmly(here, ['--format', 'json']));
  for (const name of Object.keys(files))
    expect(found.get(`LaunchAgents/${name}`), name).toContainEqual(expect.stringContaining('malformed-plist: '));
});

test('a rule whose pattern would take forever is not waited for', () => {
  const patterns = ['^(a+)+$', '(x+x+)+y', '^(?:a|a?)+$', '^((a{0,100}){0,100}){0,100}!$', '(\\w*a\\w*)*b$'];
  const here = machine({
    '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n',
    'config.yaml': `mixed-port: 7890\nproxies: []\nproxy-groups:\n  - {name: g, type: select, proxies: [DIRECT], include-all: true, filter: '(a+)+$'}\nrules:\n${patterns.map((one) => `  - 'DOMAIN-REGEX,${one},REJECT'\n`).join('')}  - MATCH,DIRECT\n`,
  });
  const { out } = calmly(here, ['route', `https://${'a'.repeat(62)}`, '--client', 'curl']);
  expect(out).toContain('a pattern envlint does not evaluate');
});

describe('not text', () => {
  const text = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
  const utf16 = Buffer.from(text, 'utf16le');
  const files: Readonly<Record<string, Uint8Array>> = {
    'latin1.env': Buffer.from(`${text}A=caf\xe9\n`, 'latin1'),
    'gbk.env': Buffer.from([...Buffer.from(text), 0x41, 0x3d, 0xd6, 0xd0, 0xce, 0xc4, 0x0a]),
    'surrogate.env': Buffer.from([...Buffer.from(text), 0x41, 0x3d, 0xed, 0xa0, 0x80, 0x0a]),
    'nul.env': Buffer.from(`${text}A=\0\n`),
    'le.env': Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
    'be.env': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
    'le-bare.env': utf16,
    'be-bare.env': Buffer.from(utf16).swap16(),
    'utf32.env': Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]),
    'binary.plist.env': Buffer.from('bplist00\0\xff\0\x01', 'latin1'),
  };
  const WHY: Readonly<Record<string, readonly [string, string]>> = {
    'latin1.env': ['it is not valid UTF-8 (line 2)', '不是有效的 UTF-8（第 2 行）'],
    'gbk.env': ['it is not valid UTF-8 (line 2)', '不是有效的 UTF-8（第 2 行）'],
    'surrogate.env': ['it is not valid UTF-8 (line 2)', '不是有效的 UTF-8（第 2 行）'],
    'nul.env': ['it is not text (NUL byte in line 2)', '不是文本文件（第 2 行含 NUL 字节）'],
    'le.env': ['it is UTF-16; save it as UTF-8', '文件是 UTF-16 编码，请另存为 UTF-8'],
    'be.env': ['it is UTF-16; save it as UTF-8', '文件是 UTF-16 编码，请另存为 UTF-8'],
    'le-bare.env': ['it is not text (NUL byte in line 1)', '不是文本文件（第 1 行含 NUL 字节）'],
    'be-bare.env': ['it is not text (NUL byte in line 1)', '不是文本文件（第 1 行含 NUL 字节）'],
    'utf32.env': ['it is UTF-16; save it as UTF-8', '文件是 UTF-16 编码，请另存为 UTF-8'],
    'binary.plist.env': ['it is a binary property list, not text', '是二进制属性列表，不是文本文件'],
  };
  const here = machine();
  for (const [name, bytes] of Object.entries(files)) here.write(name, bytes);
  const names = Object.keys(files).sort();

  test('each file is named with its reason, skipped in a folder, an error when named, and never changed', () => {
    const found = calmly(here, ['--fix', '--pass-on-no-files']);
    expect(found.code).toBe(0);
    expect(found.err).toBe(names.map((name) => `envlint: ${name} is skipped: ${WHY[name]?.[0]}\n`).join(''));
    const named = calmly(here, ['--fix', '--lang', 'zh-CN', ...names]);
    expect(named.code).toBe(2);
    expect(named.err).toBe(names.map((name) => `envlint: ${name}：${WHY[name]?.[1]}\n`).join(''));
    for (const name of names) expect(readFileSync(here.path(name)).equals(files[name] as Uint8Array), name).toBe(true);
  });

  test('on standard input the bytes come back as they are', () => {
    const { code, err } = calmly(here, ['--fix', '--stdin-filename', '.env', '-'], {
      input: files['latin1.env'] as Uint8Array,
    });
    expect(code).toBe(2);
    expect(err).toBe('envlint: .env: it is not valid UTF-8 (line 2)\n');
  });
});
