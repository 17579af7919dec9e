/** No command, format, option, file or fault of envlint shows a secret: whole, in part or in another encoding. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FORMATS } from '../../src/cli/shell/options.ts';
import { clients } from '../../src/routing/clients/index.ts';
import { canaries, FILES, leaksIn } from './canaries.ts';
import { type Machine, machine, PROGRAM, type Run } from './harness.ts';

const FAULT = fileURLToPath(new URL('../helpers/fault.cjs', import.meta.url));
const LANGS = ['en', 'zh-CN'] as const;
const every = (of: () => string): string[] => FORMATS.flatMap((format) => ['--format', `${format}=${of()}.${format}`]);

interface Vault extends Machine {
  /** Runs in the folder with the canaries; answers what was said, after looking through it. */
  readonly quietly: (args: readonly string[], options?: Parameters<Machine['run']>[1]) => Run;
  /** Looks through a file or folder that envlint wrote. */
  readonly expectClean: (path: string) => void;
  /** Every file is what it was. */
  readonly expectUntouched: () => void;
}

const CONFIG = 'work/envlint.yaml';
/** The policies, each with its secret, judge no variable that is there: they would refuse every fix, each after a search for the culprit. */
const WITHOUT_POLICIES = FILES[CONFIG]?.replaceAll(/variable: .*?, m/g, 'variable: NONE, m') ?? '';

/** `policed`: every variable of every file is reported. */
function vault(policed = false): Vault {
  const files = policed ? FILES : { ...FILES, [CONFIG]: WITHOUT_POLICIES };
  const here = machine(files);
  const cwd = here.path('work');
  const look = (text: string, where: string): void => expect(leaksIn(text), where).toEqual([]);
  return {
    ...here,
    quietly: (args, options) => {
      const run = here.run(args, { cwd, ...options });
      expect(run.code, `${args.join(' ')}\n${run.err}`).toBeOneOf([0, 1, 2, 70]);
      look(`${run.out}\n${run.err}`, args.join(' '));
      return run;
    },
    expectUntouched: () => {
      for (const [name, text] of Object.entries(files)) expect(here.read(name), name).toBe(text);
    },
    expectClean: (path) => {
      const full = here.path(path);
      expect(existsSync(full), path).toBe(true);
      const files = statSync(full).isDirectory()
        ? readdirSync(full, { recursive: true }).map((name) => join(full, String(name)))
        : [full];
      for (const file of files) {
        look(file.slice(here.dir.length), 'a name');
        if (statSync(file).isFile()) look(readFileSync(file, 'utf8'), file);
      }
    },
  };
}

test('there is something to leak, and it would be noticed', () => {
  expect(canaries.size).toBeGreaterThan(80);
  for (const text of canaries.values()) {
    const part = /[A-Za-z0-9]{8,}/.exec(text)?.[0] ?? '';
    for (const form of [
      part,
      part.slice(1, 8),
      Buffer.from(`x${part}`).toString('base64'),
      Buffer.from(part).toString('hex'),
    ])
      expect(leaksIn(`before ${form} after`), form).not.toEqual([]);
  }
});

