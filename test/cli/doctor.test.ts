/** `envlint doctor` on temporary homes, with real processes and real listeners on loopback. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lookAt } from '../../src/cli/doctor/look.ts';
import { openSession } from '../../src/cli/session/open.ts';
import { loadSettings } from '../../src/cli/session/session.ts';
import { makeContext } from '../../src/cli/shell/context.ts';
import { parseInvocation } from '../../src/cli/shell/parse.ts';
import { checks } from '../../src/doctor/checks/index.ts';
import { titleOf } from '../../src/doctor/programs.ts';
import { linesOf } from '../../src/report/position.ts';
import { freePort, type Running, start } from '../helpers/running.ts';
import { type Machine, machine, PROGRAM } from './harness.ts';

const isLinux = process.platform === 'linux';
if (!isLinux) console.log('skipped: doctor looks at Linux alone');

/** What is found on a machine, without what the real one adds from `/etc`. Paths are relative to its folder. */
async function told(here: Machine, ...paths: readonly string[]) {
  const { values } = parseInvocation(['doctor']);
  const operands = paths.map((path) => ({ path: here.path(path), literal: true }));
  const made = await makeContext({ command: 'doctor', isNamed: true, values, operands }, { HOME: here.dir });
  const context = { ...made, cwd: here.dir, home: here.dir, values: { ...values, home: paths.length === 0 } };
  const session = await openSession(context, await loadSettings(context));
  return lookAt(session)
    .found.filter(({ at }) => at.file.startsWith(`${here.dir}/`))
    .map((one) => ({
      ...one,
      path: relative(here.dir, one.at.file),
      line: linesOf(session.project.document(one.at.file)).at(one.at.start).line,
      who: one.process && { pid: one.process.pid, name: titleOf(one.process) },
    }));
}

const ids = (all: Awaited<ReturnType<typeof told>>): readonly string[] => all.map(({ id }) => id);

const zshrc = (port: number): string =>
  `export https_proxy=http://127.0.0.1:${port}\nexport no_proxy=localhost,127.0.0.1,::1\n`;

const clash = (port: number, more = ''): string =>
  `mixed-port: ${port}\n${more}proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]\nrules:\n  - MATCH,hk\n`;

const CONFIG = '.config/mihomo/config.yaml';

/** The environment that a program has when it was started from a shell with these files. */
const fromShell = (here: Machine, port: number): Record<string, string> => ({
  HOME: here.dir,
  SHELL: '/bin/zsh',
  https_proxy: `http://127.0.0.1:${port}`,
  no_proxy: 'localhost,127.0.0.1,::1',
});

/** Longer than what counts as the same moment. */
const aMoment = (): Promise<void> => new Promise((done) => setTimeout(done, 120));

/** Started with its own configuration in the home of a machine. */
const mihomo = (here: Machine, port: number, ...words: readonly string[]): Promise<Running> =>
  start('mihomo', [`127.0.0.1:${port}`, ...words], { HOME: here.dir });

/** A healthy machine: Clash listens where both files say, a gateway has what the shell's file says. */
async function healthy(): Promise<{ readonly here: Machine; readonly port: number; readonly gateway: Running }> {
  const port = await freePort();
  const here = machine({ '.zshrc': zshrc(port), [CONFIG]: clash(port) });
  await mihomo(here, port);
  const gateway = await start('hermes', ['gateway', 'run'], fromShell(here, port));
  return { here, port, gateway };
}

describe.skipIf(!isLinux)('a healthy machine', () => {
  test('gets one line, in both languages', async () => {
    const { here } = await healthy();
    expect(await told(here)).toEqual([]);
    const { out, code } = here.run(['doctor']);
    expect(code).toBe(0);
    expect(out).toMatch(/^All as the files say: \d+ files, \d+ processes, 1 proxy port looked at(?:, \d+ not)?\.\n$/);
    expect(here.run(['doctor', '--lang', 'zh-CN']).out).toMatch(/^一切与文件一致：.*\n$/);
  });
  test('stays silent when a file is written again with the same values', async () => {
    const { here, port } = await healthy();
    await aMoment();
    here.write('.zshrc', `# a comment\n${zshrc(port)}`);
    expect(await told(here)).toEqual([]);
  });
  test('a listener on all addresses takes what is sent to 127.0.0.1', async () => {
    const port = await freePort();
    const here = machine({ '.zshrc': zshrc(port) });
    await start('xray', [`[::]:${port}`], { HOME: here.dir });
    expect(await told(here)).toEqual([]);
  });
});

