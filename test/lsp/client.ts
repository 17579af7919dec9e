/** A client of the built language server: its own protocol over standard input and output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type InitializeParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const PROGRAM = fileURLToPath(new URL('../../dist/envlint.cjs', import.meta.url));

/** What most clients can do, without pulling diagnostics. */
export const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
  },
  workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true },
};

export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly uri: (name: string) => string;
  /** All diagnostics that came, in their order. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** What the server asked of the client, by method, in its order. */
  readonly asked: readonly { readonly method: string; readonly params: unknown }[];
  /** What `window/showMessage` said. */
  readonly messages: readonly string[];
  /** The next diagnostics, from now on or already there, that are as wanted. */
  diagnostics(isWanted: (one: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
  open(name: string, text: string, version?: number, languageId?: string): void;
  change(name: string, version: number, changes: readonly object[]): void;
  stop(): Promise<number | null>;
}

export interface StartOptions {
  readonly dir: string;
  readonly home?: string;
  readonly params?: Partial<InitializeParams>;
  readonly capabilities?: ClientCapabilities;
  /** Answers `workspace/configuration`. */
  readonly configuration?: () => unknown;
}

/** Starts the server for one folder and introduces the client. */
export async function startClient({
  dir,
  home = '/nonexistent',
  params,
  capabilities,
  configuration,
}: StartOptions): Promise<Client> {
  const server = spawn(process.execPath, [PROGRAM, 'lsp', '--stdio'], {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: '/nonexistent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published: PublishDiagnosticsParams[] = [];
  const messages: string[] = [];
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (one: PublishDiagnosticsParams) => {
    published.push(one);
    for (const look of waiting) look();
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    messages.push(message);
    for (const look of waiting) look();
  });
  const asked: { method: string; params: unknown }[] = [];
  const answer = (method: string, given: () => unknown): void =>
    void connection.onRequest(method, (wanted: unknown) => {
      asked.push({ method, params: wanted });
      return given();
    });
  answer('client/registerCapability', () => null);
  answer('workspace/diagnostic/refresh', () => null);
  answer('workspace/codeLens/refresh', () => null);
  answer('workspace/configuration', () => [configuration?.() ?? null]);
  connection.listen();
  const uri = (name: string): string => pathToFileURL(name.startsWith('/') ? name : `${dir}/${name}`).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(dir).href,
    workspaceFolders: [{ uri: pathToFileURL(dir).href, name: 'machine' }],
    capabilities: capabilities ?? CAPABILITIES,
    ...params,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    process: server,
    uri,
    published,
    asked,
    messages,
    diagnostics: (isWanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = published.findLast(isWanted);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    open(name, text, version = 1, languageId = 'plaintext') {
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(name), languageId, version, text },
      });
    },
    change(name, version, contentChanges) {
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(name), version },
        contentChanges,
      });
    },
    async stop() {
      const ended = new Promise<number | null>((resolve) => server.on('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
}
