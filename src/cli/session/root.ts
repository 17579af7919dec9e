/** `--root DIR`: a dotfiles checkout, checked as the home folder that it will become. */
import { existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { type Found, isInside, resolved, walk } from '../../host/find/walk.ts';
import { type IndexEntry, readBlobs, treeEntries } from '../../host/read/git.ts';
import { load, type Store } from '../../host/read/load.ts';
import { decode, readSource } from '../../host/read/read.ts';
import { shellFile } from '../../knowledge/files/shell-files.ts';
import { isEngineTemplate, withoutTemplateEnding } from '../../knowledge/files/templates.ts';
import { installedPath, interesting } from '../../languages/detect.ts';
import type { Context } from '../shell/context.ts';
import { displayPath, machinePath } from '../shell/paths.ts';
import { aboutFile } from '../shell/words.ts';
import { saver } from './save.ts';
import { ignoreTests, type Session, type Settings, sessionOf } from './session.ts';

/** The session of such a run: files are known by their installed paths, but shown and written in the checkout. */
export async function openRoot(context: Context, settings: Settings, option: string): Promise<Session> {
  const folder = resolved(resolve(context.cwd, option));
  if (folder === undefined || !statSync(folder).isDirectory()) {
    throw aboutFile(option, { en: 'no such folder', zh: '文件夹不存在' });
  }
  const isBare = existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'));
  return isBare ? openBare(context, settings, folder) : openCheckout(context, settings, folder);
}

async function openCheckout(context: Context, settings: Settings, folder: string): Promise<Session> {
  const top = chezmoiRoot(folder);
  const ignore = ignoreTests(context, settings.config);
  const { files: found, skipped } = walk(top, { ignore, git: context.values['no-ignore'] !== true, within: [folder] });
  const actual = new Map<string, string>();
  const files = found.map((file): Found => {
    const name = relative(top, file.path);
    const path = homePath(name, top, context.home);
    // Of two files for one place (one for each machine), the second stays where the checkout has it.
    const known = actual.has(path) ? join(context.home, basename(top), name) : path;
    actual.set(known, file.real);
    return { ...file, path: known };
  });
  // A template is not checked, but what it sets exists once it is installed.
  for (const { path } of skipped.filter((one) => isEngineTemplate(one.path))) {
    const place = homePath(withoutTemplateEnding(relative(top, path)), top, context.home);
    if (!actual.has(place)) actual.set(place, path);
  }
  const store: Store = { read: readSource, resolve: (path) => actual.get(path) };
  const whole = wholeHome(context.home, actual.keys());
  const loaded = await load(files, { home: context.home, roots: [context.home, '/etc'], store, whole });
  const session = sessionOf(context, settings, { files, skipped, roots: [folder], missing: [], overruled: [] }, loaded);
  const where = (file: string): string => actual.get(file) ?? file;
  return {
    ...session,
    display: (file) => displayPath(where(file), context),
    path: (file) => machinePath(where(file), context),
    save: saver(context, session.project, where),
  };
}

const NEVER_WRITTEN = {
  en: 'a bare repository is only checked: nothing in it is changed',
  zh: 'bare 仓库只检查，不会改动其中的文件',
};

/** A bare repository whose work tree is the home folder: what its newest commit contains. It is never written. */
async function openBare(context: Context, settings: Settings, folder: string): Promise<Session> {
  const entries = new Map<string, IndexEntry>();
  for (const entry of treeEntries(folder)) entries.set(homePath(entry.name, folder, context.home), entry);
  const paths = [...entries.keys()].filter(interesting);
  const blobs = readBlobs(
    folder,
    paths.map((path) => entries.get(path)?.hash ?? ''),
  );
  const files = paths.map((path): Found => ({ path, real: path, named: false }));
  const store: Store = {
    read: (path) => decode(blobs.get(entries.get(path)?.hash ?? '') ?? Buffer.alloc(0)),
    resolve: (path) => (entries.has(path) ? path : undefined),
  };
  const whole = wholeHome(context.home, entries.keys());
  const read = await load(files, { home: context.home, roots: [context.home, '/etc'], store, whole });
  if (context.values.fix || context.values['unsafe-fixes']) context.note(NEVER_WRITTEN);
  // What cannot be written has no writer: no fix is offered for it.
  const loaded = { ...read, documents: read.documents.map(({ writer: _, ...document }) => document) };
  const session = sessionOf(
    context,
    settings,
    { files, skipped: [], roots: [folder], missing: [], overruled: [] },
    loaded,
  );
  const name = (file: string): string => entries.get(file)?.name ?? file;
  const why = { en: 'it is in a bare repository', zh: '它在 bare 仓库里' };
  return {
    ...session,
    display: name,
    path: name,
    save: async (changed) => ({ failed: new Map(changed.map(({ file }) => [file, why])), notes: [] }),
  };
}

/**
 * The checkout is the whole home folder: a path that is not in it does not exist, unless a file of the checkout ends the same
 * way and may be installed there by an unknown tool. Outside of the home folder anything may exist.
 */
function wholeHome(home: string, paths: Iterable<string>): (path: string) => boolean {
  const names = new Set([...paths].map((path) => basename(path)));
  return (path) => path.startsWith(`${home}/`) && !names.has(basename(path));
}

/** chezmoi can keep its files in a folder of the checkout. */
function chezmoiRoot(folder: string): string {
  const reading = readSource(join(folder, '.chezmoiroot'));
  const top = reading.kind === 'text' ? resolved(join(folder, reading.text.trim())) : undefined;
  return top !== undefined && isInside(top, folder) ? top : folder;
}

/**
 * Where a file of the checkout ends up. chezmoi: `dot_config/x` → `~/.config/x`. stow: `zsh/.zshrc` → `~/.zshrc`.
 * `zsh/zshrc.symlink`, `zshrc` → `~/.zshrc`. `etc/…` → `/etc/…`. Everything else stays in the checkout, which is taken
 * to lie in the home folder under its own name.
 */
export function homePath(name: string, root: string, home: string): string {
  const plain = installedPath(name);
  const parts = plain.split('/');
  const hidden = parts.findIndex((part) => part.startsWith('.') || part.startsWith('dot-') || part === 'Library');
  if (hidden === 0 || hidden === 1) return join(home, ...parts.slice(hidden).map((part) => part.replace(/^dot-/, '.')));
  if (parts[0] === 'etc') return `/${plain}`;
  if (name.endsWith('.symlink')) return join(home, `.${basename(plain)}`);
  const bare = basename(plain);
  const rc = shellFile(bare);
  if ((rc && rc.syntax !== 'fish') || /^(?:gitconfig|npmrc|curlrc|wgetrc)$/.test(bare)) return join(home, `.${bare}`);
  const config = /^(?:config\/)?((?:fish|clash|mihomo|environment\.d)\/.+)$/.exec(plain)?.[1];
  if (config) return join(home, '.config', config);
  const units = /^(?:config\/)?(systemd\/user\/.+)$/.exec(plain)?.[1];
  if (units) return join(home, '.config', units);
  return join(home, basename(root), plain);
}