describe.skipIf(!isLinux)('listeners', () => {
  test('a port nobody listens on', async () => {
    const port = await freePort();
    const here = machine({ '.zshrc': zshrc(port) });
    const [found, ...more] = await told(here);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: 'nobody-listens', severity: 'error', who: undefined, path: '.zshrc' });
    expect(found?.line).toBe(1);
    expect(found?.message.en).toContain(`127.0.0.1:${port}`);
    expect(here.run(['doctor']).code).toBe(1);
  });
  test('a proxy that only a function sets is a note', async () => {
    const here = machine({ '.zshrc': `proxy_on() {\n${zshrc(await freePort())}}\n` });
    expect((await told(here)).map(({ id, severity }) => [id, severity])).toEqual([['nobody-listens', 'info']]);
    expect(here.run(['doctor']).code).toBe(0);
  });
  test('a listener on another address does not count, and is named', async () => {
    const { ports } = await start('mihomo', ['127.0.0.2:0'], {});
    const here = machine({ '.zshrc': zshrc(ports[0] ?? 0) });
    const [found] = await told(here);
    expect(found?.id).toBe('nobody-listens');
    expect(found?.label?.en).toContain(`127.0.0.2:${ports[0]}`);
  });
  test('another program, by its name', async () => {
    const { pid, ports } = await start('ollama', ['127.0.0.1:0', 'serve'], {});
    const here = machine({ '.env': `HTTPS_PROXY=http://127.0.0.1:${ports[0]}\nNO_PROXY=localhost,127.0.0.1\n` });
    const [found] = await told(here, '.env');
    expect(found).toMatchObject({ id: 'other-program-listens', severity: 'error', who: { pid, name: 'ollama' } });
    expect(found?.repair.en).toContain(`kill ${pid}`);
  });
  test('a program nobody knows is a warning, unless a Clash file claims its port', async () => {
    const { ports } = await start('squatter', ['127.0.0.1:0'], {});
    const port = ports[0] ?? 0;
    const here = machine({ '.zshrc': zshrc(port) });
    expect((await told(here)).map(({ id, severity }) => [id, severity])).toEqual([
      ['other-program-listens', 'warning'],
    ]);
    here.write(CONFIG, clash(port));
    expect((await told(here)).map(({ id, severity }) => [id, severity])).toEqual([['other-program-listens', 'error']]);
  });
  test('a Clash that listens on another port than its file says', async () => {
    const port = await freePort();
    const here = machine({ [CONFIG]: clash(port + 1) });
    const { pid } = await mihomo(here, port);
    const [found, ...more] = await told(here);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: 'clash-listens-elsewhere', path: CONFIG, who: { pid, name: 'mihomo' } });
    expect(found?.label?.en).toContain(String(port));
    expect(found?.repair.en).toBe(`kill -HUP ${pid}`);
  });
  test('a Clash that is open to the network against its file', async () => {
    const port = await freePort();
    const here = machine({ [CONFIG]: clash(port, 'allow-lan: false\n') });
    await start('mihomo', [`0.0.0.0:${port}`], { HOME: here.dir });
    expect(ids(await told(here))).toEqual(['clash-listens-elsewhere']);
    here.write(CONFIG, clash(port, 'allow-lan: true\n'));
    expect(await told(here)).toEqual([]);
  });
});

