/** The GitHub action: its inputs, its annotations and its exit code. */
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

/** Stands for the installed program: writes down what it is asked for, and asks the built one. */
const INSTALLED = `const { spawnSync } = require('node:child_process');
require('node:fs').writeFileSync(process.env.ASKED, process.argv.slice(2).join('\\n'));
process.exit(spawnSync(process.execPath, [${JSON.stringify(PROGRAM)}, ...process.argv.slice(2)], { stdio: 'inherit' }).status);
`;

/** Runs the step as a runner would; `npm` writes down where it installs what, and puts the built program there. */
function play(here: Machine, inputs: Readonly<Record<string, string>>) {
  here.write('runner/installed.cjs', INSTALLED);
  here.write(
    'runner/npm',
    `#!/bin/sh
{ pwd; printf '%s\\n' "$@"; } >"$NPM_ASKED"
mkdir -p node_modules/envlint/dist && cp "${here.path('runner/installed.cjs')}" node_modules/envlint/dist/envlint.cjs
`,
  );
  chmodSync(here.path('runner/npm'), 0o755);
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
        NPM_ASKED: here.path('runner/npm-asked'),
        GITHUB_OUTPUT: here.path('runner/output'),
        GITHUB_STEP_SUMMARY: here.path('runner/summary'),
        RUNNER_TEMP: here.path('runner'),
        ...env,
      },
    },
  );
  const installed = here.read('runner/npm-asked').trimEnd().split('\n');
  return { code: status, out: stdout, err: stderr, asked: here.read('runner/asked').split('\n'), installed };
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
    const { code, out, asked, installed } = play(here, {});
    expect(code).toBe(1);
    expect(out).toContain('::error file=.env,line=1');
    expect(here.read('runner/summary')).toContain('| error | `.env:1` |');
    expect(here.read('runner/output')).toBe('exit-code=1\n');
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(asked).toEqual(['--format', 'github', '--']);
    // In a new folder of the runner's, where no .npmrc of the checkout is read.
    const [folder = '', ...words] = installed;
    expect(folder).toMatch(new RegExp(`^${here.path('runner')}/envlint-\\w+$`));
    expect(words).toEqual([
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `envlint@${version}`,
    ]);
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
    const { code, out, asked, installed } = play(here, {
      paths: 'a b\n$(touch runner/run)\nd\n',
      args: '--fail-on never  --rule\nmissing-no-proxy=off ; touch runner/run',
      format: 'concise',
      version: '9.9.9',
    });
    expect(installed.at(-1)).toBe('envlint@9.9.9');
    expect(asked.slice(0, 7)).toEqual([
      '--fail-on',
      'never',
      '--rule',
      'missing-no-proxy=off',
      ';',
      'touch',
      'runner/run',
    ]);
    expect(asked.slice(7)).toEqual(['--format', 'concise', '--', 'a b', '$(touch runner/run)', 'd']);
    expect([code, out.includes('c/.env')]).toEqual([2, false]);
    expect(() => here.read('runner/run')).toThrow();
  });

  test('a path is no option; a pattern is one only where it is not a file’s name', () => {
    const here = machine({
      '--fix.env': BROKEN,
      '-c': 'rules: {missing-no-proxy: off}\n',
      'a[1]/.env': BROKEN,
      'b/x.env': BROKEN,
    });
    const { code, out, asked } = play(here, {
      paths: '--fix\n-c\n--fix.env\na[1]\nb/*.env\n@b/x.env\n',
      format: 'concise',
    });
    expect(asked).toEqual(['--format', 'concise', 'b/*.env', '--', '--fix', '-c', '--fix.env', 'a[1]', '@b/x.env']);
    expect(code).toBe(2);
    for (const file of ['--fix.env', 'a[1]/.env', 'b/x.env']) expect(out).toContain(`${file}:1`);
    expect(here.read('--fix.env')).toBe(BROKEN);
  });

  test('uses commits this repository’s own workflows use; a tag only where none is recorded', () => {
    const known = readFileSync(new URL('../../.github/workflows/ci.yml', import.meta.url), 'utf8');
    for (const [, name = '', version = ''] of text.matchAll(/uses: ([\w/-]+)@(\S+)/g)) {
      if (known.includes(`${name}@`)) expect(known).toContain(`${name}@${version}`);
      else expect(text).toContain(`${name}@${version} # a tag: no commit of it is recorded`);
    }
  });
});
