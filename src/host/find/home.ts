/** The places where a user's network settings live, in the order in which they take effect. */
import { join } from 'node:path';
import type { Text } from '../../core.ts';
import { SHELL_FILES, startFiles } from '../../knowledge/shell-files.ts';
import { names as namesIn, stat } from '../outside/outside.ts';
import { systemError } from '../read/read.ts';
import { type DiscoverOptions, type Discovery, discover, type Target } from './discover.ts';
import { isLeftOut } from './ignore.ts';
import { type Found, IGNORED, resolved, type Skipped, unaliased, walk } from './walk.ts';

/** A path; `*` in its last part stands for anything. A trailing slash: everything below. */
type Place = string;

const SYSTEM: readonly Place[] = [
  '/etc/environment',
  '/etc/environment.d/*.conf',
  '/etc/profile',
  '/etc/profile.d/*.sh',
  '/etc/bash.bashrc',
  '/etc/bashrc',
  '/etc/zshenv',
  '/etc/zprofile',
  '/etc/zshrc',
  '/etc/zsh/*',
  '/etc/fish/config.fish',
  '/etc/fish/conf.d/*.fish',
  '/etc/systemd/system.conf',
  '/etc/systemd/user.conf',
  '/etc/systemd/system.conf.d/*.conf',
  '/etc/systemd/user.conf.d/*.conf',
  '/etc/systemd/system/',
  '/etc/systemd/user/',
  '/etc/clash/',
  '/etc/mihomo/',
  '/etc/resolv.conf',
  '/etc/systemd/resolved.conf',
  '/etc/systemd/resolved.conf.d/*.conf',
  '/etc/pip.conf',
  '/etc/wgetrc',
  '/etc/gitconfig',
  '/etc/npmrc',
  '/etc/apt/apt.conf',
  '/etc/apt/apt.conf.d/*',
  '/Library/LaunchAgents/*.plist',
  '/Library/LaunchDaemons/*.plist',
];

/** Below the home folder. */
const OWN: readonly Place[] = [
  '.config/environment.d/*.conf',
  ...[...startFiles('bash'), ...startFiles('zsh')].map((name) => `.${name}`),
  '.bash_*',
  ...SHELL_FILES.filter(({ role }) => role === 'part').map(({ name }) => `.${name}`),
  '.aliases',
  '.exports',
  '.functions',
  '.extra',
  '.path',
  '.proxy',
  '.proxyrc',
  '.xprofile',
  '.xinitrc',
  '.xsessionrc',
  '.zsh/*.zsh',
  '.config/zsh/*',
  '.oh-my-zsh/custom/*.zsh',
  '.config/fish/config.fish',
  '.config/fish/conf.d/*.fish',
  '.config/fish/functions/*.fish',
  '.env',
  '.env.local',
  '.hermes/.env',
  '.codex/.env',
  '.openclaw/.env',
  '.config/clash*/',
  '.config/mihomo*/',
  '.local/share/io.github.clash-verge-rev.clash-verge-rev/',
  'Library/Application Support/io.github.clash-verge-rev.clash-verge-rev/',
  'Library/Application Support/mihomo-party/',
  '.config/systemd/user/',
  'Library/LaunchAgents/*.plist',
  '.gitconfig',
  '.config/git/config',
  '.npmrc',
  '.pip/pip.conf',
  '.config/pip/pip.conf',
  'Library/Application Support/pip/pip.conf',
  '.curlrc',
  '.wgetrc',
  '.docker/config.json',
];

/** Clash clients of Windows, seen from WSL, below a user's folder. */
const WINDOWS: readonly Place[] = [
  '.config/clash*/',
  '.config/mihomo*/',
  'AppData/Roaming/io.github.clash-verge-rev.clash-verge-rev/',
];

/** Everything of this user and this machine that is there, and what the user names besides. */
export async function discoverHome(
  targets: readonly Target[],
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

/** The same files in the order in which they were first come upon. */
function inOrder(files: readonly Found[], asFound: readonly Found[]): Found[] {
  const order = new Map<string, number>();
  for (const { real } of asFound) if (!order.has(real)) order.set(real, order.size);
  return [...files].sort((a, b) => (order.get(a.real) ?? 0) - (order.get(b.real) ?? 0));
}

function places(home: string, env: Readonly<Record<string, string | undefined>>): Place[] {
  const own = OWN.flatMap((place) => {
    const elsewhere = env.XDG_CONFIG_HOME?.startsWith('/') && /^\.config\/(.+)/.exec(place)?.[1];
    return elsewhere ? [join(home, place), join(env.XDG_CONFIG_HOME as string, elsewhere)] : [join(home, place)];
  });
  const zdotdir = env.ZDOTDIR ? startFiles('zsh').map((name) => join(env.ZDOTDIR as string, `.${name}`)) : [];
  const hermes = env.HERMES_HOME ? [join(env.HERMES_HOME, '.env')] : [];
  const windows = env.WSL_DISTRO_NAME
    ? expand('/mnt/c/Users/*').flatMap((user) => WINDOWS.map((place) => join(user, place)))
    : [];
  return [...SYSTEM, ...own, ...zdotdir, ...hermes, ...windows];
}

function look(place: Place, { ignore, home }: DiscoverOptions, files: Found[], skipped: Skipped[]): void {
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

/** Why it cannot be looked at, if it is there but cannot. */
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
function expand(place: Place): string[] {
  const at = place.lastIndexOf('/');
  const [start = '', end, ...more] = place.slice(at + 1).split('*');
  if (end === undefined) return [place];
  const folder = place.slice(0, at);
  let names: string[];
  try {
    names = namesIn(folder);
  } catch {
    return [];
  }
  const fits = (name: string): boolean => more.length === 0 && name.startsWith(start) && name.endsWith(end);
  return names.filter((name) => fits(name) && !name.endsWith('_history')).map((name) => `${folder}/${name}`);
}
