/**
 * `envlint doctor` beside a hundred more processes of this user, named like agents, and beside one with ten thousand open
 * files. Linux only. `sleep` under other names is enough: what counts is what `/proc` shows of them.
 */
import { spawn } from 'node:child_process';
import { bare, envlint, mainThread, met, ms, race, work, write } from './measure.mjs';

const ROUNDS = 11;
const LIMIT_MS = 300;
const PROCESSES = 100;

const FILES = {
  '.zshrc': 'export https_proxy=http://127.0.0.1:17899\nexport no_proxy=localhost,127.0.0.1,::1\n',
  '.config/mihomo/config.yaml': 'mixed-port: 17899\nproxies: []\nrules:\n  - MATCH,DIRECT\n',
};

/** Holds ten thousand files open, as a server with many connections does. */
const HOLDER = "for (let n = 0; n < 10000; n++) require('fs').openSync('/dev/null'); setInterval(() => 0, 1e6)";

export default async function doctor() {
  if (process.platform !== 'linux') return [];
  const home = write('doctor', FILES);
  const env = {
    ...process.env,
    HOME: home,
    https_proxy: 'http://127.0.0.1:17899',
    no_proxy: 'localhost,127.0.0.1,::1',
  };
  process.env.HOME = home;
  const command = envlint('doctor');
  const started = Array.from({ length: PROCESSES }, () =>
    spawn('sleep', ['600'], { argv0: 'claude', env, stdio: 'ignore', cwd: work }),
  );
  try {
    const many = [race([bare, command], ROUNDS), mainThread(command, ROUNDS)];
    started.push(spawn(process.execPath, ['-e', HOLDER], { argv0: 'hermes', env, stdio: 'ignore' }));
    await new Promise((done) => setTimeout(done, 2000));
    const open = [race([bare, command], ROUNDS), mainThread(command, ROUNDS)];
    const row = (name, [[node, wall], cpu]) => [name, ms(node), ms(wall), cpu, met(wall <= LIMIT_MS)];
    return {
      title: 'The running machine',
      head: ['beside', 'bare node ms', 'envlint doctor ms', 'main thread CPU ms', `≤ ${LIMIT_MS} ms`],
      rows: [row(`${PROCESSES} more processes`, many), row('and one with 10,000 open files', open)],
    };
  } finally {
    for (const child of started) child.kill('SIGKILL');
  }
}
