/** Clash and mihomo: YAML whose content is theirs. */
import {
  looksLikeClash,
  looksLikePlainProvider,
  looksLikePlainRules,
  looksLikeRuleList,
} from '../../knowledge/clash/sniff.ts';
import { basename } from '../../text.ts';
import { HEAD_CHARACTERS, type LanguageAbout } from '../shared/about.ts';
import { countOf } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'clash',
  holdsEnvironments: false,
  parts: clashParts,
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
    if (basename(path).endsWith('.list')) return listBy(path, text);
    return looksLikeClash(text) ? { language: 'clash' } : undefined;
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

/** OpenClash's lists of a user's own rules, YAML under another ending, and the plain lists that providers are kept in. */
const isRuleList = (path: string): boolean => path.endsWith('.list') && /clash|mihomo/i.test(path);

function listBy(path: string, text: string): { language: 'clash'; dialect?: string } | undefined {
  if (looksLikeRuleList(text)) return { language: 'clash' };
  // Without dashes it is OpenClash's by its name alone: other programs keep such lists, too.
  if (/openclash_custom_rules[^/]*\.list$/.test(path) && looksLikePlainRules(text)) return { language: 'clash' };
  return looksLikePlainProvider(text) ? { language: 'clash', dialect: 'provider-text' } : undefined;
}

/** What a rule, an item and a key with its value cost of the parts of other languages: long lists of rules are read by lines. */
const RULE = 0.1;
const ITEM = 1;
const PAIR = 1 / 3;

function clashParts(text: string): number {
  const isPayload = /^payload[ ]*:/m.test(text.slice(0, HEAD_CHARACTERS));
  let parts = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    // Comments are no parts, and of several documents the first alone is read.
    if (/^[ \r]*(?:$|#|---)/.test(line)) parts += 0;
    else if (/[[{]/.test(line)) parts += (countOf(line, ',') + 1) * PAIR;
    else parts += isPayload || line.includes(',') ? RULE : ITEM;
    at = end + 1;
  }
  return parts;
}
