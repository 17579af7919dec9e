/** Reading `/proc`: tables, control groups, clocks, and a made-up `/proc` with all that can be in the way. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clashConfigPath } from '../../src/doctor/clash-command.ts';
import { kindOf, titleOf } from '../../src/doctor/programs.ts';
import { shownValue } from '../../src/doctor/values.ts';
import { bootClock } from '../../src/host/machine/clock.ts';
import { readMachine } from '../../src/host/machine/machine.ts';
import { placeIn } from '../../src/host/machine/processes.ts';
import { rowOf } from '../../src/host/machine/sockets.ts';
import { isSetElsewhere } from '../../src/host/machine/unit-folders.ts';

describe('tables of sockets', () => {
  const row = (local: string, state: string): string =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000`;
  test.each([
    ['0100007F:1ED2', '0A', 'tcp', '127.0.0.1', 7890],
    ['00000000:1ED2', '0A', 'tcp', '0.0.0.0', 7890],
    ['00000000000000000000000001000000:1ED2', '0A', 'tcp', '::1', 7890],
    ['00000000000000000000000000000000:0035', '07', 'udp', '::', 53],
    ['0000000000000000FFFF00000100007F:1ED2', '0A', 'tcp', '127.0.0.1', 7890],
    ['B80D01200000000067452301EFCDAB89:1ED2', '0A', 'tcp', '2001:db8::123:4567:89ab:cdef', 7890],
  ] as const)('%s', (local, state, protocol, address, port) => {
    expect(rowOf(row(local, state), protocol, true)).toEqual({
      inode: '4711',
      socket: { protocol, address, port, uid: 1000 },
    });
  });
  test('a machine that stores the other way round', () => {
    expect(rowOf(row('7F000001:1ED2', '0A'), 'tcp', false)?.socket.address).toBe('127.0.0.1');
  });
  test.each([row('0100007F:1ED2', '01'), '  sl  local_address rem_address   st tx_queue', ''])(
    'no listener: %s',
    (line) => {
      expect(rowOf(line, 'tcp', true)).toBeUndefined();
    },
  );
});

test.each([
  ['0::/system.slice/mihomo.service\n', { unit: { name: 'mihomo.service', isUser: false } }],
  [
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/bot.service\n',
    { unit: { name: 'bot.service', isUser: true } },
  ],
  ['9:name=systemd:/system.slice/mihomo.service\n0::/\n', { unit: { name: 'mihomo.service', isUser: false } }],
  ['0::/user.slice/user-1000.slice/session-2.scope\n', { scope: 'session-2.scope' }],
  [
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-code-12.scope\n',
    { scope: 'app-gnome-code-12.scope' },
  ],
  ['0::/system.slice/bot.service/inner/deeper\n', { unit: { name: 'bot.service', isUser: false } }],
  [
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-gateway.service\n',
    { unit: { name: 'app-gateway.service', isUser: true } },
  ],
  [
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-code@0f3a.service\n',
    { scope: 'app-code@0f3a.service' },
  ],
  ['0::/\n', {}],
])('the unit of %j', (text, wanted) => {
  expect(placeIn(text)).toEqual(wanted);
});

test.each([
  [['hermes', 'gateway', 'run'], 'hermes', 'agent'],
  [['/usr/bin/python3', '-m', 'hermes_cli.main', 'gateway', 'run'], 'hermes_cli.main', 'agent'],
  [['node', '/usr/lib/node_modules/@openai/codex/bin/index.js'], 'codex', 'agent'],
  [['openclaw gateway'], 'openclaw', 'agent'],
  [['node', '/srv/app/server.js'], 'server.js', 'other'],
  [['python3', '-m', 'vllm.entrypoints.openai.api_server'], 'vllm.entrypoints.openai.api_server', 'model-server'],
  [['-zsh'], 'zsh', 'shell'],
  [['/opt/clash-verge/verge-mihomo', '-d', '/x'], 'verge-mihomo', 'clash'],
  [['clash-verge'], 'clash-verge', 'proxy'],
  [['mihomo-party'], 'mihomo-party', 'proxy'],
  [['nginx: master process /usr/sbin/nginx'], 'nginx', 'other'],
  [['/bin/bash', '/usr/local/bin/hermes', 'gateway', 'run'], 'hermes', 'agent'],
  [['bash', '-c', 'hermes chat'], 'bash', 'shell'],
])('%j is %s, a %s', (argv, title, kind) => {
  const process = { argv, comm: 'node' };
  expect([titleOf(process), kindOf(process)]).toEqual([title, kind]);
});

test.each([
  ['https_proxy', 'http://me:word@10.0.0.1:3128/x?key=abc', 'http://***@10.0.0.1:3128'],
  ['https_proxy', 'sk-live abc', '***'],
  ['no_proxy', 'localhost,.lan,p@ss word', 'localhost,.lan,***'],
  ['HERMES_API_TIMEOUT', '600s', '600s'],
  ['HERMES_API_TIMEOUT', 'sk-live', '***'],
])('%s=%s is shown as %s', (name, value, shown) => {
  expect(shownValue(name, value)).toBe(shown);
});

describe('the configuration of a Clash', () => {
  const environ = new Map([['HOME', '/home/me']]);
  const there =
    (...paths: readonly string[]) =>
    (path: string): boolean =>
      paths.includes(path);
  test.each([
    [['mihomo'], '/home/me/.config/mihomo/config.yaml'],
    [['clash'], '/home/me/.config/clash/config.yaml'],
    [['mihomo', '-d', 'dir'], '/run/dir/config.yaml'],
    [['mihomo', '--d=/etc/mihomo'], '/etc/mihomo/config.yaml'],
    [['mihomo', '-d', '/etc/mihomo', '-f', 'x.yaml'], '/run/x.yaml'],
    [['mihomo', '-f', '-'], undefined],
    [['mihomo', '-config', 'bWl4ZWQ='], undefined],
  ])('%j', (argv, wanted) => {
    expect(clashConfigPath({ argv, environ }, '/run', () => true)).toBe(wanted);
  });
  test('XDG_CONFIG_HOME counts where the usual folder is missing, and a file that is not there is none', () => {
    const own = new Map([...environ, ['XDG_CONFIG_HOME', '/x']]);
    const file = '/x/mihomo/config.yaml';
    expect(clashConfigPath({ argv: ['mihomo'], environ: own }, '/', there(file))).toBe(file);
    expect(clashConfigPath({ argv: ['mihomo'], environ }, '/', there())).toBeUndefined();
  });
});

interface Faked {
  readonly pid: number;
  readonly argv: string;
  readonly environ?: string;
  readonly state?: string;
  readonly net?: string;
  readonly fds?: readonly string[];
  readonly comm?: string;
  readonly ticks?: number;
  readonly cwd?: string;
}

/** A `/proc` of plain files: 1000 seconds after the start of the machine. */
function fakeProc(processes: readonly Faked[], uptime = 1000): string {
  const proc = mkdtempSync(join(tmpdir(), 'envlint-proc-'));
  onTestFinished(() => rmSync(proc, { recursive: true, force: true }));
  const write = (name: string, text: string): void => writeFileSync(join(proc, name), text);
  const spaces = (name: string, net: string): void => {
    mkdirSync(join(proc, name, 'ns'), { recursive: true });
    symlinkSync(net, join(proc, name, 'ns/net'));
    symlinkSync('pid:[1]', join(proc, name, 'ns/pid'));
  };
  const statOf = (pid: number, comm: string, state: string, ticks: number): string =>
    `${pid} (${comm}) ${state} 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ${ticks} 0\n`;
  spaces('self', 'net:[1]');
  write('self/stat', statOf(1, 'node', 'R', 99_000));
  write('uptime', `${uptime}.00 0.00\n`);
  mkdirSync(join(proc, '1'));
  mkdirSync(join(proc, 'net'));
  const line = (inode: string): string => `0: 0100007F:1ED2 00000000:0000 0A 0:0 00:0 0 1000 0 ${inode} 1\n`;
  write('net/tcp', processes.flatMap(({ fds = [] }) => fds.map(line)).join(''));
  for (const {
    pid,
    argv,
    environ,
    state = 'S',
    net = 'net:[1]',
    fds = [],
    comm = 'x',
    ticks = 50_000,
    cwd,
  } of processes) {
    spaces(String(pid), net);
    write(`${pid}/stat`, statOf(pid, comm, state, ticks));
    write(`${pid}/cmdline`, argv.replaceAll(' ', '\0'));
    write(`${pid}/cgroup`, '0::/\n');
    write(`${pid}/comm`, `${comm}\n`);
    if (cwd !== undefined) symlinkSync(cwd, join(proc, String(pid), 'cwd'));
    if (environ !== undefined) write(`${pid}/environ`, environ.replaceAll(' ', '\0'));
    mkdirSync(join(proc, String(pid), 'fd'));
    for (const [index, inode] of fds.entries())
      symlinkSync(`socket:[${inode}]`, join(proc, String(pid), 'fd', String(index)));
  }
  return proc;
}

