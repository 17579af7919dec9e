/** What commands give to all programs that a session starts later on, and fish's universal variables. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environments } from '../../src/queries/environments/environment.ts';
import { slice } from '../../src/text.ts';
import { assignments, edited, expectSoundSpans } from '../helpers/facts.ts';
import { parseFile, projectOf } from '../helpers/project.ts';
import { hasShell } from '../helpers/real-shell.ts';

/** The session, what happens to which name, and the value, of each change in a script. */
function changes(script: string, file = 'a.sh'): readonly string[] {
  const document = parseFile(file, script);
  if (!document) throw new Error('not read');
  expectSoundSpans(document);
  return assignments(document)
    .filter(({ scope }) => scope.kind === 'session')
    .map(({ scope, name, operation, value }) => `${scope.name} ${operation} ${name.text} ${value.text}`.trim());
}

describe('commands that change a session', () => {
  test.each<[string, readonly string[]]>([
    ['launchctl setenv https_proxy http://a:1', ['launchctl set https_proxy http://a:1']],
    ['sudo launchctl asuser 501 launchctl setenv A "b c"', ['launchctl set A b c']],
    ['launchctl unsetenv A; launchctl getenv A; launchctl config user path /x', ['launchctl unset A']],
    ['tmux set-environment -g A b; tmux setenv -t x -u B', ['tmux set A b', 'tmux unset B']],
    ['tmux -L s setenv -g A b \\; setenv -gr C', ['tmux set A b', 'tmux unset C']],
    ['tmux setenv -gh SECRET x; tmux show-environment -g', []],
    ['systemctl --user set-environment A=b "C=d e"', ['systemctl set A b', 'systemctl set C d e']],
    ['systemctl unset-environment A B=c', ['systemctl unset A', 'systemctl unset B']],
    ['systemctl --user import-environment A; systemctl import-environment', ['systemctl set A \uFFFC']],
    ['systemctl -M web set-environment A=b; systemctl --user start a.service', []],
    ['dbus-update-activation-environment --systemd A=b C', ['dbus set A b', 'dbus set C \uFFFC']],
    ['for v in A B; do launchctl setenv $v c; done', ['launchctl set A c', 'launchctl set B c']],
    ['launchctl setenv 1A x; launchctl setenv A', []],
  ])('%s', (script, expected) => {
    expect(changes(script)).toEqual(expected);
  });
  test('in fish, in a job and in a unit', () => {
    expect(changes('launchctl setenv A b', 'config.fish')).toEqual(['launchctl set A b']);
    const job = (words: string): string =>
      `<plist><dict><key>Label</key><string>x</string><key>RunAtLoad</key><true/><key>ProgramArguments</key><array>${words}</array></dict></plist>`;
    const direct = '<string>/bin/launchctl</string><string>setenv</string><string>A</string><string>b</string>';
    expect(changes(job(direct), 'x.plist')).toEqual(['launchctl set A b']);
    const script =
      "<string>sh</string><string>-c</string><string>\nlaunchctl setenv A 'b c'\nlaunchctl setenv D $E\n</string>";
    expect(changes(job(script), 'x.plist')).toEqual(['launchctl set A b c', 'launchctl set D \uFFFC']);
    expect(changes('[Service]\nExecStart=systemctl --user set-environment A=b\n', 'x.service')).toEqual([
      'systemctl set A b',
    ]);
  });
});

/** The exported variables of the session that a tool changes, `?` for a value that nobody knows. */
function sessionOf(files: Record<string, string>, tool: string): Record<string, string> | undefined {
  const found = environments(projectOf(files)).find(({ kind, name }) => kind === 'session' && name === tool);
  return (
    found && Object.fromEntries([...found.variables.values()].map((one) => [one.name, one.known ? one.text : '?']))
  );
}

describe('the environment of a session', () => {
  test('has what its commands set, with the values of the shell, and nothing else of the shell', () => {
    const rc =
      'export A=1 B=2\nlaunchctl setenv C $A\nlaunchctl setenv D "$UNSET"\nlaunchctl setenv B x\nlaunchctl unsetenv B\n';
    expect(sessionOf({ '.zshrc': rc }, 'launchctl')).toEqual({ C: '1', D: '?' });
  });
  test('of tmux lies over the shell, of a user manager over environment.d', () => {
    expect(sessionOf({ '.zshrc': 'export A=1\ntmux setenv -g B 2\n' }, 'tmux')).toEqual({ A: '1', B: '2' });
    const files = { '.config/environment.d/x.conf': 'A=1\n', '.profile': 'systemctl --user set-environment B=2\n' };
    expect(sessionOf(files, 'systemctl')).toEqual({ A: '1', B: '2' });
  });
  test('changes no variable of the shell itself', () => {
    const [shell] = environments(projectOf({ '.zshrc': 'launchctl setenv A b\ntmux setenv C d\n' }));
    expect([...(shell?.variables.values() ?? [])]).toEqual([]);
  });
});

