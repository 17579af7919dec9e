/** What programs read in place of the keys that people write for proxies. */
import { entryOf } from '../text.ts';

/** What programs without a list of their own go by. */
export const VARIABLE_LIST = 'no_proxy';

/** What programs read, by the word before `proxy` in what people write: `HTTP_PROXY`, `httpsProxy`, `all-proxy`, `no_proxy`. */
const READ: Readonly<Record<'npm' | 'pip' | 'curl', Readonly<Record<string, readonly string[]>>>> = {
  npm: {
    http: ['proxy', 'https-proxy'],
    https: ['https-proxy', 'proxy'],
    all: ['https-proxy', 'proxy'],
    no: ['noproxy'],
  },
  pip: { http: ['proxy'], https: ['proxy'], all: ['proxy'], no: [VARIABLE_LIST], proxies: ['proxy'] },
  curl: { http: ['proxy'], https: ['proxy'], all: ['proxy'], no: ['noproxy'] },
};

/** A name of a proxy or a list as programs' variables and settings spell it, in any case. */
export const PROXY_NAME = /^(?:https?|all|no)[-_]?proxy$/i;

/** What docker's client reads in `proxies`, by the word before `proxy`. */
const OF_DOCKER: Readonly<Record<string, string>> = {
  http: 'httpProxy',
  https: 'httpsProxy',
  all: 'allProxy',
  no: 'noProxy',
};

/**
 * The keys that a program reads in place of one that it does not read, the one that means the same first; undefined where none
 * is known. git reads nothing from `https`: what is set there is meant for `http`.
 */
export function readInstead(client: string, key: string): readonly string[] | undefined {
  if (client === 'wget') return /proxy/i.test(key) ? ['https_proxy', 'http_proxy'] : ['check_certificate'];
  if (client === 'apt') return ['http'];
  if (client === 'gradle') return [key.replace('https', 'http')];
  if (client === 'docker') return [entryOf(OF_DOCKER, key.toLowerCase().replace(/[-_]proxy$/, '')) ?? 'httpsProxy'];
  if (client === 'git' && /^http\.(?:.+\.)?no-?proxy$/.test(key)) return [VARIABLE_LIST];
  if (client === 'git' && /^http\.(?:.+\.)?(?:https?|all|socks)-?proxy$/.test(key)) return ['http.proxy'];
  if (client === 'git' || client === 'VS Code')
    return key.startsWith('https.') ? [key.replace('https.', 'http.')] : undefined;
  if (client !== 'npm' && client !== 'pip' && client !== 'curl') return undefined;
  return entryOf(READ[client], PROXY_NAME.test(key) ? key.toLowerCase().replace(/[-_]?proxy$/, '') : key);
}
