/**
 * Ciphers by the types of nodes that take them, exactly as written (`ss`) or in any case (the others).
 * Read in July 2026: MetaCubeX/sing-shadowsocks2 `MethodList` of its three packages and `none`; sing-vmess `NewClient`;
 * mihomo 1c4f7c4d `transport/shadowsocks/core/cipher.go` (SSR, `ss-opts` of Trojan), `transport/openvpn/config.go`.
 */

const STREAM =
  'aes-128-ctr aes-192-ctr aes-256-ctr aes-128-cfb aes-192-cfb aes-256-cfb rc4-md5 chacha20-ietf xchacha20 chacha20';
const AEAD = `aes-128-gcm aes-192-gcm aes-256-gcm chacha20-ietf-poly1305 xchacha20-ietf-poly1305 chacha8-ietf-poly1305
  xchacha8-ietf-poly1305 aes-128-ccm aes-192-ccm aes-256-ccm`;
const RARE = `rabbit128-poly1305 aes-128-gcm-siv aes-256-gcm-siv aegis-128l aegis-256 aez-384 deoxys-ii-256-128 lea-128-gcm
  lea-192-gcm lea-256-gcm`;

const words = (...lists: readonly string[]): readonly string[] => lists.flatMap((list) => list.split(/\s+/));

/** Bytes of the key of a Shadowsocks 2022 cipher: its password is that many bytes in base64. */
export const KEY_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['2022-blake3-aes-128-gcm', 16],
  ['2022-blake3-aes-256-gcm', 32],
  ['2022-blake3-chacha20-poly1305', 32],
  ['2022-blake3-chacha8-poly1305', 32],
  ['2022-blake3-aes-128-ccm', 16],
  ['2022-blake3-aes-256-ccm', 32],
]);
/** These have several keys in a row, with `:` between them (`ErrNoEIH` for the others). */
export const MANY_KEYS = /^2022-blake3-aes-/;

/** What a Shadowsocks node takes. */
export const SS_CIPHERS: readonly string[] = [...words(AEAD, STREAM), ...KEY_LENGTHS.keys(), 'none', ...words(RARE)];
/** In meta-json-schema's list besides: newer libraries may have them. */
export const UNSURE_CIPHERS: ReadonlySet<string> = new Set(words('ascon128 ascon128a 2022-blake3-chacha12-poly1305'));
/** What a ShadowsocksR node takes; AEAD ciphers are known and refused. */
export const SSR_CIPHERS: readonly string[] = [...words(STREAM), 'none', 'dummy'];
/** What `ss-opts` of a Trojan node takes. */
export const TROJAN_CIPHERS: readonly string[] = [...words(AEAD, STREAM), 'dummy'];
export const VMESS_CIPHERS: readonly string[] = words('auto none zero aes-128-gcm chacha20-poly1305 aes-128-cfb');
export const OPENVPN_CIPHERS: readonly string[] = words(
  'aes-128-gcm aes-192-gcm aes-256-gcm aes-128-cbc aes-192-cbc aes-256-cbc chacha20-poly1305 aes-cbc',
);
export const OPENVPN_DIGESTS: readonly string[] = words('md5 sha1 sha-1 sha256 sha384 sha512');

/** What other programs call a Shadowsocks cipher. */
export const OTHER_CIPHERS: ReadonlyMap<string, string> = new Map([
  ['chacha20-poly1305', 'chacha20-ietf-poly1305'],
  ['xchacha20-poly1305', 'xchacha20-ietf-poly1305'],
  ['chacha8-poly1305', 'chacha8-ietf-poly1305'],
  ['aead_aes_128_gcm', 'aes-128-gcm'],
  ['aead_aes_256_gcm', 'aes-256-gcm'],
  ['aead_chacha20_poly1305', 'chacha20-ietf-poly1305'],
  ['plain', 'none'],
  ['dummy', 'none'],
]);
