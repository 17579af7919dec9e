/**
 * `envlint lsp`: the protocol on standard input and output. The answers are computed in `src/lsp`; the files here connect them to
 * the client.
 */
import {
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from 'vscode-languageserver/node';
import { interesting } from '../../languages/detect.ts';
import { VERSION } from '../../version.ts';
import type { Context } from '../shell/context.ts';
import { pathOf } from './buffers.ts';
import { cancelUndispatched } from './cancelled.ts';
import { capabilitiesFor } from './client.ts';
import { questions } from './questions.ts';
import { makeServer, type Server } from './server.ts';
import { type EditorSession, openSession } from './session.ts';

/** Serves one client until it shuts down or disconnects; the library then ends the process. */
export function serve(context: Context): Promise<number> {
  const connection = createConnection(process.stdin, process.stdout, { connectionStrategy: { cancelUndispatched } });
  const server = makeServer(connection, context);
  lifecycle(connection, context, server);
  texts(connection, server);
  questions(connection, server);
  connection.listen();
  return new Promise(() => undefined);
}

function lifecycle(connection: Connection, context: Context, server: Server): void {
  connection.onInitialize((params) => {
    server.session = openSession(context, params);
    return { capabilities: capabilitiesFor(server.session.client), serverInfo: { name: 'envlint', version: VERSION } };
  });
  connection.onInitialized(() => {
    const { session } = server;
    if (!session) return;
    void introduce(connection, session).then(
      // A client may have asked already.
      (isOther) => (isOther ? changedElsewhere(connection, server) : server.soon()),
      () => server.soon(),
    );
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

/** Asks to be told of changed files and settings, and for the settings of now. Answers whether these are others. */
async function introduce(connection: Connection, session: EditorSession): Promise<boolean> {
  const { client } = session;
  if (client.registersWatchers)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*' }],
    });
  if (client.registersConfiguration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'envlint' });
  return client.hasConfiguration && session.configure(await connection.workspace.getConfiguration('envlint'));
}

/** Something changed other than by the client's edits: the diagnostics it pulled may be out of date. */
function changedElsewhere(connection: Connection, server: Server): void {
  server.soon();
  const { session } = server;
  if (session?.client.pulls && session.client.refreshesDiagnostics)
    connection.languages.diagnostics.refresh().catch(() => undefined);
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
    const touched = changes.map(({ uri, type }) => {
      const path = pathOf(uri);
      if (FOREIGN.test(path)) return false;
      if (CONFIGURATION.test(path) || type !== FileChangeType.Changed) machines?.touch(path, 'everything');
      else if (interesting(path) || machines?.roots.some((root) => root.knows(path))) machines?.touch(path, 'files');
      else return false;
      return true;
    });
    // Told once: another branch of a repository changes thousands of files.
    if (touched.includes(true)) changedElsewhere(connection, server);
  });
}
