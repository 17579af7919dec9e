/** Never stale: whatever changes on a machine, an answer that is confirmed is the one a new run would give. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lintOnce } from '../../src/cli/run/check.ts';
import { makeContext } from '../../src/cli/shell/context.ts';
import { parseInvocation } from '../../src/cli/shell/parse.ts';
import { confirm, type Environ, type Row, witness } from '../../src/host/outside/evidence.ts';
import { exists, list, listen, readWhole, today } from '../../src/host/outside/outside.ts';
import { UsageError } from '../../src/usage-error.ts';

vi.setConfig({ testTimeout: 120_000 });
afterEach(() => {
  vi.useRealTimers();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const folders: string[] = [];

function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-evidence-')));
  folders.push(folder);
  return folder;
}

/** How many histories each property tries; `npm run evidence` tries many more. */
const RUNS = Number(process.env.HISTORIES ?? 8);

/** What the whole of a run reports, with the environment it is given. */
async function lintIn(home: string, env: Environ): Promise<string> {
  const report = join(home, '..', 'report.json');
  const argv = [`--format=json=${report}`, '--quiet', '--level=info', '--pass-on-no-files', '.', `${home}/.zshrc`];
  const context = { ...(await makeContext(parseInvocation(argv), env)), cwd: join(home, 'p'), home };
  try {
    const code = await lintOnce(context);
    return `${code} ${readFileSync(report, 'utf8')}`;
  } catch (error) {
    if (error instanceof UsageError) return error.text.en;
    throw error;
  }
}

/** The clock moves on by one tick, so that a change after it can be told from one before. */
const tick = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);

const FILES: Readonly<Record<string, readonly string[]>> = {
  '.zshrc': ['source ~/.proxyrc\n', 'export A=$HTTP_PROXY\n', 'source ~/.proxyrx\n'],
  '.proxyrc': ['export https_proxy=http://127.0.0.1:7890\n', 'export https_proxx=http://127.0.0.1:7890\n'],
  '.config/envlint/config.yaml': ['rules: { missing-no-proxy: off }\n', 'rules: { proxy-one-case: off }\n'],
  'p/.env': ['HTTPS_PROXY=http://127.0.0.1:7890\n', 'HTTPS_PROXX=http://127.0.0.1:7890\n'],
  'p/.env.local': ['NO_PROXY=localhost,127.0.0.1,::1\n', 'NO_PROXX=localhost,127.0.0.1,::1\n'],
  'p/sub/.env': [
    '# envlint-disable-next-line missing-no-proxy: until=2030-01-01 later\nHTTP_PROXY=http://127.0.0.1:7890\n',
    'A_TIMEOUT=10ms\n',
  ],
  'p/a.service': [
    '[Service]\nExecStart=/bin/true\nRestart=always\n',
    '[Service]\nExecStart=/bin/a\nEnvironmentFile=./x\n',
  ],
  'p/a.service.d/1.conf': ['[Service]\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890\n', '[Service]\nRestart=no\n'],
  'p/script': [
    '#!/bin/sh\nexport HTTPS_PROXY=http://127.0.0.1:7890\n',
    '!#/bin/sh\nexport HTTPS_PROXY=http://127.0.0.1:7890\n',
  ],
  'p/config.yaml': ['mixed-port: 7890\nrules:\n  - MATCH,DIRECT\n  - MATCH,X\n', 'a: 1\n'],
  'p/.gitignore': ['sub\nscript\n', '*.service\n'],
  'p/envlint.yaml': ['ignore: [sub]\n', 'files: ["conf/*.txt"]\n', 'rules: { missing-no-proxy: off }\n'],
  'p/conf/a.txt': ['HTTPS_PROXY=http://127.0.0.1:7890\n'],
  'p/.envlint-baseline.json': ['[{"version":1}\n]\n'],
  'other/envlint/config.yaml': ['rules: { missing-no-proxy: info }\n'],
};
const NAMES = Object.keys(FILES);
/** The one file that is named is always there: that it is gone is said on standard error. */
const FLEETING = NAMES.filter((one) => one !== '.zshrc');

type Step = (home: string, world: { env: Record<string, string>; days: number }) => void;

