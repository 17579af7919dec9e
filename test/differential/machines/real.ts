/** What real programs make of a machine: shells and direnv are run, systemd's order is followed as systemd.exec(5) has it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DirenvMachine, ShellMachine, ShellName, UnitMachine } from './generate.ts';

export type Variables = Readonly<Record<string, string>>;

/** One run: what it was given, what it left. */
export interface Outcome {
  readonly given: Variables;
  readonly variables: Variables;
  /** What was printed, and the exit status of each step. */
  readonly said: string;
}

const PROGRAMS: Readonly<Record<ShellName, readonly string[]>> = {
  bash: ['bash', '--norc', '--noprofile'],
  zsh: ['zsh', '-f'],
  dash: ['dash'],
  fish: ['fish', '--no-config'],
};

/** Is a program here? Says why a test is skipped where it is not. */
export function isHere(program: string): boolean {
  const isThere = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!isThere) console.log(`skipped: no ${program} on this machine`);
  return isThere;
}

/** Answers to the conditions of a machine, and lists it inherits. */
export function situations(files: Variables): readonly Variables[] {
  const text = Object.values(files).join('\n');
  let found: Record<string, string>[] = [{}];
  for (const [name, values] of Object.entries({ W: ['', '1'], V: ['', '1'], K: ['a', 'b', 'c'] })) {
    if (!new RegExp(`\\$${name}\\b`).test(text)) continue;
    found = found.flatMap((one) => values.map((value) => (value === '' ? one : { ...one, [name]: value })));
  }
  return found;
}

export const INHERITED: readonly Variables[] = [
  {},
  { no_proxy: '.inherited.example' },
  { NO_PROXY: '.inherited.example' },
];

/** A folder with a machine's files, taken away afterwards. */
function inFolder<T>(files: Variables, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-composed-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each situation in a process of its own. */
export function runShell(
  { shell, main, call }: ShellMachine,
  files: Variables,
  given: readonly Variables[],
): readonly Outcome[] {
  return inFolder(files, (folder) => {
    const [program = '', ...args] = PROGRAMS[shell];
    const env = { PATH: process.env.PATH ?? '', HOME: folder, LC_ALL: 'C.UTF-8' };
    if (shell === 'fish') {
      for (const [index, one] of given.entries()) {
        const script = `begin; source ${main}; ${call === '' ? '' : `${call}; echo "status $status";`} end >${index}.out 2>&1; command env -0 >${index}.env`;
        spawnSync(program, [...args, '-c', script], { cwd: folder, env: { ...env, ...one }, timeout: 20_000 });
      }
    } else {
      const called = call === '' ? '' : `${call}; echo "status $?";`;
      const runs = given.map((one, index) => {
        const sets = Object.entries(one).map(([name, value]) => `${name}='${value}'; export ${name};`);
        return `( ${sets.join(' ')} { . ./${main}; echo "status $?"; ${called} } >${index}.out 2>&1; env -0 >${index}.env )`;
      });
      writeFileSync(join(folder, 'driver'), `${runs.join('\n')}\n`);
      spawnSync(program, [...args, './driver'], { cwd: folder, env, timeout: 60_000, stdio: 'ignore' });
    }
    return given.map((one, index) => ({
      given: one,
      variables: read(join(folder, `${index}.env`)),
      said: readFileSync(join(folder, `${index}.out`), 'utf8').replaceAll(folder, '~'),
    }));
  });
}

/** What direnv gives to a program in the folder. */
export function runDirenv(
  { files: _ }: DirenvMachine,
  files: Variables,
  given: readonly Variables[],
): readonly Outcome[] {
  return inFolder(files, (folder) => {
    const base = {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      XDG_DATA_HOME: join(folder, '.data'),
      LC_ALL: 'C.UTF-8',
    };
    spawnSync('direnv', ['allow', '.'], { cwd: folder, env: base });
    return given.map((one) => {
      const { stdout } = spawnSync('direnv', ['exec', folder, 'env', '-0'], { cwd: folder, env: { ...base, ...one } });
      return { given: one, variables: split(String(stdout)), said: '' };
    });
  });
}

function read(path: string): Variables {
  return existsSync(path) ? split(readFileSync(path, 'utf8')) : { UNREAD: '1' };
}

const split = (text: string): Variables =>
  Object.fromEntries(
    text
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );

/**
 * A service of a user, by systemd.exec(5) and systemd-system.conf(5): DefaultEnvironment=, Environment= of the unit and of
 * its drop-ins, EnvironmentFile= over these, and at last UnsetEnvironment=. The machines quote and escape nothing.
 */
export function runUnit(name: string, files: Variables): Variables {
  const path = `.config/systemd/user/${name}`;
  const text = [files[path], files[`${path}.d/10.conf`]].filter((one) => one !== undefined).join('');
  const values = (key: string, from: string): string[] =>
    [...from.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
  const result: Record<string, string> = {};
  const take = (word: string): void => {
    const at = word.indexOf('=');
    if (at > 0) result[word.slice(0, at)] = word.slice(at + 1);
  };
  for (const line of values('DefaultEnvironment', files['etc/systemd/user.conf.d/d.conf'] ?? ''))
    line.split(' ').forEach(take);
  for (const line of values('Environment', text)) line.split(' ').forEach(take);
  for (const file of values('EnvironmentFile', text))
    for (const line of (files[file.replace(/^-?%h\//, '')] ?? '').split('\n')) take(line);
  for (const line of values('UnsetEnvironment', text)) for (const word of line.split(' ')) delete result[word];
  return result;
}
export type { UnitMachine };
