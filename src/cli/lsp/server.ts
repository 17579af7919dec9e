/** The state of a running server: its session, and when it looks at the texts again. */
import type { Connection } from 'vscode-languageserver/node';
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';
import { faultOf } from './faults.ts';
import { heapKeeper } from './heap.ts';
import { publisher } from './publish.ts';
import type { EditorSession } from './session.ts';

export interface Server {
  session: EditorSession | undefined;
  /** Checks again what is pending, and sends the results to the client. */
  soon(): void;
  /** Resolves when nothing is pending. Undefined before the client has initialised the session. */
  settled(): Promise<EditorSession | undefined>;
}

/** A check begins at most this long after the one before it, in milliseconds; after a rest it begins at once. */
const LONGEST_PAUSE_MS = 300;

/** A server without a session: that begins when the client introduces itself. */
export function makeServer(connection: Connection, context: Context): Server {
  let timer: NodeJS.Timeout | undefined;
  /** How long the last check took and when it ended: while the user types, checking takes no more time than waiting. */
  let last = { ms: 0, end: 0 };
  let push: (() => Promise<void>) | undefined;
  /** One look after the other: a later one that overtook another would be followed by findings of an older text. */
  let looking: Promise<void> = Promise.resolve();
  const told = new Set<string>();
  const keepSmall = heapKeeper();

  async function settled(): Promise<EditorSession | undefined> {
    const { session } = server;
    if (!session) return undefined;
    const failures = await session.machines.settle();
    const words = [...failures.values()].map((error) => said(error, session));
    for (const one of words)
      if (!told.has(one)) await connection.sendNotification('window/showMessage', { type: 1, message: one });
    told.clear();
    for (const one of words) told.add(one);
    return session;
  }

  async function look(): Promise<void> {
    const before = performance.now();
    try {
      const session = await settled();
      if (!session) return;
      push ??= publisher(connection, session);
      if (!session.client.pulls) await push();
    } catch (error) {
      connection.console.error(faultOf(error, context.lang));
    }
    const end = performance.now();
    last = { ms: end - before, end };
    keepSmall(longestOpen(server.session));
  }

  const server: Server = {
    session: undefined,
    settled,
    soon() {
      clearTimeout(timer);
      const rested = performance.now() - last.end;
      timer = setTimeout(() => {
        looking = looking.then(look);
      }, Math.min(last.ms, LONGEST_PAUSE_MS) - rested);
    },
  };
  return server;
}

/** The characters of the longest text that the client has open. */
function longestOpen(session: EditorSession | undefined): number {
  let longest = 0;
  for (const { text } of session?.machines.buffers.all() ?? []) longest = Math.max(longest, text.length);
  return longest;
}

/** A user's mistake in the reader's language, or a fault of envlint as one line. */
function said(error: unknown, { client: { reader } }: EditorSession): string {
  if (!(error instanceof UsageError)) return faultOf(error, reader.lang);
  return `envlint: ${reader.lang === 'zh-CN' ? error.text.zh : error.text.en}`;
}