const write = (home: string, name: string, text: string): void => {
  const path = join(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const name = fc.constantFrom(...NAMES);
const fleeting = fc.constantFrom(...FLEETING);
const variant = fc.nat({ max: 2 });
const textOf = (file: string, n: number): string => FILES[file]?.[n % (FILES[file]?.length ?? 1)] ?? '';

/** Other text of the same size, and the old time put back. */
const swapUnseen =
  (file: string): Step =>
  (home) => {
    const path = join(home, file);
    const { atime, mtime } = statSync(path);
    writeFileSync(path, textOf(file, readFileSync(path, 'utf8') === textOf(file, 0) ? 1 : 0));
    utimesSync(path, atime, mtime);
  };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(name, variant).map(
    ([file, n]): Step =>
      (home) =>
        write(home, file, textOf(file, n)),
  ),
  fc.constantFrom('.proxyrc', 'p/.env', 'p/.env.local', 'p/script').map((file): Step => swapUnseen(file)),
  fleeting.map(
    (file): Step =>
      (home) =>
        rmSync(join(home, file), { force: true }),
  ),
  fc.tuple(fleeting, name).map(
    ([from, to]): Step =>
      (home) =>
        renameSync(join(home, from), join(home, to)),
  ),
  fc.constantFrom('p/sub', 'p/a.service.d', 'p/conf').map(
    (folder): Step =>
      (home) =>
        renameSync(join(home, folder), join(home, `${folder}.away`)),
  ),
  fc.constantFrom('p/sub', 'p/a.service.d', 'p/conf').map(
    (folder): Step =>
      (home) =>
        renameSync(join(home, `${folder}.away`), join(home, folder)),
  ),
  fc.tuple(fc.constantFrom('p/link.env', 'p/.env', '.proxyrc'), name).map(
    ([link, to]): Step =>
      (home) => {
        rmSync(join(home, link), { force: true });
        symlinkSync(join(home, to), join(home, link));
      },
  ),
  fc.tuple(name, fc.constantFrom(0o600, 0o644, 0o000)).map(
    ([file, mode]): Step =>
      (home) =>
        chmodSync(join(home, file), mode),
  ),
  name.map(
    (file): Step =>
      (home) =>
        utimesSync(join(home, file), 1, 1),
  ),
  fc.constantFrom('', 'other').map(
    (folder): Step =>
      (home, { env }) => {
        if (folder === '') delete env.XDG_CONFIG_HOME;
        else env.XDG_CONFIG_HOME = join(home, folder);
      },
  ),
  fc.constantFrom(0, 1, 4000).map(
    (days): Step =>
      (_, world) => {
        world.days = days;
      },
  ),
  fc.constantFrom<Step>(() => undefined),
);

/** `ahead`: by how much the clock of envlint is ahead of the files', in milliseconds: everything looks long settled. */
async function neverStale(steps: readonly Step[], ahead: number, byState: boolean): Promise<number> {
  const home = join(newFolder(), 'home');
  for (const file of NAMES.slice(0, 10)) write(home, file, textOf(file, 0));
  const world = { env: { HOME: home } as Record<string, string>, days: 0 };
  let known: { readonly text: string; readonly rows: readonly Row[] } | undefined;
  let confirmed = 0;
  for (const change of steps) {
    if (ahead > 0) tick();
    try {
      change(home, world);
    } catch {
      // There was nothing it could do.
    }
    vi.useFakeTimers({ toFake: ['Date'], now: realNow() + ahead + world.days * 86_400_000 });
    const again = known && confirm(known.rows, { ...world.env }, byState);
    const fresh = await lintIn(home, { ...world.env });
    if (known && again) {
      confirmed++;
      expect(known.text).toBe(fresh);
      known = { ...known, rows: again.rows };
    } else {
      const { value, rows } = await witness({ ...world.env }, (env) => lintIn(home, env));
      expect(value).toBe(fresh);
      known = rows && { text: value, rows };
    }
    vi.useRealTimers();
  }
  return confirmed;
}

const realNow = (): number => performance.timeOrigin + performance.now();

describe('a confirmed answer is the answer', () => {
  test.each([
    ['files just written are read again', 0, true],
    ['files long settled are told by their state', 60_000, true],
    ['all files are read again', 60_000, false],
  ])('%s', async (_, ahead, byState) => {
    let confirmed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        confirmed += await neverStale(steps, ahead, byState);
      }),
      { numRuns: RUNS },
    );
    expect(confirmed).toBeGreaterThan(RUNS / 2);
  });
});

describe('evidence', () => {
  test('a file that is settled is not read again, one just written is', async () => {
    const folder = newFolder();
    // The clock stands still: on a busy machine seconds pass between two lines.
    vi.useFakeTimers({ toFake: ['Date'], now: realNow() });
    writeFileSync(join(folder, 'a'), 'one');
    const ask = async (): Promise<void> => void readWhole(join(folder, 'a'), 100);
    const young = await witness({}, ask);
    expect(confirm(young.rows ?? [], {}, true)?.asked).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: realNow() + 60_000 });
    const settled = await witness({}, ask);
    expect(confirm(settled.rows ?? [], {}, true)?.asked).toBe(0);
    expect(confirm(settled.rows ?? [], {}, false)?.asked).toBe(1);
    // What was confirmed once by reading is told by its state from then on.
    expect(confirm(confirm(young.rows ?? [], {}, true)?.rows ?? [], {}, true)?.asked).toBe(0);
  });

  test('none when a question had two answers', async () => {
    const file = join(newFolder(), 'a');
    const { rows } = await witness({}, async () => {
      exists(file);
      writeFileSync(file, '');
      exists(file);
    });
    expect(rows).toBeUndefined();
  });

  test('of the environment only what was read counts, and no value is kept', async () => {
    const { rows } = await witness({ READ: 'sk-canary', UNREAD: 'b' }, async (env) => env.READ);
    expect(JSON.stringify(rows)).not.toContain('canary');
    expect(confirm(rows ?? [], { READ: 'sk-canary' }, true)).toBeDefined();
    expect(confirm(rows ?? [], { READ: 'other' }, true)).toBeUndefined();
    expect(confirm(rows ?? [], {}, true)).toBeUndefined();
  });

  test('a date counts where it was asked for', async () => {
    const { rows } = await witness({}, async () => today());
    vi.useFakeTimers({ toFake: ['Date'], now: realNow() + 3 * 86_400_000 });
    expect(confirm(rows ?? [], {}, true)).toBeUndefined();
  });

  test('a folder that another one takes the place of', async () => {
    const folder = newFolder();
    for (const name of ['a', 'b']) write(folder, `${name}/${name}`, '');
    vi.useFakeTimers({ toFake: ['Date'], now: realNow() + 60_000 });
    const { rows } = await witness({}, async () => list(join(folder, 'a')));
    rmSync(join(folder, 'a'), { recursive: true });
    renameSync(join(folder, 'b'), join(folder, 'a'));
    expect(confirm(rows ?? [], {}, true)).toBeUndefined();
  });

  test('nobody listens any more, also when the work fails', async () => {
    await expect(
      witness({}, async () => {
        throw new Error('x');
      }),
    ).rejects.toThrow('x');
    let heard = 0;
    listen(() => heard++);
    listen();
    exists('/');
    expect(heard).toBe(0);
  });
});
