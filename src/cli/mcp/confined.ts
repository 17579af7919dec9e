/** Reading for an agent: only files inside the folders that its client names, whatever a path or a link leads to. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Text } from '../../core.ts';
import type { RequestedPath } from '../../host/find/discover.ts';
import { isInside, resolved } from '../../host/find/walk.ts';
import { load, type Store } from '../../host/read/load.ts';
import { readSource } from '../../host/read/read.ts';
import { UsageError } from '../../usage-error.ts';
import { findFiles } from '../session/open.ts';
import { type Session, type Settings, sessionOf } from '../session/session.ts';
import type { Context } from '../shell/context.ts';

const ELSEWHERE: Text = { en: 'it is outside of the folders of the client', zh: '它在客户端的文件夹之外' };

/** The folders, without links; those that are not there are left out. Throws `UsageError` where none is left. */
export function foldersOf(uris: readonly string[], otherwise: string): string[] {
  const paths = uris.length > 0 ? uris.flatMap(localPath) : [otherwise];
  const folders = [...new Set(paths.flatMap((path) => resolved(path) ?? []))];
  if (folders.length > 0) return folders;
  throw new UsageError({ en: 'the client names no folder on this machine', zh: '客户端没有指定本机上的文件夹' });
}

function localPath(uri: string): string[] {
  try {
    return uri.startsWith('file:') ? [fileURLToPath(uri)] : isAbsolute(uri) ? [uri] : [];
  } catch {
    return [];
  }
}

/** The paths an agent asks about; all folders where it names none. Throws `UsageError` for one that leads out of them. */
export function askedPaths(paths: readonly string[], folders: readonly string[]): RequestedPath[] {
  if (paths.length === 0) return folders.map((path) => ({ path, literal: true }));
  return paths.map((path) => {
    const full = resolve(folders[0] ?? '/', localPath(path)[0] ?? path);
    if (folders.some((folder) => isInside(resolved(full) ?? full, folder))) return { path: full, literal: true };
    throw new UsageError({ en: `${path}: ${ELSEWHERE.en}`, zh: `${path}：${ELSEWHERE.zh}` }, path);
  });
}

/** Opens what the operands of `context` name; context files are read only if they are in these folders. */
export function openWithin(folders: readonly string[]): (context: Context, settings: Settings) => Promise<Session> {
  const isOurs = (path: string): boolean => folders.some((folder) => isInside(path, folder));
  const store: Store = {
    read: (real) => (isOurs(real) ? readSource(real) : { kind: 'unreadable', why: ELSEWHERE, benign: true }),
    resolve(path) {
      const real = resolved(path);
      return real !== undefined && isOurs(real) ? real : undefined;
    },
  };
  return async (context, settings) => {
    const discovery = await findFiles(context, settings);
    // A home folder that the client does not name is not read at all.
    const home = isOurs(context.home) ? context.home : '/nonexistent';
    const loaded = await load(discovery.files, { home, roots: folders, store });
    return sessionOf({ ...context, home }, settings, discovery, loaded);
  };
}
