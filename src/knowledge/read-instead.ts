/** What programs read in place of the keys that people write for proxies. */

/** What programs without a list of their own go by. */
export const VARIABLE_LIST = 'no_proxy';

/** Keys people write, by program, with what the program reads in their place. */
const READ: Readonly<Record<'npm' | 'pip' | 'curl', Readonly<Record<string, readonly string[]>>>> = {
  npm: {
    'http-proxy': ['proxy', 'https-proxy'],
    http_proxy: ['proxy', 'https-proxy'],
    https_proxy: ['https-proxy', 'proxy'],
    'no-proxy': ['noproxy'],
    no_proxy: ['noproxy'],
    noProxy: ['noproxy'],
  },
  pip: {
    'http-proxy': ['proxy'],
    'https-proxy': ['proxy'],
    'all-proxy': ['proxy'],
    proxies: ['proxy'],
    'no-proxy': [VARIABLE_LIST],
    noproxy: [VARIABLE_LIST],
  },
  curl: {
    http_proxy: ['proxy'],
    https_proxy: ['proxy'],
    all_proxy: ['proxy'],
    'http-proxy': ['proxy'],
    'https-proxy': ['proxy'],
    no_proxy: ['noproxy'],
    'no-proxy': ['noproxy'],
  },
};

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
  if (client === 'docker') return [OF_DOCKER[key.toLowerCase().replace(/[-_]proxy$/, '')] ?? 'httpsProxy'];
  if (client === 'git' && /^http\.(?:.+\.)?no-?proxy$/.test(key)) return [VARIABLE_LIST];
  if (client === 'git' && /^http\.(?:.+\.)?https?-?proxy$/.test(key)) return ['http.proxy'];
  if (client === 'git' || client === 'VS Code')
    return key.startsWith('https.') ? [key.replace('https.', 'http.')] : undefined;
  return client === 'npm' || client === 'pip' || client === 'curl' ? READ[client][key] : undefined;
}
