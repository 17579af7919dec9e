/** `--watch`: runs again whenever one of the files, or a folder that was looked into, changes. */
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Text } from '../../core.ts';
import { atLeast } from '../../engine/lint.ts';
import { fingerprints } from '../../report/machine/fingerprint.ts';
import { visible } from '../../report/visible.ts';
import { openMemory } from '../session/memory.ts';
import { reportLevel, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err, writeText } from '../shell/io.ts';
import { lintOnce } from './check.ts';

/** Editors write a file in several steps; a run waits until they are done. In milliseconds. */
const SETTLE_MS = 120;

/** Back to the first line of an empty screen, what scrolled away gone, too. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/** Never ends by itself: an interrupt ends it. Each run takes the place of the one before it on a terminal. */
export async function watchCommand(context: Context): Promise<number> {
  const memory = openMemory();
  let known: ReadonlySet<string> | undefined;
  let names: readonly string[] = [];
  for (;;) {
    let folders: readonly string[] = [context.cwd];
    let found: ReadonlySet<string> = new Set();
    let own: ReadonlySet<string> = new Set();
    if (context.isTerminal) writeText('out', CLEAR);
    await lintOnce(context, {
      memory,
      opened: (session) => {
        folders = foldersOf(session);
        own = new Set(session.loaded.documents.map(({ file }) => basename(file)));
      },
      checked: ({ diagnostics, project }) => {
        const level = reportLevel(context.values);
        const shown = diagnostics.filter(({ severity }) => atLeast(severity, level));
        found = new Set(fingerprints(shown, project).values());
      },
    });
    const changed = change(folders);
    // Editors write files of other names beside the one they replace.
    const ours = names.filter((name) => own.has(name));
    if (known) err(`envlint: ${clock()} ${context.say(difference(known, found, ours))}`);
    err(`envlint: ${context.say(WAITING)}`);
    known = found;
    names = await changed;
  }
}

const WAITING: Text = { en: 'waiting for changes; Ctrl+C ends it', zh: '等待文件变化，按 Ctrl+C 结束' };

/** `.env changed: 1 new finding, 2 gone` */
function difference(before: ReadonlySet<string>, now: ReadonlySet<string>, names: readonly string[]): Text {
  const fresh = [...now].filter((name) => !before.has(name)).length;
  const gone = [...before].filter((name) => !now.has(name)).length;
  const shown = names.slice(0, 3).map(visible);
  const en =
    fresh + gone === 0 ? 'the same findings' : `${fresh} new ${fresh === 1 ? 'finding' : 'findings'}, ${gone} gone`;
  const zh = fresh + gone === 0 ? '问题没有变化' : `新增 ${fresh} 个问题，消失 ${gone} 个`;
  return {
    en: `${shown.length > 0 ? `${shown.join(', ')} changed: ` : ''}${en}`,
    zh: `${shown.length > 0 ? `${shown.join('、')} 有变化：` : ''}${zh}`,
  };
}

/** `14:03:22`, as the clock on the wall shows it. */
function clock(): string {
  const now = new Date();
  return [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

function foldersOf({ loaded, discovery, config }: Session): string[] {
  const files = [...loaded.documents.map(({ file }) => loaded.real.get(file) ?? file), ...config.sources];
  return [...new Set([...discovery.roots, ...files.map((file) => dirname(file))])];
}

/** Resolves a moment after something in these folders changes, with the names of what did. */
function change(folders: readonly string[]): Promise<readonly string[]> {
  return new Promise((done) => {
    const watchers: FSWatcher[] = [];
    const names = new Set<string>();
    let timer: NodeJS.Timeout | undefined;
    const changed = (_: unknown, name?: string | null): void => {
      if (typeof name === 'string') names.add(name);
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const watcher of watchers) watcher.close();
        done([...names]);
      }, SETTLE_MS);
    };
    for (const folder of folders) {
      try {
        watchers.push(watch(folder, changed).on('error', () => changed(undefined)));
      } catch {
        // A folder that went away is no longer looked at.
      }
    }
  });
}
