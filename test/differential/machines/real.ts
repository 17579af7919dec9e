/** What real programs make of a machine: shells and direnv are run, systemd's order is followed as systemd.exec(5) has it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ShellMachine, ShellName, UnitMachine } from './generate.ts';

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

/** One machine to run: its files as they are, and what each of its runs is given. */
export interface Job {
  readonly files: Variables;
  readonly given: readonly Variables[];
}

/** A folder with the files of all jobs, each in a folder named by its number, taken away afterwards. */
function inFolder<T>(jobs: readonly Job[], use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-composed-'));
  try {
    for (const [index, { files }] of jobs.entries()) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(folder, String(index), path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Machines of one shell in one process, each run in a fork of its own; fish cannot fork, and starts for each. */
export function runShells(
  shell: ShellName,
  jobs: readonly (Job & Pick<ShellMachine, 'main' | 'call'>)[],
): readonly (readonly Outcome[])[] {
  return inFolder(jobs, (folder) => {
    const [program = '', ...args] = PROGRAMS[shell];
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' };
    for (const [index, job] of jobs.entries()) {
      const script = shell === 'fish' ? fishDriver(job) : posixDriver(job);
      writeFileSync(join(folder, String(index), 'driver'), script);
    }
    const each = `( cd ./$n && HOME=$PWD && export HOME && . ./driver )`;
    const driver = `n=0; while [ $n -lt ${jobs.length} ]; do ${each}; n=$((n + 1)); done`;
    const start = shell === 'fish' ? ['dash', '-c', driver] : [program, ...args, '-c', driver];
    spawnSync(start[0]!, start.slice(1), { cwd: folder, env, timeout: 3_000_000, stdio: 'ignore' });
    return jobs.map((job, index) => outcomes(join(folder, String(index)), job));
  });
}

const sets = (given: Variables): string =>
  Object.entries(given)
    .map(([name, value]) => `${name}='${value}'; export ${name};`)
    .join(' ');

function posixDriver({ given, main, call }: Job & Pick<ShellMachine, 'main' | 'call'>): string {
  const called = call === '' ? '' : `${call}; echo "status $?";`;
  const runs = given.map(
    (one, index) =>
      `( ${sets(one)} { . ./${main}; echo "status $?"; ${called} } >${index}.out 2>&1; env -0 >${index}.env )`,
  );
  return `${runs.join('\n')}\n`;
}

function fishDriver({ given, main, call }: Job & Pick<ShellMachine, 'main' | 'call'>): string {
  const called = call === '' ? '' : `${call}; echo "status $status";`;
  const runs = given.map((one, index) => {
    const script = `begin; source ${main}; ${called} end >${index}.out 2>&1; command env -0 >${index}.env`;
    return `( ${sets(one)} fish --no-config -c '${script}' )`;
  });
  return `${runs.join('\n')}\n`;
}

function outcomes(folder: string, { given }: Job): readonly Outcome[] {
  return given.map((one, index) => ({
    given: one,
    variables: read(join(folder, `${index}.env`)),
    said: existsSync(join(folder, `${index}.out`))
      ? readFileSync(join(folder, `${index}.out`), 'utf8').replaceAll(folder, '~')
      : '',
  }));
}

/** What direnv gives to a program in the folder. */
export function runDirenvs(jobs: readonly Job[]): readonly (readonly Outcome[])[] {
  return inFolder(jobs, (folder) => {
    for (const [index, { given }] of jobs.entries()) {
      const runs = given.map((one, run) => `( ${sets(one)} direnv exec . env -0 >${run}.env 2>/dev/null )`);
      writeFileSync(join(folder, String(index), 'driver'), ['direnv allow .', ...runs, ''].join('\n'));
    }
    const each = `( cd ./$n && HOME=$PWD && XDG_DATA_HOME=$PWD/.data && export HOME XDG_DATA_HOME && . ./driver )`;
    const driver = `n=0; while [ $n -lt ${jobs.length} ]; do ${each}; n=$((n + 1)); done`;
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' };
    spawnSync('dash', ['-c', driver], { cwd: folder, env, timeout: 3_000_000, stdio: 'ignore' });
    return jobs.map((job, index) => outcomes(join(folder, String(index)), job));
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
