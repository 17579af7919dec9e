/** Values of unit keys that systemd refuses or ignores, and keys that only newer versions of it read. */
import type { Document, Project, Setting } from '../../core.ts';
import { hasPlaceholder } from '../../knowledge/files/templates.ts';
import { judgeLine } from '../../knowledge/systemd/judge.ts';
import { classOf, type Kind, kindOf, sinceVersion } from '../../knowledge/systemd/keys.ts';
import type { Fault } from '../../knowledge/systemd/values/fault.ts';
import { derive } from '../../project.ts';

export interface UnitValue {
  readonly setting: Setting;
  readonly document: Document;
  readonly section: string;
  readonly key: string;
  readonly kind: Kind;
  readonly fault: Fault;
}

/**
 * Every value that systemd does not take as it is written. Values with template tags or placeholders are unknown and are not judged;
 * neither are the managers' own files, which have other readers.
 */
export const unitValues = derive((project: Project): readonly UnitValue[] =>
  project.facts('setting').flatMap((setting) => {
    const document = project.document(setting.at.file);
    if (document.language !== 'systemd' || document.dialect === 'manager' || !setting.value.known) return [];
    const [section = '', key = ''] = setting.path;
    const kind = hasPlaceholder(setting.value.text) ? undefined : kindOf(section, key);
    const fault = kind && judgeLine(section, key, kind, setting.value.text);
    return kind && fault ? [{ setting, document, section, key, kind, fault }] : [];
  }),
);

export interface NewKey {
  readonly setting: Setting;
  readonly key: string;
  readonly since: number;
}

/** Keys that systemd 252 does not know and a later version does. */
export const newKeys = derive((project: Project): readonly NewKey[] =>
  project.facts('setting').flatMap((setting) => {
    const [section = '', key = ''] = setting.path;
    const { language } = project.document(setting.at.file);
    const since = language === 'systemd' && classOf(section, key) !== undefined ? sinceVersion(key) : undefined;
    return since === undefined ? [] : [{ setting, key, since }];
  }),
);
