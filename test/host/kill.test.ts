/**
 * envlint is killed at every call that changes something on disk, and at hundreds of moments in between. Whatever the
 * moment, each file is the old one or the new one, and the next run leaves all of them old or all of them new, nothing
 * stray, and a way back.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recover, undo } from '../../src/host/write/past.ts';
import { writeTogether } from '../../src/host/write/runs.ts';
import { build, PROGRAM } from '../cli/harness.ts';

// Two programs at a time, each with its files: a busy machine takes minutes for what takes seconds.
vi.setConfig({ testTimeout: 400_000 });

const HOOK = fileURLToPath(new URL('../helpers/kill-at.cjs', import.meta.url));
/** `npm run kills` tries many more. */
const TIMED_KILLS = Number(process.env.KILLS ?? 24);
/** Moments at random stop here, so that a busy machine still ends in time. In milliseconds. */
const BUDGET_MS = 10_000;

const FILES: Readonly<Record<string, string>> = {
  '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\r\n',
  'dots/zshrc': '# 代理\nexport https_proxy=http://u:secret@127.0.0.1:7890\n',
  'app/.env.local': `# ${'x'.repeat(200_000)}\nhttps_proxy=http://127.0.0.1:7890`,
  'x.service': '[Service]\nExecStart=/usr/bin/x\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890\n',
};
const MODES: Readonly<Record<string, number>> = { '.env': 0o600, 'dots/zshrc': 0o644, 'app/.env.local': 0o640 };

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Home {
  readonly dir: string;
  readonly state: string;
}

function makeHome(): Home {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-kill-')));
  folders.push(dir);
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, 'home', file)), { recursive: true });
    writeFileSync(join(dir, 'home', file), text);
    chmodSync(join(dir, 'home', file), MODES[file] ?? 0o644);
  }
  symlinkSync('dots/zshrc', join(dir, 'home/.zshrc'));
  return { dir: join(dir, 'home'), state: join(dir, 'state/envlint') };
}

type Env = Readonly<Record<string, string>>;

/** Runs the command; `after`: kills it so many milliseconds later. */
function run({ dir, state }: Home, args: readonly string[], env: Env = {}, after?: number): Promise<string> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--require', HOOK, PROGRAM, ...args], {
      cwd: dir,
      env: { PATH: process.env.PATH ?? '', HOME: dir, XDG_STATE_HOME: dirname(state), LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const timer = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), after);
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.on('close', () => {
      clearTimeout(timer);
      done(said);
    });
  });
}

/** The calls of a whole run that change something on disk. */
async function callsOf(home: Home, args: readonly string[]): Promise<string[]> {
  const file = join(dirname(home.dir), 'calls');
  await run(home, args, { CALLS_TO: file });
  return readFileSync(file, 'utf8').split(' ');
}

const textsOf = ({ dir }: Home): string[] => Object.keys(FILES).map((file) => readFileSync(join(dir, file), 'utf8'));

const namesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true }).map(String).sort();
  } catch {
    return [];
  }
};

const OLD = Object.values(FILES);
let fixed: string[] = [];
let names: string[] = [];
let calls: string[] = [];

beforeAll(build, 120_000);
beforeAll(async () => {
  const home = makeHome();
  names = namesOf(home.dir);
  calls = await callsOf(home, ['--fix']);
  fixed = textsOf(home);
}, 120_000);

/** Every file is whole: this text or that one, and its mode is what it was. */
function expectWhole(home: Home, one: readonly string[], other: readonly string[]): void {
  for (const [index, text] of textsOf(home).entries()) {
    if (text !== one[index] && text !== other[index]) throw new Error(`${Object.keys(FILES)[index]} is neither`);
  }
  for (const [file, mode] of Object.entries(MODES)) expect(statSync(join(home.dir, file)).mode & 0o777).toBe(mode);
}

/** All files are the old ones or all are the new ones; nothing else is there; what was fixed can be taken back. */
function expectSettled(home: Home): 'old' | 'new' {
  const texts = textsOf(home);
  const now = texts[0] === OLD[0] ? 'old' : 'new';
  expect(texts).toEqual(now === 'old' ? OLD : fixed);
  expect(namesOf(home.dir)).toEqual(names);
  const runs = namesOf(home.state);
  expect(runs.map((name) => name.replace(/^\d+-[0-9a-f]+/, ''))).toEqual(now === 'old' ? [] : ['.done']);
  for (const name of runs) expect(statSync(join(home.state, name)).mode & 0o777).toBe(0o600);
  if (now === 'new') {
    expect(undo(home.state, [home.dir]).kind).toBe('undone');
    expect(textsOf(home)).toEqual(OLD);
    expect(namesOf(home.state)).toEqual([]);
    expect(namesOf(home.dir)).toEqual(names);
    for (const [file, mode] of Object.entries(MODES)) expect(statSync(join(home.dir, file)).mode & 0o777).toBe(mode);
  }
  return now;
}

