/** Shell files by name, place and `#!` line. */
import { isEnvName, isProgramName, isShellScript } from '../../knowledge/files/env-names.ts';
import { SHELL_FILES, shellFile, startFiles } from '../../knowledge/files/shell-files.ts';
import { ending, isJson, type LanguageAbout } from '../shared/about.ts';
import { countOf, lines } from '../shared/parts.ts';
import { SHELLS, shebang } from '../shared/shebang.ts';

/** Files rc files are split into: read as shell only with their dot (or its chezmoi spelling). */
const DOT_FILES = new Set([
  'aliases',
  'exports',
  'functions',
  'extra',
  'path',
  'proxy',
  'proxyrc',
  'shrc',
  'shellrc',
  'localrc',
]);

/** Debian's `mc` ships a `README.fish` about a protocol of this name. */
const isProse = (name: string): boolean => /^(?:README|CHANGELOG|NEWS|TODO|LICENSE|COPYING)\b/.test(name);

/** How a statement of a shell begins. */
const STATEMENT =
  /^(?:(?:export|if|then|else|elif|fi|for|do|done|case|esac|while|until|function|return|set|source|\.|alias|unset|eval|echo|printf|local|readonly|declare|typeset|cd|exit|test|autoload|setopt|bindkey|shopt|ulimit|umask|trap)(?:[ \t;]|\r?$)|\w+\+?=|[\w-]+[ \t]*\(\)|\[\[?[ \t]|;;|&&|\|\|)/;

/** Do most lines that begin in the first column begin as statements? In a page or a list a command is quoted. */
function isMostlyStatements(head: string): boolean {
  const lines = head.split('\n').filter((line) => /^[^#\s{}()]/.test(line));
  return lines.filter((line) => STATEMENT.test(line)).length * 2 > lines.length;
}

export const about: LanguageAbout = {
  name: 'shell',
  holdsEnvironments: true,
  // A command costs by its words; long here-documents have lines and few words.
  parts: (text) => Math.max(lines(text) / 4, countOf(text, '='), countOf(text, ';'), countOf(text, ' ') / 4),
  places: {
    system: [
      '/etc/profile',
      '/etc/profile.d/*.sh',
      '/etc/bash.bashrc',
      '/etc/bashrc',
      '/etc/zshenv',
      '/etc/zprofile',
      '/etc/zshrc',
      '/etc/zsh/*',
      '/etc/fish/config.fish',
      '/etc/fish/conf.d/*.fish',
    ],
    home: [
      ...[...startFiles('bash'), ...startFiles('zsh')].map((name) => `.${name}`),
      '.bash_*',
      ...SHELL_FILES.filter(({ role }) => role === 'part').map(({ name }) => `.${name}`),
      '.aliases',
      '.exports',
      '.functions',
      '.extra',
      '.path',
      '.proxy',
      '.proxyrc',
      '.xprofile',
      '.xinitrc',
      '.xsessionrc',
      '.zsh/*.zsh',
      '.config/zsh/*',
      '.oh-my-zsh/custom/*.zsh',
      '.config/fish/fish_variables',
      '.config/fish/config.fish',
      '.config/fish/conf.d/*.fish',
      '.config/fish/functions/*.fish',
    ],
  },
  byName(name) {
    if (isEnvName(name) || isProse(name)) return undefined;
    if (name === 'fish_variables') return { language: 'shell', dialect: 'fish' };
    if (/^\.envrc(?:[._-][\w.-]+)?$/.test(name)) return { language: 'shell', dialect: 'bash' };
    const extension = isShellScript(name) ? ending(name) : undefined;
    if (extension)
      return extension === 'sh' ? { language: 'shell' } : { language: 'shell', dialect: SHELLS[extension]! };
    const bare = name.replace(/^[._]/, '');
    const own = shellFile(bare)?.syntax;
    if (own && own !== 'fish') return { language: 'shell', dialect: own };
    if (bare === name || isProgramName(name)) return undefined;
    const split = /^(?:bash|zsh)_(?!history|sessions)\w+$/.test(bare) ? bare.slice(0, bare.indexOf('_')) : undefined;
    const dialect = split ?? shellFile(bare.replace(/[._-][\w-]+$/, ''))?.syntax;
    if (dialect) return { language: 'shell', dialect };
    return DOT_FILES.has(bare) ? { language: 'shell' } : undefined;
  },
  byContent(_path, _text, head) {
    const interpreter = shebang(head);
    return interpreter ? { language: 'shell', dialect: interpreter } : undefined;
  },
  byContentAlone(head) {
    if (/^#(?:compdef|autoload)\b/.test(head)) return { language: 'shell', dialect: 'zsh' };
    return /^[ \t]*export[ \t]+[A-Za-z_]\w*=/m.test(head) && isMostlyStatements(head)
      ? { language: 'shell' }
      : undefined;
  },
  refine(found, _name, head, interpreter) {
    if (isJson(head)) return undefined;
    // fcitx and others name INI files `profile`.
    if (/^(?:\s|[#;][^\n]*\n)*\[[A-Z][\w/ ]*\][ \t\r]*(?:\n|$)/.test(head)) return undefined;
    return interpreter && found.dialect !== 'fish' ? { language: 'shell', dialect: interpreter } : found;
  },
};
