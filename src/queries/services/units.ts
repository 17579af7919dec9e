/** Which keys of systemd files systemd does not read, and where they would be read. */
import type { Document, Project, Setting } from '../../core.ts';
import { withoutTemplateEnding } from '../../knowledge/files/templates.ts';
import { classOf, keysOf, sectionsOf } from '../../knowledge/systemd/keys.ts';
import { derive } from '../../project.ts';
import { basename, dirname } from '../../text.ts';

export interface StrayKey {
  readonly setting: Setting;
  readonly section: string;
  readonly key: string;
  /** The sections of this very kind of unit that have the key. */
  readonly here: readonly string[];
  /** Sections of other kinds of unit that have it. */
  readonly elsewhere: readonly string[];
}

/** The section that only this kind of unit has. */
const OWN_SECTION: ReadonlyMap<string, string> = new Map([
  ['service', 'Service'],
  ['socket', 'Socket'],
  ['mount', 'Mount'],
  ['automount', 'Automount'],
  ['swap', 'Swap'],
  ['slice', 'Slice'],
  ['scope', 'Scope'],
  ['timer', 'Timer'],
  ['path', 'Path'],
]);

/** A key, possibly with the no-break spaces of a copied web page around it. `X-…` and lines with template tags do not count. */
const KEY = /^[\u00A0\u3000]*[A-Za-z][A-Za-z\d]*[\u00A0\u3000]*$/;

/**
 * Keys that systemd does not know in their section. Sections without a table (Quadlet's, networkd's, `X-…`), `X-` keys
 * and lines with template tags are not judged.
 */
export const strayKeys = derive((project: Project): readonly StrayKey[] =>
  project.facts('setting').flatMap((setting) => {
    const [section = '', key = ''] = setting.path;
    const document = project.document(setting.at.file);
    if (document.language !== 'systemd' || !keysOf(section) || classOf(section, key) !== undefined) return [];
    if (!KEY.test(key)) return [];
    const own = sectionsOfUnit(document);
    const all = sectionsOf(key);
    const here = all.filter((name) => own.has(name));
    return [{ setting, section, key, here, elsewhere: all.filter((name) => !own.has(name)) }];
  }),
);

/** The sections a file of this name can have; of a loose drop-in, those it does have. */
function sectionsOfUnit({ file, dialect, facts }: Document): ReadonlySet<string> {
  if (dialect === 'manager') return new Set(['Manager']);
  const name = file.endsWith('.conf')
    ? basename(dirname(file)).replace(/\.d$/, '')
    : withoutTemplateEnding(basename(file));
  const own = OWN_SECTION.get(/\.(\w+)$/.exec(name)?.[1] ?? '');
  if (own) return new Set(['Unit', 'Install', own]);
  return new Set([
    'Unit',
    'Install',
    ...facts.flatMap((fact) => (fact.kind === 'setting' ? fact.path.slice(0, 1) : [])),
  ]);
}
