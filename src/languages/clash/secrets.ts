/** The characters of a Clash file nobody may see: node credentials, subscription links, the controller's secret. */
import type { Span, Value } from '../../core.ts';
import { inside, spanOf } from '../../text.ts';
import type { MapNode, Node } from './tree.ts';

/** Keys of nodes, listeners and the controller whose value is a secret (mihomo `adapter/outbound/*.go` options). */
const SECRET =
  /^(?:secret|password|passwd|passphrase|private-key-passphrase|psk|uuid|auth|auth-str|auth_str|token|authorization|private-key|pre-shared-key|obfs-password|ech-key|api-key|short-id|userpass|vmess-config|ss-config)$/i;
/** Lists of secrets. */
const SECRET_LISTS = /^(?:token|tokens|password|auth|authorization)$/i;
/** A link that carries its own key. */
const KEYED_LINK =
  /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#]*@|[^#]*[?&](?:token|key|secret|password|passwd|auth|uuid|sub|code)=)/i;
const DEEPEST = 12;

/** All secrets of a file, in the order they are met; a shared anchor is met once. */
export function secretsOf(root: Node | undefined): Span[] {
  const found: Span[] = [];
  const visited = new Set<Node>();
  const add = (value: Value): void => {
    if (value.text !== '') found.push(inside(value));
  };
  const map = (node: MapNode, path: readonly string[]): void => {
    for (const { key, value } of node.entries) {
      const name = key.value.text;
      if (value.kind === 'scalar') {
        if (visited.has(value)) continue;
        visited.add(value);
        if (SECRET.test(name) || isUserMap(path) || isLink(name, value.value.text, path)) add(value.value);
      } else if (value.kind === 'list' && (SECRET_LISTS.test(name) || name === 'authentication')) {
        for (const item of value.items)
          if (item.kind === 'scalar') add(name === 'authentication' ? password(item.value) : item.value);
      } else walk(value, [...path, name]);
    }
    for (const merge of node.merges) walk(merge, path);
  };
  const walk = (node: Node, path: readonly string[]): void => {
    if (visited.has(node) || path.length > DEEPEST) return;
    visited.add(node);
    if (node.kind === 'map') map(node, path);
    else if (node.kind === 'list') {
      for (const item of node.items) {
        if (item.kind === 'scalar') {
          if (KEYED_LINK.test(item.value.text)) add(item.value);
        } else walk(item, path);
      }
    }
  };
  if (root) walk(root, []);
  return found.sort((a, b) => a.start - b.start);
}

/** A subscription's link is its key, whatever it looks like; other links only when they carry one. */
function isLink(name: string, text: string, path: readonly string[]): boolean {
  return (name === 'url' && path[0] === 'proxy-providers' && path.length === 2) || KEYED_LINK.test(text);
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
