/** Answers to what a client asks: about one file, or about all of them. */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { codeActions } from '../../lsp/code-actions.ts';
import { codeLenses } from '../../lsp/code-lens.ts';
import { definitions } from '../../lsp/definition.ts';
import { hover } from '../../lsp/hover/index.ts';
import { documentLinks } from '../../lsp/links.ts';
import type { View } from '../../lsp/view.ts';
import { cancelled, isWithdrawn } from './cancelled.ts';
import { SHOW_ROUTE } from './client.ts';
import { faultOf } from './faults.ts';
import { pullAll, pullOne } from './publish.ts';
import type { Server } from './server.ts';
import type { EditorSession } from './session.ts';
import { showRoute } from './show-route.ts';
import { isThere } from './there.ts';

/**
 * Answers once nothing is pending, unless the question was withdrawn by then. A fault is told as one masked line: the library
 * would pass on its words as they are.
 */
async function guarded<T>(
  server: Server,
  token: CancellationToken,
  work: (session: EditorSession) => T | Promise<T>,
): Promise<T | ResponseError<void>> {
  try {
    if (await isWithdrawn(token)) return cancelled();
    const session = await server.settled();
    if (!session) return new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized');
    return await work(session);
  } catch (error) {
    return new ResponseError(ErrorCodes.InternalError, faultOf(error, server.session?.client.reader.lang ?? 'en'));
  }
}

/** The same about a file: refused when its text changed in the meantime. */
function answer<T>(
  server: Server,
  uri: string,
  token: CancellationToken,
  work: (view: View, file: string) => T,
  nothing: T,
): Promise<T | ResponseError<void>> {
  const asked = server.session?.machines.buffers.get(uri)?.version;
  return guarded<T | ResponseError<void>>(server, token, async (session) => {
    const found = await session.viewFor(uri);
    if (await isWithdrawn(token)) return cancelled();
    if (session.machines.buffers.get(uri)?.version !== asked)
      return new ResponseError(LSPErrorCodes.ContentModified, 'the text changed');
    return found ? work(found.view, found.file) : nothing;
  });
}

/** What a client asks about its files. */
export function questions(connection: Connection, server: Server): void {
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    orThrow(guarded(server, token, (session) => pullOne(session, uri, previousResultId))),
  );
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
    orThrow(
      guarded(server, token, async (session) => ({
        items: await pullAll(session, new Map(previousResultIds.map(({ uri, value }) => [uri, value]))),
      })),
    ),
  );
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
  connection.onExecuteCommand(({ command, arguments: given = [] }, token) =>
    guarded(server, token, (session) =>
      command === SHOW_ROUTE ? showRoute(connection, session, given) : Promise.resolve(null),
    ),
  );
}

/** The library types no refusal as the answer to these questions; a thrown one is the same to the client. */
async function orThrow<T>(asked: Promise<T | ResponseError<void>>): Promise<T> {
  const given = await asked;
  if (given instanceof ResponseError) throw given;
  return given;
}
