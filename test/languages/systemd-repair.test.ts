/** Assignments that systemd drops, written as they were meant. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { systemd } from '../../src/languages/systemd/index.ts';
import { applyEdits } from '../../src/text.ts';
import { assignments } from '../helpers/facts.ts';

const read = (text: string): Document => systemd.parse({ file: 'x.service', text });

/** An Environment= value with its first dropped assignment repaired, as often as something is; undefined: never. */
function repair(value: string): string | undefined {
  const begin = '[Service]\nEnvironment=';
  let text = begin + value;
  for (let round = 0; round < 5; round++) {
    const document = read(text);
    const dropped = assignments(document).find((fact) => fact.dropped);
    const edits = dropped && document.writer?.repair?.(dropped);
    if (!edits) return dropped || round === 0 ? undefined : text.slice(begin.length);
    text = applyEdits(text, edits);
  }
  return undefined;
}

describe('repairing dropped assignments', () => {
  test.each([
    ['A = b', 'A=b'],
    ['A= b', 'A=b'],
    ['A =b', 'A=b'],
    ['A = "b c" D=e', 'A="b c" D=e'],
    ['NO_PROXY=localhost, 127.0.0.1', '"NO_PROXY=localhost, 127.0.0.1"'],
    ['OPTS=--a --b X=1', '"OPTS=--a --b" X=1'],
    ['export A=1', 'A=1'],
    ['"A=1", "B=2"', '"A=1" "B=2"'],
    ['"A=1" , "B=2"', '"A=1" "B=2"'],
    ['http_proxy=http://h:1;', 'http_proxy=http://h:1'],
    ['"http_proxy=http://h:1,"', '"http_proxy=http://h:1"'],
    ['“A=b c”', '"A=b c"'],
    ['A=“b %h”', '"A=b %h"'],
    ['“A=1”, “B=2”', '"A=1" "B=2"'],
    ['"A=C:\\path" B=2', '"A=C:\\\\path" B=2'],
    ['A=DOMAIN\\user', 'A=DOMAIN\\\\user'],
    ['P=http://u:p%40s%23@h:1/%h', 'P=http://u:p%%40s%%23@h:1/%h'],
    ['P=http://u:p%C3%A9@h:1', 'P=http://u:p%%C3%%A9@h:1'],
    ['"A=1', '"A=1"'],
    ["A='1", "A='1'"],
    ['A=b"', 'A=b'],
  ])('%s becomes %s', (before, after) => {
    expect(repair(before)).toBe(after);
  });

  test.each([
    ['a name of its own', 'A=1 PATH'],
    ['quotes in the middle', 'A=“b "c” d'],
    ['a quote that could close in two places', '"A=1 B=2'],
    ['no assignment', 'foo'],
    ['a comment', 'A=1 # x'],
    ['nothing wrong', 'A=1 B=2'],
  ])('leaves %s alone', (_, value) => {
    expect(repair(value)).toBeUndefined();
  });

  test('brings about what was meant, whatever the value', () => {
    const plain = fc.stringMatching(/^[a-z0-9:/@,.-]{1,12}$/).filter((text) => !/[,;]$/.test(text));
    const faults: readonly ((value: string) => string)[] = [
      (value) => `A = ${value}`,
      (value) => `export A=${value}`,
      (value) => `“A=${value}”`,
      (value) => `"A=${value}",`,
      (value) => `"A=${value}`,
      (value) => `A=\\q${value}`,
      (value) => `A=x ${value}`,
    ];
    fc.assert(
      fc.property(plain, fc.constantFrom(...faults), (value, fault) => {
        const broken = assignments(read(`[Service]\nEnvironment=${fault(value)}`))[0]!;
        const mended = repair(fault(value));
        const [fact, ...others] = assignments(read(`[Service]\nEnvironment=${mended}`));
        expect([fact?.value.text, fact?.dropped, others]).toEqual([broken.value.text, undefined, []]);
      }),
    );
  });

  test('is read by systemd as it was meant', (context) => {
    const broken = [
      'V0 = b',
      'V1=a, b',
      'export V2=1',
      '"V3=1",',
      '“V4=b c”',
      '"V5=C:\\path"',
      'V6=http://u:%40@h',
      '"V7=1',
    ];
    const folder = mkdtempSync(path.join(tmpdir(), 'repair-'));
    const lines = broken.map((value) => `Environment=${repair(value)}\n`).join('');
    writeFileSync(path.join(folder, 'x.service'), `[Service]\nExecStart=/bin/true\n${lines}`);
    const env = { ...process.env, SYSTEMD_LOG_LEVEL: 'debug', SYSTEMD_UNIT_PATH: '' };
    const run = spawnSync('systemd-analyze', ['verify', '--man=no', './x.service'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    if (run.error) return context.skip('systemd-analyze is not installed');
    const dump = [...(run.stdout + run.stderr).matchAll(/^\t\tEnvironment: (.*)$/gm)].map((match) => match[1]);
    expect(dump).toEqual(['V0=b', 'V1=a, b', 'V2=1', 'V3=1', 'V4=b c', 'V5=C:\\path', 'V6=http://u:%40@h', 'V7=1']);
  });
});
