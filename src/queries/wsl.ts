/** The Windows Subsystem for Linux, as far as its own files tell. */
import type { Project, Setting } from '../core.ts';
import type { ProxyValue } from './proxies/proxy-values.ts';

/** Settings of `.wslconfig` and of `/etc/wsl.conf`, in file order. */
export function wslSettings(project: Project, dialect: 'wslconfig' | 'wsl.conf'): readonly Setting[] {
  return project.facts('setting').filter(({ at }) => project.document(at.file).dialect === dialect);
}

/** The last `networkingMode` that `.wslconfig` sets, in lower case; WSL's default is NAT. */
export function networkingMode(project: Project): Setting | undefined {
  return wslSettings(project, 'wslconfig').findLast(({ path }) => path[1] === 'networkingmode');
}

/**
 * Does WSL run in NAT mode here? Only decided if both files are there: a repository with a `.wslconfig` alone can be used on
 * other machines too. Older releases read the mode from `[experimental]`, so a mode in that section leaves it undecided.
 */
export function isNat(project: Project): boolean {
  const dialects = new Set([...project.documents.values()].map(({ dialect }) => dialect));
  const mode = networkingMode(project);
  return (
    dialects.has('wslconfig') &&
    dialects.has('wsl.conf') &&
    (mode === undefined || (mode.path[0] === 'wsl2' && /^nat$/i.test(mode.value.text.trim())))
  );
}

const READ_THERE: ReadonlySet<string> = new Set(['shell', 'dotenv', 'settings', 'systemd', 'json', 'toml', 'yaml']);

/** Is a proxy for programs on the Linux side, with its loopback? Containers have one of their own, Windows another. */
export function isForLinux(project: Project, { value: { at }, assignment }: ProxyValue): boolean {
  const kind = assignment?.scope.recipient?.kind;
  if (kind === 'container' || kind === 'build' || at.file.startsWith('/mnt/')) return false;
  return READ_THERE.has(project.document(at.file).language);
}
