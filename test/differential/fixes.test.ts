/**
 * The real readers of each format read files before and after `--fix`, all examples of all rules, the fixtures, and
 * generated ones: what differs for them is named on a line that was changed.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { load as loadYaml } from 'js-yaml';
import { afterAll, describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { parseExample } from '../../src/engine/examples.ts';
import { fix } from '../../src/engine/fix.ts';
import { parseAs, projectOf } from '../helpers/project.ts';
import { allRules, documentedRules } from '../helpers/rules.ts';

/** How many generated files of each kind are read, beside all examples: a real shell or systemd is started for each. */
const GENERATED = Number(process.env.DIFFERENTIAL ?? 12);

interface Case {
  readonly before: Document;
  readonly after: Document;
}

/** What a reader makes of a text: names with values, as lines. Undefined: it refuses the file. */
type Reading = readonly string[] | undefined;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-differential-'));
  chmodSync(folder, 0o777);
  folders.push(folder);
  return folder;
}

/** All files that `--fix` or `--unsafe-fixes` changes on a machine. */
function changesOf(files: ReadonlyMap<string, string>, unsafe: boolean): Case[] {
  const project = projectOf(files);
  const fixed = fix(project, allRules, { unsafe, level: 'info', parse: parseAs });
  return [...fixed.project.documents.values()].flatMap((after) => {
    const before = project.document(after.file);
    return before.text === after.text ? [] : [{ before, after }];
  });
}

function stories(): ReadonlyMap<string, string>[] {
  const root = fileURLToPath(new URL('../../fixtures/', import.meta.url));
  return readdirSync(root).flatMap((name) => {
    const machine = join(root, name, 'machine');
    if (!existsSync(machine)) return [];
    const paths = readdirSync(machine, { recursive: true }).map(String);
    const files = paths.filter((path) => statSync(join(machine, path)).isFile());
    return [new Map(files.map((path) => [path, readFileSync(join(machine, path), 'utf8')]))];
  });
}

const given = [
  ...stories(),
  ...documentedRules.flatMap(({ docs }) => docs.bad.map(({ files }) => parseExample(files).files)),
].flatMap((files) => [...changesOf(files, false), ...changesOf(files, true)]);

/** Generated files of this name that fixing changes. */
function generated(file: string, lines: readonly string[], frame: (lines: readonly string[]) => string): Case[] {
  const some = fc.uniqueArray(fc.constantFrom(...lines), { minLength: 2, maxLength: 6 });
  return fc
    .sample(some, { numRuns: GENERATED, seed: 7 })
    .flatMap((chosen) => changesOf(new Map([[file, frame(chosen)]]), true));
}

const isIn = (one: Case, language: string, dialect?: string): boolean =>
  one.before.language === language && (dialect === undefined || one.before.dialect === dialect);

/** What is on lines that only one of two texts has, and on those that take a variable from there. */
function changedLines({ before, after }: Case): string {
  const [old, now] = [before.text.split(/\r\n|\r|\n/), after.text.split(/\r\n|\r|\n/)];
  let changed = differing(old, now);
  for (let grown = true; grown; ) {
    const names = changed.flatMap((line) => [...line.matchAll(/\b(\w+)[= ]/g)].map(([, name = '']) => name));
    const taking = now.filter((line) => names.some((name) => new RegExp(`\\$\\{?${name}\\b`).test(line)));
    const all = [...new Set([...changed, ...taking])];
    grown = all.length > changed.length;
    changed = all;
  }
  return changed.join('\n');
}

/** Entries that only one of two readings has. */
function differing(old: readonly string[], now: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const entry of old) count.set(entry, (count.get(entry) ?? 0) + 1);
  for (const entry of now) count.set(entry, (count.get(entry) ?? 0) - 1);
  return [...count].filter(([, times]) => times !== 0).map(([entry]) => entry);
}

/** A reader takes every fixed file that it took before, and what differs is named on a changed line. */
function expectIntended(one: Case, old: Reading, now: Reading, namesOf: (entry: string) => readonly string[]): number {
  const where = `${one.before.file}:\n${one.before.text}\n=>\n${one.after.text}`;
  if (!old) return 0;
  expect(now, `is read no more: ${where}`).toBeDefined();
  const lines = changedLines(one);
  const found = differing(old, now ?? []);
  for (const entry of found) {
    expect(
      namesOf(entry).some((name) => name !== '' && lines.includes(name)),
      `${entry} differs in ${where}`,
    ).toBe(true);
  }
  return found.length;
}

