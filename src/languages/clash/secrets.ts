/** The characters of a Clash file that must be masked: node credentials, subscription links, the controller's secret. */
import type { Span, Value } from '../../core.ts';
import { inside, spanOf } from '../../text.ts';
import { get, type Node } from './tree.ts';

/** Keys of nodes, listeners and the controller whose value is a secret (mihomo `adapter/outbound/*.go` options). */
const SECRET = new Set([
  'secret',
  'username',
  'password',
  'passwd',
  'passphrase',
  'private-key-passphrase',
  'psk',
  'uuid',
  'auth',
  'auth-str',
  'auth_str',
  'token',
  'authorization',
  'private-key',
  'pre-shared-key',
  'obfs-password',
  'protocol-param',
  'ech-key',
  'api-key',
  'short-id',
  'userpass',
  'vmess-config',
  'ss-config',
]);
/** Lists of secrets. */
const SECRET_LISTS = new Set(['token', 'tokens', 'password', 'auth', 'authorization']);
/** A link that carries its own key. */
const KEYED_LINK =
  /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#]*@|[^#]*[?&](?:token|key|secret|username|password|passwd|auth|uuid|sub|code)=)/i;
const DEEPEST_LEVELS = 12;

/**
 * All secrets of a file, in its order. A value that several keys share is a secret if one of them says so.
 * `proxy-providers` comes first: what is a subscription's link there may be under an anchor elsewhere.
 */
export function secretsOf(root: Node | undefined): Span[] {
  const found = new Map<Value, Span>();
  const visited = new Set<Node>();
  const add = (value: Value): void => {
    if (value.text !== '') found.set(value, inside(value));
  };
  const entry = (name: string, value: Node, path: readonly string[]): void => {
    if (value.kind === 'scalar') {
      if (SECRET.has(name.toLowerCase()) || isUserMap(path) || isLink(name, value.value.text, path)) add(value.value);
    } else if (value.kind === 'list' && (SECRET_LISTS.has(name.toLowerCase()) || name === 'authentication')) {
      for (const item of value.items) {
        if (item.kind === 'scalar') add(name === 'authentication' ? password(item.value) : item.value);
      }
    } else walk(value, [...path, name.toLowerCase()]);
  };
  const walk = (node: Node, path: readonly string[]): void => {
    if (visited.has(node) || path.length > DEEPEST_LEVELS) return;
    visited.add(node);
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) entry(key.value.text, value, path);
      for (const merge of node.merges) walk(merge, path);
    } else if (node.kind === 'list') {
      for (const item of node.items) {
        if (item.kind !== 'scalar') walk(item, path);
        else if (KEYED_LINK.test(item.value.text)) add(item.value);
      }
    }
  };
  const providers = get(root, 'proxy-providers');
  if (providers) walk(providers, ['proxy-providers']);
  if (root) walk(root, []);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** A subscription's link is its key, whatever it looks like; other links only when they carry one. */
function isLink(name: string, text: string, path: readonly string[]): boolean {
  return (name.toLowerCase() === 'url' && path[0] === 'proxy-providers' && path.length === 2) || KEYED_LINK.test(text);
}

/** `users: { name: password }` of listeners. */
function isUserMap(path: readonly string[]): boolean {
  return path.at(-1) === 'users';
}

/** What follows the first colon of `user:password`. */
function password(value: Value): Value {
  const colon = value.text.indexOf(':');
  if (colon < 0) return { ...value, text: '' };
  const at = spanOf(value, colon + 1, value.text.length);
  return {
    text: value.text.slice(colon + 1),
    at,
    known: true,
    pieces: [{ kind: 'literal', text: value.text.slice(colon + 1), at }],
  };
}
