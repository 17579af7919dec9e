/**
 * Drop-ins of a unit in folders that are not among the files that are checked: what `systemctl edit --runtime` and
 * `set-property` write, what generators make, what packages bring. Source: systemd.unit(5), the unit search paths.
 */
import { join } from 'node:path';
import type { UnitName } from '../../doctor/machine.ts';
import { fileNames } from '../../doctor/units.ts';
import { namesProc, readProc } from './proc.ts';

const SYSTEM = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/system',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
];

const userFolders = (uid: number, home: string): readonly string[] => [
  `${home}/.config/systemd/user.control`,
  `/run/user/${uid}/systemd/user.control`,
  `/run/user/${uid}/systemd/transient`,
  `/run/user/${uid}/systemd/user`,
  `/run/user/${uid}/systemd/generator`,
  '/run/systemd/user',
  `${home}/.local/share/systemd/user`,
  '/usr/local/lib/systemd/user',
  '/usr/lib/systemd/user',
];

const SETS_VARIABLES = /^[ \t]{0,9}(?:Pass|Unset)?Environment(?:File)?[ \t]{0,9}=/m;

/** Do such drop-ins decide over the environment of a unit? `root`: the folder `/`; another one in tests. */
export function isSetElsewhere({ name, isUser }: UnitName, home: string, root = '/'): boolean {
  const folders = isUser ? userFolders(process.geteuid?.() ?? 0, home) : SYSTEM;
  return folders.some((folder) => fileNames(name).some((unit) => setsVariables(join(root, folder, `${unit}.d`))));
}

function setsVariables(folder: string): boolean {
  const names = namesProc(folder);
  if (typeof names === 'string') return false;
  return names.some((name) => {
    const text = name.endsWith('.conf') ? readProc(join(folder, name), 64 * 1024) : undefined;
    return text !== undefined && 'text' in text && SETS_VARIABLES.test(text.text);
  });
}
