/** Runs the built command on small machines in temporary folders. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const PROGRAM = join(root, 'dist/envlint.cjs');

beforeAll(build, 120_000);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export interface Machine {
  /** Absolute, links resolved. */
  readonly dir: string;
  readonly path: (file: string) => string;
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string | Uint8Array) => void;
  /** Runs envlint with this folder as current folder and home. */
  readonly run: (args: readonly string[], options?: RunOptions) => Run;
}

interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A temporary folder holding these files. */
export function machine(files: Readonly<Record<string, string>> = {}): Machine {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-')));
  folders.push(dir);
  const path = (file: string): string => join(dir, file);
  const write = (file: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    dir,
    path,
    write,
    read: (file) => readFileSync(path(file), 'utf8'),
    run: (args, options = {}) => envlint(args, { ...options, cwd: options.cwd ?? dir, home: dir }),
  };
}

function envlint(
  args: readonly string[],
  { cwd, home, input, env = {} }: RunOptions & { cwd: string; home: string },
): Run {
  build();
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    encoding: 'utf8',
    input: input ?? '',
    env: { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', ...env },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 110_000,
  });
  return { code: status, out: stdout, err: stderr };
}

let isBuilt = false;

const MINUTE = 60_000;

/** Builds dist/ if a source is newer. Several test files run at once: the first one builds, the others wait for it. */
export function build(): void {
  if (isBuilt) return;
  const lock = join(tmpdir(), 'envlint-test-build.lock');
  const deadline = Date.now() + 10 * MINUTE;
  while (Date.now() < deadline) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > 5 * MINUTE) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  try {
    if (isStale()) {
      const { status, stderr } = spawnSync(process.execPath, [join(root, 'src/scripts/build.mjs')], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
    }
    isBuilt = true;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isStale(): boolean {
  if (!existsSync(PROGRAM)) return true;
  const built = statSync(PROGRAM).mtimeMs;
  return ['src', 'rules'].some((folder) => newest(join(root, folder)) > built);
}

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name === 'validate.mjs') continue;
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}
