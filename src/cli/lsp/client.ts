/** What a client says about itself, and what the server says it can do. */
import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import { FIX_ALL } from '../../lsp/code-actions.ts';
import type { Encoding } from '../../lsp/positions.ts';
import type { Reader } from '../../lsp/view.ts';
import { langOf } from '../shell/context.ts';
import { pathOf } from './buffers.ts';

export interface Client {
  readonly reader: Reader;
  /** It asks for diagnostics itself: what is pushed as well would be shown twice. */
  readonly pulls: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly registersWatchers: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly hasFolders: boolean;
  /** It shows what the command of a code lens answers. */
  readonly showsRoutes: boolean;
}

/** SHOW_ROUTE: the command of a code lens. */
export const SHOW_ROUTE = 'envlint.showRoute';

/** The client, by what it sent. `lang`: the user's own word over the client's locale. */
export function clientOf(
  { capabilities, locale, initializationOptions }: InitializeParams,
  lang: string | undefined,
): Client {
  const { textDocument, workspace, general } = capabilities;
  const snippets: unknown = (workspace?.workspaceEdit as { snippetEditSupport?: unknown } | undefined)
    ?.snippetEditSupport;
  return {
    reader: {
      lang: langOf(lang ?? locale, {}),
      encoding: encodingOf(general?.positionEncodings),
      takesMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? true,
      takesRelated:
        textDocument?.publishDiagnostics?.relatedInformation ?? textDocument?.diagnostic?.relatedInformation ?? false,
      takesVersionedEdits: workspace?.workspaceEdit?.documentChanges === true,
      takesSnippets: snippets === true && workspace?.workspaceEdit?.documentChanges === true,
    },
    pulls: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    hasFolders: workspace?.workspaceFolders === true,
    showsRoutes: (initializationOptions as { showsRoutes?: unknown } | undefined)?.showsRoutes === true,
  };
}

/** UTF-16 is what every client knows; another one where the client prefers it. */
function encodingOf(offered: readonly string[] | undefined): Encoding {
  const first = offered?.find((one): one is Encoding => one === 'utf-16' || one === 'utf-8' || one === 'utf-32');
  return first ?? 'utf-16';
}

/** The folders of a session: those the client names, else its one root, else none. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders && workspaceFolders.length > 0) return workspaceFolders.map(({ uri }) => pathOf(uri));
  if (rootUri) return [pathOf(rootUri)];
  return rootPath ? [rootPath] : [];
}

/** What the server offers. */
export function capabilitiesFor({ reader }: Client): ServerCapabilities {
  return {
    positionEncoding: reader.encoding,
    textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
    diagnosticProvider: { identifier: 'envlint', interFileDependencies: true, workspaceDiagnostics: true },
    codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
    hoverProvider: true,
    definitionProvider: true,
    documentLinkProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    executeCommandProvider: { commands: [SHOW_ROUTE] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
