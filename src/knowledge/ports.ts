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

/** The API of a Clash core, no proxy at all. */
export const CONTROLLERS: ReadonlyMap<number, string> = new Map([
  [9090, 'Clash'],
  [9093, 'mihomo'],
  [9097, 'Clash Verge'],
]);
