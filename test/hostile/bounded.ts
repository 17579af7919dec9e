/** Runs the command where input is meant to hurt it: with little memory, and an eye on what it took. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Machine, Run } from '../cli/harness.ts';

const PEAK = fileURLToPath(new URL('../helpers/peak.cjs', import.meta.url));
/** What V8 may take for objects, and what the whole process is held to, in megabytes. Bare Node takes 45. */
const HEAP = 400;
const MOST = 700;

/** `machine.run`, held to bounded memory, an exit code that is meant, and words instead of a stack. `require`: a hook. */
export function calmly(
  here: Machine,
  args: readonly string[],
  { require, ...options }: Parameters<Machine['run']>[1] & { readonly require?: string } = {},
): Run {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-peak-'));
  try {
    const file = join(folder, 'peak');
    const hooks = [PEAK, ...(require === undefined ? [] : [require])].map((hook) => `--require ${hook}`).join(' ');
    const env = { ...options.env, NODE_OPTIONS: `--max-old-space-size=${HEAP} ${hooks}`, PEAK_TO: file };
    const run = here.run(args, { ...options, env });
    const told = `${args.join(' ')}\n${run.out.slice(-500)}\n${run.err.slice(-2000)}`;
    expect(run.code, told).toBeOneOf([0, 1, 2]);
    expect(run.err, told).not.toMatch(/^\s+at .+:\d+/m);
    expect(Number(readFileSync(file, 'utf8')) / 1024, told).toBeLessThan(MOST);
    return run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The findings of a `--format json` run by path: each rule with its words. */
export function findingsOf({ out }: Run): Map<string, string[]> {
  const { diagnostics, files } = JSON.parse(out) as {
    readonly diagnostics: readonly { readonly path: string; readonly rule: string; readonly message: string }[];
    readonly files: readonly { readonly path: string }[];
  };
  const found = new Map<string, string[]>(files.map(({ path }) => [path, []]));
  for (const { path, rule, message } of diagnostics) found.get(path)?.push(`${rule}: ${message}`);
  return found;
}
