/**
 * `~/.docker/config.json`: `proxies.default` and `proxies.<daemon address>`, which the docker CLI hands to containers
 * and builds (docker/cli, configfile `ParseProxyConfig`). Read by a small scanner that knows where each string is
 * and steps over what is not JSON.
 */
import type { Source, Value } from '../../core.ts';
import { jsonString } from '../shared/json-string.ts';
import { type Carrier, collect } from './carrier.ts';

const ROLES = { httpProxy: 'http', httpsProxy: 'https', allProxy: 'all', noProxy: 'no-proxy' } as const;
/** The keys of the daemon's own file, and variables' names: the client skips them. */
const UNKNOWN = /^(?:(?:https?|all|no)[-_]proxy)$/i;
const SECRETS = new Set(['auth', 'identitytoken', 'registrytoken', 'password']);
const TOKEN = /"(?:[^"\\\r\n]|\\.)*"?|[{}[\],:]/gu;
const MAX_DEPTH = 100;

/** Proxies of all daemons (`default`) or of one, and the places of registry credentials. */
export function readDocker(source: Source): Carrier {
  const found = collect(source, 'docker');
  for (const { path, name, value } of strings(source)) {
    const [first, daemon, key, ...deeper] = path;
    const at = { file: source.file, start: name.at.start, end: value.at.end };
    if (first === 'HttpHeaders' || (first === 'auths' && SECRETS.has(path.at(-1)!))) found.secret(value.at);
    else if (first === 'proxies' && key && deeper.length === 0 && Object.hasOwn(ROLES, key)) {
      found.proxy(ROLES[key as keyof typeof ROLES], name, value, at, daemon === 'default' ? undefined : daemon);
    } else if (first === 'proxies' && (key ?? daemon) && UNKNOWN.test(path.at(-1)!)) {
      found.setting(path, name, value, at, 'unknown-name');
    }
  }
  return found.carrier;
}

interface Member {
  readonly path: readonly string[];
  readonly name: Value;
  readonly value: Value;
}

/** Every member of an object whose value is a string, with the keys that lead to it. */
function* strings(source: Source): Generator<Member> {
  const path: string[] = [];
  let depth = 0;
  let name: Value | undefined;
  let isValue = false;
  for (const token of source.text.matchAll(TOKEN)) {
    const mark = token[0];
    if (mark.startsWith('"')) {
      const value = jsonString(mark, { file: source.file, start: token.index, end: token.index + mark.length });
      if (isValue && name && depth <= MAX_DEPTH) yield { path: [...path, name.text], name, value };
      else if (!isValue) name = value;
    } else if (mark === ':') isValue = true;
    else if (mark === ',') isValue = false;
    else if (mark === '{' || mark === '[') {
      if (++depth <= MAX_DEPTH && depth > 1) path.push(name?.text ?? '');
      name = undefined;
      isValue = false;
    } else {
      if (depth <= MAX_DEPTH && depth > 1) path.pop();
      depth = Math.max(0, depth - 1);
      name = undefined;
      isValue = false;
    }
  }
}