const nameOf = (entry: string): readonly string[] => [entry.slice(0, entry.indexOf('='))];

function isHere(program: string, ...args: readonly string[]): boolean {
  const isThere = spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
  if (!isThere) console.log(`skipped: no ${program} on this machine`);
  return isThere;
}

describe('.env', () => {
  const LINES = [
    'HTTP_PROXY=127.0.0.1:7890',
    "https_proxy='http://127.0.0.1:7890'",
    'NO_PROXY="localhost;*.a.example"  # local',
    'OPENAI_API_KEY=sk-x',
    'OPENAI_BASE_URL=http：//127.0.0.1:8000/v1',
    'HERMES_API_TIMEOUT=5 # seconds',
    'export ALL_PROXY=socks5://127.0.0.1:7890',
    'A="two\\nlines"',
    "B='# no comment'",
    'C=',
    'HF_HUB_DOWNLOAD_TIMEOUT="1"',
  ];
  const cases = [
    ...given.filter((one) => isIn(one, 'dotenv', 'dotenv')),
    ...generated('.env', LINES, (lines) => `${lines.join('\n')}\n`),
    ...generated('.env', LINES, (lines) => lines.join('\r\n')),
  ];
  const read = (parse: (text: string) => object, { text }: Document): string[] =>
    Object.entries(parse(text)).map(([name, value]) => `${name}=${String(value)}`);

  test.each([
    ['dotenv', parseDotenv],
    ['Node', parseEnv],
  ] as const)('%s reads what was meant', (_, parse) => {
    let changes = 0;
    for (const one of cases) changes += expectIntended(one, read(parse, one.before), read(parse, one.after), nameOf);
    expect(changes).toBeGreaterThan(30);
  });
});

describe('shells', () => {
  const stubs = temporary();
  const isRoot = process.getuid?.() === 0;

  /** The environment after a file was sourced and one of its functions called. No program can be found from there. */
  function source(program: readonly string[], text: string, call: string): Reading {
    const folder = temporary();
    writeFileSync(join(folder, 'file'), text);
    const [command = '', ...args] = program;
    const dump = '/usr/bin/env -0 >./out';
    const script = program[0]?.endsWith('fish')
      ? `source ./file; ${call}; ${dump}`
      : `. ./file; ${call || ':'}; ${dump}`;
    spawnSync(command, [...args, '-c', script], {
      cwd: folder,
      env: { PATH: stubs, HOME: '/nonexistent', C: 'c', NO_PROXY: 'given.example' },
      // Examples are other people's scripts: they get no rights, no input and no time.
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
      stdio: 'ignore',
      timeout: 60_000,
    });
    const out = join(folder, 'out');
    if (!existsSync(out)) return undefined;
    const entries = readFileSync(out, 'utf8').replaceAll(folder, '.').split('\0');
    rmSync(folder, { recursive: true, force: true });
    return entries.filter((entry) => !/^(?:PWD|OLDPWD|SHLVL|_|HOME)=|^$/.test(entry));
  }

  const functionsOf = ({ facts }: Document): string[] => [
    ...new Set(
      facts.flatMap(({ scope }) => (scope.kind === 'function' && /^\w+$/.test(scope.name) ? [scope.name] : [])),
    ),
  ];

  const POSIX = [
    'export http_proxy=127.0.0.1:7890',
    'export HTTPS_PROXY="http://127.0.0.1:7890" # on',
    'proxy_on() {\n  export https_proxy=http://127.0.0.1:7890\n  export X_TEMP=1\n}',
    'proxy_off() { unset http_proxy; }',
    "export NO_PROXY='localhost;*.b.example'",
    'export no_proxy=$NO_PROXY',
    'export no_proxy="${NO_PROXY},c.example"',
    'if [ -n "$C" ]; then\n\texport all_proxy=socks5://127.0.0.1:7890\nfi',
    'export OPENAI_BASE_URL=http：//127.0.0.1:8000/v1 D=4',
    'E=5; export E',
    'export HERMES_API_TIMEOUT=5',
    'cat <<EOF\nexport NO_PROXY=inside\nEOF',
  ];
  const FISH = [
    'set -gx http_proxy 127.0.0.1:7890',
    'set -gx HTTPS_PROXY "http://127.0.0.1:7890" # on',
    'function proxy_on\n    set -gx https_proxy http://127.0.0.1:7890\n    set -gx X_TEMP 1\nend',
    'function proxy_off\n    set -e http_proxy\nend',
    "set -gx NO_PROXY 'localhost;*.b.example'",
    'set -gx no_proxy $NO_PROXY',
    'if test -n "$C"\n\tset -gx all_proxy socks5://127.0.0.1:7890\nend',
    'set -gx OPENAI_BASE_URL http：//127.0.0.1:8000/v1',
    'set -x E 5; set -gx F 6',
    'set -gx HERMES_API_TIMEOUT 5',
  ];
  const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

  test.each([
    ['bash', ['bash', '--norc', '--noprofile'], '.bashrc', POSIX],
    ['zsh', ['zsh', '-f'], '.zshrc', POSIX],
    ['fish', ['fish', '--no-config'], 'config.fish', FISH],
  ] as const)('%s leaves the environment that was meant', (dialect, program, file, lines) => {
    if (!isHere(program[0], '-c', 'true')) return;
    const path = spawnSync('/bin/sh', ['-c', `command -v ${program[0]}`], { encoding: 'utf8' }).stdout.trim();
    const command = [path, ...program.slice(1)];
    const isOurs = (one: Case): boolean =>
      isIn(one, 'shell', dialect) || (dialect === 'bash' && isIn(one, 'shell', 'sh'));
    let changes = 0;
    for (const one of [...given.filter(isOurs), ...generated(file, lines, joined)]) {
      for (const call of ['', ...functionsOf(one.before)]) {
        const [old, now] = [source(command, one.before.text, call), source(command, one.after.text, call)];
        changes += expectIntended(one, old, now, nameOf);
      }
    }
    expect(changes).toBeGreaterThan(10);
  });
});