describe('checking', () => {
  test.each(LANGS)('in all formats at once, on screen and into files: %s', (lang) => {
    const here = vault(true);
    const { code } = here.quietly([
      '--lang',
      lang,
      '--level',
      'info',
      '--statistics',
      '--timing',
      ...every(() => 'out'),
    ]);
    expect(code).toBe(1);
    for (const format of FORMATS) here.expectClean(`work/out.${format}`);
    expect(here.read('work/out.pretty')).toContain('***');
    expect(
      new Set(JSON.parse(here.read('work/out.json')).diagnostics.map((one: { rule: string }) => one.rule)).size,
    ).toBeGreaterThan(12);
    here.quietly(['merge', 'out.jsonl', '--lang', lang, ...every(() => 'merged')]);
    for (const format of FORMATS) here.expectClean(`work/merged.${format}`);
  });

  test.each([
    ['--list-files', '--lang', 'zh-CN'],
    ['--format', 'concise', '--level', 'info', '--color', 'always'],
    ['--format', 'github', '--level', 'info'],
    ['--home', '--level', 'info'],
    ['--root', '.', '--level', 'info'],
    ['--only', 'no-such-rule'],
    ['--cache', '--level', 'info'],
  ])('%j', (...args) => {
    const here = vault();
    here.quietly(args);
    here.quietly(args);
    if (args[0] === '--cache') here.expectClean('.cache');
  });

  test('a summary for GitHub, and a baseline', () => {
    const here = vault();
    here.quietly(['--format', 'github', '--level', 'info'], { env: { GITHUB_STEP_SUMMARY: here.path('summary') } });
    here.expectClean('summary');
    here.quietly(['--write-baseline', '--level', 'info']);
    here.expectClean('work/.envlint-baseline.json');
    here.write('work/.env', 'A=1\n');
    here.quietly(['--level', 'info']);
    here.quietly(['--prune-baseline', '--level', 'info']);
    here.expectClean('work/.envlint-baseline.json');
  });

  test('while watching', async () => {
    const here = vault();
    const child = spawn(process.execPath, [PROGRAM, '--watch', '--level', 'info'], {
      cwd: here.path('work'),
      env: { PATH: process.env.PATH ?? '', HOME: here.dir },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    await new Promise<void>((done) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('utf8');
        if (said.includes('waiting for changes')) done();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('close', () => done());
    });
    child.kill('SIGINT');
    expect(said).toContain('waiting for changes');
    expect(leaksIn(said)).toEqual([]);
  });
});

test('a report over every line of every file, that says what is there', () => {
  const here = vault();
  const rows = Object.entries(FILES).flatMap(([name, text]) => {
    let offset = 0;
    return text.split('\n').map((line, index) => {
      const start = { line: index + 1, column: 1, offset };
      const end = { ...start, column: line.length + 1, offset: offset + line.length };
      offset += line.length + 1;
      const place = { path: name.replace('work/', ''), start, end };
      const fixes = [{ title: line, safe: true, edits: [{ ...place, text: line }] }];
      return {
        rule: 'any',
        severity: 'error',
        message: line,
        label: line,
        why: line,
        ...place,
        related: [{ ...place, message: line }],
        fixes,
        fingerprint: `${index}`,
      };
    });
  });
  const files = Object.keys(FILES).map((name) => ({ path: name.replace('work/', ''), language: 'dotenv' }));
  const report = [...rows, { version: 1, files, summary: {} }];
  here.write('work/all.jsonl', report.map((row) => `${JSON.stringify(row)}\n`).join(''));
  here.quietly(['merge', 'all.jsonl', ...every(() => 'every')]);
  for (const format of FORMATS) here.expectClean(`work/every.${format}`);
  expect(here.read('work/every.pretty').match(/\*\*\*/g)?.length).toBeGreaterThan(100);
});

describe('repairing', () => {
  test.each([['--diff'], ['--diff', '--unsafe-fixes', '--lang', 'zh-CN', '--color', 'always']])('%j', (...args) => {
    const { out } = vault(true).quietly(['--fix', '--level', 'info', ...args]);
    expect(out).toContain('***');
  });

  test('for good, in all formats, and back', () => {
    const here = vault();
    const fixed = here.quietly(['--fix', '--unsafe-fixes', '--level', 'info', ...every(() => '../out')]);
    expect(fixed.code).toBe(1);
    for (const format of FORMATS) here.expectClean(`out.${format}`);
    expect(here.read('work/.env')).not.toBe(FILES['work/.env']);
    for (const name of readdirSync(here.path('.local/state/envlint'))) {
      expect(leaksIn(name)).toEqual([]);
      expect(statSync(here.path(`.local/state/envlint/${name}`)).mode & 0o077).toBe(0);
    }
    expect(readdirSync(here.path('work')).filter((name) => name.endsWith('.envlint'))).toEqual([]);
    expect(here.quietly(['undo', '--lang', 'zh-CN']).code).toBe(0);
    here.expectUntouched();
  });

  test('by suppressions', () => {
    const here = vault();
    here.quietly(['--add-suppressions', 'they know', '--level', 'info']);
    here.quietly(['--level', 'info', '--format', 'sarif']);
  });

  test('in git, and between revisions', () => {
    const here = vault();
    const cwd = here.path('work');
    const git = (...args: string[]): void => {
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd,
        env: { PATH: process.env.PATH ?? '', HOME: here.dir },
      });
    };
    git('init', '-q');
    git('add', '.');
    here.quietly(['--staged', '--level', 'info']);
    git('commit', '-qm', 'all');
    here.write('work/.env', FILES['work/.env']?.replace('HTTPS_PROXY=', 'GONE=') ?? '');
    for (const args of [
      [],
      ['--format', 'json'],
      ['--client', 'curl', `https://me:${canaries.get('curl user')}@api.openai.com/`],
    ])
      here.quietly(['route', '--against', 'HEAD', ...args]);
    git('add', '.');
    here.quietly(['--staged', '--fix', '--unsafe-fixes', '--level', 'info']);
    here.quietly(['init', '--lang', 'zh-CN']);
    here.expectClean('work/.github');
  });
});

describe('the other commands', () => {
  const CLIENTS = clients.flatMap(({ name }) => ['--client', name]);

  test.each([
    ['route', 'https://api.openai.com', ...CLIENTS],
    ['route', 'https://api.openai.com', '--format', 'json', '--lang', 'zh-CN', ...CLIENTS],
    ['route', `https://me:${canaries.get('git remote')}@api.openai.com/?token=${canaries.get('jwt')}`],
    ['route', '--env', '.env', 'a.example', '--lang', 'zh-CN'],
    ['route', '--unit', 'hermes-gateway.service', 'a.example'],
    ['route', '--as', 'systemd:hermes-gateway.service', 'a.example'],
    ['route', '--env', canaries.get('key in dotenv') ?? '', 'a.example'],
    ['test'],
    ['test', '--format', 'json', '--lang', 'zh-CN'],
    ['config'],
    ['config', '--format', 'json'],
    ['rules'],
    ['rules', '--format', 'json'],
    ['explain', 'company-proxy'],
    ['explain', 'missing-no-proxy'],
    ['completions', 'bash'],
    ['merge', '.env'],
    ['undo'],
  ])('%#: %s %s', (...args) => {
    // What the user typed is theirs to see again only where it is no secret of a file.
    vault().quietly(args.filter((one) => one !== ''));
  });
});

