/**
 * `npm run sweep fixed-machines -- [--seed N] [--from N] [--count N]`: generates machines, applies what plain `--fix` applies, and has the real
 * programs say what changed: nothing but what the fix declares.
 */
import { parseArgs } from 'node:util';
import { rules } from '../../rules/index.ts';
import { fix } from '../../src/engine/fix.ts';
import { randomOf } from '../fuzz/random.ts';
import { parseAs, projectOf } from '../helpers/project.ts';
import { judgeFiles, type Pair } from './file-judge.ts';
import { type FileKind, fileMachine } from './file-machines.ts';
import { type Fixed, hasProgram, judgeShells } from './shell-judge.ts';
import { type ShellName, shellMachine } from './shell-machines.ts';

/** How many of twenty machines are of each kind. */
const SHARES: readonly (readonly [ShellName | FileKind, number])[] = [
  ['sh', 3],
  ['bash', 4],
  ['zsh', 4],
  ['fish', 3],
  ['systemd', 2],
  ['launchd', 1],
  ['dotenv', 2],
  ['clash', 1],
];
const KINDS = SHARES.flatMap(([kind, times]) => Array.from({ length: times }, () => kind));

export interface Report {
  readonly machines: number;
  /** Machines that plain `--fix` changed. */
  readonly changed: number;
  readonly failures: readonly string[];
}

/** The files that plain `--fix` leaves. */
export function fixed(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { project } = fix(projectOf(files), rules, { unsafe: false, level: 'warning', parse: parseAs });
  return new Map([...project.documents.values()].map(({ file, text }) => [file, text]));
}

/** Generates `count` machines of a seed, fixes them, and has them judged. Kinds without their program here are left out. */
export function sweep(seed: number, count: number, from = 0): Report {
  const shells = new Map<ShellName, Fixed[]>();
  const pairs = new Map<FileKind, Pair[]>();
  let changed = 0;
  for (let index = from; index < from + count; index++) {
    const r = randomOf(seed, index);
    const kind = KINDS[index % KINDS.length]!;
    if (isShell(kind)) {
      const machine = shellMachine(r, kind);
      const after = fixed(new Map([[machine.file, machine.text]])).get(machine.file) ?? machine.text;
      if (after === machine.text) continue;
      push(shells, kind, { machine, after });
    } else {
      const { files } = fileMachine(r, kind);
      const now = fixed(files);
      const mine = [...files].flatMap(([file, before]) => {
        const after = now.get(file) ?? before;
        return after === before ? [] : [{ file, before, after }];
      });
      if (mine.length === 0) continue;
      for (const pair of mine) push(pairs, kindOf(pair.file, kind), pair);
    }
    changed++;
  }
  return { machines: count, changed, failures: judged(shells, pairs) };
}

function isShell(kind: ShellName | FileKind): kind is ShellName {
  return kind === 'sh' || kind === 'bash' || kind === 'zsh' || kind === 'fish';
}

/** A machine's second file can be of another kind. */
function kindOf(file: string, kind: FileKind): FileKind {
  return file.endsWith('.env') ? 'dotenv' : kind;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key) ?? [];
  list.push(value);
  map.set(key, list);
}

function judged(
  shells: ReadonlyMap<ShellName, readonly Fixed[]>,
  pairs: ReadonlyMap<FileKind, readonly Pair[]>,
): string[] {
  const failures: string[] = [];
  for (const [kind, all] of shells) {
    if (!hasProgram(kind)) {
      console.log(`skipped: no ${kind} on this machine`);
      continue;
    }
    for (const [index, found] of judgeShells(kind, all).entries()) {
      const { machine, after } = all[index]!;
      const given = JSON.stringify(machine.inherited);
      if (found.length > 0)
        failures.push(`${kind} ${given}\n${found.slice(0, 4).join('\n')}\n${machine.text}\n=>\n${after}`);
    }
  }
  for (const [kind, all] of pairs) {
    for (const [index, found] of judgeFiles(kind, all).entries()) {
      const { file, before, after } = all[index]!;
      if (found.length > 0) failures.push(`${file}\n${found.slice(0, 4).join('\n')}\n${before}\n=>\n${after}`);
    }
  }
  return failures;
}

/** Machines that are judged together: a failure is printed soon after it is found. */
const BATCH = 500;

/** Prints every failure and the counts; 1 where there is one. */
export function main(argv: readonly string[]): number {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      count: { type: 'string', default: '20000' },
    },
  });
  const [start, count] = [Number(values.from), Number(values.count)];
  let [changed, failed] = [0, 0];
  for (let from = start; from < start + count; from += BATCH) {
    const report = sweep(Number(values.seed), Math.min(BATCH, start + count - from), from);
    for (const failure of report.failures) process.stdout.write(`${failure}\n\n────────\n`);
    changed += report.changed;
    failed += report.failures.length;
    process.stderr.write(`up to ${from + report.machines}: ${changed} changed, ${failed} with an undeclared change\n`);
  }
  process.stdout.write(`${count} machines, ${changed} changed by --fix, ${failed} with an undeclared change\n`);
  return failed > 0 ? 1 : 0;
}
