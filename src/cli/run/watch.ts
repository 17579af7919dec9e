/** `--watch`: runs again whenever one of the files, or a folder that was looked into, changes. */
import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err } from '../shell/io.ts';
import { lintOnce } from './check.ts';

/** Editors write a file in several steps; a run waits until they are done. In milliseconds. */
const SETTLE_MS = 120;

/** Never ends by itself: an interrupt ends it. */
export async function watchCommand(context: Context): Promise<number> {
  for (;;) {
    let folders: readonly string[] = [context.cwd];
    await lintOnce(context, (session) => {
      folders = foldersOf(session);
    });
    const changed = change(folders);
    err(`envlint: ${context.say({ en: 'waiting for changes; Ctrl+C ends it', zh: '等待文件变化，按 Ctrl+C 结束' })}`);
    await changed;
  }
}

function foldersOf({ loaded, discovery, config }: Session): string[] {
  const files = [...loaded.documents.map(({ file }) => loaded.real.get(file) ?? file), ...config.sources];
  return [...new Set([...discovery.roots, ...files.map((file) => dirname(file))])];
}

/** Resolves a moment after something in these folders changes. */
function change(folders: readonly string[]): Promise<void> {
  return new Promise((done) => {
    const watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const watcher of watchers) watcher.close();
        done();
      }, SETTLE_MS);
    };
    for (const folder of folders) {
      try {
        watchers.push(watch(folder, changed).on('error', changed));
      } catch {
        // A folder that went away is no longer looked at.
      }
    }
  });
}
