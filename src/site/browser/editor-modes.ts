/** Which colours a file's syntax gets. */
import { StreamLanguage } from '@codemirror/language';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { json } from '@codemirror/legacy-modes/mode/javascript';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { xml } from '@codemirror/legacy-modes/mode/xml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import type { Extension } from '@codemirror/state';
import type { LanguageName } from '../../core.ts';

const YAML = StreamLanguage.define(yaml);
const JSON = StreamLanguage.define(json);
const PROPERTIES = StreamLanguage.define(properties);

const MODES: Readonly<Record<LanguageName, StreamLanguage<unknown>>> = {
  clash: YAML,
  dockerfile: StreamLanguage.define(dockerFile),
  dotenv: PROPERTIES,
  json: JSON,
  launchd: StreamLanguage.define(xml),
  resolver: PROPERTIES,
  settings: PROPERTIES,
  shell: StreamLanguage.define(shell),
  systemd: PROPERTIES,
  toml: StreamLanguage.define(toml),
  yaml: YAML,
};

/** The syntax of a language; `docker`'s settings are JSON, all others of that kind are lines. Of an unknown file: none. */
export function languageFor(language: LanguageName | '', dialect: string): Extension {
  if (language === '') return [];
  return dialect === 'docker' ? JSON : MODES[language];
}
