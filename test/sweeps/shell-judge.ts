/** What real shells make of a file before and after it was fixed: statuses, output, variables and arrays, call by call. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaints, type Stage } from './compare.ts';
import type { ShellMachine, ShellName } from './shell-machines.ts';

const PROGRAMS: Readonly<Record<ShellName, readonly string[]>> = {
  sh: ['dash'],
  bash: ['bash', '--norc', '--noprofile'],
  zsh: ['zsh', '-f'],
  fish: ['fish', '--no-config'],
};

/** Every name the generated files set. */
const NAMES = [
  ...['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'HTTPS_proxy', 'no_proxy', 'NO_PROXY'],
  ...['base', 'A', 'B', 'names', 'hosts', 'HERMES_API_TIMEOUT', 'CURL_OPTS', 'OPENAI_BASE_URL', 'https_PROXY'],
];

export interface Fixed {
  readonly machine: ShellMachine;
  readonly after: string;
}

/** Is this shell here? */
export function hasProgram(kind: ShellName): boolean {
  return spawnSync(PROGRAMS[kind][0]!, ['-c', 'true']).status === 0;
}

/** Complaints about each fixed file of one shell; empty: nothing but what the fix declares has changed. */
export function judgeShells(kind: ShellName, all: readonly Fixed[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-sweep-'));
  try {
    const texts = all.flatMap(({ machine, after }) => [machine.text, after]);
    for (const [index, text] of texts.entries()) {
      const { machine } = all[index >> 1]!;
      mkdirSync(join(folder, String(index)));
      writeFileSync(join(folder, String(index), 'f'), text);
      writeFileSync(join(folder, String(index), 'run'), kind === 'fish' ? fishScript(machine) : script(machine));
    }
    run(kind, folder, texts.length);
    return all.map(({ machine, after }, index) =>
      complaints(machine.text, after, stages(folder, 2 * index), stages(folder, 2 * index + 1)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(kind: ShellName, folder: string, count: number): void {
  const [program = '', ...args] = PROGRAMS[kind];
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent', LANG: 'C.UTF-8' };
  if (kind !== 'fish') {
    // Each in a process of its own, which costs nothing but a fork.
    const driver = `n=0; while [ $n -lt ${count} ]; do ( cd ./$n; . ./run ) </dev/null >$n/out 2>$n/err 3>$n/state; n=$((n + 1)); done`;
    spawnSync(program, [...args, '-c', driver], { cwd: folder, env, stdio: 'ignore', timeout: 600_000 });
    return;
  }
  const each = `fish --no-config ./run </dev/null >out 2>err`;
  const driver = `n=0; while [ $n -lt ${count} ]; do ( cd ./$n; ${each} ); n=$((n + 1)); done`;
  spawnSync('dash', ['-c', driver], { cwd: folder, env, stdio: 'ignore', timeout: 600_000 });
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function script({ kind, inherited, calls }: ShellMachine): string {
  const show =
    kind === 'bash'
      ? 'declare -p "$__v" 2>/dev/null'
      : kind === 'zsh'
        ? 'typeset -p "$__v" 2>/dev/null'
        : 'eval "printf \'%s\\n\' \\"$__v=\\${$__v-(unset)}\\""';
  const dump = `{ for __v in ${NAMES.join(' ')}; do ${show}; done; echo ---; export -p; echo ===; } >&3`;
  return [
    kind === 'bash' ? 'shopt -s expand_aliases' : ':',
    ...Object.entries(inherited).map(([name, value]) => `export ${name}=${quote(value)}`),
    `. ./f\necho "status $?" >&3\n${dump}`,
    ...calls.map((call) => `eval ${call}\necho "status $?" >&3\n${dump}`),
    'echo end >&3\n',
  ].join('\n');
}

function fishScript({ inherited, calls }: ShellMachine): string {
  const dump = `for __v in ${NAMES.join(' ')}; set --show $__v | string match -v '*originally*'; end >>state; echo --- >>state; set --export --long >>state; echo === >>state`;
  return [
    ...Object.entries(inherited).map(([name, value]) => `set -gx ${name} ${quote(value)}`),
    `source ./f\necho "status $status" >>state\n${dump}`,
    ...calls.map((call) => `${call}\necho "status $status" >>state\n${dump}`),
    'echo end >>state\n',
  ].join('\n');
}

/** What a run left: one stage for the file and each call, then output and messages. */
function stages(folder: string, index: number): readonly Stage[] {
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, String(index), name), 'utf8');
    } catch {
      return '';
    }
  };
  const state = read('state').split('===\n').map(stageOf);
  // Line numbers move.
  const messages = read('err').replace(/\d+/g, '#');
  return [
    ...state,
    { status: `out ${read('out')}`, variables: new Map() },
    { status: `err ${messages}`, variables: new Map() },
  ];
}

/** What the harness itself sets or moves. */
const IGNORED = /^(?:_|__v|PWD|OLDPWD|SHLVL|HOME|PATH|LANG)$/;

function stageOf(text: string): Stage {
  const [status = '', ...lines] = text.split('\n');
  const cut = lines.indexOf('---');
  const variables = new Map<string, string>();
  for (const line of lines.slice(0, Math.max(0, cut))) {
    const name = /(?:^|\s|\$)(\w+)(?=[=:[])/.exec(line)?.[1] ?? line;
    variables.set(`shell ${name}`, `${variables.get(`shell ${name}`) ?? ''}${line}`);
  }
  for (const line of lines.slice(cut + 1)) {
    // What a program started now is given, as each shell lists it: `declare -x A="1"`, `export A='1'`, `A 1`.
    const [, name = '', value = ''] = /^(?:(?:declare|typeset|export) (?:-\S+ )*)?(\w+)[= ]?(.*)$/.exec(line) ?? [];
    if (name !== '' && !IGNORED.test(name)) variables.set(name, value.replace(/^\$?["']|["']$/g, ''));
  }
  return { status, variables };
}
