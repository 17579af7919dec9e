/** The checks over machines that are written down: what cannot be built everywhere, and what must stay silent. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../src/doctor/examine.ts';
import type { Machine, Process, Socket } from '../../src/doctor/machine.ts';
import { makeProject } from '../../src/project.ts';
import { linesOf } from '../../src/report/position.ts';
import { parseFile } from '../helpers/project.ts';

const HOME = '/home/me';
const LIST = 'localhost,127.0.0.1,::1';

interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly processes?: readonly Partial<Process>[];
  readonly sockets?: readonly (Partial<Socket> & { readonly port: number })[];
  readonly machine?: Partial<Machine>;
}

/** Files are older than all processes unless said otherwise: changed at 1000. */
function found({ files, processes = [], sockets = [], machine = {} }: Given) {
  const documents = Object.entries(files).flatMap(([name, text]) => {
    const file = name.startsWith('/') ? name : `${HOME}/${name}`;
    return parseFile(file, text) ?? [];
  });
  const project = makeProject({ documents, home: HOME, absent: new Set() });
  const all = processes.map((one, index): Process => {
    const base = { pid: 100 + index, parent: 1, comm: '', argv: [''], hasTerminal: false, started: 500, home: HOME };
    return { ...base, ...one };
  });
  const whole: Machine = {
    sockets: sockets.map((one) => ({ protocol: 'tcp', address: '127.0.0.1', uid: 1000, ...one })),
    processes: new Map(all.map((one) => [one.pid, one])),
    skipped: { ofOthers: 0, unreadable: 0, elsewhere: 0 },
    changed: new Map(documents.map(({ file }) => [file, 1000])),
    ...machine,
  };
  return examine({ project, machine: whole, display: (file) => file.replace(HOME, '~') }).map((one) => ({
    ...one,
    line: linesOf(project.document(one.at.file)).at(one.at.start).line,
  }));
}

const ids = (given: Given): readonly string[] => found(given).map(({ id }) => id);

const environ = (values: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries({ HOME, ...values }));

const ZSHRC = `export https_proxy=http://127.0.0.1:7890\nexport no_proxy=${LIST}\n`;
const CLASH = 'mixed-port: 7890\nproxies: []\nrules:\n  - MATCH,DIRECT\n';
const up = [{ port: 7890 }];
const old = environ({ https_proxy: 'http://127.0.0.1:1', no_proxy: LIST });

describe('listeners', () => {
  test.each(['wsl-mirrored', 'wsl1', 'docker', 'unreadable'] as const)(
    'a missing one proves nothing: %s',
    (hidesListeners) => {
      const files = { '.zshrc': ZSHRC, '.config/mihomo/config.yaml': CLASH };
      const core = { argv: ['mihomo'], environ: environ({}), clashConfig: `${HOME}/.config/mihomo/config.yaml` };
      expect(ids({ files, processes: [core], machine: { hidesListeners } })).toEqual([]);
      expect(ids({ files })).toEqual(['nobody-listens']);
    },
  );
  test.each([
    ['127.0.0.1', 'localhost', []],
    ['::1', 'localhost', []],
    ['::', '127.0.0.1', []],
    ['0.0.0.0', '127.0.0.1', []],
    ['0.0.0.0', '[::1]', ['nobody-listens']],
    ['::1', '127.0.0.1', ['nobody-listens']],
    ['192.168.1.5', '127.0.0.1', ['nobody-listens']],
    ['127.0.0.1', '127.0.0.2', ['nobody-listens']],
    ['127.0.0.1', '[::ffff:127.0.0.1]', []],
    ['127.0.0.1', '0.0.0.0', []],
    ['192.168.1.5', '0.0.0.0', ['nobody-listens']],
  ])('on %s, asked for at %s', (address, host, wanted) => {
    const files = { '.zshrc': ZSHRC.replace('127.0.0.1:7890', `${host}:7890`) };
    expect(ids({ files, sockets: [{ address, port: 7890 }] })).toEqual(wanted);
  });
  test.each([
    ['an udp socket is no listener for a proxy', [{ protocol: 'udp', port: 7890 }], ['nobody-listens']],
    ['the process of another user is nobody that could be named', [{ uid: 0, port: 7890 }], []],
  ] as const)('%s', (_, sockets, wanted) => {
    expect(ids({ files: { '.zshrc': ZSHRC }, sockets })).toEqual(wanted);
  });
  test.each([
    [['mihomo', '-d', '/etc/mihomo'], []],
    [['/opt/mihomo-linux-amd64-v1.19.0', '-d', '.'], []],
    [['/usr/bin/ssh', '-D', '7890', 'host'], []],
    [['node', '/usr/lib/node_modules/whistle/bin/index.js'], []],
    [['java', '-jar', '/opt/burpsuite.jar'], []],
    [['python3', '-m', 'http.server', '7890'], ['other-program-listens']],
    [['/usr/bin/python3', '/usr/local/bin/vllm', 'serve'], ['other-program-listens']],
    [['postgres: checkpointer'], ['other-program-listens']],
  ])('%j', (argv, wanted) => {
    const processes = [{ pid: 7, argv, environ: environ({}) }];
    expect(ids({ files: { '.zshrc': ZSHRC }, processes, sockets: [{ port: 7890, pid: 7 }] })).toEqual(wanted);
  });
  test('a template names no port of this machine', () => {
    expect(ids({ files: { '.env.example': 'HTTPS_PROXY=http://127.0.0.1:7890\n' } })).toEqual([]);
  });
});