describe('standard input', () => {
  // Every other file as a report, the rest as a diff: what is masked is the same for both.
  const names = Object.keys(FILES).filter((name) => name !== CONFIG);
  test.each(names.map((name, index) => [name, index] as const))('%s', (name, index) => {
    const more = index % 2 === 0 ? [] : ['--diff', '--unsafe-fixes', '--lang', 'zh-CN'];
    const args = ['--stdin-filename', name.replace('work/', ''), '-', '--level', 'info', ...more];
    const { out, err } = machine().run(args, { input: FILES[name] ?? '' });
    expect(leaksIn(`${out}\n${err}`)).toEqual([]);
  });
});

test('no message quotes a piece of a password', () => {
  const secret = /Sup3r|zebrak/;
  const url = 'http://svc:Sup3r$zebrak@proxy.example.com:3128';
  const here = machine({
    '.env': `HTTPS_PROXY=${url}\n`,
    '.zshrc': `export https_proxy='${url}'\nalias on="export all_proxy='${url}'"\n`,
    'config.fish': `set -gx https_proxy '${url}'\n`,
    'bot.service': `[Service]\nExecStart=/opt/bot\nEnvironment=zebrak=1 HTTPS_PROXY=${url}\n`,
    'etc/environment': `https_proxy=${url}\n`,
    'LaunchAgents/a.plist': `<plist version="1.0"><dict><key>Label</key><string>a</string><key>EnvironmentVariables</key><dict><key>https_proxy</key><string>${url}</string></dict></dict></plist>\n`,
    '.npmrc': `proxy=${url}\n`,
  });
  for (const lang of LANGS) {
    const { out, err } = here.run(['--no-config', '--level', 'info', '--lang', lang, ...every(() => lang)]);
    for (const format of FORMATS) {
      const report = here.read(`${lang}.${format}`);
      expect(report, format).toContain('.env');
      expect(report.replaceAll('zebrak=1', ''), format).not.toMatch(secret);
    }
    expect(out + err).not.toMatch(secret);
  }
});

describe('mistakes and faults', () => {
  test('words of the command line', () => {
    const here = vault();
    const url = `https://me:${canaries.get('route')}@a.example/`;
    const token = `ghp_${canaries.get('bare token')}${canaries.get('bare token, the rest')}`;
    // What is no rule is the text of an error, and fits none.
    for (const args of [
      [url],
      ['--config', url],
      ['--only', token],
      ['--rule', `${token}=x`],
      ['explain', token],
      ['--files0-from', url],
      ['help', token],
      ['route', '--against', token],
    ])
      expect(here.quietly(args).code).toBe(args[0] === 'explain' ? 1 : 2);
  });

  test('names of files are shown as they are, also where they look like tokens', () => {
    const here = machine({ '.env': 'A=1\n' });
    const name = 'a1B2c3D4e5F6g7H8.yaml';
    expect(here.run(['--config', name]).err).toBe(`envlint: ${name}: no such file\n`);
    expect(here.run(['--format', `json=none/${name}`]).err).toContain(`none/${name}: no such file or folder`);
    expect(here.run(['merge', name, '--lang', 'zh-CN']).err).toContain(`${name}：`);
  });

  test('a configuration that is broken or holds the secret in the wrong place', () => {
    const secret = canaries.get('policy') ?? '';
    const here = vault();
    for (const config of [
      `password: ${secret}\n`,
      `rules:\n  x: "${secret}\n`,
      `extends: https://me:${secret}@a.example/x.yaml\n`,
      `network: {region: "token=${secret}"}\n`,
      `routes:\n  - url: https://me:${secret}@a.example\n    expect: http://me:${secret}@b.example\n`,
      `*${secret}\n`,
      `api_key: &${secret} {x: *gone}\n`,
    ]) {
      here.write('work/envlint.yaml', config);
      for (const args of [
        ['--format', 'json'],
        ['config', '--lang', 'zh-CN'],
      ])
        here.quietly(args);
    }
  });

  test('a fault of envlint itself, with and without its stack', () => {
    const here = vault();
    for (const at of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'external-controller', '_authToken']) {
      const env = { NODE_OPTIONS: `--require ${FAULT}`, FAULT_AT: at };
      for (const [args, more] of [
        [['--debug'], { FAULT_ONCE: '1' }],
        [['--fix', '--lang', 'zh-CN'], { FAULT_ONCE: '1' }],
        [['--debug'], {}],
      ] as const) {
        const { code, err } = here.quietly(args, { env: { ...env, ...more } });
        expect(code).toBe(70);
        expect(err).toMatch(/internal error: |内部错误：/);
      }
    }
    here.expectUntouched();
  });
});
