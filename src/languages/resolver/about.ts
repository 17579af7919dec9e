/** `resolv.conf`, and systemd-resolved's configuration. */
import type { LanguageAbout } from '../shared/about.ts';
import { countOf, lines } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'resolver',
  holdsEnvironments: false,
  parts: (text) => Math.max(lines(text), countOf(text, ' ')),
  places: { system: ['/etc/resolv.conf', '/etc/systemd/resolved.conf', '/etc/systemd/resolved.conf.d/*.conf'] },
  byName(name, folder) {
    if (name === 'resolv.conf') return { language: 'resolver', dialect: 'resolv.conf' };
    const isResolved = name === 'resolved.conf' || (/\/resolved\.conf\.d$/.test(folder) && name.endsWith('.conf'));
    return isResolved ? { language: 'resolver', dialect: 'resolved.conf' } : undefined;
  },
};
