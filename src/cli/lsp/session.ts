/** A session with one client: its machines, and a view of each for answering requests. */
import { pathToFileURL } from 'node:url';
import type { InitializeParams } from 'vscode-languageserver';
import type { Reader, View } from '../../lsp/view.ts';
import { HOMEPAGE, ruleUrl } from '../../version.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { type Client, clientOf, foldersOf } from './client.ts';
import { type Machines, openMachines } from './machines.ts';
import type { Checked, Root } from './root.ts';
import { readSettings, type ServerSettings } from './settings.ts';

export interface Session {
  readonly client: Client;
  readonly settings: ServerSettings;
  readonly machines: Machines;
  /** Takes other settings; answers whether anything differs. */
  configure(json: unknown): boolean;
  /** The current state of a root; undefined if its configuration was never valid. */
  viewOf(root: Root): Promise<View | undefined>;
  /** The view that answers for an address, and the file it is there. */
  viewFor(uri: string): Promise<{ readonly view: View; readonly file: string } | undefined>;
}

/** Opens the session that a client asks for. */
export function openSession(context: Context, params: InitializeParams): Session {
  let settings = readSettings(params.initializationOptions);
  let client = clientOf(params, settings.lang ?? context.values.lang);
  const machines = openMachines(context, settings);
  machines.setFolders(foldersOf(params));
  const views = new WeakMap<Checked, { readonly reader: Reader; readonly view: View }>();

  /** An open file is named as the client names it, which may differ from its path. */
  const uriOf = (file: string): string => machines.buffers.of(file)?.uri ?? pathToFileURL(file).href;

  async function viewOf(root: Root): Promise<View | undefined> {
    const checked = await root.checked();
    if (!checked) return undefined;
    const known = views.get(checked);
    if (known?.reader === client.reader) return known.view;
    const view: View = {
      ...checked,
      reader: client.reader,
      uri: uriOf,
      version: (file) => machines.buffers.of(file)?.version ?? null,
      display: (file) => displayPath(file, { cwd: root.folder ?? context.home, home: context.home }),
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
