/** Which colours a file's syntax gets. */
import { StreamLanguage } from '@codemirror/language';
import { json } from '@codemirror/legacy-modes/mode/javascript';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { xml } from '@codemirror/legacy-modes/mode/xml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import type { Extension } from '@codemirror/state';

const MODES: Readonly<Record<string, StreamLanguage<unknown>>> = {
  shell: StreamLanguage.define(shell),
  clash: StreamLanguage.define(yaml),
  yaml: StreamLanguage.define(yaml),
  json: StreamLanguage.define(json),
  toml: StreamLanguage.define(toml),
  launchd: StreamLanguage.define(xml),
};
const PROPERTIES = StreamLanguage.define(properties);

/** The syntax of a language of envlint; `docker`'s settings are JSON, all others of that kind are lines. */
export function languageFor(language: string, dialect: string): Extension {
  if (language === '') return [];
  if (dialect === 'docker') return MODES.json ?? [];
  return MODES[language] ?? PROPERTIES;
}
