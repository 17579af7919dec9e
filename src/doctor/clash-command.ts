/**
 * Which configuration file a running Clash core reads, by its command line and environment. Source: mihomo main.go and
 * constant/path.go: `-f`, else `CLASH_CONFIG_FILE`; a relative one begins at the current folder. Without it `config.yaml` in
 * `-d`, else `CLASH_HOME_DIR`, else `~/.config/mihomo`, or `$XDG_CONFIG_HOME/mihomo` where the former is not there.
 */
import { basename, normalize } from '../text.ts';
import type { Process } from './machine.ts';

/**
 * `exists`: does such a file or folder exist? Undefined: the file cannot be determined (`-f -`, `-config`), or the default one
 * does not exist.
 */
export function clashConfigPath(
  { argv, environ }: Pick<Process, 'argv' | 'environ'>,
  cwd: string | undefined,
  exists: (path: string) => boolean,
): string | undefined {
  const given = (flag: string, name: string): string | undefined => flagOf(argv, flag) ?? environ?.get(name);
  if (given('config', 'CLASH_CONFIG_STRING')) return undefined;
  const absolute = (path: string): string | undefined =>
    path.startsWith('/') ? normalize(path) : cwd === undefined ? undefined : normalize(`${cwd}/${path}`);
  const file = given('f', 'CLASH_CONFIG_FILE');
  // A file that has been deleted since was read all the same.
  if (file) return file === '-' ? undefined : absolute(file);
  const folder = given('d', 'CLASH_HOME_DIR');
  const home = folder ? absolute(folder) : defaultFolder(argv, environ, exists);
  return home === undefined ? undefined : there(`${home}/config.yaml`, exists);
}

const there = (path: string | undefined, exists: (path: string) => boolean): string | undefined =>
  path !== undefined && exists(path) ? path : undefined;

/** Go's flags take one or two dashes, and their value after `=` or as the next word. */
function flagOf(argv: readonly string[], name: string): string | undefined {
  for (let at = 1; at < argv.length; at++) {
    const match = /^--?([a-z-]+)(?:=([\s\S]*))?$/.exec(argv[at] ?? '');
    if (match?.[1] === name) return match[2] ?? argv[at + 1];
  }
  return undefined;
}

function defaultFolder(
  [program = '']: readonly string[],
  environ: Process['environ'],
  exists: (path: string) => boolean,
): string | undefined {
  const home = environ?.get('HOME');
  if (!home) return undefined;
  const name = /^clash/.test(basename(program)) ? 'clash' : 'mihomo';
  const usual = `${home}/.config/${name}`;
  const other = environ?.get('XDG_CONFIG_HOME');
  return exists(usual) || !other ? usual : `${other}/${name}`;
}
