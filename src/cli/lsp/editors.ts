/**
 * `envlint lsp`: the protocol on standard input and output. The answers are computed in `src/lsp`; this file connects them to
 * the client.
 */
import {
  type CancellationToken,
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { interesting } from '../../languages/detect.ts';
import { codeActions } from '../../lsp/code-actions.ts';
import { codeLenses } from '../../lsp/code-lens.ts';
import { definitions } from '../../lsp/definition.ts';
import { hover } from '../../lsp/hover/index.ts';
import { documentLinks } from '../../lsp/links.ts';
import type { View } from '../../lsp/view.ts';
import { UsageError } from '../../usage-error.ts';
import { VERSION } from '../../version.ts';
import type { Context } from '../shell/context.ts';
import { pathOf } from './buffers.ts';
import { capabilitiesFor, SHOW_ROUTE } from './client.ts';
import { faultOf } from './faults.ts';
import { publisher, pullAll, pullOne } from './publish.ts';
import { openSession, type Session } from './session.ts';
import { showRoute } from './show-route.ts';
import { isThere } from './there.ts';

/** Serves one client until it shuts down or disconnects; the library then ends the process. */
export function serve(context: Context): Promise<number> {
  const connection = createConnection(process.stdin, process.stdout);
  const server = makeServer(connection, context);
  lifecycle(connection, context, server);
  texts(connection, server);
  questions(connection, server);
  connection.listen();
  return new Promise(() => undefined);
}

interface Server {
  session: Session | undefined;
  /** Checks again what is pending, and sends the results to the client. */
  soon(): void;
  /** Resolves when nothing is pending. Undefined before the client has initialised the session. */
  settled(): Promise<Session | undefined>;
}

/** The delay before a new check is at most this long, in milliseconds. */
const LONGEST_PAUSE_MS = 300;

function makeServer(connection: Connection, context: Context): Server {
  let timer: NodeJS.Timeout | undefined;
  /** How long the last check took: while the user types, checking takes no more time than waiting. */
  let lastMs = 0;
  let push: (() => Promise<void>) | undefined;
  const told = new Set<string>();

  async function settled(): Promise<Session | undefined> {
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
    lastMs = performance.now() - before;
  }

  const server: Server = {
    session: undefined,
    settled,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), Math.min(lastMs, LONGEST_PAUSE_MS));
    },
  };
  return server;
}

/** A user's mistake in the reader's language, or a fault of envlint as one line. */
function said(error: unknown, { client: { reader } }: Session): string {
  if (!(error instanceof UsageError)) return faultOf(error, reader.lang);
  return `envlint: ${reader.lang === 'zh-CN' ? error.text.zh : error.text.en}`;
}

function lifecycle(connection: Connection, context: Context, server: Server): void {
  connection.onInitialize((params) => {
    server.session = openSession(context, params);
    return { capabilities: capabilitiesFor(server.session.client), serverInfo: { name: 'envlint', version: VERSION } };
  });
  connection.onInitialized(() => {
    const { session } = server;
    if (!session) return;
    void introduce(connection, session).then(server.soon, () => server.soon());
    if (session.client.hasFolders)
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        const folders = await connection.workspace.getWorkspaceFolders();
        session.machines.setFolders((folders ?? []).map(({ uri }) => pathOf(uri)));
        changedElsewhere(connection, server);
      });
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    const { session } = server;
    if (!session) return;
    const own = (settings as { envlint?: unknown } | null)?.envlint;
    const json: unknown = session.client.hasConfiguration
      ? await connection.workspace.getConfiguration('envlint')
      : own;
    if (session.configure(json)) changedElsewhere(connection, server);
  });
  connection.onShutdown(() => undefined);
}

/** Asks to be told of changed files and settings, and for the settings of now. */
async function introduce(connection: Connection, session: Session): Promise<void> {
  const { client } = session;
  if (client.registersWatchers)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*' }],
    });
  if (client.registersConfiguration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'envlint' });
  if (client.hasConfiguration) session.configure(await connection.workspace.getConfiguration('envlint'));
}

