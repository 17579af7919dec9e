/**
 * Every language, by its own description. More specific languages come first, because the first one that claims a name gets the
 * file. A parser is loaded when the first file of its language is met, so that a lint of a `.env` never loads YAML.
 */
import type { Language, LanguageName } from '../core.ts';
import { about as clash } from './clash/about.ts';
import { about as dockerfile } from './dockerfile/about.ts';
import { about as dotenv } from './dotenv/about.ts';
import { about as json } from './json/about.ts';
import { about as launchd } from './launchd/about.ts';
import { about as resolver } from './resolver/about.ts';
import { about as settings } from './settings/about.ts';
import type { LanguageAbout } from './shared/about.ts';
import { about as shell } from './shell/about.ts';
import { about as systemd } from './systemd/about.ts';
import { about as toml } from './toml/about.ts';
import { about as yaml } from './yaml/about.ts';

interface ListedLanguage extends LanguageAbout {
  /** The parser and writer. */
  load(): Promise<Language>;
}

/** Every language; the first that claims a name has it. */
export const LANGUAGES: readonly ListedLanguage[] = [
  { ...json, load: async () => (await import('./json/index.ts')).json },
  { ...toml, load: async () => (await import('./toml/index.ts')).toml },
  { ...yaml, load: async () => (await import('./yaml/index.ts')).yaml },
  { ...dockerfile, load: async () => (await import('./dockerfile/index.ts')).dockerfile },
  { ...settings, load: async () => (await import('./settings/index.ts')).settings },
  { ...resolver, load: async () => (await import('./resolver/index.ts')).resolver },
  { ...systemd, load: async () => (await import('./systemd/index.ts')).systemd },
  { ...launchd, load: async () => (await import('./launchd/index.ts')).launchd },
  { ...clash, load: async () => (await import('./clash/index.ts')).clash },
  { ...shell, load: async () => (await import('./shell/index.ts')).shell },
  { ...dotenv, load: async () => (await import('./dotenv/index.ts')).dotenv },
];

const BY_NAME = new Map(LANGUAGES.map((about) => [about.name, about]));

/** A language's own description. */
export function aboutLanguage(name: LanguageName): ListedLanguage {
  const about = BY_NAME.get(name);
  if (!about) throw new Error(`no language ${name}`);
  return about;
}

/** Parsers and writers that were loaded, each once. */
export interface LanguageStore {
  /** Loads the parser, unless it is there. */
  load(name: LanguageName): Promise<Language>;
  /** The parser of a language that was loaded before. Throws for another. */
  loaded(name: LanguageName): Language;
}

/** A store of parsers: the only way in which host and library obtain them. */
export function languageStore(): LanguageStore {
  const languages = new Map<LanguageName, Language>();
  return {
    async load(name) {
      const known = languages.get(name) ?? (await aboutLanguage(name).load());
      languages.set(name, known);
      return known;
    },
    loaded(name) {
      const language = languages.get(name);
      if (!language) throw new Error(`${name} was not loaded`);
      return language;
    },
  };
}
