/** The command of a code lens: the whole way of a request, for a reader. */
import type { Connection } from 'vscode-languageserver';
import { routesTo } from '../../lsp/ways.ts';
import { routePretty } from '../../report/route.ts';
import { unpainted } from '../../report/terminal/paint.ts';
import { secretsOf } from '../../secrets/index.ts';
import type { Session } from './session.ts';

/** Columns of the text. */
const WIDTH = 100;

/** Answers the ways of a URL, and shows them where the client shows no answers. Arguments: the URL, the address of a file. */
export async function showRoute(
  connection: Connection,
  session: Session,
  [url, uri]: readonly unknown[],
): Promise<string | null> {
  if (typeof url !== 'string') return null;
  const { machines, client } = session;
  const root = typeof uri === 'string' ? machines.rootOf(machines.buffers.place(uri).path) : machines.roots[0];
  const view = root && (await session.viewOf(root));
  if (!view) return null;
  const text = routePretty({
    project: view.project,
    routes: routesTo(view, url),
    lang: client.reader.lang,
    paint: unpainted,
    width: WIDTH,
    unicode: true,
    display: view.display,
    path: view.display,
    mask: secretsOf(view.project),
  });
  if (!client.showsRoutes) connection.window.showInformationMessage(text);
  return text;
}
