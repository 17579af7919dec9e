/** Clash and mihomo: YAML whose content is theirs. */
import { looksLikeClash } from '../../knowledge/clash-sniff.ts';
import type { LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'clash',
  holdsEnvironments: false,
  places: {
    system: ['/etc/clash/', '/etc/mihomo/'],
    home: [
      '.config/clash*/',
      '.config/mihomo*/',
      '.local/share/io.github.clash-verge-rev.clash-verge-rev/',
      'Library/Application Support/io.github.clash-verge-rev.clash-verge-rev/',
      'Library/Application Support/mihomo-party/',
    ],
    windows: ['.config/clash*/', '.config/mihomo*/', 'AppData/Roaming/io.github.clash-verge-rev.clash-verge-rev/'],
  },
  mayBe: (name) => /\.ya?ml$/i.test(name),
  byContent: (_path, text) => (looksLikeClash(text) ? { language: 'clash' } : undefined),
  byContentAlone: (_head, text) => (looksLikeClash(text) ? { language: 'clash' } : undefined),
};