/** Two at a time, as the machine has cores. */
async function inTwos<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('the whole run fixes every file', () => {
  expect(fixed.every((text, index) => text !== OLD[index])).toBe(true);
  expect(calls.length).toBeGreaterThan(25);
});

test('killed at each call, also in the middle of a write', async () => {
  const ends = new Set<string>();
  const writes = upTo(calls.length).filter((at) => calls[at - 1] === 'writeFileSync');
  await inTwos([...upTo(calls.length).map(String), ...writes.map((at) => `${at}h`)], async (moment) => {
    const home = makeHome();
    const half = moment.endsWith('h');
    await run(home, ['--fix'], { KILL_AT: moment.replace('h', ''), ...(half ? { KILL_HALF: '1' } : {}) });
    expectWhole(home, OLD, fixed);
    // The command itself is the next run now and then; the rest of the time what it calls.
    const isOpen = namesOf(home.state).some((name) => name.endsWith('.open'));
    if (Number.parseInt(moment, 10) % 6 === 0) {
      expect(/cut off|中断/.test(await run(home, []))).toBe(isOpen);
    } else expect(recover(home.state, [home.dir])).toHaveLength(isOpen ? 1 : 0);
    ends.add(expectSettled(home));
    rmSync(dirname(home.dir), { recursive: true });
  });
  expect(ends).toEqual(new Set(['old', 'new']));
});

test('killed again while it settles what was left', async () => {
  // The middle of the renames: two files are new, two are old.
  const probe = makeHome();
  let middle = 0;
  for (const at of upTo(calls.length).filter((one) => calls[one - 1] === 'renameSync')) {
    const home = makeHome();
    await run(home, ['--fix'], { KILL_AT: String(at) });
    middle = at;
    if (textsOf(home).filter((text, index) => text === fixed[index]).length === 2) break;
  }
  await run(probe, ['--fix'], { KILL_AT: String(middle) });
  const moments = await callsOf(probe, []);
  expect(expectSettled(probe)).toBe('old');
  expect(moments.length).toBeGreaterThan(8);
  await inTwos(upTo(moments.length), async (at) => {
    const home = makeHome();
    await run(home, ['--fix'], { KILL_AT: String(middle) });
    await run(home, [], { KILL_AT: String(at), KILL_HALF: '1' });
    expectWhole(home, OLD, fixed);
    recover(home.state, [home.dir]);
    expect(expectSettled(home)).toBe('old');
  });
});

test('killed while it takes a run back', async () => {
  const fixedHome = (): Home => {
    const home = makeHome();
    const changes = Object.keys(FILES).map((file, index) => ({
      path: join(home.dir, file),
      before: OLD[index] ?? '',
      after: fixed[index] ?? '',
    }));
    expect(writeTogether(home.state, changes, { from: home.dir, keep: true }).kind).toBe('written');
    return home;
  };
  const moments = await callsOf(fixedHome(), ['undo']);
  await inTwos(upTo(moments.length), async (at) => {
    const home = fixedHome();
    await run(home, ['undo'], { KILL_AT: String(at), KILL_HALF: '1' });
    expectWhole(home, OLD, fixed);
    recover(home.state, [home.dir]);
    expectSettled(home);
  });
});

test('killed at any moment', async () => {
  const start = performance.now();
  const whole = makeHome();
  await run(whole, ['--fix']);
  const length = performance.now() - start;
  const deadline = Date.now() + BUDGET_MS;
  let done = 0;
  await inTwos(upTo(TIMED_KILLS), async (index) => {
    if (Date.now() > deadline) return;
    done++;
    const home = makeHome();
    // Most moments are late: reading takes longer than writing.
    await run(home, ['--fix'], {}, length * (0.4 + 0.8 * (index / TIMED_KILLS)));
    expectWhole(home, OLD, fixed);
    recover(home.state, [home.dir]);
    expectSettled(home);
    rmSync(dirname(home.dir), { recursive: true });
  });
  expect(done).toBeGreaterThan(0);
});