const look = (proc: string) =>
  readMachine({ ports: new Set([7890]), units: new Set(), files: [], nameOf: (real) => real, proc });

test.each([
  ['run/systemd/system/bot.service.d/a.conf', '[Service]\nEnvironment=A=1\n', true],
  ['run/systemd/system.control/bot.service.d/50-CPUQuota.conf', '[Service]\nCPUQuota=20%\n', false],
  ['usr/lib/systemd/system/bot.service.d/a.conf', '[Service]\n EnvironmentFile = /x\n', true],
  ['run/systemd/system/bot.service.d/a.conf.bak', '[Service]\nEnvironment=A=1\n', false],
  ['etc/systemd/system/bot.service.d/a.conf', '[Service]\nEnvironment=A=1\n', false],
])('%s with %j decides over the environment of a unit: %s', (file, text, wanted) => {
  const root = mkdtempSync(join(tmpdir(), 'envlint-units-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), text);
  expect(isSetElsewhere({ name: 'bot.service', isUser: false }, '/home/me', root)).toBe(wanted);
});

describe('a made-up /proc', () => {
  test('names, starts, environments and holders of sockets', () => {
    const proc = fakeProc([
      { pid: 10, argv: 'claude', environ: 'HOME=/nowhere A=1 A=2', comm: 'odd) S (name', fds: ['77'] },
      { pid: 11, argv: 'mihomo', environ: 'HOME=/nowhere', fds: ['78'] },
      { pid: 12, argv: 'sleep 9' },
    ]);
    const earliest = Date.now() - 500_000;
    const { processes, sockets, skipped } = look(proc);
    const latest = Date.now() - 500_000;
    expect([...processes.keys()]).toEqual([10, 11, 12]);
    const claude = processes.get(10);
    expect([claude?.comm, claude?.parent, claude?.environ?.get('A')]).toEqual(['odd) S (name', 1, '1']);
    expect(claude?.started).toBeGreaterThan(earliest - 1000);
    expect(claude?.started).toBeLessThan(latest + 1000);
    expect(sockets.map(({ pid }) => pid)).toEqual([10, 11]);
    expect(processes.get(12)?.environ).toBeUndefined();
    expect(skipped).toEqual({ ofOthers: 0, unreadable: 0, elsewhere: 0 });
  });
  test('what has ended, what is in a container and what may not be read', () => {
    const proc = fakeProc([
      { pid: 20, argv: 'claude', environ: 'HOME=/', state: 'Z' },
      { pid: 21, argv: 'claude', environ: 'HOME=/', net: 'net:[2]' },
      { pid: 22, argv: '', environ: '' },
      { pid: 23, argv: 'claude', environ: 'HOME=/' },
      { pid: 24, argv: 'claude' },
    ]);
    rmSync(join(proc, '23/ns'), { recursive: true });
    const { processes, skipped } = look(proc);
    expect([...processes.keys()]).toEqual([23]);
    expect(processes.get(23)?.environ).toBeUndefined();
    expect(skipped).toEqual({ ofOthers: 0, unreadable: 1, elsewhere: 1 });
  });
  test('an environment over which the program has written its title is not read', () => {
    const proc = fakeProc([
      { pid: 25, argv: 'hermes', environ: '\0\0\0\0' },
      { pid: 26, argv: 'hermes', environ: 'gateway:\0HOME=/nowhere' },
      { pid: 27, argv: 'hermes', environ: '' },
    ]);
    const { processes, skipped } = look(proc);
    expect([25, 26, 27].map((pid) => processes.get(pid)?.environ?.size)).toEqual([undefined, undefined, 0]);
    expect(skipped.unreadable).toBe(2);
  });
  test('a Clash in a folder that is gone', () => {
    const core = { argv: 'mihomo -f x.yaml', environ: 'HOME=/nowhere' };
    const proc = fakeProc([
      { ...core, pid: 28, cwd: '/srv/a' },
      { ...core, pid: 29, cwd: '/srv/a (deleted)' },
    ]);
    expect([28, 29].map((pid) => look(proc).processes.get(pid)?.clashConfig)).toEqual(['/srv/a/x.yaml', undefined]);
  });
  test.skipIf(process.geteuid?.() !== 0)('what another user runs is known by its name in the kernel alone', () => {
    const proc = fakeProc([
      { pid: 32, argv: 'secret word', environ: 'HOME=/', comm: 'verge-mihomo-al' },
      { pid: 33, argv: 'claude', environ: 'HOME=/', comm: 'claude' },
    ]);
    for (const pid of ['32', '33']) chownSync(join(proc, pid), 65_534, 65_534);
    expect(look(proc)).toMatchObject({ processes: new Map(), skipped: { ofOthers: 2 }, othersTakeOver: true });
    rmSync(join(proc, '32'), { recursive: true });
    expect(look(proc).othersTakeOver).toBe(false);
  });
  test.skipIf(process.geteuid?.() === 0)('an environment without permission is counted', () => {
    const proc = fakeProc([{ pid: 30, argv: 'claude', environ: 'HOME=/' }]);
    chmodSync(join(proc, '30/environ'), 0);
    expect(look(proc).skipped.unreadable).toBe(1);
  });
  test('where process 1 cannot be seen, those of other users are hidden', () => {
    const proc = fakeProc([{ pid: 31, argv: 'claude', environ: 'HOME=/' }]);
    rmSync(join(proc, '1'), { recursive: true });
    expect(look(proc).skipped).toEqual({ ofOthers: 0, unreadable: 0, elsewhere: 0, areOthersHidden: true });
  });
  test('ten thousand descriptors are looked through', () => {
    const fds = Array.from({ length: 10_000 }, (_, index) => String(1_000_000 + index));
    const proc = fakeProc([{ pid: 40, argv: 'busy', fds: ['77'] }]);
    for (const [index, inode] of fds.entries()) symlinkSync(`pipe:[${inode}]`, join(proc, '40/fd', String(index + 10)));
    expect(look(proc).sockets.map(({ pid }) => pid)).toEqual([40]);
  });
  test('a clock of a container beside ticks of its host is no clock', () => {
    expect(bootClock(fakeProc([], 1000))(50_000)).toBeDefined();
    expect(bootClock(fakeProc([], 10))(50_000)).toBeUndefined();
    expect(bootClock('/nonexistent')(50_000)).toBeUndefined();
  });
  test('without its tables nothing is known of listeners', () => {
    const proc = fakeProc([]);
    rmSync(join(proc, 'net'), { recursive: true });
    expect(look(proc).hidesListeners).toBe('unreadable');
    mkdirSync(join(proc, 'net'));
    writeFileSync(join(proc, 'net/tcp'), '');
    mkdirSync(join(proc, 'sys/kernel'), { recursive: true });
    writeFileSync(join(proc, 'sys/kernel/osrelease'), '4.4.0-19041-Microsoft\n');
    expect(look(proc).hidesListeners).toBe('wsl1');
    writeFileSync(join(proc, 'sys/kernel/osrelease'), '5.15.167.4-microsoft-standard-WSL2\n');
    expect(look(proc).hidesListeners).toBeUndefined();
    writeFileSync(join(proc, 'net/dev'), '  lo: 1 2\nloopback0: 1 2\n');
    expect(look(proc).hidesListeners).toBe('wsl-mirrored');
  });
});
