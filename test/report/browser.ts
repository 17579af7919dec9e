/** A headless Chromium driven over its debugging pipe, for the few tests that need a real page. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Is there a browser on this machine? */
export const hasBrowser = spawnSync('chromium', ['--version']).status === 0;

export interface Page {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>;
  /** Warnings and errors of the console, policy violations among them. */
  readonly complaints: readonly string[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: { readonly entry?: { readonly text: string } };
  readonly result?: {
    readonly targetId?: string;
    readonly sessionId?: string;
    readonly result?: { readonly value?: unknown };
  };
}

/** Opens `html` as a file, runs `use` on it, closes the browser. */
export async function inBrowser(html: string, use: (page: Page) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-page-'));
  writeFileSync(join(folder, 'page.html'), html);
  const options = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-pipe',
    `--user-data-dir=${folder}/profile`,
  ];
  // A group of its own, so that every process the browser starts ends with it.
  const browser = spawn('chromium', options, { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  try {
    await use(await open(browser, `file://${folder}/page.html`));
  } finally {
    const closed = new Promise((done) => browser.once('exit', done));
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
    await closed;
    await removeFolder(folder);
  }
}

/** Killed processes of the browser can write for a moment after it has ended: the folder is emptied until it stays empty. */
async function removeFolder(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch {
      await new Promise((wait) => setTimeout(wait, 100));
    }
  }
}

async function open(browser: ChildProcess, url: string): Promise<Page> {
  const complaints: string[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  let loaded = () => {};
  const load = new Promise<void>((done) => {
    loaded = done;
  });
  let rest = '';
  (browser.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      if (message.method === 'Log.entryAdded') complaints.push(message.params?.entry?.text ?? '');
      if (message.method === 'Page.loadEventFired') loaded();
    }
  });
  let next = 0;
  const send = (method: string, params: object, sessionId?: string): Promise<Message> => {
    const id = ++next;
    (browser.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((done) => waiting.set(id, done));
  };
  const { result: target } = await send('Target.createTarget', { url: 'about:blank' });
  const { result: attached } = await send('Target.attachToTarget', { targetId: target?.targetId, flatten: true });
  const session = attached?.sessionId;
  await send('Page.enable', {}, session);
  await send('Log.enable', {}, session);
  await send('Page.navigate', { url }, session);
  await load;
  return {
    complaints,
    evaluate: async (expression) => {
      const { result } = await send(
        'Runtime.evaluate',
        { expression, returnByValue: true, awaitPromise: true },
        session,
      );
      return result?.result?.value;
    },
  };
}