describe.skipIf(!isLinux)('the file a Clash runs with', () => {
  test('another one than was checked', async () => {
    const port = await freePort();
    const here = machine({ [CONFIG]: clash(port), 'other/run.yaml': clash(port) });
    await mihomo(here, port, '-d', here.path('other'), '-f', here.path('other/run.yaml'));
    const [found, ...more] = await told(here);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: 'clash-runs-other-file', severity: 'warning', path: CONFIG });
    expect(found?.message.en).toContain('other/run.yaml');
  });
  test.each([
    ['-f with a path from the current folder', ['-f', 'run.yaml'], {}],
    ['-d', ['-d', 'folder'], {}],
    ['CLASH_CONFIG_FILE', [], { CLASH_CONFIG_FILE: 'run.yaml' }],
  ])('%s', async (_, words, env) => {
    const port = await freePort();
    const here = machine({ 'run.yaml': clash(port), 'folder/config.yaml': clash(port), [CONFIG]: clash(port) });
    await start('mihomo', [`127.0.0.1:${port}`, ...words], { HOME: here.dir, ...env }, here.dir);
    expect(ids(await told(here))).toEqual(['clash-runs-other-file']);
    expect(await told(here, 'run.yaml', 'folder')).toEqual([]);
  });
});

describe.skipIf(!isLinux)('environments', () => {
  test('a gateway that was started before the edit', async () => {
    const { here, port, gateway } = await healthy();
    await aMoment();
    here.write('.zshrc', `# new\n${zshrc(port).replace('::1', '::1,.lan')}`);
    const [found, ...more] = await told(here);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      id: 'environment-outdated',
      severity: 'error',
      who: { pid: gateway.pid, name: 'hermes' },
      path: '.zshrc',
      line: 3,
    });
  });
  test('what another home or a later start explains is left alone', async () => {
    const port = await freePort();
    const here = machine({ '.zshrc': zshrc(port), [CONFIG]: clash(port) });
    await mihomo(here, port);
    await aMoment();
    await start('claude', [], { ...fromShell(here, port), https_proxy: 'http://127.0.0.1:1' });
    await start('claude', [], { ...fromShell(here, port + 1), HOME: '/nonexistent' });
    expect(await told(here)).toEqual([]);
    await aMoment();
    here.write('.zshrc', zshrc(port));
    expect(ids(await told(here))).toEqual(['environment-outdated']);
  });
  test('values are masked, and nothing else of an environment is ever shown', async () => {
    const { here, port } = await healthy();
    await start('claude', [], {
      ...fromShell(here, port),
      https_proxy: 'http://me:Hidden-Word-1@127.0.0.1:1',
      OPENAI_API_KEY: 'sk-Hidden-Word-2',
      HERMES_API_TIMEOUT: 'Hidden-Word-3',
    });
    await aMoment();
    here.write('.zshrc', `${zshrc(port)}export HERMES_API_TIMEOUT=600\n`);
    const runs = [[], ['--format', 'json'], ['--lang', 'zh-CN']].map((more) => here.run(['doctor', ...more]));
    for (const { out, err } of runs) {
      expect(out).toContain('***@127.0.0.1:1');
      expect(out + err).not.toMatch(/Hidden-Word/);
    }
  });
  test('a proxy without the list for this machine, whatever the times', async () => {
    const { here, port } = await healthy();
    const { no_proxy: _, ...env } = fromShell(here, port);
    const { pid } = await start('codex', [], env);
    const [found, ...more] = await told(here);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: 'program-without-no-proxy', severity: 'error', who: { pid, name: 'codex' } });
    expect(found?.line).toBe(2);
  });
  test('a gateway that is older than the proxies in its own file', async () => {
    const { here, port } = await healthy();
    await aMoment();
    here.write('.hermes/.env', `HTTPS_PROXY=http://127.0.0.1:${port}\nNO_PROXY=localhost,127.0.0.1,::1\n`);
    expect((await told(here)).map(({ id, severity, path }) => [id, severity, path])).toEqual([
      ['environment-outdated', 'warning', '.hermes/.env'],
    ]);
  });
});

