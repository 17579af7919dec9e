/** Starts the server over files of a temporary machine, and stops every client after its test. */
import { afterEach } from 'vitest';
import { type Machine, machine } from '../cli/harness.ts';
import { type Client, type StartOptions, startClient } from './client.ts';

/** The clients that are stopped after this test. */
export const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

export async function start(
  files: Readonly<Record<string, string>>,
  more: Partial<StartOptions> = {},
): Promise<{ client: Client; on: Machine }> {
  const on = machine(files);
  const client = await startClient({ dir: on.dir, ...more });
  clients.push(client);
  return { client, on };
}
