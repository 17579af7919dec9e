/**
 * Default ports of proxy software, as of 2026-11: what listens there unless configured otherwise.
 *
 * Sources: [M] mihomo docs/config.yaml, [V] clash-verge-rev utils/init and constants.rs (e11b742), [P] Clash Party utils/template.ts,
 * [N] clash-nyanpasu config/mod.rs, [2] v2rayN ServiceLib (7.3.0 made 10808 a mixed port, 10809 is its optional second one),
 * [X] ShadowsocksX-NG AppDelegate.swift, [Y] yanue/V2rayU#1649, [H] hiddify-app#1583 and #2229, [C] 666OS/ClashMac#101,
 * [S] sing-box documentation, [T] Tor's manual, [U] the user's manual or default configuration of each, [K] the program's own documentation.
 */

export interface KnownPort {
  readonly port: number;
  /** Whose default it is. */
  readonly program: string;
  /** What is spoken there. */
  readonly speaks: 'http' | 'socks' | 'mixed' | 'controller';
  /**
   * instead: what people run instead of Clash · beside: what is before or beside Clash on purpose, or loads the same
   * profiles on another device (Shadowrocket) · client: an app around Clash's core, which lays its own ports over those
   * of the profile it loads.
   */
  readonly role: 'instead' | 'beside' | 'client';
  /** Another program with this default makes it unclear what is there when no file tells. */
  readonly isShared?: true | undefined;
  readonly source: string;
}

const PORTS: readonly KnownPort[] = [
  { port: 7891, program: 'Clash', speaks: 'socks', role: 'client', source: 'M P' },
  { port: 7897, program: 'Clash Verge', speaks: 'mixed', role: 'client', source: 'V' },
  { port: 7898, program: 'Clash Verge', speaks: 'socks', role: 'client', source: 'V' },
  { port: 7899, program: 'Clash Verge', speaks: 'http', role: 'client', source: 'V' },
  { port: 17890, program: 'ClashMac', speaks: 'mixed', role: 'client', source: 'C' },
  { port: 20122, program: 'GUI.for.Clash', speaks: 'mixed', role: 'client', source: 'K' },
  { port: 9090, program: 'Clash', speaks: 'controller', role: 'client', isShared: true, source: 'M' },
  { port: 9093, program: 'mihomo', speaks: 'controller', role: 'client', source: 'M' },
  { port: 9097, program: 'Clash Verge', speaks: 'controller', role: 'client', source: 'V' },
  { port: 17650, program: 'Clash Nyanpasu', speaks: 'controller', role: 'client', source: 'N' },

  {
    port: 1080,
    program: 'Shadowsocks, V2rayU or ssh -D',
    speaks: 'socks',
    role: 'instead',
    isShared: true,
    source: 'Y K',
  },
  { port: 1086, program: 'ShadowsocksX-NG', speaks: 'socks', role: 'instead', source: 'X' },
  { port: 1087, program: 'ShadowsocksX-NG or V2rayU', speaks: 'http', role: 'instead', source: 'X Y' },
  { port: 2080, program: 'NekoRay or sing-box', speaks: 'mixed', role: 'instead', source: 'S' },
  { port: 6152, program: 'Surge', speaks: 'http', role: 'instead', source: 'U' },
  { port: 6153, program: 'Surge', speaks: 'socks', role: 'instead', source: 'U' },
  { port: 10808, program: 'v2rayN', speaks: 'mixed', role: 'instead', source: '2' },
  { port: 10809, program: 'v2rayN up to 7.2', speaks: 'http', role: 'instead', source: '2' },
  { port: 12334, program: 'Hiddify', speaks: 'mixed', role: 'instead', source: 'H' },
  { port: 20170, program: 'v2rayA', speaks: 'socks', role: 'instead', source: 'K' },
  { port: 20171, program: 'v2rayA', speaks: 'http', role: 'instead', source: 'K' },
  { port: 20172, program: 'v2rayA', speaks: 'http', role: 'instead', source: 'K' },

  { port: 1082, program: 'Shadowrocket', speaks: 'mixed', role: 'beside', source: 'K' },
  { port: 3128, program: 'Squid or CNTLM', speaks: 'http', role: 'beside', source: 'U' },
  { port: 8080, program: 'mitmproxy, Burp or ZAP', speaks: 'http', role: 'beside', isShared: true, source: 'U' },
  { port: 8118, program: 'Privoxy', speaks: 'http', role: 'beside', source: 'U' },
  { port: 8123, program: 'Polipo', speaks: 'http', role: 'beside', isShared: true, source: 'U' },
  { port: 8866, program: 'Fiddler Everywhere', speaks: 'http', role: 'beside', source: 'K' },
  { port: 8888, program: 'Charles, Fiddler or Tinyproxy', speaks: 'http', role: 'beside', isShared: true, source: 'U' },
  { port: 8899, program: 'Whistle', speaks: 'http', role: 'beside', source: 'K' },
  { port: 9000, program: 'Reqable', speaks: 'http', role: 'beside', isShared: true, source: 'K' },
  { port: 9050, program: 'Tor', speaks: 'socks', role: 'beside', source: 'T' },
  { port: 9150, program: 'Tor Browser', speaks: 'socks', role: 'beside', source: 'T' },
  { port: 40000, program: 'Cloudflare WARP', speaks: 'mixed', role: 'beside', isShared: true, source: 'K' },
];

const BY_PORT: ReadonlyMap<number, KnownPort> = new Map(PORTS.map((row) => [row.port, row]));

/** Whose default a port is; undefined: no one's that is known. */
export function knownPort(port: number): KnownPort | undefined {
  return BY_PORT.get(port);
}

/** Does proxy software listen there unless configured otherwise, and little else? Clash's own ports lie between 7890 and 7899. */
export function isProxyPort(port: number): boolean {
  const known = BY_PORT.get(port);
  return (port >= 7890 && port <= 7899) || (known !== undefined && known.isShared !== true);
}
