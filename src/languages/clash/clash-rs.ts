/**
 * Is a file written for clash-rs (Watfaq/clash-rs), which reads the same language with forms of its own that mihomo refuses,
 * and whose listeners may repeat the ports at the top? Told by keys mihomo does not have, from `clash-lib/src/config/def.rs` and
 * `config/internal/listener.rs` (November 2026), or by its name in the comments at the start.
 */
import { get, itemsOf, type Node } from './tree.ts';

const TOP_KEYS = [
  'mmdb',
  'mmdb-download-url',
  'asn-mmdb',
  'asn-mmdb-download-url',
  'geosite-download-url',
  'cors-allow-origins',
  'inbound-providers',
];
const TUN_KEYS = ['route-all', 'device-id', 'so-mark', 'route-table', 'gateway-v6'];
const LISTENER_KEYS = ['fw-mark', 'allow-lan'];
/** How many characters of a file are looked through for the name. */
const HEAD_CHARACTERS = 1000;

/** Is the file for clash-rs rather than for mihomo? */
export function isForClashRs(root: Node | undefined, text: string): boolean {
  if (root?.kind !== 'map') return false;
  const has = (map: Node | undefined, keys: readonly string[]): boolean =>
    keys.some((key) => get(map, key) !== undefined);
  return (
    has(root, TOP_KEYS) ||
    has(get(root, 'tun'), TUN_KEYS) ||
    has(get(root, 'profile'), ['store-smart-stats']) ||
    has(get(root, 'experimental'), ['tcp-buffer-size']) ||
    get(get(root, 'dns'), 'listen')?.kind === 'map' ||
    get(get(root, 'dns'), 'edns-client-subnet')?.kind === 'map' ||
    itemsOf(get(root, 'listeners')).some((listener) => isOwnListener(listener) || has(listener, LISTENER_KEYS)) ||
    /^[ \t]*#.*clash-rs/im.test(text.slice(0, HEAD_CHARACTERS))
  );
}

/** Its AnyTLS and Hysteria 2 listeners have one password, and its users are called `name`. */
function isOwnListener(listener: Node): boolean {
  const type = get(listener, 'type');
  const isSecret = type?.kind === 'scalar' && /^(?:anytls|hysteria2)$/i.test(type.value.text);
  const isNamed = itemsOf(get(listener, 'users')).some((user) => get(user, 'name') !== undefined);
  return isNamed || (isSecret && get(listener, 'password') !== undefined);
}
