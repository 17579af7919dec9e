/** What systemd, plistlib, dotenv, Node and js-yaml make of files before and after they were fixed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import { load as loadYaml } from 'js-yaml';
import { complaints, type Stage } from './compare.ts';
import type { FileKind } from './file-machines.ts';

/** One file before and after. */
export interface Pair {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

type Reader = (texts: readonly string[]) => readonly Stage[];

/** Complaints about each file; empty: nothing but what the fix declares has changed. */
export function judgeFiles(kind: FileKind, pairs: readonly Pair[]): string[][] {
  const stages = READERS[kind].map((read) => read(pairs.flatMap(({ before, after }) => [before, after])));
  return pairs.map(({ before, after }, index) =>
    stages.flatMap((all) => complaints(before, after, [all[2 * index]!], [all[2 * index + 1]!])),
  );
}

const stage = (status: string, entries: Iterable<readonly [string, string]> = []): Stage => ({
  status,
  variables: new Map(entries),
});

const strings = (values: object): [string, string][] =>
  Object.entries(values).map(([name, value]) => [name, String(value)]);

/** Paths of a structure with their values, as `last key` → all values under it. */
function flat(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), String(value)]];
  return Object.entries(value).flatMap(([name, item]) => flat(item, [...path, name]));
}

const READERS: Readonly<Record<FileKind, readonly Reader[]>> = {
  dotenv: [
    (texts) => texts.map((text) => stage('', strings(parseDotenv(text)))),
    (texts) => texts.map((text) => stage('', strings(parseEnv(text)))),
  ],
  systemd: [readUnits],
  launchd: [readPlists],
  clash: [
    (texts) =>
      texts.map((text) => {
        try {
          const { rules, ...rest } = loadYaml(text) as Record<string, unknown>;
          // Rules are changed on their own lines, which is what the proof is for; here nothing else may change.
          const count = Array.isArray(rules) ? rules.length : -1;
          return stage(`read ${count >= 0}`, flat({ ...rest }));
        } catch {
          return stage('refused');
        }
      }),
  ],
};

const BATCH = 40;

/** Environment and commands as systemd dumps them. */
function readUnits(texts: readonly string[]): readonly Stage[] {
  const found: Stage[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const folder = mkdtempSync(join(tmpdir(), 'envlint-units-'));
    mkdirSync(join(folder, 'units'));
    const files = texts.slice(from, from + BATCH).map((text, index) => {
      const file = join(folder, 'units', `u${index}.service`);
      writeFileSync(file, text);
      return file;
    });
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { PATH: process.env.PATH, SYSTEMD_UNIT_PATH: join(folder, 'units'), SYSTEMD_LOG_LEVEL: 'debug' },
    });
    rmSync(folder, { recursive: true, force: true });
    const lines = `${stdout}\n${stderr}`.split('\n');
    for (const [index] of files.entries()) found.push(unitStage(lines, `u${index}.service`));
  }
  return found;
}

function unitStage(lines: readonly string[], name: string): Stage {
  const start = lines.findIndex((line) => line.includes(`-> Unit ${name}:`));
  if (start < 0) return stage('refused');
  const end = lines.findIndex((line, index) => index > start && line.includes('-> Unit '));
  const entries = new Map<string, string>();
  for (const line of lines.slice(start + 1, end < 0 ? undefined : end)) {
    const [, key = '', value = ''] = /^\s*(Environment|Command Line|[\w ]+): (.*)$/.exec(line) ?? [];
    if (key === 'Environment') {
      const at = value.indexOf('=');
      entries.set(value.slice(0, at), value.slice(at + 1));
    } else if (key === 'Command Line') entries.set('ExecStart', `${entries.get('ExecStart') ?? ''}${value}\n`);
  }
  return stage('read', entries);
}

const PLISTS =
  'import json, plistlib, sys\ndef read(text):\n  try: return plistlib.loads(text.encode())\n  except Exception: return None\nprint(json.dumps([read(text) for text in json.load(sys.stdin)], default=str))';

function readPlists(texts: readonly string[]): readonly Stage[] {
  const { stdout } = spawnSync('python3', ['-c', PLISTS], {
    encoding: 'utf8',
    input: JSON.stringify(texts),
    maxBuffer: 1 << 28,
  });
  return (JSON.parse(stdout) as unknown[]).map((value) => {
    if (value === null) return stage('refused');
    const { EnvironmentVariables, ProgramArguments, ...rest } = value as Record<string, unknown>;
    const program = Array.isArray(ProgramArguments) ? ProgramArguments.join('\n') : '';
    return stage('read', [
      ...strings(EnvironmentVariables ?? {}),
      ['ProgramArguments', program.replace(/^–/gm, '--').replace(/^--replace\n/m, '')],
      ...flat(rest),
    ]);
  });
}
