/** Every machine of a session: one for each folder of the editor, and one for files outside of all of them. */

import { isInside, resolved } from '../../host/find/walk.ts';
import { interesting } from '../../languages/detect.ts';
import type { Change } from '../../lsp/buffer.ts';
import { changed } from '../../lsp/buffer.ts';
import type { Encoding } from '../../lsp/positions.ts';
import type { Context } from '../shell/context.ts';
import { type Buffers, type OpenFile, openBuffers } from './buffers.ts';
import { openRoot, type Root, type Stale } from './root.ts';
import type { ServerSettings } from './settings.ts';

export interface Machines {
  readonly buffers: Buffers;
  /** All roots, the one of files outside of every folder last. */
  readonly roots: readonly Root[];
  /** The innermost root that a path is in. */
  rootOf(path: string): Root;
  setFolders(folders: readonly string[]): void;
  open(buffer: { uri: string; version: number; text: string; languageId: string }): void;
  change(uri: string, version: number, changes: readonly Change[], encoding: Encoding): void;
  close(uri: string): void;
  /** Something on disk changed, under this path or in these settings. */
  touch(path: string | undefined, stale: Stale): void;
  /** Processes what is pending; returns what failed, by root. */
  settle(): Promise<ReadonlyMap<Root, unknown>>;
  /** Starts over with other settings. */
  configure(settings: ServerSettings): void;
}

/** A session without folders. `context`: that of the command. */
export function openMachines(context: Context, first: ServerSettings): Machines {
  const buffers = openBuffers();
  let settings = first;
  let folders: readonly string[] = [];
  let roots: readonly Root[] = [];
  const waiting = new Map<Root, { stale: Stale | undefined; readonly texts: Set<string> }>();
  const failures = new Map<Root, unknown>();
  let running: Promise<unknown> = Promise.resolve();

  const contextFor = (folder: string | undefined): Context => ({
    ...context,
    cwd: folder ?? context.home,
    operands: [],
    values: {
      ...context.values,
      level: settings.level,
      ...(settings.config === undefined ? {} : { config: settings.config }),
      ...(folder === context.home || (folder === undefined && settings.home) ? { home: true } : {}),
    },
    note: () => undefined,
  });

  function rootOf(path: string): Root {
    const around = roots.filter(({ folder }) => folder !== undefined && isInside(path, folder));
    const innermost = around.reduce<Root | undefined>(
      (best, one) => ((one.folder?.length ?? 0) > (best?.folder?.length ?? -1) ? one : best),
      undefined,
    );
    return innermost ?? (roots.at(-1) as Root);
  }

  function build(): void {
    failures.clear();
    waiting.clear();
    const make = (folder: string | undefined): Root =>
      openRoot(contextFor(folder), folder, buffers, (path) => rootOf(path).folder === folder);
    roots = [...folders, undefined].map(make);
    for (const root of roots) wait(root, 'everything');
  }

  function wait(root: Root, stale: Stale | undefined, text?: string): void {
    const known = waiting.get(root) ?? { stale: undefined, texts: new Set<string>() };
    if (stale && (known.stale === undefined || WEIGHT[stale] > WEIGHT[known.stale])) known.stale = stale;
    if (text !== undefined) known.texts.add(text);
    waiting.set(root, known);
  }

  /** A file can belong to further machines: for example a file that a shell loads, wherever it is. */
  function rootsWith({ path, real }: OpenFile): readonly Root[] {
    return [...new Set([rootOf(path), ...roots.filter((root) => root.knows(real))])];
  }

  async function work(): Promise<void> {
    const now = [...waiting];
    waiting.clear();
    for (const [root, { stale, texts }] of now) {
      const open = [...texts].flatMap((uri) => buffers.get(uri) ?? []);
      try {
        if (stale) await root.refresh(stale);
        else if (!open.every((buffer) => root.change(buffer))) await root.refresh('texts');
        if (stale === 'everything') failures.delete(root);
      } catch (error) {
        failures.set(root, error);
      }
    }
  }

  build();
  return {
    buffers,
    get roots() {
      return roots;
    },
    rootOf,
    setFolders(paths) {
      folders = [...new Set(paths.map((path) => resolved(path) ?? path))];
      build();
    },
    open(buffer) {
      const file = buffers.set(buffer);
      // A file that no machine knows may be new on disk.
      for (const root of rootsWith(file)) {
        if (root.fileOf(file) !== undefined) wait(root, undefined, buffer.uri);
        else if (interesting(file.path)) wait(root, 'everything');
      }
    },
    change(uri, version, changes, encoding) {
      const before = buffers.get(uri);
      if (!before) return;
      const file = buffers.set(changed(before, version, changes, encoding));
      for (const root of rootsWith(file))
        if (root.fileOf(file) !== undefined || interesting(file.path)) wait(root, undefined, uri);
    },
    close(uri) {
      const file = buffers.delete(uri);
      if (file) for (const root of rootsWith(file)) wait(root, 'files');
    },
    touch(path, stale) {
      for (const root of roots) if (path === undefined || root.knows(path) || rootOf(path) === root) wait(root, stale);
    },
    settle() {
      const done = running.then(() => (waiting.size > 0 ? work() : undefined));
      running = done.catch(() => undefined);
      return done.then(() => failures);
    },
    configure(next) {
      settings = next;
      build();
    },
  };
}

const WEIGHT: Readonly<Record<Stale, number>> = { texts: 1, files: 2, everything: 3 };
