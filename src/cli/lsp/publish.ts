/** Sends diagnostics to the client: pushed when they or their text changed, or pulled by the client. */
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { View } from '../../lsp/view.ts';
import { sha256 } from '../../report/machine/sha256.ts';
import { memo } from '../../text.ts';
import type { Root } from './root.ts';
import type { EditorSession } from './session.ts';

/** The findings of one file under the address that the client knows it by. */
interface Report {
  readonly uri: string;
  readonly version: number | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The current diagnostics of every machine. A file in two nested folders is reported by the inner one only. */
async function reports(session: EditorSession): Promise<Report[]> {
  const all = new Map<string, Report>();
  for (const root of session.machines.roots) {
    const view = await session.viewOf(root);
    if (!view) continue;
    for (const file of filesOf(session, root, view)) {
      const uri = view.uri(file);
      if (!all.has(uri)) all.set(uri, { uri, version: view.version(file), diagnostics: session.shows(view, file) });
    }
  }
  return [...all.values()];
}

/** The files that a root reports on: those with findings, and open ones. */
function filesOf({ machines }: EditorSession, root: Root, view: View): readonly string[] {
  const found = new Set(view.diagnostics.map(({ at }) => at.file));
  for (const buffer of machines.buffers.all()) {
    const file = root.fileOf(buffer);
    if (file !== undefined) found.add(file);
  }
  return [...found].filter((file) => machines.rootOf(file) === root);
}

/** Sends what differs from the last time, and clears what no longer applies. */
export function publisher(connection: Connection, session: EditorSession): () => Promise<void> {
  const sent = new Map<string, Report>();
  return async () => {
    const now = await reports(session);
    const present = new Set(now.map(({ uri }) => uri));
    for (const uri of [...sent.keys()]) {
      if (present.has(uri)) continue;
      sent.delete(uri);
      // An open text can be one that is no longer read.
      const version = session.machines.buffers.get(uri)?.version;
      await connection.sendDiagnostics({ uri, diagnostics: [], ...(version === undefined ? {} : { version }) });
    }
    for (const report of now) {
      const { uri, version, diagnostics } = report;
      if (isSame(sent.get(uri), report)) continue;
      sent.set(uri, report);
      await connection.sendDiagnostics({
        uri,
        diagnostics: [...diagnostics],
        ...(version === null ? {} : { version }),
      });
    }
  };
}

function isSame(before: Report | undefined, { version, diagnostics }: Report): boolean {
  if (before?.version !== version) return false;
  return before.diagnostics === diagnostics || JSON.stringify(before.diagnostics) === JSON.stringify(diagnostics);
}

/** The answer to a client that asks for one file; `before`: the id of what it has. */
export async function pullOne(session: EditorSession, uri: string, before?: string): Promise<DocumentDiagnosticReport> {
  const found = await session.viewFor(uri);
  const items = found ? session.shows(found.view, found.file) : NONE;
  const resultId = idOf(items);
  return resultId === before ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items: [...items] };
}

/** The answer to a client that asks for everything; `before`: the ids of what it has, by address. */
export async function pullAll(
  session: EditorSession,
  before: ReadonlyMap<string, string>,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const now = await reports(session);
  const known = new Set(now.map(({ uri }) => uri));
  const gone = [...before.keys()].filter((uri) => !known.has(uri));
  const all = [...now, ...gone.map((uri): Report => ({ uri, version: null, diagnostics: NONE }))];
  return all.map(({ uri, version, diagnostics }) => {
    const resultId = idOf(diagnostics);
    return before.get(uri) === resultId
      ? { kind: 'unchanged', uri, version, resultId }
      : { kind: 'full', uri, version, resultId, items: [...diagnostics] };
  });
}

const NONE: readonly Diagnostic[] = [];

const idOf = memo((items: readonly Diagnostic[]): string => sha256(JSON.stringify(items)).slice(0, 16));