/** Something changed other than by the client's edits: the diagnostics it pulled may be out of date. */
function changedElsewhere(connection: Connection, server: Server): void {
  server.soon();
  const { session } = server;
  if (session?.client.pulls && session.client.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
  if (session?.client.refreshesLenses) void connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
}

const CONFIGURATION = /(?:^|\/)(?:\.?envlint\.(?:yaml|json)|package\.json|\.gitignore|config\.yaml)$/;

/** Changes in these folders are ignored. */
const FOREIGN = /\/(?:node_modules|\.git)\//;

function texts(connection: Connection, server: Server): void {
  connection.onDidOpenTextDocument(({ textDocument }) => {
    server.session?.machines.open(textDocument);
    server.soon();
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const { session } = server;
    session?.machines.change(uri, version, contentChanges, session.client.reader.encoding);
    server.soon();
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    server.session?.machines.close(textDocument.uri);
    server.soon();
  });
  connection.onDidSaveTextDocument(({ textDocument }) => {
    const path = pathOf(textDocument.uri);
    server.session?.machines.touch(path, CONFIGURATION.test(path) ? 'everything' : 'files');
    server.soon();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const machines = server.session?.machines;
    for (const { uri, type } of changes) {
      const path = pathOf(uri);
      if (FOREIGN.test(path)) continue;
      if (CONFIGURATION.test(path) || type !== FileChangeType.Changed) machines?.touch(path, 'everything');
      else if (interesting(path) || machines?.roots.some((root) => root.knows(path))) machines?.touch(path, 'files');
      else continue;
      changedElsewhere(connection, server);
    }
  });
}

/** Answers a request about a file, unless its text changed in the meantime or the request was cancelled. */
async function answer<T>(
  server: Server,
  uri: string,
  token: CancellationToken,
  work: (view: View, file: string) => T,
  nothing: T,
): Promise<T | ResponseError<void>> {
  const asked = server.session?.machines.buffers.get(uri)?.version;
  try {
    const session = await server.settled();
    const found = await session?.viewFor(uri);
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (session?.machines.buffers.get(uri)?.version !== asked)
      return new ResponseError(LSPErrorCodes.ContentModified, 'the text changed');
    return found ? work(found.view, found.file) : nothing;
  } catch (error) {
    return new ResponseError(ErrorCodes.InternalError, faultOf(error, server.session?.client.reader.lang ?? 'en'));
  }
}

function questions(connection: Connection, server: Server): void {
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    const session = await server.settled();
    if (token.isCancellationRequested || !session)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'cancelled', { retriggerRequest: true });
    return pullOne(session, uri, previousResultId);
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    const session = await server.settled();
    if (token.isCancellationRequested || !session)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'cancelled', { retriggerRequest: true });
    return { items: await pullAll(session, new Map(previousResultIds.map(({ uri, value }) => [uri, value]))) };
  });
  connection.onCodeAction(({ textDocument: { uri }, range, context: { only } }, token) =>
    answer(server, uri, token, (view, file) => codeActions(view, file, range, only), []),
  );
  connection.onHover(({ textDocument: { uri }, position }, token) =>
    answer(server, uri, token, (view, file) => hover(view, file, position) ?? null, null),
  );
  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    answer(server, uri, token, (view, file) => definitions(view, file, position, isThere), []),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    answer(server, uri, token, (view, file) => documentLinks(view, file, isThere), []),
  );
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    answer(
      server,
      uri,
      token,
      (view, file) => (server.session?.settings.codeLens ? codeLenses(view, file, SHOW_ROUTE) : []),
      [],
    ),
  );
  connection.onExecuteCommand(async ({ command, arguments: given }) => {
    const session = await server.settled();
    if (command !== SHOW_ROUTE || !session) return null;
    return showRoute(connection, session, given ?? []);
  });
}