describe('systemd', () => {
  /** What systemd makes of a unit, line by line. */
  function dump({ file, text }: Document): Reading {
    const folder = temporary();
    const name = basename(file).replace(/\.(?:container|timer|socket)$/, '.service');
    mkdirSync(join(folder, 'units'));
    writeFileSync(join(folder, 'units', name), text);
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, 'units', name)], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, SYSTEMD_UNIT_PATH: join(folder, 'units'), SYSTEMD_LOG_LEVEL: 'debug' },
    });
    rmSync(folder, { recursive: true, force: true });
    const lines = `${stdout}\n${stderr}`.split('\n');
    const start = lines.findIndex((line) => line.includes(`-> Unit ${name}:`));
    if (start < 0) return undefined;
    const end = lines.findIndex((line, index) => index > start && line.includes('-> Unit '));
    return lines
      .slice(start + 1, end < 0 ? undefined : end)
      .map((line) => line.trim())
      .filter((line) => /^[A-Z][\w ]*: /.test(line) && !/Timestamp|Fragment Path|Invocation/.test(line));
  }

  /** The words a line of the dump can be known by in the unit. */
  const namesIn = (entry: string): readonly string[] => {
    const [, key = '', value = ''] = /^([\w ]+): (.*)$/s.exec(entry) ?? [];
    if (key === 'Environment') return nameOf(value);
    if (key === 'Command Line') return ['Exec'];
    // One key sets both.
    if (/^Timeout(?:Start|Stop)Sec$/.test(key)) return [key, value, 'TimeoutSec'];
    return [key, value];
  };

  const LINES = [
    'Environment="HTTPS_PROXY=http://127.0.0.1:7890"',
    'Environment=A=1 "B=2 2" HTTP_PROXY=127.0.0.1:7890',
    'Environment="ALL_PROXY=socks5://me:p%40ss@127.0.0.1:7890"',
    'Environment=NO_PROXY=localhost;*.b.example',
    'Environment="C=3", "D=4"',
    'Environment=LANG=zh_CN.UTF-8 # for the logs',
    'TimeoutStopSec=5 # short',
    'RestartSec=3',
    'Restart=always',
    'ExecStartPre=/bin/true a "b c"',
  ];

  test('the unit that was meant', () => {
    if (!isHere('systemd-analyze', '--version')) return;
    const frame = (lines: readonly string[]): string =>
      `[Unit]\nDescription=x\n[Service]\nExecStart=/opt/hermes/bin/hermes gateway run --replace --port 1\n${lines.join('\n')}\n`;
    const cases = [
      ...given.filter((one) => isIn(one, 'systemd', 'unit') && one.before.file.endsWith('.service')),
      ...generated('hermes-gateway.service', LINES, frame),
    ];
    let changes = 0;
    for (const one of cases) changes += expectIntended(one, dump(one.before), dump(one.after), namesIn);
    expect(changes).toBeGreaterThan(20);
  });
});

