/** The places where a user's network settings live, in the order in which they take effect. */
import { join } from 'node:path';
import type { Text } from '../../core.ts';
import { startFiles } from '../../knowledge/files/shell-files.ts';
import { LANGUAGES } from '../../languages/index.ts';
import type { Places } from '../../languages/shared/about.ts';
import { names as namesIn, stat } from '../outside/outside.ts';
import { systemError } from '../read/read.ts';
import { type DiscoverOptions, type Discovery, discover, type RequestedPath } from './discover.ts';
import { isLeftOut } from './ignore.ts';
import { type Found, IGNORED, resolved, type Skipped, unaliased, walk } from './walk.ts';

/**
 * A path in the notation of the languages' tables: one `*` matches anything within one part. A trailing slash: everything
 * below.
 */
type HomePath = string;

/** All places of one kind: what every program gets before what one program reads, which is the reverse of how files are distinguished. */
const placesOf = (kind: keyof Places): readonly HomePath[] =>
  LANGUAGES.toReversed().flatMap(({ places }) => places[kind] ?? []);

/** All files of this user and this machine that exist, and those the user names in addition. */
export async function discoverHome(
  targets: readonly RequestedPath[],
  options: DiscoverOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Discovery> {
  const named = targets.length > 0 ? await discover(targets, options) : undefined;
  const files: Found[] = [...(named?.files ?? [])];
  const skipped: Skipped[] = [...(named?.skipped ?? [])];
  for (const place of places(options.home, env)) look(place, options, files, skipped);
  return {
    files: inOrder(unaliased(files), files),
    skipped,
    roots: [options.home, '/etc', ...(named?.roots ?? [])],
    missing: named?.missing ?? [],
    overruled: named?.overruled ?? [],
  };
}

/** The same files in the order in which they were first found. */
function inOrder(files: readonly Found[], asFound: readonly Found[]): Found[] {
  const order = new Map<string, number>();
  for (const { real } of asFound) if (!order.has(real)) order.set(real, order.size);
  return [...files].sort((a, b) => (order.get(a.real) ?? 0) - (order.get(b.real) ?? 0));
}

function places(home: string, env: Readonly<Record<string, string | undefined>>): HomePath[] {
  const own = placesOf('home').flatMap((place) => {
    const elsewhere = env.XDG_CONFIG_HOME?.startsWith('/') && /^\.config\/(.+)/.exec(place)?.[1];
    return elsewhere ? [join(home, place), join(env.XDG_CONFIG_HOME as string, elsewhere)] : [join(home, place)];
  });
  const zdotdir = env.ZDOTDIR ? startFiles('zsh').map((name) => join(env.ZDOTDIR as string, `.${name}`)) : [];
  const hermes = env.HERMES_HOME ? ['.env', 'config.yaml'].map((name) => join(env.HERMES_HOME as string, name)) : [];
  const windows = env.WSL_DISTRO_NAME
    ? expand('/mnt/c/Users/*').flatMap((user) => placesOf('windows').map((place) => join(user, place)))
    : [];
  return [...placesOf('system'), ...own, ...zdotdir, ...hermes, ...windows];
}

function look(place: HomePath, { ignore, home }: DiscoverOptions, files: Found[], skipped: Skipped[]): void {
  for (const path of expand(place.replace(/\/$/, ''))) {
    const kind = kindOf(path);
    if (typeof kind === 'object') skipped.push({ path, why: kind, isFault: true });
    else if (kind === 'folder' && place.endsWith('/')) {
      const found = walk(path, { ignore, git: false, within: [home] });
      files.push(...found.files);
      skipped.push(...found.skipped);
    } else if (kind === 'file') {
      if (isLeftOut(ignore, path)) skipped.push({ path, why: IGNORED, isFault: false });
      else files.push({ path, real: resolved(path) ?? path, named: false });
    }
  }
}

/** Why it cannot be read, if it exists but cannot be. */
function kindOf(path: string): 'file' | 'folder' | 'none' | Text {
  try {
    const kind = stat(path);
    return kind.isFile() ? 'file' : kind.isDirectory() ? 'folder' : 'none';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'none' : systemError(error);
  }
}

/** The paths a place stands for, sorted; a place without `*` is itself. */
function expand(place: HomePath): string[] {
  const star = place.indexOf('*');
  if (star < 0) return [place];
  const from = place.lastIndexOf('/', star) + 1;
  const until = place.indexOf('/', star);
  const [start = '', end = ''] = place.slice(from, until < 0 ? place.length : until).split('*');
  const folder = place.slice(0, from - 1);
  let names: string[];
  try {
    names = namesIn(folder);
  } catch {
    return [];
  }
  const fits = (name: string): boolean => name.startsWith(start) && name.endsWith(end) && !name.endsWith('_history');
  return names.filter(fits).map((name) => `${folder}/${name}${until < 0 ? '' : place.slice(until)}`);
}
