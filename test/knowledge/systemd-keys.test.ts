/** The table of systemd's keys, compared with the keys of the systemd installed here. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classOf, keysOf, sectionsOf, type ValueClass } from '../../src/knowledge/systemd/keys.ts';

/** The words of `systemd --dump-configuration-items` and the classes they must be here. */
const DUMPED: Readonly<Record<string, readonly ValueClass[]>> = {
  BOOLEAN: ['boolean', 'tristate', 'word'],
  SECONDS: ['seconds'],
  NANOSECONDS: ['nanoseconds'],
  MODE: ['mode', 'word'],
  SIGNAL: ['signal'],
  ENVIRON: ['environment'],
  FILE: ['environment-file'],
  KILLMODE: ['word'],
  SERVICETYPE: ['word'],
  SERVICERESTART: ['word'],
};

describe('the key table', () => {
  test.each([
    ['Service', 'RestartSec', 'seconds'],
    ['Service', 'Environment', 'environment'],
    ['Service', 'WorkingDirectory', 'path'],
    ['Service', 'KillMode', 'word'],
    ['Slice', 'MemoryMax', 'size'],
    ['Scope', 'KillMode', 'word'],
    ['Manager', 'DefaultEnvironment', 'environment'],
    ['Resolve', 'DNSOverTLS', 'word'],
    ['Service', 'BusPolicy', 'legacy'],
    ['Unit', 'Description', 'text'],
  ] as const)('[%s] %s is %s', (section, key, kind) => {
    expect(classOf(section, key)).toBe(kind);
  });

  test('knows what does not belong', () => {
    expect(classOf('Service', 'StartLimitIntervalSec')).toBeUndefined();
    expect(classOf('Service', 'ExecStrt')).toBeUndefined();
    expect(classOf('Service', 'restart')).toBeUndefined();
    expect(keysOf('X-Mine')).toBeUndefined();
    expect(sectionsOf('StartLimitIntervalSec')).toEqual(['Unit']);
  });

  test('holds every key of the installed systemd, in the class it says', (context) => {
    const binary = ['/lib/systemd/systemd', '/usr/lib/systemd/systemd'].find(existsSync);
    if (!binary) return context.skip('systemd is not installed');
    const dump = spawnSync(binary, ['--dump-configuration-items'], { encoding: 'utf8' }).stdout.split('\n');
    let section = '';
    let checked = 0;
    const wrong: string[] = [];
    for (const line of dump) {
      section = /^\[(.*)\]$/.exec(line)?.[1] ?? section;
      const [, key, word] = /^(\w+)=(.*)$/.exec(line) ?? [];
      if (!key) continue;
      const kind = classOf(section, key);
      const wanted = DUMPED[word ?? ''];
      if (kind === undefined || (wanted && !wanted.includes(kind))) wrong.push(`[${section}] ${line}: ${kind}`);
      checked++;
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(1000);
  });
});