/** A structure as one line for each scalar: its path, entries of lists without their number. */
function flat(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => flat(item, `${path}.#`));
  if (typeof value !== 'object' || value === null) return [`${path}=${String(value)}`];
  return Object.entries(value).flatMap(([name, item]) => flat(item, `${path}.${name}`));
}

/** The key next to a value, and the value itself. */
const namesInPath = (entry: string): readonly string[] => {
  const at = entry.indexOf('=');
  const keys = entry
    .slice(0, at)
    .split('.')
    .filter((key) => key !== '#' && key !== '');
  return [entry.slice(at + 1), keys.at(-1) ?? ''];
};

test('plistlib loads the plist that was meant', () => {
  if (!isHere('python3', '--version')) return;
  const cases = [
    ...given.filter((one) => isIn(one, 'launchd', 'plist')),
    ...generated(
      'Library/LaunchAgents/x.plist',
      [
        '<key>KeepAlive</key>\n  <true/>',
        '<key>RunAtLoad</key>\n  <string>true</string>',
        '<key>ExitTimeOut</key>\n  <string>5</string>',
        '<key>EnvironmentVariables</key>\n  <dict>\n    <key>HTTPS_PROXY</key>\n    <string>http://127.0.0.1:7890</string>\n    <key>A</key><string>&lt;1&gt;</string>\n  </dict>',
        '<key>StandardErrorPath</key>\n  <string>~/x.log</string>',
        '<!-- note -->',
      ],
      (lines) =>
        `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n  <key>Label</key>\n  <string>x</string>\n  <key>ProgramArguments</key>\n  <array>\n    <string>/opt/hermes/bin/hermes</string>\n    <string>gateway</string>\n    <string>run</string>\n    <string>--replace</string>\n  </array>\n  ${lines.join('\n  ')}\n</dict>\n</plist>\n`,
    ),
  ];
  const program =
    'import json, plistlib, sys\ndef read(text):\n  try: return plistlib.loads(text.encode())\n  except Exception: return None\nprint(json.dumps([read(text) for text in json.load(sys.stdin)], default=str))';
  const texts = cases.flatMap(({ before, after }) => [before.text, after.text]);
  const { stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8', input: JSON.stringify(texts) });
  const plists = JSON.parse(stdout) as unknown[];
  let changes = 0;
  for (const [index, one] of cases.entries()) {
    const [old, now] = [plists[2 * index], plists[2 * index + 1]];
    changes += expectIntended(
      one,
      old === null ? undefined : flat(old),
      now === null ? undefined : flat(now),
      namesInPath,
    );
  }
  expect(changes).toBeGreaterThan(20);
});

test('js-yaml loads the Clash configuration that was meant', () => {
  const read = ({ text }: Document): Reading => {
    try {
      // js-yaml wants a document; the apps take an empty layer for one without keys.
      return flat(text.trim() === '' ? {} : loadYaml(text));
    } catch {
      return undefined;
    }
  };
  const cases = [
    ...given.filter((one) => isIn(one, 'clash') && one.before.dialect !== 'provider-text'),
    ...generated(
      'config.yaml',
      [
        'DOMAIN-SUFFIX,github.com,G',
        "'DOMAIN-SUFFIX,api.deepseek.com,G'",
        'DOMAIN-SUFFIX，openai.com，G',
        '"GEOIP,CN,DIRECT" # CN',
        'DOMAIN-SUFFIX,*.x.example,G',
        'IP-CIDR,10.0.0.0/8,DIRECT',
        'DOMAIN,a.example,Gg',
      ],
      (lines) =>
        `mixed-port: 7890\nsecret: 0123\nexternal-controller: 127.0.0.1:9090\nproxies:\n  - {name: "节点 A", type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: 1e10}\nproxy-groups:\n  - name: G\n    type: select\n    proxies: ["节点 A", DIRECT]\nrules:\n${lines.map((line) => `  - ${line}\n`).join('')}  - MATCH,G\n`,
    ),
  ];
  let changes = 0;
  for (const one of cases) changes += expectIntended(one, read(one.before), read(one.after), namesInPath);
  expect(changes).toBeGreaterThan(20);
});