/** A control group of this name in which processes can be put; undefined where this user may make none. */
function controlGroup(name: string): string | undefined {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const places = mounts.flatMap((line) => {
    const [, path = '', type, options = ''] = line.split(' ');
    return type === 'cgroup2' || (type === 'cgroup' && options.includes('name=systemd')) ? [path] : [];
  });
  for (const place of places) {
    const parts = [`envlint-test-${process.pid}.slice`, ...name.split('/')];
    try {
      const made = parts.map((_, index) => join(place, ...parts.slice(0, index + 1)));
      for (const folder of made) mkdirSync(folder, { recursive: true });
      onTestFinished(async () => {
        await aMoment();
        for (const folder of made.toReversed()) rmdirSync(folder);
      });
      return made.at(-1);
    } catch {
      // Another hierarchy can be open to this user.
    }
  }
  return undefined;
}

describe.skipIf(!isLinux)('services', () => {
  const UNIT = '.config/systemd/user/hermes-gateway.service';
  const unit = (port: number, more = ''): string =>
    `[Service]\nExecStart=/usr/bin/hermes gateway run\nEnvironment=HTTPS_PROXY=http://127.0.0.1:${port} NO_PROXY=localhost,127.0.0.1,::1\n${more}`;

  test('an environment that the unit does not say', async ({ skip }) => {
    const group = controlGroup('user@0.service/app.slice/hermes-gateway.service');
    if (group === undefined) return skip('no control group can be made here');
    const port = await freePort();
    const here = machine({ [UNIT]: unit(port), [CONFIG]: clash(port) });
    await mihomo(here, port);
    const gateway = await start('hermes', ['gateway', 'run'], {
      HOME: here.dir,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      NO_PROXY: 'localhost,127.0.0.1,::1',
    });
    writeFileSync(join(group, 'cgroup.procs'), String(gateway.pid));
    expect(await told(here)).toEqual([]);
    here.write(UNIT, unit(port).replace('::1', '::1,.lan'));
    const [found, ...more] = await told(here);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: 'service-outdated', severity: 'error', path: UNIT });
    expect(found?.line).toBe(3);
    expect(found?.repair.en).toBe('systemctl --user daemon-reload && systemctl --user restart hermes-gateway.service');
  });
  test('a changed EnvironmentFile needs a restart alone, and only when it is newer', async ({ skip }) => {
    const group = controlGroup('user@0.service/hermes-gateway.service');
    if (group === undefined) return skip('no control group can be made here');
    const here = machine({
      [UNIT]: `[Service]\nExecStart=/usr/bin/hermes gateway run\nEnvironmentFile=%h/gateway.env\n`,
      'gateway.env': 'HERMES_API_TIMEOUT=900\n',
    });
    here.write(UNIT, here.read(UNIT).replace('%h', here.dir));
    await aMoment();
    const gateway = await start('hermes', ['gateway', 'run'], { HOME: here.dir, HERMES_API_TIMEOUT: '600' });
    writeFileSync(join(group, 'cgroup.procs'), String(gateway.pid));
    expect(await told(here)).toEqual([]);
    await aMoment();
    here.write('gateway.env', 'HERMES_API_TIMEOUT=900\n');
    const [found] = await told(here);
    expect(found).toMatchObject({ id: 'service-outdated', path: 'gateway.env' });
    expect(found?.repair.en).toBe('systemctl --user restart hermes-gateway.service');
  });
});

const NOBODY = 65534;
const isRoot = process.geteuid?.() === 0;
if (isLinux && !isRoot) console.log('skipped: only root can start programs as another user');

describe.skipIf(!isLinux || !isRoot)('processes of another user', () => {
  test('are counted, and nothing is said of what they listen on or were started with', async () => {
    const { here, port } = await healthy();
    await start(
      'hermes',
      ['gateway', 'run'],
      { ...fromShell(here, port), https_proxy: 'http://127.0.0.1:1' },
      '/',
      NOBODY,
    );
    const { ports } = await start('ollama', ['127.0.0.1:0', 'serve'], { HOME: here.dir }, '/', NOBODY);
    await aMoment();
    here.write('.zshrc', `# new\n${zshrc(port)}`);
    here.write('.env', `HTTPS_PROXY=http://127.0.0.1:${ports[0]}\nNO_PROXY=localhost,127.0.0.1,::1\n`);
    expect(await told(here)).toEqual([]);
    expect(await told(here, '.env')).toEqual([]);
    expect(here.run(['doctor', '.env']).out).toMatch(/, \d+ not\.\n$/);
  });
  test('are said to be hidden where /proc is mounted so', ({ skip }) => {
    const here = machine({ '.env': 'A=1\n' });
    chownSync(here.dir, NOBODY, NOBODY);
    // A /proc of its own: to mount the machine’s again would change it for everybody. The shell is its process 1.
    const script = `mount -t proc -o hidepid=2 proc /proc; setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups "$@"; exit $?`;
    const { status, stdout } = spawnSync(
      'unshare',
      ['-mpf', 'sh', '-c', script, 'sh', process.execPath, PROGRAM, 'doctor', here.path('.env')],
      { encoding: 'utf8', env: { PATH: process.env.PATH ?? '', HOME: here.dir, LANG: 'C.UTF-8' } },
    );
    if (status !== 0 && stdout === '') return skip('no namespace can be made here');
    expect(stdout).toMatch(/^All as the files say: .*; those of other users are hidden\.\n$/);
  });
});

