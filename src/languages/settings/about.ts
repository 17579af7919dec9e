/** Configuration files of single programs that carry a proxy, or give one to others. */
import type { LanguageAbout } from '../shared/about.ts';
import { countOf, lines } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'settings',
  holdsEnvironments: false,
  // docker's is JSON, apt's can be on one line.
  parts: (text) => Math.max(lines(text), countOf(text, ','), countOf(text, ';')),
  places: {
    system: [
      '/etc/pip.conf',
      '/etc/wgetrc',
      '/etc/tmux.conf',
      '/etc/gitconfig',
      '/etc/npmrc',
      '/etc/apt/apt.conf',
      '/etc/apt/apt.conf.d/*',
      '/etc/wsl.conf',
    ],
    home: [
      '.gitconfig',
      '.config/git/config',
      '.npmrc',
      '.pip/pip.conf',
      '.config/pip/pip.conf',
      'Library/Application Support/pip/pip.conf',
      '.curlrc',
      '.wgetrc',
      '.tmux.conf',
      '.config/tmux/tmux.conf',
      '.docker/config.json',
      '.wslconfig',
    ],
    windows: ['.wslconfig'],
  },
  byName(name, folder) {
    const dialect = programOf(name, folder);
    return dialect === undefined ? undefined : { language: 'settings', dialect };
  },
  // The configuration of one repository, where someone names it.
  whenNamed: (path) => (/(?:^|\/)\.git\/config$/.test(path) ? { language: 'settings', dialect: 'git' } : undefined),
};

/** The program whose configuration a file is, which is the dialect; undefined: none of ours. */
function programOf(name: string, folder: string): string | undefined {
  const bare = name.replace(/^[._]/, '');
  if (/^git-?config(?:\.local)?$/.test(bare) || (name === 'config' && folder.endsWith('/.config/git'))) return 'git';
  if (bare === 'npmrc' && (bare !== name || folder.endsWith('/etc'))) return 'npm';
  if (/^pip\.(?:conf|ini)$/.test(name)) return 'pip';
  if (bare === 'curlrc') return 'curl';
  if (bare === 'wgetrc') return 'wget';
  if (bare === 'tmux.conf') return 'tmux';
  if (name === '.wslconfig') return 'wslconfig';
  if (name === 'wsl.conf') return 'wsl.conf';
  if (name === 'apt.conf' || (folder.endsWith('/apt.conf.d') && /^[\w-]+(?:\.conf)?$/.test(name))) return 'apt';
  return name === 'config.json' && folder.endsWith('/.docker') ? 'docker' : undefined;
}
