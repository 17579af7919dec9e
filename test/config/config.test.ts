/** The configuration: where it is found, how layers are merged, and how mistakes in it are reported. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { machine } from '../cli/harness.ts';

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';

interface Settings {
  readonly sources: readonly string[];
  readonly settings: readonly { readonly key: string; readonly value: unknown; readonly origin: string }[];
}

function settingsOf(out: string): ReadonlyMap<string, { value: unknown; origin: string }> {
  return new Map((JSON.parse(out) as Settings).settings.map(({ key, value, origin }) => [key, { value, origin }]));
}

describe('where the configuration is found', () => {
  test.each([
    ['envlint.yaml', 'rules: { missing-no-proxy: off }\n'],
    ['.envlint.yaml', 'rules: { missing-no-proxy: off }\n'],
    ['envlint.json', '{ "rules": { "missing-no-proxy": "off" } }\n'],
    ['package.json', '{\n\t"name": "x",\n\t"envlint": { "rules": { "missing-no-proxy": "off" } }\n}\n'],
  ])('%s, from a folder below', (file, text) => {
    const here = machine({ '.git/HEAD': '', [file]: text, 'sub/.env': BROKEN });
    expect(here.run(['sub/.env']).code).toBe(0);
    expect(here.run(['.env'], { cwd: here.path('sub') }).code).toBe(0);
    expect(here.run(['sub/.env', '--no-config']).code).toBe(1);
  });

  test('not above the root of the repository', () => {
    const here = machine({
      'envlint.yaml': 'rules: { missing-no-proxy: off }\n',
      'repo/.git/HEAD': '',
      'repo/.env': BROKEN,
    });
    expect(here.run(['.env'], { cwd: here.path('repo') }).code).toBe(1);
  });

  test("over the user's own, which XDG_CONFIG_HOME can move", () => {
    const here = machine({
      '.config/envlint/config.yaml': 'network: { region: cn, local: [10.0.0.1] }\nrules: { missing-no-proxy: off }\n',
      'repo/.git/HEAD': '',
      'repo/envlint.yaml': 'network: { region: abroad }\n',
      'xdg/envlint/config.yaml': 'network: { region: cn }\n',
    });
    const cwd = here.path('repo');
    const settings = settingsOf(here.run(['config', '--format', 'json'], { cwd }).out);
    expect(settings.get('network.region')).toEqual({ value: 'abroad', origin: 'envlint.yaml:1' });
    expect(settings.get('network.local')).toEqual({ value: ['10.0.0.1'], origin: '~/.config/envlint/config.yaml:1' });
    expect(settings.get('rules.missing-no-proxy')).toEqual({ value: 'off', origin: '~/.config/envlint/config.yaml:2' });
    const moved = here.run(['config', '--format', 'json'], { cwd, env: { XDG_CONFIG_HOME: here.path('xdg') } });
    expect(settingsOf(moved.out).has('network.local')).toBe(false);
  });

  test('--config names one; a missing one is wrong usage', () => {
    const here = machine({ 'other.yaml': 'rules: { missing-no-proxy: off }\n', '.env': BROKEN });
    expect(here.run(['--config', 'other.yaml', '.env']).code).toBe(0);
    expect(here.run(['--config', 'nowhere.yaml', '.env']).code).toBe(2);
  });
});

describe('mistakes', () => {
  test.each([
    ['rule: {}\n', 'envlint.yaml:1: there is no setting rule; did you mean rules?'],
    [
      'rules:\n  missing-no-prox: off\n',
      'envlint.yaml:2: there is no rule missing-no-prox; did you mean missing-no-proxy?',
    ],
    [
      'rules:\n  missing-no-proxy: loud\n',
      'envlint.yaml:2: rules.missing-no-proxy takes one of: off, info, warning, error',
    ],
    [
      'network:\n  region: cn\n  domestik: []\n',
      'envlint.yaml:3: there is no setting network.domestik; did you mean domestic?',
    ],
    ['network:\n  local: 10.0.0.1\n', 'envlint.yaml:2: network.local must be a list'],
    ['ignore: [a\n', 'envlint.yaml:2: it is not valid YAML'],
    ['network: {}\nnetwork: {}\n', 'envlint.yaml:2: network is there twice'],
    ['extends: strickt\n', 'envlint.yaml:1: there is no preset strickt; did you mean strict?'],
    ['extends: ../../outside.yaml\n', 'envlint.yaml:1: ../../outside.yaml leads out of'],
    ['extends: ./nowhere.yaml\n', 'envlint.yaml:1: ./nowhere.yaml: no such file'],
    ['extends: ./envlint.yaml\n', 'envlint.yaml:1: ./envlint.yaml extends itself'],
    ['routes:\n  - url: https://x\n', 'envlint.yaml:2: routes needs expect'],
    ['policies:\n  - id: a\n    variable: X\n', 'envlint.yaml:2: a policy needs one of: must, must-not, may-only'],
    ['overrides:\n  - rules: {}\n', 'envlint.yaml:2: an override needs files or language'],
    ['a: &a [x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n', 'too many aliases'],
  ])('%j', (text, message) => {
    const here = machine({ '.git/HEAD': '', 'envlint.yaml': text, '.env': BROKEN });
    const { code, out, err } = here.run(['.env']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`envlint: ${message.startsWith('envlint') ? message : 'envlint.yaml'}`);
    expect(err).toContain(message);
  });

  test('all are said at once, in Chinese too', () => {
    const here = machine({ 'envlint.yaml': 'rule: {}\nnetwork: { region: mars }\n', '.env': BROKEN });
    const { err } = here.run(['.env', '--lang', 'zh-CN']);
    expect(err).toContain('envlint.yaml:1：没有 rule 这项设置；是否想写 rules？');
    expect(err).toContain('envlint.yaml:2：network.region 只能是：cn, abroad');
  });

  test('the line in package.json is the true one', () => {
    const here = machine({
      '.git/HEAD': '',
      'package.json': '{\n  "name": "x",\n  "envlint": {\n    "rulez": {}\n  }\n}\n',
      '.env': BROKEN,
    });
    expect(here.run(['.env']).err).toContain('package.json:4: there is no setting rulez');
  });
});

describe('what it decides', () => {
  test('--rule stands over the file', () => {
    const here = machine({ 'envlint.yaml': 'rules: { missing-no-proxy: off }\n', '.env': BROKEN });
    expect(here.run(['.env', '--rule', 'missing-no-proxy=error']).code).toBe(1);
    expect(here.run(['.env', '--rule', 'missing-no-proxy=loud']).code).toBe(2);
  });

  test('overrides by glob and by language; the last that fits wins', () => {
    const here = machine({
      'envlint.yaml':
        'overrides:\n  - files: [legacy/**]\n    rules: { missing-no-proxy: off }\n  - language: shell\n    rules: { missing-no-proxy: warning }\n',
      'legacy/.env': BROKEN,
      'app/.env': BROKEN,
    });
    const { out } = here.run(['--format', 'concise']);
    expect(out).not.toContain('legacy/.env');
    expect(out).toContain('app/.env:1:1: error');
  });

  test('ignore and files', () => {
    const here = machine({
      'envlint.yaml': 'ignore: [old/]\nfiles: ["deploy/*.txt"]\n',
      'old/.env': BROKEN,
      'deploy/vars.txt': 'export HTTPS_PROXY=http://127.0.0.1:7890\n',
      '.env': 'A=1\n',
    });
    const { out } = here.run(['--format', 'json']);
    expect(JSON.parse(out).files.map((one: { path: string }) => one.path)).toEqual(['.env', 'deploy/vars.txt']);
  });

  test('presets and files are laid over one another in order', () => {
    const here = machine({
      'envlint.yaml': 'extends: [cn, ./base.yaml]\nrules: { missing-no-proxy: warning }\n',
      'base.yaml': 'rules: { missing-no-proxy: off, timeout-too-low: error }\n',
    });
    const settings = settingsOf(here.run(['config', '--format', 'json']).out);
    expect(settings.get('network.region')).toEqual({ value: 'cn', origin: 'cn' });
    expect(settings.get('rules.missing-no-proxy')).toEqual({ value: 'warning', origin: 'envlint.yaml:2' });
    expect(settings.get('rules.timeout-too-low')).toEqual({ value: 'error', origin: 'base.yaml:1' });
  });

  test('strict turns every rule on and shows what is only worth knowing', () => {
    const here = machine({ 'envlint.yaml': 'extends: strict\n' });
    const settings = settingsOf(here.run(['config', '--format', 'json']).out);
    expect(settings.get('rules.suppression-without-reason')?.value).not.toBe('off');
    expect([...settings.values()].some(({ value }) => value === 'info')).toBe(false);
  });

  test('policies are rules like all others', () => {
    const here = machine({
      'envlint.yaml': [
        'policies:',
        '  - id: company-proxy',
        '    files: "*.env"',
        '    variable: "*_PROXY"',
        '    may-only: ["http://proxy.corp:*", "localhost*"]',
        '  - id: needs-region',
        '    files: app/.env',
        '    variable: REGION',
        '    must: "*"',
        '  - id: no-debug',
        '    variable: DEBUG',
        '    must-not: ["1", "true"]',
        'rules: { no-debug: warning }',
        '',
      ].join('\n'),
      'a.env':
        'HTTPS_PROXY=http://proxy.corp:8080\nNO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n',
      'b.env': 'FTP_PROXY=http://other:8080\nDEBUG=1\n',
      'app/.env': 'A=1\n',
    });
    const { out } = here.run(['--format', 'concise']);
    expect(out).not.toContain('a.env');
    expect(out).toContain('b.env:1:11: error FTP_PROXY may only be');
    expect(out).toContain('b.env:2:7: warning DEBUG must not hold this value [no-debug]');
    expect(out).toContain('app/.env:1:1: error REGION must be set to * [needs-region]');
    expect(here.run(['rules']).out).toContain('company-proxy');
  });

  test('timeouts reach the rules', () => {
    const here = machine({
      'envlint.yaml': 'timeouts: { HERMES_REQUEST_TIMEOUT: 20 }\n',
      '.env': 'HERMES_REQUEST_TIMEOUT=30\n',
    });
    expect(here.run(['.env', '--fail-on', 'warning']).code).toBe(0);
  });

  test('the published schema names every setting', () => {
    const here = machine();
    here.run(['version']);
    const settings = Object.keys(JSON.parse(machineSchema()).properties);
    expect(settings).toEqual([
      '$schema',
      'extends',
      'files',
      'ignore',
      'rules',
      'overrides',
      'network',
      'timeouts',
      'routes',
      'policies',
    ]);
  });
});

function machineSchema(): string {
  return readFileSync(fileURLToPath(new URL('../../dist/schema.json', import.meta.url)), 'utf8');
}
