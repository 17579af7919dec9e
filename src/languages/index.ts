/** Languages are loaded when the first file of theirs is met, so that a lint of a `.env` never pays for YAML. */
import type { Language, LanguageName } from '../core.ts';

const LOADERS: Readonly<Record<LanguageName, () => Promise<Language>>> = {
  dotenv: async () => (await import('./dotenv/index.ts')).dotenv,
  shell: async () => (await import('./shell/index.ts')).shell,
  clash: async () => (await import('./clash/index.ts')).clash,
  systemd: async () => (await import('./systemd/index.ts')).systemd,
  launchd: async () => (await import('./launchd/index.ts')).launchd,
  resolver: async () => (await import('./resolver/index.ts')).resolver,
  settings: async () => (await import('./settings/index.ts')).settings,
};

/** The parser and writer of a language. */
export function loadLanguage(name: LanguageName): Promise<Language> {
  return LOADERS[name]();
}
