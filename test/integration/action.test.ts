import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Machine, machine, PROGRAM } from '../cli/harness.ts';

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8');
const action: {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
} = parse(text);
const step = action.runs.steps.find(({ id }) => id === 'envlint');

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';

/** Runs the step as a runner would; `npx` is the built program and writes down what it was asked for. */
function play(here: Machine, inputs: Readonly<Record<string, string>>) {
  here.write(
    'runner/npx',
    `#!/bin/sh\nprintf '%s\\n' "$@" >"$ASKED"\nshift 2\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`,
  );
  chmodSync(here.path('runner/npx'), 0o755);
  here.write('runner/output', '');
  const values: Record<string, string> = { 'github.action_path': new URL('../..', import.meta.url).pathname };
  for (const [name, input] of Object.entries(action.inputs)) values[`inputs.${name}`] = inputs[name] ?? input.default;
  const env = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, key: string) => values[key] ?? `no ${key}`),
    ]),
  );
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''],
    {
      cwd: here.dir,
      encoding: 'utf8',
      env: {
        PATH: `${here.path('runner')}:${process.env.PATH}`,
        HOME: here.dir,
        LANG: 'C.UTF-8',
        ASKED: here.path('runner/asked'),
        GITHUB_OUTPUT: here.path('runner/output'),
        GITHUB_STEP_SUMMARY: here.path('runner/summary'),
        RUNNER_TEMP: here.path('runner'),
        ...env,
      },
    },
  );
  return { code: status, out: stdout, err: stderr, asked: here.read('runner/asked').split('\n') };
}

describe('the action', () => {
  test('every input it uses is declared and described, and none is part of a script', () => {
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name = '']) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)));
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/);
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  test('annotates, fills the summary and fails for a finding', () => {
    const here = machine({ '.env': BROKEN });
    const { code, out, asked } = play(here, {});
    expect(code).toBe(1);
    expect(out).toContain('::error file=.env,line=1');
    expect(here.read('runner/summary')).toContain('| error | `.env:1` |');
    expect(here.read('runner/output')).toBe('exit-code=1\n');
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(asked.slice(0, 2)).toEqual(['--yes', `envlint@${version}`]);
  });

  test('writes SARIF for the upload, findings or not', () => {
    const here = machine({ '.env': 'A=1\n' });
    expect(play(here, { 'upload-sarif': 'true' }).code).toBe(0);
    expect(here.read('runner/output')).toBe(`exit-code=0\nsarif=${here.path('runner/envlint.sarif')}\n`);
    expect(JSON.parse(here.read('runner/envlint.sarif')).version).toBe('2.1.0');
    play(here, { sarif: 'mine.sarif' });
    expect(here.read('runner/output')).toContain('sarif=mine.sarif\n');
  });

  test('paths may hold blanks, options are split, and neither is run', () => {
    const here = machine({ 'a b/.env': BROKEN, 'c/.env': BROKEN, 'd/.env': 'A=1\n' });
    const { code, out, asked } = play(here, {
      paths: 'a b\n$(touch runner/run)\nd\n',
      args: '--fail-on never  --rule\nmissing-no-proxy=off ; touch runner/run',
      format: 'concise',
      version: '9.9.9',
    });
    expect(asked.slice(1, 9)).toEqual([
      'envlint@9.9.9',
      '--fail-on',
      'never',
      '--rule',
      'missing-no-proxy=off',
      ';',
      'touch',
      'runner/run',
    ]);
    expect(asked.slice(9, 14)).toEqual(['--format', 'concise', 'a b', '$(touch runner/run)', 'd']);
    expect([code, out.includes('c/.env')]).toEqual([2, false]);
    expect(() => here.read('runner/run')).toThrow();
  });
});
