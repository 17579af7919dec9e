/** Settings files in TOML: Codex. */
import type { LanguageAbout } from '../shared/about.ts';
import { countOf, lines } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'toml',
  holdsEnvironments: true,
  // The library keeps a token and two nodes of each.
  parts: (text) => 2 * Math.max(lines(text), countOf(text, '=')) + countOf(text, ','),
  places: { system: ['/etc/codex/config.toml'], home: ['.codex/config.toml'] },
  byName: (name, folder) =>
    name === 'config.toml' && /\/\.?codex$/.test(folder) ? { language: 'toml', dialect: 'codex' } : undefined,
};
