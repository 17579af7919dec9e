/** Clash and mihomo: YAML whose content is theirs. */
import { looksLikeClash, looksLikeRuleList } from '../../knowledge/clash-sniff.ts';
import { basename } from '../../text.ts';
import type { LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'clash',
  holdsEnvironments: false,
  places: {
    system: [
      '/etc/clash/',
      '/etc/mihomo/',
      '/etc/nikki/',
      '/etc/openclash/',
      '/etc/config/nikki',
      '/etc/config/openclash',
    ],
    home: [
      '.config/clash*/',
      '.config/mihomo*/',
      '.local/share/io.github.clash-verge-rev.clash-verge-rev/',
      '.local/share/com.follow.clash/',
      'clashctl/resources/',
      'Library/Application Support/io.github.clash-verge-rev.clash-verge-rev/',
      'Library/Application Support/mihomo-party/',
      'Library/Application Support/com.follow.clash/',
      'Library/Group Containers/group.ws.stash.app/stash/',
    ],
    windows: ['.config/clash*/', '.config/mihomo*/', 'AppData/Roaming/io.github.clash-verge-rev.clash-verge-rev/'],
  },
  byName(name, folder) {
    const path = `${folder}/${name}`;
    const dialect = PARTS.find(([pattern]) => pattern.test(path))?.[1];
    return dialect === undefined ? undefined : { language: 'clash', dialect };
  },
  mayBe: (name, path) => /\.ya?ml$/i.test(name) || isClashJson(path) || isRuleList(path),
  byContent(path, text) {
    const isOurs = basename(path).endsWith('.list') ? looksLikeRuleList(text) : looksLikeClash(text);
    return isOurs ? { language: 'clash' } : undefined;
  },
  byContentAlone: (_head, text) => (looksLikeClash(text) ? { language: 'clash' } : undefined),
};

/**
 * Parts of the clients' homes, which are no configurations by themselves. Clash Verge Rev (`utils/dirs.rs`, `help::get_uid`): an
 * item's file begins with the letter of its kind, and profiles themselves (`R…`, `L…`) are told by their content. Clash Party
 * (`utils/dirs.ts`), clashctl (`install.sh`), ShellCrash; the settings of OpenWrt that switch layers on.
 */
const PARTS: readonly (readonly [RegExp, 'index' | 'layer' | 'script' | 'settings'])[] = [
  [/\/[^/]*clash-verge[^/]*\/profiles\.yaml$/, 'index'],
  [/\/[^/]*clash-verge[^/]*\/(?:(?:verge|dns_config)\.yaml|profiles\/(?:[mrpg]\w*|Merge)\.yaml)$/, 'layer'],
  [/\/[^/]*clash-verge[^/]*\/profiles\/\w+\.js$/, 'script'],
  [/\/(?:mihomo|clash)-party\/profile\.yaml$/, 'index'],
  [/\/(?:mihomo|clash)-party\/(?:(?:config|mihomo|override)\.yaml|(?:override|rules)\/[^/]+\.yaml)$/, 'layer'],
  [/\/(?:mihomo|clash)-party\/override\/[^/]+\.js$/, 'script'],
  [/\/clash[^/]*\/resources\/mixin\.yaml$/, 'index'],
  [/\/ShellCrash\/yamls\/rules\.yaml$/i, 'layer'],
  [/\/etc\/nikki\/mixin\.yaml$/, 'index'],
  [/\/etc\/config\/(?:openclash|nikki)$/, 'settings'],
  // Stash's overrides (stash.wiki/en/configuration/override): which of them are switched on is known to the app alone.
  [/\.stoverride$/, 'layer'],
];

/** JSON is YAML, too; of all JSON files only those named for Clash, or in a folder that is, are opened. */
function isClashJson(path: string): boolean {
  return /(?:^|\/)(?:[\w.-]*(?:clash|mihomo)[\w.-]*|[^/]*(?:clash|mihomo)[^/]*\/[\w.-]+)\.json$/i.test(path);
}

/** OpenClash's lists of a user's own rules: YAML under another ending. */
function isRuleList(path: string): boolean {
  return path.endsWith('.list') && /openclash|clash_/i.test(path);
}