describe('writing beside such a command', () => {
  test.each([
    ['launchctl setenv A b # c', 'launchctl setenv A b # c\nlaunchctl setenv N v\nlaunchctl setenv M "w x"'],
    [
      'tmux set-environment -g A "b"',
      'tmux set-environment -g A "b"\ntmux set-environment -g N v\ntmux set-environment -g M "w x"',
    ],
    ['systemctl --user set-environment A=b', 'systemctl --user set-environment A=b N=v M="w x"'],
    ['f() { launchctl setenv A b; }', 'f() { launchctl setenv A b; launchctl setenv N v; launchctl setenv M "w x"; }'],
  ])('%s', (before, after) => {
    const document = parseFile('a.sh', before)!;
    const [beside] = assignments(document);
    const variables = [
      { name: 'N', value: 'v', inherit: true },
      { name: 'M', value: 'w x' },
    ];
    expect(edited(document, document.writer?.assign(beside!, variables))).toBe(after);
  });
  test('nothing is written among several commands of tmux, and none into a job', () => {
    const document = parseFile('a.sh', 'tmux setenv -g A b \\; setenv -g C d\n')!;
    expect(document.writer?.assign(assignments(document)[0]!, [{ name: 'N', value: 'v' }])).toBeUndefined();
  });
});

describe('fish_variables', () => {
  const text = [
    '# This file contains fish universal variable definitions.',
    '# VERSION: 3.0',
    'SETUVAR --export http_proxy:http\\x3a//127\\x2e0\\x2e0\\x2e1\\x3a7890',
    'SETUVAR --export LIST:a\\x1eb',
    'SETUVAR --export --path P:/a\\x1e/b',
    'SETUVAR --export NONE:\\x1d',
    'SETUVAR plain:\\u4e2d\\x20b',
    'SET_EXPORT old:1',
  ].join('\n');
  test('is read, in both formats', () => {
    const document = parseFile('.config/fish/fish_variables', text)!;
    expectSoundSpans(document);
    expect(assignments(document).map(({ name, value, reach }) => `${reach} ${name.text}=${value.text}`)).toEqual([
      'environment http_proxy=http://127.0.0.1:7890',
      'environment LIST=a b',
      'environment P=/a:/b',
      'environment NONE=',
      'shell plain=中 b',
      'environment old=1',
    ]);
    expect(slice(document, assignments(document)[1]!.at)).toBe('LIST:a\\x1eb');
    expect(document.writer).toBeUndefined();
  });
  test('comes before config.fish', () => {
    const files = {
      '.config/fish/fish_variables': 'SETUVAR --export A:1\nSETUVAR --export B:1\n',
      '.config/fish/config.fish': 'set -gx A 2\nset -q B; or set -gx B 3\n',
    };
    const [fish] = environments(projectOf(files));
    expect([...(fish?.variables.values() ?? [])].map(({ name, text }) => `${name}=${text}`)).toEqual(['A=2', 'B=1']);
  });
});

describe.skipIf(!hasShell('fish'))('the real fish', () => {
  test('writes what is read', () => {
    const home = mkdtempSync(join(tmpdir(), 'envlint-fish-'));
    const values = { A_B: 'it\'s "q" $x #h é 中 😀 % ~ \\ ;', C: 'http://u:p%40@[::1]:1/', D: '' };
    try {
      const script = 'set -Ux A_B $argv[1]; set -Ux C $argv[2]; set -Ux D $argv[3]';
      const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
      expect(spawnSync('fish', ['-c', script, ...Object.values(values)], { env, encoding: 'utf8' }).stderr).toBe('');
      const file = '.config/fish/fish_variables';
      const document = parseFile(file, readFileSync(join(home, file), 'utf8'))!;
      const read = assignments(document).map(({ name, value }) => [name.text, value.text]);
      expect(Object.fromEntries(read)).toMatchObject(values);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
