/** Settings files in TOML: Codex. */
import type { LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'toml',
  holdsEnvironments: true,
  places: { system: ['/etc/codex/config.toml'], home: ['.codex/config.toml'] },
  byName: (name, folder) =>
    name === 'config.toml' && /\/\.?codex$/.test(folder) ? { language: 'toml', dialect: 'codex' } : undefined,
};
