/** Sends diagnostics to the client: pushed when they or their text changed, or pulled by the client. */
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { diagnosticsOf } from '../../lsp/diagnostics.ts';
import type { View } from '../../lsp/view.ts';
import { sha256 } from '../../report/machine/sha256.ts';
import type { Root } from './root.ts';
import type { Session } from './session.ts';

/** The findings of one file under the address that the client knows it by. */
interface Report {
  readonly uri: string;
  readonly version: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The current diagnostics of every machine. A file in two nested folders is reported by the inner one only. */
async function reports(session: Session): Promise<Report[]> {
  const all = new Map<string, Report>();
  for (const root of session.machines.roots) {
    const view = await session.viewOf(root);
    if (!view) continue;
    for (const file of filesOf(session, root, view)) {
      const uri = view.uri(file);
      if (!all.has(uri)) all.set(uri, { uri, version: view.version(file), diagnostics: diagnosticsOf(view, file) });
    }
  }
  return [...all.values()];
}

/** The files that a root reports on: those with findings, and open ones. */
function filesOf({ machines }: Session, root: Root, view: View): readonly string[] {
  const found = new Set(view.diagnostics.map(({ at }) => at.file));
  for (const buffer of machines.buffers.all()) {
    const file = root.fileOf(buffer);
    if (file !== undefined) found.add(file);
  }
  return [...found].filter((file) => machines.rootOf(file) === root);
}

/** Sends what differs from the last time, and clears what no longer applies. */
export function publisher(connection: Connection, session: Session): () => Promise<void> {
  const sent = new Map<string, string>();
  return async () => {
    const now = await reports(session);
    const present = new Set(now.map(({ uri }) => uri));
    for (const uri of [...sent.keys()]) {
      if (present.has(uri)) continue;
      sent.delete(uri);
      await connection.sendDiagnostics({ uri, diagnostics: [] });
    }
    for (const { uri, version, diagnostics } of now) {
      const text = JSON.stringify([version, diagnostics]);
      if (sent.get(uri) === text) continue;
      sent.set(uri, text);
      await connection.sendDiagnostics({
        uri,
        diagnostics: [...diagnostics],
        ...(version === null ? {} : { version }),
      });
    }
  };
}

/** The answer to a client that asks for one file; `before`: the id of what it has. */
export async function pullOne(session: Session, uri: string, before?: string): Promise<DocumentDiagnosticReport> {
  const found = await session.viewFor(uri);
  const items = found ? diagnosticsOf(found.view, found.file) : [];
  const resultId = idOf(items);
  return resultId === before ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/** The answer to a client that asks for everything; `before`: the ids of what it has, by address. */
export async function pullAll(
  session: Session,
  before: ReadonlyMap<string, string>,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const now = await reports(session);
  const known = new Set(now.map(({ uri }) => uri));
  const gone = [...before.keys()].filter((uri) => !known.has(uri));
  const all = [...now, ...gone.map((uri): Report => ({ uri, version: null, diagnostics: [] }))];
  return all.map(({ uri, version, diagnostics }) => {
    const resultId = idOf(diagnostics);
    return before.get(uri) === resultId
      ? { kind: 'unchanged', uri, version, resultId }
      : { kind: 'full', uri, version, resultId, items: [...diagnostics] };
  });
}

const idOf = (items: readonly Diagnostic[]): string => sha256(JSON.stringify(items)).slice(0, 16);
