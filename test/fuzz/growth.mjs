/**
 * `npm run fuzz -- growth [SIZE] [NAME…]`: for every language and some commands, a construct repeated SIZE times and twice as
 * often; the processor time of the built command over that of an empty run. What grows by more than 2.6, fails or hangs is flagged (exit 1).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CONSTRUCTS } from './growth-inputs.mjs';

/** Caches and the machine's noise make a linear construct look like 2.3 at times. */
const MOST = 2.6;
/** Below this nothing can be said, in ms. */
const LEAST = 150;

/** Measures each construct whose name holds one of the words given; the exit code. */
export function growth(root, [size, ...words]) {
  const count = Number(size ?? 2000);
  const chosen = CONSTRUCTS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
  const folder = mkdtempSync(join(tmpdir(), 'envlint-growth-'));
  try {
    const start = spent(root, folder, { '.env': 'A=1\n' }, []);
    const flagged = chosen.filter(([name, make, args = [], before = []]) => {
      const once = spent(root, folder, make(count), args, before) - start;
      const twice = spent(root, folder, make(count * 2), args, before) - start;
      const isSteep = twice === Number.POSITIVE_INFINITY || (twice > LEAST && twice / Math.max(once, LEAST / 2) > MOST);
      const factor = (twice / once).toFixed(2);
      process.stdout.write(
        `${name.padEnd(20)} ${once.toFixed(0)} ms, ${twice.toFixed(0)} ms: ×${factor}${isSteep ? ' !' : ''}\n`,
      );
      return isSteep;
    });
    return flagged.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processor time of a run over these files, in ms; infinite where the command fails or hangs. */
function spent(root, folder, files, args, before = []) {
  const place = mkdtempSync(join(folder, 'run-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  const hook = join(folder, 'spent.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('fs').writeSync(2, `\\nspent ${user + system}`); });\n",
  );
  const program = join(root, 'dist/envlint.cjs');
  const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, 'state') };
  for (const words of before) {
    const [file, list] = words[0] === 'git' ? ['git', words.slice(1)] : [process.execPath, [program, ...words]];
    spawnSync(file, list, { cwd: place, env, stdio: 'ignore', timeout: 300_000 });
  }
  const { status, stderr } = spawnSync(process.execPath, ['-r', hook, program, ...args], {
    cwd: place,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 600_000,
  });
  const microseconds = /\nspent (\d+)$/.exec(stderr)?.[1];
  if (status === null || status > 1 || microseconds === undefined) {
    process.stdout.write(`envlint ${args.join(' ')} ended with ${status}: ${stderr}\n`);
    return Number.POSITIVE_INFINITY;
  }
  return Number(microseconds) / 1000;
}