describe('environments', () => {
  const agent = { argv: ['claude'], environ: old };
  test('a later start, an unknown start and a file without a time prove nothing', () => {
    const files = { '.zshrc': ZSHRC };
    expect(ids({ files, sockets: up, processes: [agent] })).toEqual(['environment-outdated']);
    expect(ids({ files, sockets: up, processes: [{ ...agent, started: 2000 }] })).toEqual([]);
    const { started: _, ...unknown } = { ...agent, started: 0 };
    const machine = { changed: new Map<string, number>() };
    expect(ids({ files, sockets: up, processes: [unknown], machine })).toEqual([]);
  });
  test('a value that hangs on a condition proves nothing', () => {
    const files = { '.zshrc': `if [ -n "$X" ]; then\n${ZSHRC}fi\n` };
    expect(ids({ files, sockets: up, processes: [agent] })).toEqual([]);
  });
  test('a file that is not there to be read can set anything', () => {
    const text = `${ZSHRC}. "$WORK/proxy.env"\n`;
    expect(ids({ files: { '.zshrc': text }, sockets: up, processes: [agent] })).toEqual([]);
  });
  test('a missing variable counts only where the program comes from such a shell', () => {
    const files = { '.zshrc': 'export no_proxy=localhost\n' };
    const bare = { argv: ['ollama', 'serve'], environ: environ({}) };
    expect(ids({ files, processes: [bare] })).toEqual([]);
    const shell = { pid: 50, argv: ['-zsh'], hasTerminal: true, environ: environ({ no_proxy: 'localhost' }) };
    expect(ids({ files, processes: [shell, { ...bare, parent: 50 }] })).toEqual(['environment-outdated']);
    expect(ids({ files, processes: [{ ...bare, argv: ['claude'], scope: 'app-gnome-claude-1.scope' }] })).toEqual([]);
  });
  test('what shells have started is one warning for each shell, and the shells themselves are not judged', () => {
    const shell = (pid: number) => ({ pid, argv: ['zsh'], hasTerminal: true, environ: environ({}) });
    const child = (parent: number, name = 'node') => ({ argv: [name, 'app.js'], parent, environ: old, started: 2000 });
    const processes = [shell(50), child(50), child(50), shell(51), child(51, 'vim'), { ...agent, parent: 51 }];
    const all = found({ files: { '.zshrc': ZSHRC }, sockets: up, processes });
    expect(all.map(({ severity, process }) => [severity, process?.argv[0]]).sort()).toEqual([
      ['error', 'claude'],
      ['warning', 'node'],
    ]);
    const shells = all.find(({ severity }) => severity === 'warning');
    expect(shells?.message.en).toContain('and 1 more');
    expect(shells?.repair.en).toBe('type source ~/.zshrc into zsh (pid 50), then start app.js again');
    expect(ids({ files: { '.zshrc': ZSHRC }, sockets: up, processes: [shell(50), shell(51)] })).toEqual([]);
  });
  test('below a script, a shell without a terminal and another shell nobody has read the file', () => {
    const files = { '.zshrc': ZSHRC };
    const shells = [
      { argv: ['zsh', 'build.sh'], hasTerminal: true },
      { argv: ['zsh', '-c', 'sleep 9'], hasTerminal: true },
      { argv: ['zsh'], hasTerminal: false },
      { argv: ['bash'], hasTerminal: true },
    ];
    for (const shell of shells) {
      const child = { argv: ['node', 'app.js'], parent: 50, environ: old };
      expect(ids({ files, sockets: up, processes: [{ ...shell, pid: 50 }, child] })).toEqual([]);
    }
  });
  test.each([
    ['a script', ['/bin/sh', '/usr/local/bin/quiet'], []],
    ['a command that unsets', ['bash', '-c', 'unset https_proxy; claude'], []],
    ['a command that sets', ['sh', '-c', 'https_proxy=http://127.0.0.1:1 claude'], []],
    ['a command alone', ['sh', '-c', 'claude'], ['environment-outdated']],
    ['another program', ['npm', 'exec', 'claude'], ['environment-outdated']],
  ] as const)('between a shell and the program: %s', (_, argv, wanted) => {
    const processes = [
      { pid: 50, argv: ['zsh'], hasTerminal: true, environ: environ({}) },
      { pid: 51, argv, parent: 50 },
      { ...agent, parent: 51 },
    ];
    expect(ids({ files: { '.zshrc': ZSHRC }, sockets: up, processes })).toEqual(wanted);
  });
  test('what a program has started is repaired with it', () => {
    const processes = [
      { ...agent, pid: 60 },
      { argv: ['node', 'tool.js'], parent: 60, environ: old },
    ];
    const all = found({ files: { '.zshrc': ZSHRC }, sockets: up, processes });
    expect(all.map(({ id }) => id)).toEqual(['environment-outdated']);
    expect(all[0]?.label?.en).toContain('1 that it started has it too');
  });
  test('a program in Go needs no list, and Hermes can have its own', () => {
    const files = { '.zshrc': ZSHRC, '.hermes/.env': `NO_PROXY=${LIST}\n` };
    const real = environ({ https_proxy: 'http://127.0.0.1:7890' });
    const processes = (name: string) => [{ argv: [name, 'serve'], environ: real, started: 2000 }];
    expect(ids({ files, sockets: up, processes: processes('claude') })).toEqual(['program-without-no-proxy']);
    expect(ids({ files, sockets: up, processes: processes('ollama') })).toEqual([]);
    expect(ids({ files, sockets: up, processes: processes('hermes') })).toEqual([]);
  });
});

