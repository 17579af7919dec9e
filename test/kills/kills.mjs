#!/usr/bin/env node
/**
 * `npm run kills -- [MOMENTS]`: kills `envlint --fix` by SIGKILL at every call that changes something on disk, in the middle
 * of every write, and at so many moments in between (200), and prints what came of it. `test/host/kill.test.ts` holds a
 * part of the same as a test. Needs a built program.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'dist/envlint.cjs');
const hook = join(root, 'test/helpers/kill-at.cjs');
const moments = Number(process.argv[2] ?? 200);

const FILES = {
  '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\r\n',
  '.zshrc': '# 代理\nexport https_proxy=http://127.0.0.1:7890\n',
  'app/.env.local': `# ${'x'.repeat(200_000)}\nhttps_proxy=http://127.0.0.1:7890`,
  'x.service': '[Service]\nExecStart=/usr/bin/x\nEnvironment=HTTPS_PROXY=http://127.0.0.1:7890\n',
};

/** A folder with these files, its own state folder beside it. */
function place() {
  const base = mkdtempSync(join(tmpdir(), 'envlint-kills-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(base, 'home', name)), { recursive: true });
    writeFileSync(join(base, 'home', name), text);
  }
  return base;
}

/** Runs the command in a place; `after`: kills it so many milliseconds later. */
function run(base, args, env = {}, after = undefined) {
  const home = join(base, 'home');
  const child = spawn(process.execPath, ['--require', hook, program, ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: join(base, 'state'), LANG: 'C.UTF-8', ...env },
    stdio: 'ignore',
  });
  const timer = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), after);
  return new Promise((done) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      done(code);
    }),
  );
}

const texts = (base) => Object.keys(FILES).map((name) => readFileSync(join(base, 'home', name), 'utf8'));
const names = (base) => readdirSync(join(base, 'home'), { recursive: true }).map(String).sort();
const OLD = Object.values(FILES);
const count = { moments: 0, killed: 0, torn: 0, mixed: 0, strays: 0, noWayBack: 0, asBefore: 0, fixed: 0 };

/** One moment: what is there at once, after the next run, and after `undo`. */
async function moment(fixed, there, env, after) {
  const base = place();
  count.moments++;
  if ((await run(base, ['--fix'], env, after)) === null) count.killed++;
  if (texts(base).some((text, at) => text !== OLD[at] && text !== fixed[at])) count.torn++;
  await run(base, []);
  const now = texts(base);
  const isOld = now.every((text, at) => text === OLD[at]);
  const isFixed = now.every((text, at) => text === fixed[at]);
  if (isOld) count.asBefore++;
  else if (isFixed) count.fixed++;
  else count.mixed++;
  if (names(base).join() !== there.join()) count.strays++;
  if (isFixed) {
    await run(base, ['undo']);
    if (!texts(base).every((text, at) => text === OLD[at])) count.noWayBack++;
  }
  rmSync(base, { recursive: true });
}

const whole = place();
const there = names(whole);
const callsFile = join(whole, 'calls');
const start = performance.now();
await run(whole, ['--fix'], { CALLS_TO: callsFile });
const length = performance.now() - start;
const fixed = texts(whole);
const calls = readFileSync(callsFile, 'utf8').split(' ');
rmSync(whole, { recursive: true });

for (const [at, name] of calls.entries()) {
  await moment(fixed, there, { KILL_AT: String(at + 1) });
  if (name === 'writeFileSync') await moment(fixed, there, { KILL_AT: String(at + 1), KILL_HALF: '1' });
}
const counted = count.moments;
for (let index = 0; index < moments; index++)
  await moment(fixed, there, {}, length * (0.3 + (0.9 * index) / Math.max(1, moments)));

process.stdout.write(
  [
    `${calls.length} calls that change something; ${counted} moments at them, ${count.moments - counted} in between; killed ${count.killed}`,
    `afterwards as before ${count.asBefore}, fixed ${count.fixed}`,
    `a file neither old nor new ${count.torn}; old and new ones side by side after the next run ${count.mixed}`,
    `files left over ${count.strays}; fixed and not to be taken back ${count.noWayBack}`,
    '',
  ].join('\n'),
);
process.exitCode = count.killed > 0 && count.torn + count.mixed + count.strays + count.noWayBack === 0 ? 0 : 1;
