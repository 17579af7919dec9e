/** YAML files of agents and containers; Clash's are a language of their own. */
import type { LanguageAbout } from '../shared/about.ts';
import { countOf, lines } from '../shared/parts.ts';

export const about: LanguageAbout = {
  name: 'yaml',
  holdsEnvironments: true,
  parts: (text) => lines(text) + countOf(text, ','),
  places: { home: ['.hermes/config.yaml', '.hermes/profiles/*/config.yaml'] },
  byName(name, folder) {
    if (COMPOSE.test(name)) return { language: 'yaml', dialect: 'compose' };
    const isHermes = /^config\.ya?ml$/.test(name) && /\/\.hermes(?:\/profiles\/[^/]+)?$/.test(folder);
    return isHermes ? { language: 'yaml', dialect: 'hermes' } : undefined;
  },
  mayBe: (name) => /^(?:hermes[\w.-]*|config)\.ya?ml$/i.test(name),
  byContent: (_path, text) => (looksLikeHermes(text) ? { language: 'yaml', dialect: 'hermes' } : undefined),
  byContentAlone: (_head, text) => (looksLikeHermes(text) ? { language: 'yaml', dialect: 'hermes' } : undefined),
};

/** Keys of Hermes' first level that no other program's `config.yaml` shares; single words such as `agent` are shared. */
const OWN = /^(?:mcp_servers|fallback_providers|auxiliary|custom_providers|smart_model_routing|platform_toolsets):/gm;
const SHARED = /^(?:model|providers|agent|terminal|browser|compression|memory|delegation|toolsets):/gm;

/** Told by two keys, one of them its own. */
function looksLikeHermes(text: string): boolean {
  const own = new Set(text.match(OWN)).size;
  return own > 1 || (own === 1 && SHARED.test(text)) ? !/^(?:rules|proxies|services|apiVersion):/m.test(text) : false;
}

/** `compose.yaml`, `docker-compose.yml`, `docker-compose.override.yml`, `compose.prod.yaml` (compose-go, cli/options.go). */
const COMPOSE = /^(?:docker-|podman-)?compose(?:[._-][\w.-]+)?\.ya?ml$/;