describe('services', () => {
  const UNIT = '/etc/systemd/system/bot.service';
  const text = (exec: string): string =>
    `[Service]\nUser=me\nExecStart=${exec}\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890 NO_PROXY=${LIST}\n`;
  const bot = {
    argv: ['/usr/bin/python3', '/opt/hermes', 'gateway', 'run'],
    unit: { name: 'bot.service', isUser: false },
    environ: environ({ HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: LIST }),
    started: 2000,
  };
  test('an edited unit that systemd has not read again', () => {
    const [one, ...more] = found({ files: { [UNIT]: text('/opt/hermes gateway run') }, sockets: up, processes: [bot] });
    expect(more).toEqual([]);
    expect(one).toMatchObject({ id: 'service-outdated', line: 4 });
    expect(one?.repair.en).toBe('systemctl daemon-reload && systemctl restart bot.service');
  });
  test.each([
    ['a script in between', '/opt/start.sh'],
    ['env in between', '/usr/bin/env HTTPS_PROXY=http://127.0.0.1:1 /opt/hermes gateway run'],
    ['a shell that sets variables', "/bin/sh -c 'export HTTPS_PROXY=x; exec /opt/hermes gateway run'"],
  ])('%s can have changed everything', (_, exec) => {
    expect(ids({ files: { [UNIT]: text(exec) }, sockets: up, processes: [bot] })).toEqual([]);
  });
  test('an instance has the settings of its template', () => {
    const TEMPLATE = '/etc/systemd/system/bot@.service';
    const processes = [{ ...bot, unit: { name: 'bot@work.service', isUser: false } }];
    const run = (files: Given['files']) => ids({ files, sockets: [...up, { port: 1 }], processes });
    const own = text('/opt/hermes gateway run');
    expect(run({ [TEMPLATE]: own })).toEqual(['service-outdated']);
    expect(run({ [TEMPLATE]: own, '/etc/systemd/system/bot@work.service': own.replace(':7890', ':1') })).toEqual([]);
  });
  test('settings in folders that were not read can decide', () => {
    const files = { [UNIT]: text('/opt/hermes gateway run') };
    const unit = { ...bot.unit, isSetElsewhere: true } as const;
    expect(ids({ files, sockets: up, processes: [{ ...bot, unit }] })).toEqual([]);
  });
  test('what the service itself has started is not what the unit starts', () => {
    const processes = [{ ...bot, pid: 70, environ: environ({ HTTPS_PROXY: 'http://127.0.0.1:7890', NO_PROXY: LIST }) }];
    const below = { ...bot, parent: 70 };
    expect(
      ids({ files: { [UNIT]: text('/opt/hermes gateway run') }, sockets: up, processes: [...processes, below] }),
    ).toEqual([]);
  });
  test('a unit of the same name of the other manager is another one', () => {
    const other = { ...bot, unit: { name: 'bot.service', isUser: true } };
    expect(ids({ files: { [UNIT]: text('/opt/hermes gateway run') }, sockets: up, processes: [other] })).toEqual([]);
  });
  test('a proxy that the unit, changed since, does not set any more', () => {
    const files = { [UNIT]: '[Service]\nUser=me\nExecStart=/opt/hermes gateway run\n' };
    expect(found({ files, processes: [{ ...bot, started: 500 }] })).toMatchObject([
      { id: 'service-outdated', line: 3 },
    ]);
    expect(ids({ files, processes: [bot] })).toEqual([]);
  });
});

