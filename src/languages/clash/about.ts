/** Clash and mihomo: YAML whose content is theirs. */
import { looksLikeClash, looksLikeRuleList } from '../../knowledge/clash-sniff.ts';
import { basename } from '../../text.ts';
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
  byName(name, folder) {
    const match = folder.includes('clash-verge') ? VERGE.exec(`${folder}/${name}`) : null;
    return match ? { language: 'clash', dialect: match[1] ? 'index' : match[2] ? 'script' : 'layer' } : undefined;
  },
  mayBe: (name, path) => /\.ya?ml$/i.test(name) || isClashJson(path) || isRuleList(path),
  byContent(path, text) {
    const isOurs = basename(path).endsWith('.list') ? looksLikeRuleList(text) : looksLikeClash(text);
    return isOurs ? { language: 'clash' } : undefined;
  },
  byContentAlone: (_head, text) => (looksLikeClash(text) ? { language: 'clash' } : undefined),
};

/**
 * Parts of Clash Verge Rev's folder (`utils/dirs.rs`, `help::get_uid`): an item's file begins with the letter of its kind, and
 * profiles themselves (`R…`, `L…`) are told by their content.
 */
const VERGE =
  /(?:^|\/)[^/]*clash-verge[^/]*\/(?:(profiles\.yaml)|(?:verge|dns_config)\.yaml|profiles\/(?:(?:[mrpg]\w*|Merge)\.yaml|(\w+\.js)))$/;

/** JSON is YAML, too; of all JSON files only those named for Clash, or in a folder that is, are opened. */
function isClashJson(path: string): boolean {
  return /(?:^|\/)(?:[\w.-]*(?:clash|mihomo)[\w.-]*|[^/]*(?:clash|mihomo)[^/]*\/[\w.-]+)\.json$/i.test(path);
}

/** OpenClash's lists of a user's own rules: YAML under another ending. */
function isRuleList(path: string): boolean {
  return path.endsWith('.list') && /openclash|clash_/i.test(path);
}
