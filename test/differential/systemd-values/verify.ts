/** Asks the real systemd what it makes of one key's values. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Outcome = 'accepted' | 'noted' | 'ignored' | 'refused';

/** What systemd does with a value, and its own words. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly said: string;
}

/** The unit that holds a section, and what it needs beside the key. */
const UNITS: Readonly<Record<string, { readonly file: string; readonly rest: string }>> = {
  Unit: { file: 'x.service', rest: '[Service]\nExecStart=/bin/true\n' },
  Service: { file: 'x.service', rest: 'ExecStart=/bin/true\n' },
  Socket: { file: 'x.socket', rest: 'ListenStream=/run/x\n' },
  Mount: { file: 'mnt.mount', rest: 'What=/dev/x\nWhere=/mnt\n' },
  Swap: { file: 'dev-x.swap', rest: 'What=/dev/x\n' },
  Slice: { file: 'x.slice', rest: '' },
  Timer: { file: 'x.timer', rest: 'OnBootSec=1\n' },
  Path: { file: 'x.path', rest: 'PathExists=/x\n' },
  Automount: { file: 'mnt.automount', rest: 'Where=/mnt\n' },
};

/** The sections that can be tried: a scope has no file of its own. */
export const TRIED_SECTIONS: readonly string[] = Object.keys(UNITS);

const NOTES =
  /Ignoring unknown escape|obsolete|deprecated|please use|legacy directory|Support for|Unit uses|Unit dependency type|is not safe|does not match strict/i;

/** Values of one key, each on a line of its own; the unit is read again without each line that stops it. */
export async function verdicts(section: string, key: string, values: readonly string[]): Promise<Verdict[]> {
  const { file, rest } = UNITS[section]!;
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  const found: (Verdict | undefined)[] = values.map(() => undefined);
  try {
    for (let round = 0; round <= values.length; round++) {
      const lines = values.map((value, index) => (found[index]?.outcome === 'refused' ? '#' : `${key}=${value}`));
      writeFileSync(
        join(folder, file),
        `[${section}]\n${lines.map((line) => `${line}\n#\n`).join('')}${rest}${key === 'ExecStart' ? 'Type=oneshot\n' : ''}`,
      );
      const said = await verify(folder, file);
      const byLine = complaints(said, file);
      const isRefused = /has a bad unit file setting|failed to load properly/.test(said);
      const last = Math.max(0, ...byLine.keys());
      for (const [line, words] of byLine) {
        const index = (line - 2) / 2;
        const outcome =
          isRefused && line === last ? 'refused' : words.every((one) => NOTES.test(one)) ? 'noted' : 'ignored';
        if (Number.isInteger(index) && index < values.length) found[index] = { outcome, said: words.join(' / ') };
      }
      if (!isRefused || last === 0) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found.map((verdict) => verdict ?? { outcome: 'accepted', said: '' });
}

function complaints(said: string, file: string): Map<number, string[]> {
  const byLine = new Map<number, string[]>();
  for (const line of said.split('\n')) {
    const match = new RegExp(`^\\S*/${file.replaceAll('.', '\\.')}:(\\d+): (.*)$`).exec(line);
    if (match) byLine.set(Number(match[1]), [...(byLine.get(Number(match[1])) ?? []), match[2]!]);
  }
  return byLine;
}

function verify(folder: string, file: string): Promise<string> {
  const env = {
    PATH: '/usr/bin:/bin',
    SYSTEMD_UNIT_PATH: folder,
    SYSTEMD_LOG_LEVEL: 'notice',
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
  };
  return new Promise((resolve) => {
    execFile(
      'systemd-analyze',
      ['verify', '--man=no', join(folder, file)],
      { env, maxBuffer: 1 << 26 },
      (_, out, err) => resolve(`${out}\n${err}`),
    );
  });
}
