/**
 * Default ports of proxy software that are known to be one thing only, for when no Clash file tells.
 * Sources: mihomo docs/config.yaml, clash-verge-rev clash.rs, ShadowsocksX-NG AppDelegate.swift, Tor's manual.
 */

/** Speak SOCKS only: an `http://` proxy on them fails with "connection reset". */
export const SOCKS_ONLY: ReadonlyMap<number, string> = new Map([
  [1086, 'ShadowsocksX-NG'],
  [7891, 'Clash'],
  [7898, 'Clash Verge'],
  [6153, 'Surge'],
  [9050, 'Tor'],
  [9150, 'Tor Browser'],
  [20170, 'v2rayA'],
]);

/**
 * Where proxies listen that stand before or beside Clash on purpose, unless told otherwise.
 * Sources: the manual or default configuration of each.
 */
export const BESIDE_CLASH: ReadonlyMap<number, string> = new Map([
  [3128, 'Squid or CNTLM'],
  [8118, 'Privoxy'],
  [8123, 'Polipo'],
  [8888, 'Charles or Tinyproxy'],
  [9050, 'Tor'],
  [9150, 'Tor Browser'],
]);

/**
 * Where the programs listen that people run in the place of Clash, unless told otherwise: what a guide for another one says.
 * Sources: the manual or default configuration of each; 1080 is the port IANA keeps for SOCKS.
 */
export const INSTEAD_OF_CLASH: ReadonlyMap<number, string> = new Map([
  [1080, 'Shadowsocks'],
  [1086, 'ShadowsocksX-NG'],
  [1087, 'ShadowsocksX-NG'],
  [2080, 'NekoRay'],
  [6152, 'Surge'],
  [6153, 'Surge'],
  [7897, 'Clash Verge'],
  [10808, 'v2rayN'],
  [10809, 'v2rayN'],
  [20170, 'v2rayA'],
  [20171, 'v2rayA'],
  [20172, 'v2rayA'],
]);

/** The API of a Clash core, no proxy at all. */
export const CONTROLLERS: ReadonlyMap<number, string> = new Map([
  [9090, 'Clash'],
  [9093, 'mihomo'],
  [9097, 'Clash Verge'],
]);

/** Is this a port where proxy software listens unless told otherwise? Clash's own lie between 7890 and 7899. */
export function isProxyPort(port: number): boolean {
  const tables = [SOCKS_ONLY, BESIDE_CLASH, INSTEAD_OF_CLASH, CONTROLLERS];
  return (port >= 7890 && port <= 7899) || tables.some((table) => table.has(port));
}
