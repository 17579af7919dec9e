/** The workflows of this repository hold no right they do not need, and run nothing that others can put words into. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { machine } from '../cli/harness.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = new URL('../../', import.meta.url);
const folder = new URL('.github/workflows/', root);
const names = readdirSync(folder);
const read = (name: string): Workflow => parse(readFileSync(new URL(name, folder), 'utf8'));

/** Every right to write, by workflow and job, and the only words of GitHub's that are put in. */
const RIGHTS = {
  'release.yml publish': { 'id-token': 'write' },
  'release.yml attach': { contents: 'write' },
  'site.yml publish': { contents: 'write' },
};
const EXPRESSIONS = ['${{ github.token }}', '${{ github.repository }}'];

describe.each(names)('%s', (name) => {
  const workflow = read(name);
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  test('starts for pushes, tags and pull requests, never with the rights of the base for the code of a fork', () => {
    expect(['push', 'pull_request', 'workflow_call']).toEqual(expect.arrayContaining(Object.keys(workflow.on)));
  });

  test('each job has the rights it needs alone', () => {
    expect(workflow.permissions).toEqual({});
    for (const [job, { permissions }] of jobs) {
      const rights = Object.entries(RIGHTS).find(([key]) => key === `${name} ${job}`)?.[1];
      expect([job, permissions]).toEqual([job, rights ?? { contents: 'read' }]);
    }
  });

  test('nobody moves what it uses, and no checkout keeps a credential', () => {
    for (const { uses, with: inputs } of [...steps, ...jobs.map(([, job]) => job as Step)]) {
      if (uses?.startsWith('./')) expect(existsSync(new URL(uses, root))).toBe(true);
      else if (uses) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
      if (uses?.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
    }
  });

  test('no script holds an expression, and every script is one', () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect((text.match(/\$\{\{.*?\}\}/g) ?? []).filter((one) => !EXPRESSIONS.includes(one))).toEqual([]);
    for (const { run } of steps) {
      if (run === undefined) continue;
      expect(run).not.toContain('${{');
      expect(spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
      // npm run x, npm test: x is a script of package.json.
      for (const [, script = ''] of run.matchAll(/\bnpm run (\S+)/g)) expect(scripts()).toHaveProperty(script);
    }
  });

  test('ends at some time', () => {
    for (const [, job] of jobs) if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });
});

const scripts = (): Record<string, string> => JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts;

describe('a release', () => {
  const { jobs } = read('release.yml');
  const step = (job: string, start: string): Step | undefined =>
    jobs[job]?.steps?.find(({ name = '' }) => name.startsWith(start));
  const play = (run: string | undefined, cwd: string, env: Record<string, string>): number | null =>
    spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run ?? 'false'], {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    }).status;

  test('is made of a tag that is the version and that the change log knows', () => {
    const here = machine({
      'package.json': '{ "version": "1.2.3" }',
      'CHANGELOG.md': '# Changelog\n\n## 1.2.3\n\n- One.\n',
    });
    const check = (tag: string): number | null =>
      play(step('package', 'The tag')?.run, here.dir, { GITHUB_REF_NAME: tag });
    expect([check('v1.2.3'), check('v1.2.4'), check('1.2.3')]).toEqual([0, 1, 1]);
    here.write('CHANGELOG.md', '# Changelog\n\n## 1.2.30\n');
    expect(check('v1.2.3')).toBe(1);
  });

  test('is packed with where it comes from, what it was built with, and sums that hold', () => {
    const here = machine({
      'package.json': JSON.stringify({ name: 'envlint', version: '1.2.3', files: [] }),
      'package-lock.json': JSON.stringify({
        name: 'envlint',
        version: '1.2.3',
        lockfileVersion: 3,
        packages: { '': { name: 'envlint', version: '1.2.3' } },
      }),
    });
    mkdirSync(here.path('node_modules'));
    const env = { GITHUB_SERVER_URL: 'https://git.example', GITHUB_REPOSITORY: 'someone/envlint' };
    expect(play(step('package', 'Pack')?.run, here.dir, env)).toBe(0);
    expect(JSON.parse(here.read('package.json')).repository).toContain('git+https://git.example/someone/envlint.git');
    expect(JSON.parse(here.read('release/envlint.cdx.json'))).toMatchObject({ bomFormat: 'CycloneDX' });
    expect(here.read('release/SHA256SUMS').match(/\S+$/gm)).toEqual(['envlint-1.2.3.tgz', 'envlint.cdx.json']);
    const check = jobs.publish?.steps?.find(({ run = '' }) => run.startsWith('sha256sum'))?.run;
    expect(play(check, here.path('release'), {})).toBe(0);
    here.write('release/envlint.cdx.json', '{}');
    expect(play(check, here.path('release'), {})).toBe(1);
  });
});
