/**
 * `npm run sweep findings -- [--seed N] [--count N] FOLDER…`: a random sample of what the built command says by default about each
 * folder, taken as a repository of its own, with the lines around each place: to be read by a person, who counts how many are true.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../fuzz/random.ts';

/** The fields of a line of `--format jsonl` that a reader needs. */
interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly label?: string;
  readonly path: string;
  readonly start: { readonly line: number };
}

const COMMAND = resolve('dist/envlint.cjs');
const OPTIONS = ['--no-config', '--no-ignore', '--pass-on-no-files', '--format', 'jsonl'];
/** Lines before and after the line of a finding. */
const AROUND = 3;
const WIDEST = 200;

/** What the command says about a folder; a copy of a file in the same folder says nothing new. */
function findingsOf(command: string, folder: string): readonly Told[] {
  const { stdout } = spawnSync(process.execPath, [command, ...OPTIONS, '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const told = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"rule"'))
    .map((line): Told => JSON.parse(line));
  const first = new Map(told.map((one) => [`${one.rule} ${one.message} ${one.label} ${lineAt(folder, one)}`, one]));
  return [...first.values()];
}

function linesAround(folder: string, { path, start }: Told, around: number): readonly string[] {
  const lines = readFileSync(resolve(folder, path), 'utf8').split(/\r\n?|\n/);
  return lines.slice(Math.max(0, start.line - 1 - around), start.line + around).map((line) => line.slice(0, WIDEST));
}

const lineAt = (folder: string, told: Told): string => linesAround(folder, told, 0).join('').trim();

function print(folder: string, told: Told, number: number): void {
  const { rule, severity, message, label = '', path, start } = told;
  process.stdout.write(`#${number} ${rule} ${severity} ${folder} ${path}:${start.line}\n  ${message} — ${label}\n`);
  for (const line of linesAround(folder, told, AROUND)) process.stdout.write(`    | ${line}\n`);
}

/** Prints the sample, then how many findings each rule has in the sample and in all. */
export function main(argv: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '300' },
      command: { type: 'string', default: COMMAND },
    },
  });
  const all = positionals.flatMap((folder) => findingsOf(values.command, folder).map((told) => ({ folder, told })));
  const random = randomOf(Number(values.seed), 0);
  const order = all.map((one) => ({ one, at: random.below(2 ** 31) })).sort((a, b) => a.at - b.at);
  const sample = order.slice(0, Number(values.count)).map(({ one }) => one);
  sample.sort((a, b) => a.told.rule.localeCompare(b.told.rule));
  for (const [index, { folder, told }] of sample.entries()) print(folder, told, index + 1);
  for (const rule of new Set(sample.map(({ told }) => told.rule))) {
    const count = (list: readonly { readonly told: Told }[]): number =>
      list.filter(({ told }) => told.rule === rule).length;
    process.stdout.write(`${rule}: ${count(sample)} of ${count(all)}\n`);
  }
  process.stdout.write(`${sample.length} of ${all.length} findings in ${positionals.length} folders\n`);
  return 0;
}
