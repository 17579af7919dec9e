/** The baseline and `--add-suppressions`: a repository with old findings is told about new ones alone. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Machine, machine } from './harness.ts';

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const SECRET = 'http://user:hunter2hunter2@127.0.0.1:7890';

function git(here: Machine, ...args: string[]): { readonly status: number | null; readonly out: string } {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: here.dir, encoding: 'utf8' });
  return { status, out: stdout + stderr };
}

describe('the baseline', () => {
  test('holds what is there; only what is new is reported', () => {
    const here = machine({ '.env': BROKEN });
    const written = here.run(['--write-baseline']);
    expect(written.code).toBe(0);
    expect(written.err).toContain('.envlint-baseline.json now holds 1 finding');
    expect(here.run([]).code).toBe(0);
    here.write('b.env', BROKEN);
    const { code, out } = here.run(['--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).diagnostics.map((one: { path: string }) => one.path)).toEqual(['b.env']);
    expect(JSON.parse(out).summary.baselined).toBe(1);
  });

  test('survives moved lines and renamed files, holds no secret, and is read from below', () => {
    const here = machine({ 'sub/.env': `HTTPS_PROXY=${SECRET}\n` });
    here.run(['--write-baseline']);
    expect(here.read('.envlint-baseline.json')).not.toContain('hunter2');
    here.write('sub/.env', `# one\n\nA=1\nHTTPS_PROXY=${SECRET}\n`);
    expect(here.run([]).code).toBe(0);
    expect(here.run([], { cwd: here.path('sub') }).code).toBe(0);
    spawnSync('mv', [here.path('sub/.env'), here.path('sub/.env.local')]);
    expect(here.run([]).code).toBe(0);
  });

  test('the second of two equal faults in a file is new', () => {
    const here = machine({ 'on.sh': 'proxy_on() {\n  export https_proxy=http://127.0.0.1:7890\n}\n' });
    here.run(['--write-baseline']);
    const two = `${here.read('on.sh')}other_on() {\n  export https_proxy=http://127.0.0.1:7890\n}\n`;
    here.write('on.sh', two);
    const { out } = here.run(['--format', 'json']);
    expect(JSON.parse(out).diagnostics.map((one: { start: { line: number } }) => one.start.line)).toEqual([5]);
  });

  test('what is gone is said, and pruned on request; files that were not checked keep their lines', () => {
    const here = machine({ '.env': BROKEN, 'b.env': BROKEN });
    here.run(['--write-baseline']);
    here.write('.env', 'A=1\n');
    expect(here.run(['b.env']).err).toBe('');
    expect(here.run([]).err).toContain('1 finding of the baseline is gone');
    expect(here.run(['--prune-baseline']).err).toContain('1 finding that is gone left .envlint-baseline.json');
    expect(
      here
        .read('.envlint-baseline.json')
        .split('\n')
        .filter((line) => line.startsWith(',{')),
    ).toHaveLength(1);
    here.run(['.env', '--write-baseline']);
    expect(here.read('.envlint-baseline.json')).toContain('b.env');
  });

  test('merges without conflict', () => {
    const here = machine({ 'a.env': BROKEN, 'm.env': BROKEN, 'z.env': BROKEN });
    git(here, 'init', '-q');
    here.run(['--write-baseline']);
    git(here, 'add', '.');
    git(here, 'commit', '-qm', 'base');
    git(here, 'checkout', '-qb', 'left');
    here.write('b.env', BROKEN);
    here.run(['--write-baseline']);
    git(here, 'add', '.');
    git(here, 'commit', '-qm', 'left');
    git(here, 'checkout', '-q', '-');
    here.write('zz.env', BROKEN);
    here.run(['--write-baseline']);
    git(here, 'add', '.');
    git(here, 'commit', '-qm', 'right');
    expect(git(here, 'merge', '-q', 'left', '-m', 'both').status).toBe(0);
    expect(here.run([]).code).toBe(0);
  });

  test('one that is none is named', () => {
    const here = machine({ '.env': BROKEN, '.envlint-baseline.json': '{}\n' });
    const { code, err } = here.run([]);
    expect(code).toBe(2);
    expect(err).toContain('.envlint-baseline.json: it is no baseline');
  });
});

describe('--add-suppressions', () => {
  const JOB = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>ai.hermes.gateway</string>
	<key>ProgramArguments</key>
	<array>
		<string>hermes</string>
		<string>gateway</string>
		<string>run</string>
		<string>--replace</string>
	</array>
	<key>KeepAlive</key>
	<true/>
</dict>
</plist>
`;
  test.each([
    ['.env', BROKEN],
    [
      '.zshrc',
      'proxy_on() {\n  export https_proxy=http://127.0.0.1:7890 \\\n    http_proxy=http://127.0.0.1:7890\n}\n',
    ],
    ['proxy.fish', 'function on\n  set -gx https_proxy http://127.0.0.1:7890\nend\n'],
    [
      'config.yaml',
      'mixed-port: 7890\nexternal-controller: 0.0.0.0:9090\nrules:\n  - DOMAIN,a.com,Nowhere\n  - MATCH,DIRECT\n',
    ],
    [
      'hermes-gateway.service',
      '[Service]\nExecStart=/usr/bin/hermes gateway run \\\n  --replace\nRestart=always\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890\n',
    ],
    ['ai.hermes.gateway.plist', JOB],
  ])('silences %s in its own syntax', (file, text) => {
    const here = machine({ [file]: text });
    expect(here.run(['--fail-on', 'warning']).code).toBe(1);
    const { code, out } = here.run(['--add-suppressions', 'a test', '--fail-on', 'warning', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).diagnostics).toEqual([]);
    const after = here.read(file);
    expect(after).toContain('a test');
    expect(
      after
        .split('\n')
        .filter((line) => !line.includes('envlint-disable'))
        .join('\n'),
    ).toBe(text);
    expect(here.run(['--fail-on', 'warning']).code).toBe(0);
  });

  test('a reason that no comment can hold is refused', () => {
    const here = machine({ '.env': BROKEN });
    expect(here.run(['--add-suppressions', 'a -- b']).code).toBe(2);
    expect(here.read('.env')).toBe(BROKEN);
  });

  test('what the baseline knows is left alone', () => {
    const here = machine({ '.env': BROKEN });
    here.run(['--write-baseline']);
    here.run(['--add-suppressions', 'a test']);
    expect(here.read('.env')).toBe(BROKEN);
  });
});

describe('init', () => {
  test('an old, messy tree is taken in with four commands: a new fault is stopped, an old one is not', () => {
    const zshrc = 'proxy_on() {\n  export https_proxy=http://127.0.0.1:7999\n  export HTTP_proxy=$https_proxy\n}\n';
    const here = machine({
      'zsh/.zshrc': zshrc,
      'config/fish/config.fish': 'set -gx http_proxy 127.0.0.1:7890\n',
      'config/mihomo/config.yaml':
        'mixed-port: 7890\nproxies: []\nrules:\n  - DOMAIN,a.com,Nowhere\n  - MATCH,DIRECT\n',
      'systemd/hermes-gateway.service': '[Service]\nExecStart=/bin/hermes gateway run --replace\nRestart=always\n',
      'hermes/.env': `HTTPS_PROXY=${SECRET}\nNO_PROXY=a.com\n`,
      'bin/tool': '#!/usr/bin/env python3\n',
      'README.md': '# mine\n',
    });
    git(here, 'init', '-q');
    git(here, 'add', '.');
    git(here, 'commit', '-qm', 'years ago');
    const { code, out } = here.run(['init']);
    expect(code).toBe(0);
    for (const name of ['envlint.yaml', '.git/hooks/pre-commit', '.github/workflows/envlint.yml']) {
      expect(out).toContain(`wrote  ${name}`);
    }
    expect(out).toContain('envlint --write-baseline');
    expect(here.run(['--write-baseline']).code).toBe(0);
    git(here, 'add', '.');
    expect(git(here, 'commit', '-qm', 'adopt envlint').status).toBe(0);
    // The port is wrong only beside the Clash file, which is not part of this commit: still the same old fault.
    here.write('zsh/.zshrc', `${zshrc}alias ll='ls -l'\n`);
    const old = git(here, 'commit', '-qam', 'an old fault does not matter');
    expect(old).toEqual({ status: 0, out: '' });
    here.write('zsh/.zshrc', `${here.read('zsh/.zshrc')}export ALL_PROXY=127.0.0.1:7890\n`);
    const stopped = git(here, 'commit', '-qam', 'a new fault');
    expect(stopped.status).not.toBe(0);
    expect(stopped.out).toContain('schemeless-proxy');
    expect(stopped.out).not.toContain('proxy-mixed-case');
    expect(here.run(['--staged', '--prune-baseline']).err).toBe('');
    expect(here.read('.envlint-baseline.json')).toContain('proxy-port-mismatch');
  });

  test('what it writes runs nothing of the repository, and uses the commits of this one’s own workflows', () => {
    const here = machine({ '.env': 'A=1\n', 'node_modules/.bin/envlint': '#!/bin/sh\ntouch planted\n' });
    chmodSync(here.path('node_modules/.bin/envlint'), 0o755);
    git(here, 'init', '-q');
    here.run(['init']);
    git(here, 'add', '-f', '.');
    expect(git(here, 'commit', '-qm', 'one').status).toBe(0);
    expect(existsSync(here.path('planted'))).toBe(false);
    const known = readFileSync(new URL('../../.github/workflows/ci.yml', import.meta.url), 'utf8');
    const written = here.read('.github/workflows/envlint.yml');
    const uses = [...written.matchAll(/uses: (.+)/g)].map(([, name = '']) => name);
    expect(uses).toHaveLength(2);
    for (const name of uses) expect(known).toContain(`uses: ${name}\n`);
    const { jobs } = parse(written) as { jobs: { envlint: { steps: Record<string, string>[] } } };
    const install = jobs.envlint.steps.find(({ run }) => run?.includes('npm install'));
    expect(install).toMatchObject({
      'working-directory': '${{ runner.temp }}',
      run: expect.stringContaining('--ignore-scripts'),
    });
    expect(written).not.toContain('npx');
  });

  test('the GitLab job installs outside of the checkout, without scripts', () => {
    const here = machine();
    git(here, 'init', '-q');
    here.write('.gitlab-ci.yml', '# mine\n');
    const { out } = here.run(['init']);
    const { envlint } = parse(
      out.slice(out.indexOf('    envlint:'), out.indexOf('\n\n', out.indexOf('    envlint:'))),
    ) as {
      envlint: { script: string[] };
    };
    const at = envlint.script.findIndex((line) => line.startsWith('npm install --ignore-scripts'));
    expect(envlint.script[at - 1]).toMatch(/^home=\$\(mktemp -d\) && cd "\$home" /);
    expect(envlint.script[at + 2]).toMatch(/^node "\$home"\/node_modules\/envlint\//);
    expect(envlint.script[at + 1]).toBe('cd "$CI_PROJECT_DIR"');
    expect(out).not.toContain('npx --yes');
  });

  test.each(['en', 'zh-CN'])('what it writes is valid and overwrites nothing (%s)', (lang) => {
    const here = machine({ '.env': 'DEEPSEEK_API_KEY=\n' });
    git(here, 'init', '-q');
    here.run(['init', '--lang', lang]);
    expect(here.run(['config']).code).toBe(0);
    expect(statSync(here.path('.git/hooks/pre-commit')).mode & 0o111).not.toBe(0);
    here.write('envlint.yaml', '# mine\n');
    const again = here.run(['init']);
    expect(again.out).toContain('kept   envlint.yaml');
    expect(here.read('envlint.yaml')).toBe('# mine\n');
  });

  test.each([
    ['.pre-commit-config.yaml', '      - id: envlint'],
    ['lefthook.yml', '          run: npx envlint --staged'],
    ['.husky/pre-commit', '    npx envlint --staged'],
    ['.simple-git-hooks.json', '    "pre-commit": "npx envlint --staged'],
    ['.git/hooks/pre-commit', '    npx envlint --staged'],
    ['.gitlab-ci.yml', '      codequality: envlint.json'],
  ])('%s stays as it is, and what belongs in it is shown until it is there', (file, line) => {
    const here = machine();
    git(here, 'init', '-q');
    here.write(file, '# mine\n');
    const { out } = here.run(['init']);
    expect(out).toMatch(new RegExp(`^add to ${file}(?:, then run npx simple-git-hooks)?:$`, 'm'));
    expect(out).toContain(line);
    expect(here.read(file)).toBe('# mine\n');
    here.write(file, '# envlint is here\n');
    expect(here.run(['init']).out).toContain(`kept   ${file}\n`);
  });

  test('a worktree shares the hooks of its repository, and its hook checks what is staged in it', () => {
    const here = machine({ 'main/README.md': '# mine\n' });
    const inMain = (...args: string[]) => git({ ...here, dir: here.path('main') }, ...args);
    inMain('init', '-q');
    inMain('add', '.');
    inMain('commit', '-qm', 'one');
    inMain('worktree', 'add', '-q', '../tree');
    const { code, out } = here.run(['init'], { cwd: here.path('tree') });
    expect(code).toBe(0);
    expect(out).toContain('wrote  ~/main/.git/hooks/pre-commit\n');
    expect(existsSync(here.path('tree/envlint.yaml'))).toBe(true);
    here.write('tree/.env', BROKEN);
    const inTree = (...args: string[]) => git({ ...here, dir: here.path('tree') }, ...args);
    inTree('add', '.');
    expect(inTree('commit', '-qm', 'two').out).toContain('missing-no-proxy');
  });

  test('a .git file that names the repository of somebody else gets no hook written there', () => {
    const here = machine({ 'theirs/a': '', 'ours/.git': 'gitdir: ../theirs/.git\n' });
    git({ ...here, dir: here.path('theirs') }, 'init', '-q');
    here.run(['init'], { cwd: here.path('ours') });
    expect(existsSync(here.path('theirs/.git/hooks/pre-commit'))).toBe(false);
  });

  test('hooks of all repositories of a user stay as they are', () => {
    const here = machine({ 'hooks/README': '', 'mine/.env': 'A=1\n' });
    const inMine = (...args: string[]) => git({ ...here, dir: here.path('mine') }, ...args);
    inMine('init', '-q');
    inMine('config', 'core.hooksPath', here.path('hooks'));
    expect(here.run(['init'], { cwd: here.path('mine') }).out).toContain('add to ~/hooks/pre-commit:\n');
    expect(existsSync(here.path('hooks/pre-commit'))).toBe(false);
  });

  test('simple-git-hooks in package.json is shown what to add, and npx gets the package', () => {
    const here = machine({
      'package.json': '{"simple-git-hooks":{"pre-commit":"npx lint-staged"}}',
      'pnpm-lock.yaml': '',
    });
    git(here, 'init', '-q');
    const { out } = here.run(['init']);
    expect(out).toContain(
      'add to package.json, then run npx simple-git-hooks:\n    "simple-git-hooks": {\n      "pre-commit": "npx lint-staged && npx envlint --staged --quiet"\n',
    );
    expect(out).toMatch(/^ {2}pnpm add -D envlint@\d/m);
    expect(existsSync(here.path('.git/hooks/pre-commit'))).toBe(false);
    here.write('package.json', '{"devDependencies":{"envlint":"^0.1.0"},"simple-git-hooks":{}}');
    expect(here.run(['init']).out).not.toContain('add -D');
  });

  test.each([
    ['.simple-git-hooks.json', '{"pre-push":"x","pre-commit":"npx lint-staged"}', '"npx lint-staged && npx envlint'],
    ['simple-git-hooks.cjs', `module.exports = { 'pre-commit': 'npm t' };`, '"npm t && npx envlint'],
    ['simple-git-hooks.js', 'export default { "pre-commit": [a, b].join(" && ") };', '"… && npx envlint'],
    ['.simple-git-hooks.json', '{"pre-commit":"curl -u me:hunter2hunter2 x"}', '"… && npx envlint'],
    ['.simple-git-hooks.json', '{"pre-push":"x"}', '"npx envlint'],
  ])('a command that %s runs before commits already is kept: %s', (file, text, command) => {
    const here = machine({ [file]: text });
    git(here, 'init', '-q');
    expect(here.run(['init']).out).toContain(`    "pre-commit": ${command} --staged --quiet"\n`);
  });

  test.each([
    [
      'commands',
      'pre-commit:\n  parallel: true\n  commands:\n    a:\n      run: x\n',
      '        envlint:\n          run: npx',
    ],
    ['jobs', 'pre-commit:\n  jobs:\n    - run: x\n', '        - name: envlint\n          run: npx'],
    ['jobs', 'pre-push:\n  commands:\n    a: {run: x}\n', '        - name: envlint\n          run: npx'],
  ])('lefthook gets %s where it has them: %j', (kind, text, job) => {
    const here = machine({ 'lefthook.yml': text });
    git(here, 'init', '-q');
    expect(here.run(['init']).out).toContain(`    pre-commit:\n      ${kind}:\n${job}`);
  });

  test('a repository without a file of ours: what the workflow runs passes', () => {
    const here = machine({ 'README.md': '# mine\n' });
    git(here, 'init', '-q');
    expect(here.run(['init']).out).toContain('There is no file to check yet');
    const { jobs } = parse(here.read('.github/workflows/envlint.yml')) as {
      jobs: { envlint: { steps: { run?: string }[] } };
    };
    const [, words = ''] = /envlint\.cjs" (.*)$/m.exec(jobs.envlint.steps.map(({ run }) => run ?? '').join('\n')) ?? [];
    expect(words).not.toBe('');
    expect(here.run(words.split(' ')).code).toBe(0);
  });

  test('editors find the schema by the first line', () => {
    const here = machine({ 'package.json': '{}' });
    here.run(['init']);
    expect(here.read('envlint.yaml').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./node_modules/envlint/dist/schema.json',
    );
    const plain = machine({ '.env': 'A=1\n' });
    plain.run(['init']);
    expect(plain.read('envlint.yaml')).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/unpkg\.com\/envlint@[\d.]+\/dist\/schema\.json\n/,
    );
  });
});
