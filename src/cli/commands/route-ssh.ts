/** Routes of `ssh://` and `git@host:path`: answered by git and ssh, whose own files decide. */
import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Project, Route } from '../../core.ts';
import { readSource } from '../../host/read/read.ts';
import { SSH_CLIENTS, sshRoute } from '../../queries/ssh-routes.ts';
import type { SshConfig, SshFile } from '../../routing/ssh/model.ts';
import { fits } from '../../routing/ssh/patterns.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';

/** The routes of one URL by the clients of `--client`, else by git and ssh. */
export function sshRoutes(context: Context, project: Project, url: string): Route[] {
  const config = sshConfig(context);
  return (context.values.client ?? SSH_CLIENTS).map((client) => sshRoute(project, config, client, url));
}

const SYSTEM = '/etc/ssh';

/** The configuration of ssh: of the checkout that becomes a home, of this folder where it is one, else this user's. */
function sshConfig(context: Context): SshConfig {
  const { values, cwd, home } = context;
  const root = values.root === undefined ? undefined : resolve(cwd, values.root);
  const folders = (root === undefined ? [cwd, home] : [root, join(root, 'ssh')]).map((one) => join(one, '.ssh'));
  const own = folders.find((folder) => readSource(join(folder, 'config')).kind === 'text') ?? join(home, '.ssh');
  const places = [join(own, 'config'), ...(root === undefined ? [join(SYSTEM, 'ssh_config')] : [])];
  return {
    files: places.flatMap((path) => fileAt(context, path)),
    included: (pattern, by) => included(context, { own, root }, pattern, by),
    localUser: root === undefined ? localUser() : undefined,
  };
}

interface Bounds {
  /** The folder of the user's file. */
  readonly own: string;
  /** A checkout: its configuration does not lead outside. */
  readonly root: string | undefined;
}

/** The files of an `Include`, in the order of their names; undefined: outside the checkout, or only known at run time. */
function included(context: Context, { own, root }: Bounds, pattern: string, by: SshFile): SshFile[] | undefined {
  if (/[%$]/.test(pattern)) return undefined;
  const base = by.name.startsWith(SYSTEM) ? SYSTEM : own;
  const path = resolve(base, pattern.replace(/^~(?=\/)/, dirname(own)));
  if (root !== undefined && relative(root, path).startsWith('..')) return undefined;
  return expanded(path).flatMap((one) => fileAt(context, one));
}

/** The paths that a pattern with `*` and `?` names. */
function expanded(pattern: string): string[] {
  const [first = '', ...parts] = pattern.split(sep);
  return parts.reduce<string[]>(
    (found, part) =>
      /[*?]/.test(part)
        ? found.flatMap((folder) => namesIn(folder, part).map((name) => join(folder, name)))
        : found.map((folder) => join(folder, part)),
    [first || sep],
  );
}

function namesIn(folder: string, pattern: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => (!name.startsWith('.') || pattern.startsWith('.')) && fits(pattern, name))
      .sort();
  } catch {
    return [];
  }
}

function fileAt({ cwd, home }: Context, path: string): SshFile[] {
  const reading = readSource(path);
  return reading.kind === 'text' ? [{ name: displayPath(path, { cwd, home }), text: reading.text }] : [];
}

function localUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
