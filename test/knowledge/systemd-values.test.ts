/** What systemd says to values; what it says to all of them is asked of itself in test/differential/systemd-values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeLine } from '../../src/knowledge/systemd/judge.ts';
import { keysOf, kindOf, sinceVersion } from '../../src/knowledge/systemd/keys.ts';
import { UNIT_SECTIONS } from '../../src/knowledge/systemd/table.ts';

const effect = (key: string, value: string, section = 'Service'): string => {
  const kind = kindOf(section, key);
  if (!kind) throw new Error(`no such key: [${section}] ${key}`);
  return judgeLine(section, key, kind, value)?.effect ?? 'taken';
};

describe('a value stops the unit, or only its line', () => {
  test.each([
    ['WorkingDirectory', '"/srv"', 'refused'],
    ['WorkingDirectory', 'srv', 'refused'],
    ['WorkingDirectory', '-srv', 'ignored'],
    ['WorkingDirectory', '~', 'taken'],
    ['WorkingDirectory', '%i', 'taken'],
    ['WorkingDirectory', '/srv/%4', 'refused'],
    ['EnvironmentFile', '"/etc/a"', 'ignored'],
    ['EnvironmentFile', '-%h/.env', 'taken'],
    ['RootDirectory', 'srv', 'refused'],
    ['User', 'a:b', 'refused'],
    ['User', 'a b', 'taken'],
    ['User', 'nobody', 'noted'],
    ['DynamicUser', 'maybe', 'refused'],
    ['RemainAfterExit', 'enabled', 'ignored'],
    ['ExecStart', 'bin/a', 'refused'],
    ['ExecStart', '-bin/a', 'ignored'],
    ['ExecStart', 'a --b', 'taken'],
    ['ExecStart', '/bin/a "b', 'refused'],
    ['ExecStart', '/bin/a \\; b ; c', 'taken'],
    ['PIDFile', 'a.pid', 'taken'],
    ['PIDFile', '../a.pid', 'refused'],
    ['Restart', 'on-failed', 'ignored'],
    ['KillMode', 'none', 'noted'],
    ['TimeoutStopSec', '30secs', 'ignored'],
    ['TimeoutStopSec', '5min 20s', 'taken'],
    ['StandardOutput', '/var/log/x', 'ignored'],
    ['StandardOutput', 'append:/var/log/x', 'taken'],
    ['LimitNOFILE', '4096:1024', 'ignored'],
    ['LimitNOFILE', '1024:524288', 'taken'],
    ['MemoryMax', '1.5G', 'taken'],
    ['MemoryMax', '512Mi', 'ignored'],
    ['CPUQuota', '20', 'ignored'],
    ['UMask', '0027', 'taken'],
    ['UMask', 'u=rwx', 'ignored'],
    ['KillSignal', 'SIGRTMIN+3', 'taken'],
    ['KillSignal', 'sigterm', 'ignored'],
    ['IPAddressAllow', '10.0.0.0/8 example.com', 'part'],
    ['SystemCallFilter', '@system-service', 'taken'],
    ['MemoryLimit', '1G', 'noted'],
    ['Nice', '20', 'ignored'],
    ['ReadWritePaths', '/a b', 'part'],
    ['StateDirectory', '/a', 'part'],
    ['BindPaths', '/a:/b:rbind', 'taken'],
  ])('%s=%s is %s', (key, value, expected) => {
    expect(effect(key, value)).toBe(expected);
  });

  test.each([
    ['Timer', 'OnCalendar', 'Mon..Fri *-*-* 09:00/15:00 Asia/Shanghai', 'taken'],
    ['Timer', 'OnCalendar', '0 5 * * *', 'ignored'],
    ['Timer', 'OnCalendar', '*:0/15', 'taken'],
    ['Timer', 'OnBootSec', '5mins', 'ignored'],
    ['Socket', 'ListenStream', '[::1]:80', 'taken'],
    ['Socket', 'ListenStream', 'localhost:80', 'ignored'],
    ['Unit', 'After', 'a.service b', 'part'],
    ['Unit', 'After', '%n', 'taken'],
    ['Unit', 'After', '%h.service', 'part'],
    ['Unit', 'Documentation', 'www.example.com', 'part'],
    ['Unit', 'Description', '100%', 'taken'],
    ['Unit', 'Description', '100%Z', 'ignored'],
    ['Socket', 'Delegate', 'yes', 'ignored'],
  ])('[%s] %s=%s is %s', (section, key, value, expected) => {
    expect(effect(key, value, section)).toBe(expected);
  });
});

describe('newer versions', () => {
  test.each([
    ['PrivateBPF', 258],
    ['RestartMode', 254],
    ['RootMStack', 260],
    ['Restart', undefined],
  ])('%s came with %s', (key, version) => {
    expect(sinceVersion(key)).toBe(version);
    expect(keysOf('Service')?.has(key)).toBe(true);
  });

  test('names the version that brought a word', () => {
    expect(judgeLine('Service', 'Type', 'choice', 'notify-reload')).toMatchObject({ effect: 'ignored', since: 253 });
    expect(judgeLine('Service', 'PrivateTmp', 'choice', 'disconnected')).toMatchObject({ since: 257 });
  });
});

describe('every reader', () => {
  const keys = Object.keys(UNIT_SECTIONS).flatMap((section) =>
    [...(keysOf(section)?.keys() ?? [])].map((key) => [section, key] as const),
  );

  test('answers for any text, and points inside it', () => {
    const parts = fc.constantFrom(
      '/',
      '..',
      '%h',
      '%4',
      '"',
      "'",
      '\\',
      ':',
      '-',
      '~',
      '5',
      's',
      'a',
      '.service',
      ' ',
      '=',
      '中',
    );
    const text = fc.array(parts, { maxLength: 8 }).map((all) => all.join('').trim());
    fc.assert(
      fc.property(fc.constantFrom(...keys), text, ([section, key], value) => {
        const kind = kindOf(section, key);
        const at = kind && judgeLine(section, key, kind, value)?.at;
        if (at) expect(at[0] >= 0 && at[0] <= at[1] && at[1] <= value.length).toBe(true);
      }),
      { seed: 13, numRuns: 5000 },
    );
  });
});
