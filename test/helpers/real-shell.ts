/** Runs many small scripts in a real shell at once and tells the environment each of them leaves. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Piece } from '../../src/core.ts';
import type { Dialect } from './shell.ts';

const PROGRAMS: Readonly<Record<Dialect, readonly string[]>> = {
  sh: ['dash'],
  bash: ['bash', '--norc', '--noprofile'],
  zsh: ['zsh', '-f'],
  fish: ['fish', '--no-config'],
};

/** What is set before each script. */
export const GIVEN: Readonly<Record<string, string>> = { HOME: '/h', GIVEN: 'g:v', EMPTY: '' };

/** Is this shell here? Prints why a test is skipped where it is not. */
export function hasShell(dialect: Dialect): boolean {
  const [program = ''] = PROGRAMS[dialect];
  const isThere = spawnSync(program, ['-c', 'true']).status === 0;
  if (!isThere) console.log(`skipped: no ${program} on this machine`);
  return isThere;
}

/** The environment after each script was sourced; undefined where the shell reported an error. */
export function environmentsAfter(
  dialect: Dialect,
  scripts: readonly string[],
): readonly (ReadonlyMap<string, string> | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'shells-'));
  try {
    for (const [index, script] of scripts.entries()) writeFileSync(join(folder, `${index}.in`), script);
    writeFileSync(join(folder, 'driver'), dialect === 'fish' ? fishDriver(scripts.length) : DRIVER(scripts.length));
    const [program = '', ...args] = PROGRAMS[dialect];
    const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...GIVEN };
    spawnSync(program, [...args, 'driver'], { cwd: folder, env, timeout: 60_000, stdio: 'ignore' });
    return scripts.map((_, index) => readEnvironment(join(folder, `${index}.out`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each script in a process of its own; its environment is kept only if nothing was complained about. */
const DRIVER = (count: number): string => `
__n=0
while [ $__n -lt ${count} ]; do
  ( . ./$__n.in; command env -0 >&3 ) </dev/null >/dev/null 2>$__n.err 3>$__n.out
  [ -s $__n.err ] && rm -f $__n.out
  __n=$((__n + 1))
done
`;

/** fish cannot fork itself: a new one for each script. */
function fishDriver(count: number): string {
  const run = (n: number): string =>
    `fish --no-config -c 'source ${n}.in; command env -0 >${n}.out' >/dev/null 2>${n}.err </dev/null; test -s ${n}.err; and rm -f ${n}.out`;
  return Array.from({ length: count }, (_, n) => run(n)).join('\n');
}

function readEnvironment(file: string): ReadonlyMap<string, string> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const entries = text.split('\0').filter((entry) => entry !== '');
  return new Map(entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
}

/**
 * What pieces mean in the given environment; undefined if only a shell knows. `vanishes`: an unset variable takes its
 * whole word with it, as in fish.
 */
export function evaluateGiven(pieces: readonly Piece[], vanishes = false): string | undefined {
  if (vanishes && pieces.some((piece) => piece.kind === 'reference' && GIVEN[piece.name] === undefined)) return '';
  let text = '';
  for (const piece of pieces) {
    const part = piece.kind === 'literal' ? piece.text : piece.kind === 'unknown' ? undefined : referenced(piece);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function referenced({ name, operator, word = [] }: Extract<Piece, { kind: 'reference' }>): string | undefined {
  const value = GIVEN[name];
  if (operator === undefined) return value ?? '';
  const isMissing = value === undefined || (operator.startsWith(':') && value === '');
  if (operator.endsWith('+')) return isMissing ? '' : evaluateGiven(word);
  if (operator.endsWith('?')) return isMissing ? undefined : value;
  return isMissing ? evaluateGiven(word) : value;
}
