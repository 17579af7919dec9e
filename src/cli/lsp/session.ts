/** A session with one client: its machines, and a view of each for answering requests. */
import { pathToFileURL } from 'node:url';
import type { InitializeParams } from 'vscode-languageserver';
import { keepShown, type Shows } from '../../lsp/diagnostics.ts';
import type { Reader, View } from '../../lsp/view.ts';
import { HOMEPAGE, ruleUrl } from '../../version.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { type OpenFile, unsavedName } from './buffers.ts';
import { type Client, clientOf, foldersOf } from './client.ts';
import { type Machines, openMachines } from './machines.ts';
import type { Checked, Root } from './root.ts';
import { readSettings, type ServerSettings } from './settings.ts';

export interface EditorSession {
  readonly client: Client;
  readonly settings: ServerSettings;
  readonly machines: Machines;
  /** The findings of a file, as the client shows them. */
  readonly shows: Shows;
  /** Takes other settings; answers whether anything differs. */
  configure(json: unknown): boolean;
  /** The current state of a root; undefined if its configuration was never valid. */
  viewOf(root: Root): Promise<View | undefined>;
  /** The view that answers for an address, and the file it is there. */
  viewFor(uri: string): Promise<{ readonly view: View; readonly file: string } | undefined>;
}

/** Names are asked for again and again, for each place that a finding points at. */
function addresses(): (file: string) => string {
  const known = new Map<string, string>();
  return (file) => {
    const address = known.get(file) ?? pathToFileURL(file).href;
    known.set(file, address);
    return address;
  };
}

/** Opens the session that a client asks for. */
export function openSession(context: Context, params: InitializeParams): EditorSession {
  let settings = readSettings(params.initializationOptions);
  let client = clientOf(params, settings.lang ?? context.values.lang);
  const machines = openMachines(context, settings);
  machines.setFolders(foldersOf(params));
  const addressOf = addresses();
  const views = new WeakMap<Checked, { readonly reader: Reader; readonly view: View }>();

  async function viewOf(root: Root): Promise<View | undefined> {
    const checked = await root.checked();
    if (!checked) return undefined;
    const known = views.get(checked);
    if (known?.reader === client.reader) return known.view;
    const open = (file: string): OpenFile | undefined => machines.buffers.at(root.realOf(file));
    const view: View = {
      ...checked,
      reader: client.reader,
      // An open file is named as the client names it, which may differ from its path.
      uri: (file) => open(file)?.uri ?? addressOf(file),
      version: (file) => open(file)?.version ?? null,
      display: (file) =>
        unsavedName(file) ?? displayPath(file, { cwd: root.folder ?? context.home, home: context.home }),
      page: (rule) => ruleUrl(rule, HOMEPAGE),
    };
    views.set(checked, { reader: client.reader, view });
    return view;
  }
  return {
    get client() {
      return client;
    },
    get settings() {
      return settings;
    },
    machines,
    shows: keepShown(),
    configure(json) {
      const next = readSettings(json, settings);
      if (JSON.stringify(next) === JSON.stringify(settings)) return false;
      settings = next;
      client = clientOf(params, settings.lang ?? context.values.lang);
      machines.configure(settings);
      return true;
    },
    viewOf,
    async viewFor(uri) {
      const buffer = machines.buffers.get(uri) ?? machines.buffers.place(uri);
      for (const root of [machines.rootOf(buffer.path), ...machines.roots]) {
        const file = root.fileOf(buffer);
        const view = file === undefined ? undefined : await viewOf(root);
        if (view && file !== undefined && view.project.documents.has(file)) return { view, file };
      }
      return undefined;
    },
  };
}