describe.skipIf(!isLinux)('the real resolv.conf', () => {
  /** The command's findings where `/etc/resolv.conf` has this text. */
  function withResolver(
    here: Machine,
    text: string,
  ): readonly { readonly id: string; readonly path: string }[] | undefined {
    here.write('resolv', text);
    const script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';
    const words = [here.path('resolv'), process.execPath, PROGRAM, 'doctor', '--format', 'json'];
    const { stdout } = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...words], {
      cwd: here.dir,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', HOME: here.dir, LANG: 'C.UTF-8' },
    });
    return stdout === '' ? undefined : JSON.parse(stdout).findings;
  }
  test('leads to nobody on this machine', ({ skip }) => {
    const here = machine({ '.zshrc': 'A=1\n' });
    const found = withResolver(here, '# of a Clash that was stopped\nnameserver 127.0.0.77\n');
    if (!found) return skip('no namespace can be made here');
    expect(found).toMatchObject([
      { id: 'resolver-unanswered', severity: 'error', path: '/etc/resolv.conf', start: { line: 2 } },
    ]);
    expect(withResolver(here, 'nameserver 223.5.5.5\nnameserver 1.1.1.1\n')).toEqual([]);
  });
});

describe.skipIf(!isLinux)('the command', () => {
  test('looks at named files instead of the home', async () => {
    const here = machine({ '.zshrc': zshrc(await freePort()), 'quiet/.env': 'A=1\n' });
    expect(await told(here, 'quiet/.env')).toEqual([]);
    expect(ids(await told(here, '.zshrc'))).toEqual(['nobody-listens']);
    expect(here.run(['doctor', 'missing.env']).code).toBe(2);
  });
  test('honours --level, --fail-on and --quiet, and refuses what it has no use for', async () => {
    const here = machine({ '.zshrc': zshrc(await freePort()) });
    expect(here.run(['doctor', '.zshrc', '--fail-on', 'never']).code).toBe(0);
    expect(here.run(['doctor', '.zshrc', '--quiet']).out).not.toContain('looked at');
    for (const option of ['--fix', '--root', '--format']) expect(here.run(['doctor', option, 'sarif']).code).toBe(2);
  });
  test('every check has its page in both languages', () => {
    const { run } = machine();
    const names = checks.map(({ id }) => id);
    const english = run(['explain', ...names]);
    const chinese = run(['explain', ...names, '--lang', 'zh-CN']).out.replaceAll('\n', '');
    expect(english.code).toBe(0);
    for (const { id, summary, severity } of checks) {
      expect(english.out).toContain(`${id}  ${severity}\n`);
      expect(english.out.replaceAll('\n', ' ')).toContain(summary.en);
      expect(chinese).toContain(summary.zh);
    }
    expect(run(['explain', 'nobody-listen']).err).toContain('nobody-listens');
  });
});

test('elsewhere it says that it cannot look yet', () => {
  const here = machine({ 'mac.cjs': "Object.defineProperty(process, 'platform', { value: 'darwin' });\n" });
  const { code, err, out } = here.run(['doctor'], { env: { NODE_OPTIONS: `--require ${here.path('mac.cjs')}` } });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('cannot look at this system yet');
});
