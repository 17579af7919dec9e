/** systemd's units, drop-ins and manager configuration, and Podman's Quadlet files. */
import { basename, dirname } from '../../text.ts';
import type { LanguageAbout } from '../shared/about.ts';
import { countOf, lines } from '../shared/parts.ts';

const UNIT = /\.(?:service|socket|timer|target|mount|automount|swap|path|slice|scope|device|container|pod|kube)$/;
/** Suffixes only systemd uses; the others also end names of other things and need a section that systemd knows. */
const SURE_UNIT = /\.(?:service|socket|timer)$/;
const UNIT_SECTION =
  /^[ \t]*\[(?:Unit|Install|Service|Socket|Timer|Mount|Automount|Swap|Path|Slice|Scope|Container|Pod|Kube)\][ \t]*$/m;
const SECTION = /^[ \t]*\[([^\]\r\n\u2028\u2029]+)\][ \t]*\r?$/m;

export type UnitDialect = 'unit' | 'manager' | 'quadlet';

const isManagerFile = (name: string): boolean => /^(?:system|user)\.conf$/.test(name);
const isManagerDropIn = (folder: string): boolean => /(?:^|\/)(?:system|user)\.conf\.d$/.test(folder);

/** What a file of ours is, by its name and folder: Podman's generator reads some, the managers themselves others. */
export function unitDialect(path: string): UnitDialect {
  const [name, folder] = [basename(path), dirname(path)];
  if (isManagerFile(name) || isManagerDropIn(folder)) return 'manager';
  if (/\.(?:container|pod|kube|volume|build|image)$/.test(name)) return 'quadlet';
  return name.endsWith('.network') && /(?:^|\/)containers\/systemd(?:\/|$)/.test(folder) ? 'quadlet' : 'unit';
}

export const about: LanguageAbout = {
  name: 'systemd',
  holdsEnvironments: true,
  parts: (text) => Math.max(lines(text), countOf(text, ' ') / 3),
  places: {
    system: [
      '/etc/systemd/system.conf',
      '/etc/systemd/user.conf',
      '/etc/systemd/system.conf.d/*.conf',
      '/etc/systemd/user.conf.d/*.conf',
      '/etc/systemd/system/',
      '/etc/systemd/user/',
      '/etc/containers/systemd/',
    ],
    home: ['.config/systemd/user/', '.config/containers/systemd/'],
  },
  // Manager configuration and drop-ins are told by their folder.
  byName(name, folder) {
    if (!name.endsWith('.conf')) return undefined;
    const path = `${folder}/${name}`;
    const isDropIn = folder.endsWith('.d') && UNIT.test(folder.slice(0, -'.d'.length));
    const isOurs = isDropIn || isManagerDropIn(folder) || (isManagerFile(name) && folder.endsWith('/systemd'));
    return isOurs ? { language: 'systemd', dialect: unitDialect(path) } : undefined;
  },
  mayBe: (name, path) => UNIT.test(name) || isLooseConf(path),
  byContent(path, _text, head) {
    const name = basename(path);
    const isOurs = UNIT.test(name) ? isUnit(name, head) : UNIT_SECTION.test(head);
    return isOurs ? { language: 'systemd', dialect: unitDialect(path) } : undefined;
  },
  // A playbook can have a whole unit in it: here the first line that is no comment has to be one of our sections.
  byContentAlone(head) {
    const first = head.split('\n').find((line) => /^\s*[^#;\s]/.test(line));
    return first !== undefined && UNIT_SECTION.test(first.trimEnd())
      ? { language: 'systemd', dialect: 'unit' }
      : undefined;
  },
};

/** A `.conf` outside the folders that settle it, under a name drop-ins are kept under. nginx uses the same names. */
function isLooseConf(path: string): boolean {
  return /(?:proxy[^/]*|override)\.conf$/i.test(path);
}

/**
 * D-Bus's and Avahi's services end in `.service` too, Avahi's are XML; a unit without any section is a masked one, or one
 * about to be written.
 */
function isUnit(name: string, text: string): boolean {
  if (/^\s*</.test(text)) return false;
  return UNIT_SECTION.test(text) || (SURE_UNIT.test(name) && !name.startsWith('.') && !SECTION.test(text));
}