describe('resolvers', () => {
  const RESOLV = '/etc/resolv.conf';
  const given = (text: string, sockets: Given['sockets'] = [], files: Given['files'] = {}): Given => ({
    files: { [RESOLV]: text, ...files },
    sockets,
    machine: { resolvConf: text },
  });
  test.each([
    ['nameserver 127.0.0.1\n', [], ['resolver-unanswered']],
    ['nameserver 127.0.0.1\n', [{ protocol: 'udp', port: 53 }], []],
    ['nameserver 127.0.0.53\n', [{ protocol: 'udp', address: '127.0.0.53', port: 53 }], []],
    ['nameserver 127.0.0.53\n', [{ protocol: 'udp', address: '127.0.0.1', port: 53 }], ['resolver-unanswered']],
    ['nameserver ::1\n', [{ protocol: 'udp', address: '::', port: 53 }], []],
    ['nameserver 127.0.0.11\n', [], []],
    ['nameserver 223.5.5.5\n', [], []],
  ] as const)('%j with %j', (text, sockets, wanted) => {
    expect(ids(given(text, sockets))).toEqual(wanted);
  });
  test('a program that can take over port 53 by the firewall, whoever runs it', () => {
    const one = given('nameserver 127.0.0.1\n');
    const mine = { ...one, processes: [{ argv: ['/usr/bin/sing-box', 'run'] }] };
    const others = { ...one, machine: { ...one.machine, othersTakeOver: true as const } };
    const hidden = { ofOthers: 0, unreadable: 0, elsewhere: 0, areOthersHidden: true as const };
    expect([one, mine, others, { ...one, machine: { ...one.machine, skipped: hidden } }].map(ids)).toEqual([
      ['resolver-unanswered'],
      [],
      [],
      [],
    ]);
  });
  test('a resolv.conf among the files is compared with the real one', () => {
    const files = { 'etc/resolv.conf': 'nameserver 223.5.5.5\n' };
    expect(ids({ files, machine: { resolvConf: 'nameserver 8.8.8.8\n' } })).toEqual(['resolver-differs']);
    expect(ids({ files, machine: { resolvConf: '# kept\nnameserver 223.5.5.5\n' } })).toEqual([]);
    expect(ids({ files })).toEqual([]);
  });
  test('systemd-resolved that runs and is passed by', () => {
    const files = { '/etc/systemd/resolved.conf': '[Resolve]\nDNS=223.5.5.5\n' };
    const stub = [{ protocol: 'udp', address: '127.0.0.53', port: 53 }] as const;
    expect(ids(given('nameserver 8.8.8.8\n', stub, files))).toEqual(['resolver-differs']);
    expect(ids(given('nameserver 127.0.0.53\n', stub, files))).toEqual([]);
    expect(ids(given('nameserver 8.8.8.8\n', [], files))).toEqual([]);
  });
  test('a Clash that answers on port 53 and is not asked', () => {
    const dns = `${CLASH}dns: { enable: true, listen: 127.0.0.1:53, nameserver: [223.5.5.5] }\n`;
    const CONFIG = '/etc/mihomo/config.yaml';
    const core = { argv: ['mihomo', '-d', '/etc/mihomo'], environ: environ({}), clashConfig: CONFIG };
    const run = (text: string, resolv: string): readonly string[] =>
      ids({ files: { [CONFIG]: text }, processes: [core], machine: { resolvConf: resolv } });
    expect(run(dns, 'nameserver 8.8.8.8\n')).toEqual(['resolver-differs']);
    expect(run(dns, 'nameserver 127.0.0.1\n')).toEqual([]);
    expect(run(`${dns}tun: { enable: true }\n`, 'nameserver 8.8.8.8\n')).toEqual([]);
  });
});
