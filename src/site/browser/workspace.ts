/**
 * The files of the playground and which of them is shown. Code that draws something reads it here and subscribes to changes.
 */
import type { SharedFile } from '../state.ts';

export interface Workspace {
  readonly files: ReadonlyMap<string, string>;
  readonly open: string;
  /** All files anew. `open`: the first where it is not among them. */
  reset(files: readonly SharedFile[], open?: string): void;
  /** Adds a file or gives it another text. */
  put(path: string, text: string): void;
  show(path: string): void;
  close(path: string): void;
}

export interface WorkspaceEvents {
  /** The set of files, or the shown one, is another. */
  readonly listed: () => void;
  readonly reset: () => void;
  readonly changed: (path: string, text: string) => void;
  readonly closed: (path: string) => void;
}

/** An empty workspace. */
export function openWorkspace(events: WorkspaceEvents): Workspace {
  const files = new Map<string, string>();
  let open = '';
  return {
    files,
    get open() {
      return open;
    },
    reset(all, wanted) {
      files.clear();
      for (const { path, text } of all) files.set(path, text);
      open = wanted !== undefined && files.has(wanted) ? wanted : (all[0]?.path ?? '');
      events.reset();
      events.listed();
    },
    put(path, text) {
      const isNew = !files.has(path);
      if (files.get(path) === text) return;
      files.set(path, text);
      events.changed(path, text);
      if (isNew) events.listed();
    },
    show(path) {
      if (!files.has(path) || path === open) return;
      open = path;
      events.listed();
    },
    close(path) {
      const paths = [...files.keys()];
      const at = paths.indexOf(path);
      files.delete(path);
      events.closed(path);
      if (path === open) open = paths[at + 1] ?? paths[at - 1] ?? '';
      events.listed();
    },
  };
}
