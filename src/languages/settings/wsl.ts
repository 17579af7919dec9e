/**
 * `.wslconfig` (of Windows, for all distributions) and `/etc/wsl.conf` (of one distribution): learn.microsoft.com,
 * wsl-config. Neither reads what belongs into the other; names are compared without regard to case.
 */
import type { Source } from '../../core.ts';
import { readIni } from '../shared/ini.ts';
import { type Carrier, collect } from './carrier.ts';

/** What only a distribution's own file has, by section and key. */
const OF_DISTRIBUTION: Readonly<Record<string, readonly string[]>> = {
  network: ['generatehosts', 'generateresolvconf', 'hostname'],
  boot: ['systemd', 'command'],
  automount: ['enabled', 'mountfstab', 'root', 'options'],
  interop: ['enabled', 'appendwindowspath'],
  user: ['default'],
};

/** What only the file of Windows has. */
const OF_WINDOWS: ReadonlySet<string> = new Set([
  ...['networkingmode', 'dnstunneling', 'autoproxy', 'firewall', 'localhostforwarding', 'hostaddressloopback'],
  ...['ignoredports', 'initialautoproxytimeout', 'memory', 'processors', 'swap', 'kernel'],
]);

/** Every setting as `[section, key]` in lower case; those that belong into the other file are marked. */
export function readWsl(source: Source, dialect: 'wslconfig' | 'wsl.conf'): Carrier {
  const found = collect(source, dialect);
  const { entries, comments } = readIni(source);
  for (const { at, ownLine } of comments) found.comment(at, ownLine);
  for (const { section, key, value, at } of entries) {
    const path = [section.toLowerCase(), key.text.toLowerCase()] as const;
    found.setting(path, key, value, at, isElsewhere(dialect, path) ? 'wrong-section' : undefined);
  }
  return found.carrier;
}

function isElsewhere(dialect: string, [section, key]: readonly [string, string]): boolean {
  if (dialect === 'wsl.conf') return section === 'wsl2' || section === 'experimental' || OF_WINDOWS.has(key);
  return key === 'generateresolvconf' || OF_DISTRIBUTION[section]?.includes(key) === true;
}
