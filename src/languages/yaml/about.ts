/** YAML files of agents and containers; Clash's are a language of their own. */
import type { LanguageAbout } from '../shared/about.ts';

export const about: LanguageAbout = {
  name: 'yaml',
  holdsEnvironments: true,
  places: {},
  byName(name) {
    return COMPOSE.test(name) ? { language: 'yaml', dialect: 'compose' } : undefined;
  },
};

/** `compose.yaml`, `docker-compose.yml`, `docker-compose.override.yml`, `compose.prod.yaml` (compose-go, cli/options.go). */
const COMPOSE = /^(?:docker-|podman-)?compose(?:[._-][\w.-]+)?\.ya?ml$/;
