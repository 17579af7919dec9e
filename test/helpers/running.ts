/** Real processes and listeners for tests, all ended with the test that started them. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const STAND_IN = fileURLToPath(new URL('stand-in.cjs', import.meta.url));

export interface Running {
  readonly pid: number;
  /** The ports it listens on, in the order of its words. */
  readonly ports: readonly number[];
}

/** Starts a stand-in under this name and waits until it listens. `words`: `HOST:PORT` to listen on, and its arguments. `uid`: the user it runs as. */
export async function start(
  name: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
  uid?: number,
): Promise<Running> {
  const child = spawn(process.execPath, [STAND_IN, ...words], {
    argv0: name,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString('utf8')));
    child.once('exit', (code) => fail(new Error(`the stand-in for ${name} ended with ${code}`)));
  });
  const pid = child.pid ?? 0;
  return { pid, ports: said.trim().split(' ').slice(1).map(Number) };
}

/** A port of 127.0.0.1 on which nobody listens: the system does not give the same one out again soon. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
