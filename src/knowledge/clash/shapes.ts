/**
 * Every key whose type mihomo checks while it loads a file, from the struct tags of mihomo 1c4f7c4d (2026-07-01, between
 * v1.19.27 and v1.19.28): `config/config.go`, `adapter/outbound/*.go`, `adapter/outboundgroup/*.go`,
 * `adapter/provider/*.go`, `rules/provider/parse.go`, `listener/inbound/*.go`. `npm run clash-keys` prints what a newer
 * meta-json-schema lists besides; of v1.19.29 and v1.19.30 (July 2026) only its words are known: `shadowquic`, JLS and Restls.
 *
 * A word is `key`, `key:type`, with `!` where the key must be there. Without a type it contains text. `[]x` is a list of x,
 * `{}x` a map of x, `@name` a map with the keys of that row; the other types are those of `ShapeType`.
 */

/** What every node may have besides the keys of its type (`BasicOption`). */
export const NODE_BASE = 'dialer-proxy interface-name ip-version mptcp:bool routing-mark:int tfo:bool';

/** Nodes by their `type`. */
export const NODES: Readonly<Record<string, string>> = {
  ss: `name! server! port:int! password! cipher! udp:bool plugin plugin-opts:{}any udp-over-tcp:bool
    udp-over-tcp-version:int client-fingerprint`,
  ssr: 'name! server! port:int! password! cipher! obfs! obfs-param protocol! protocol-param udp:bool',
  socks5: `name! server! port:int! username password tls:bool udp:bool skip-cert-verify:bool fingerprint certificate
    private-key`,
  http: `name! server! port:int! username password tls:bool sni skip-cert-verify:bool fingerprint certificate
    private-key headers:{}text`,
  vmess: `name! server! port:int! uuid! alterId:int! cipher! udp:bool network tls:bool alpn:[]text
    skip-cert-verify:bool fingerprint certificate private-key servername ech-opts:@ech reality-opts:@reality
    http-opts:@http-opts h2-opts:@h2 grpc-opts:@grpc ws-opts:@ws packet-addr:bool xudp:bool packet-encoding
    global-padding:bool authenticated-length:bool client-fingerprint`,
  vless: `name! server! port:int! uuid! flow tls:bool alpn:[]text udp:bool packet-addr:bool xudp:bool packet-encoding
    encryption network ech-opts:@ech reality-opts:@reality http-opts:@http-opts h2-opts:@h2 grpc-opts:@grpc
    ws-opts:@ws xhttp-opts:@xhttp ws-headers:{}text skip-cert-verify:bool fingerprint certificate private-key
    servername client-fingerprint`,
  snell: 'name! server! port:int! psk! udp:bool version:int reuse:bool obfs-opts:{}any client-fingerprint',
  trojan: `name! server! port:int! password! alpn:[]text sni skip-cert-verify:bool fingerprint certificate
    private-key udp:bool network ech-opts:@ech reality-opts:@reality grpc-opts:@grpc ws-opts:@ws ss-opts:@trojan-ss
    client-fingerprint`,
  hysteria: `name! server! port:int ports protocol obfs-protocol up! up-speed:int down! down-speed:int auth auth-str
    obfs sni ech-opts:@ech skip-cert-verify:bool fingerprint certificate private-key alpn:[]text
    recv-window-conn:int recv-window:int disable-mtu-discovery:bool fast-open:bool hop-interval:int`,
  hysteria2: `name! server! port:int ports hop-interval up down password obfs obfs-password obfs-min-packet-size:int
    obfs-max-packet-size:int sni ech-opts:@ech skip-cert-verify:bool fingerprint certificate private-key alpn:[]text
    cwnd:int bbr-profile udp-mtu:int realm-opts:@hysteria2-realm initial-stream-receive-window:uint
    max-stream-receive-window:uint initial-connection-receive-window:uint max-connection-receive-window:uint`,
  wireguard: `server port:int public-key pre-shared-key reserved:[]uint8 allowed-ips:[]text name! ip ipv6
    private-key! workers:int mtu:int udp:bool persistent-keepalive:int amnezia-wg-option:@amnezia
    peers:[]@wireguard-peer remote-dns-resolve:bool dns:[]text refresh-server-ip-interval:int`,
  tuic: `name! server! port:int! token uuid password ip heartbeat-interval:int alpn:[]text reduce-rtt:bool
    request-timeout:int udp-relay-mode congestion-controller disable-sni:bool max-udp-relay-packet-size:int
    fast-open:bool max-open-streams:int cwnd:int bbr-profile skip-cert-verify:bool fingerprint certificate
    private-key recv-window-conn:int recv-window:int disable-mtu-discovery:bool max-datagram-frame-size:int sni
    ech-opts:@ech udp-over-stream:bool udp-over-stream-version:int`,
  'gost-relay': `name! server! port:int! forward:bool udp:bool tls:bool mux:bool sni username password
    skip-cert-verify:bool fingerprint certificate private-key client-fingerprint`,
  direct: 'name!',
  dns: 'name!',
  reject: 'name!',
  rematch: 'name! target-rematch-name target-sub-rule',
  ssh: `name! server! port:int! username! password private-key private-key-passphrase host-key:[]text
    host-key-algorithms:[]text`,
  mieru: `name! server! port:int port-range transport! udp:bool username! password! multiplexing handshake-mode
    traffic-pattern`,
  anytls: `name! server! port:int! password! alpn:[]text sni ech-opts:@ech client-fingerprint skip-cert-verify:bool
    fingerprint certificate private-key udp:bool idle-session-check-interval:int idle-session-timeout:int
    min-idle-session:int`,
  sudoku: `name! server! port:int! key! aead-method padding-min:int padding-max:int table-type
    enable-pure-downlink:bool http-mask:bool http-mask-mode http-mask-tls:bool http-mask-host path-root
    http-mask-multiplex httpmask:@httpmask custom-table custom-tables:[]text`,
  masque: `name! server! port:int! private-key! public-key! ip ipv6 uri sni mtu:int udp:bool skip-cert-verify:bool
    network congestion-controller cwnd:int bbr-profile remote-dns-resolve:bool dns:[]text`,
  trusttunnel: `name! server! port:int! username password alpn:[]text sni ech-opts:@ech client-fingerprint
    skip-cert-verify:bool fingerprint certificate private-key udp:bool health-check:bool quic:bool
    congestion-controller cwnd:int bbr-profile max-connections:int min-streams:int max-streams:int`,
  openvpn: `name! server! port:int! proto dev cipher auth comp-lzo ca! cert key tls-crypt username password
    peer-info:{}text ping:int ping-restart:int mtu:int udp:bool remote-dns-resolve:bool dns:[]text`,
  shadowquic: 'name! server! port:int!',
  tailscale: `name! hostname auth-key control-url state-dir ephemeral:bool udp:bool accept-routes:bool exit-node
    exit-node-allow-lan-access:bool`,
};

/** What every listener has besides the keys of its type (`BaseOption`). */
export const LISTENER_BASE = 'listen name! port proxy routing-mark:int rule';

/** Listeners by their `type`. */
export const LISTENERS: Readonly<Record<string, string>> = {
  socks: `users:[]@in-auth-user udp:bool certificate private-key client-auth-type client-auth-cert ech-key
    reality-config:@in-reality`,
  http: `users:[]@in-auth-user certificate private-key client-auth-type client-auth-cert ech-key
    reality-config:@in-reality`,
  tproxy: 'udp:bool',
  redir: '',
  mixed: `users:[]@in-auth-user udp:bool certificate private-key client-auth-type client-auth-cert ech-key
    reality-config:@in-reality`,
  tunnel: 'network:[]text! target!',
  tun: `device stack:stack dns-hijack:[]text auto-route:bool auto-detect-interface:bool mtu:uint gso:bool
    gso-max-size:uint inet4-address:[]prefix inet6-address:[]prefix iproute2-table-index:int iproute2-rule-index:int
    auto-redirect:bool auto-redirect-input-mark:uint auto-redirect-output-mark:uint
    auto-redirect-iproute2-fallback-rule-index:int loopback-address:[]address strict-route:bool
    route-address:[]prefix route-address-set:[]text route-exclude-address:[]prefix route-exclude-address-set:[]text
    include-interface:[]text exclude-interface:[]text include-uid:[]uint include-uid-range:[]text exclude-uid:[]uint
    exclude-uid-range:[]text exclude-src-port:[]uint16 exclude-src-port-range:[]text exclude-dst-port:[]uint16
    exclude-dst-port-range:[]text include-android-user:[]int include-package:[]text exclude-package:[]text
    include-mac-address:[]text exclude-mac-address:[]text endpoint-independent-nat:bool udp-timeout:int
    icmp-timeout:int disable-icmp-forwarding:bool file-descriptor:int inet4-route-address:[]prefix
    inet6-route-address:[]prefix inet4-route-exclude-address:[]prefix inet6-route-exclude-address:[]prefix
    recvmsgx:bool sendmsgx:bool`,
  shadowsocks: `password! cipher! udp:bool mux-option:@in-mux shadow-tls:@in-shadow-tls kcp-tun:@in-kcp-tun
    simple-obfs:@in-simple-obfs`,
  vmess: `users:[]@in-vmess-user! ws-path grpc-service-name certificate private-key client-auth-type client-auth-cert
    ech-key reality-config:@in-reality mux-option:@in-mux`,
  vless: `users:[]@in-vless-user! decryption ws-path xhttp-config:@in-xhttp grpc-service-name certificate private-key
    client-auth-type client-auth-cert ech-key allow-insecure:bool reality-config:@in-reality mux-option:@in-mux`,
  trojan: `users:[]@in-trojan-user! ws-path grpc-service-name certificate private-key client-auth-type
    client-auth-cert ech-key allow-insecure:bool reality-config:@in-reality mux-option:@in-mux
    ss-option:@in-trojan-ss`,
  hysteria2: `users:{}text obfs obfs-password obfs-min-packet-size:int obfs-max-packet-size:int certificate!
    private-key! client-auth-type client-auth-cert ech-key max-idle-time:int alpn:[]text up down
    ignore-client-bandwidth:bool masquerade cwnd:int bbr-profile udp-mtu:int mux-option:@in-mux
    realm-opts:@in-hysteria2-realm initial-stream-receive-window:uint max-stream-receive-window:uint
    initial-connection-receive-window:uint max-connection-receive-window:uint`,
  tuic: `token:[]text users:{}text certificate! private-key! client-auth-type client-auth-cert ech-key
    congestion-controller max-idle-time:int authentication-timeout:int alpn:[]text max-udp-relay-packet-size:int
    cwnd:int bbr-profile mux-option:@in-mux`,
  anytls: `users:{}text certificate private-key client-auth-type client-auth-cert ech-key allow-insecure:bool
    padding-scheme`,
  mieru: 'transport! users:{}text! traffic-pattern user-hint-is-mandatory:bool',
  sudoku: `key! aead-method padding-min:int padding-max:int table-type handshake-timeout:int
    enable-pure-downlink:bool custom-table custom-tables:[]text disable-http-mask:bool http-mask-mode path-root
    fallback httpmask:@in-httpmask mux-option:@in-mux`,
  trusttunnel: `users:[]@in-auth-user certificate! private-key! client-auth-type client-auth-cert ech-key
    network:[]text congestion-controller cwnd:int bbr-profile`,
  'hysteria2-realm': `token! max-realms:int max-realms-per-ip:int trusted-proxy-header realm-name-pattern certificate
    private-key client-auth-type client-auth-cert ech-key alpn:[]text`,
  snell: 'psk! version:int udp:bool obfs-opts:@in-snell-obfs shadow-tls:@in-shadow-tls',
  shadowquic: 'users:[]@in-auth-user',
};

/** Groups: the keys of all of them, and those that only one type reads. */
export const GROUP_BASE = `name! type! proxies:[]text use:[]text url interval:int timeout:int max-failed-times:int empty-fallback lazy:bool
  disable-udp:bool filter exclude-filter exclude-type expected-status include-all:bool include-all-proxies:bool
  include-all-providers:bool hidden:bool icon`;
export const GROUPS: Readonly<Record<string, string>> = {
  select: 'default-selected',
  'url-test': 'tolerance:uint16',
  fallback: '',
  'load-balance': 'strategy',
};

/** Plug-ins of Shadowsocks nodes: their `plugin-opts`. */
export const PLUGINS: Readonly<Record<string, string>> = {
  obfs: 'mode host',
  'v2ray-plugin': `mode! host path tls:bool ech-opts:@ech fingerprint certificate private-key headers:{}text
    skip-cert-verify:bool mux:bool v2ray-http-upgrade:bool v2ray-http-upgrade-fast-open:bool`,
  'gost-plugin': `mode! host path tls:bool ech-opts:@ech fingerprint certificate private-key headers:{}text
    skip-cert-verify:bool mux:bool`,
  'shadow-tls': 'password host! fingerprint certificate private-key skip-cert-verify:bool version:int alpn:[]text',
  restls: 'password! host! version-hint! restls-script',
  kcptun: `key crypt mode conn:int autoexpire:int scavengettl:int mtu:int ratelimit:int sndwnd:int rcvwnd:int
    datashard:int parityshard:int dscp:int nocomp:bool acknodelay:bool nodelay:int interval:int resend:int nc:int
    sockbuf:int smuxver:int smuxbuf:int framesize:int streambuf:int keepalive:int`,
};

/** Maps inside of others, by the name a type gives them after `@`. */
export const PARTS: Readonly<Record<string, string>> = {
  config: `port:int socks-port:int redir-port:int tproxy-port:int mixed-port:int ss-config vmess-config
    inbound-tfo:bool inbound-mptcp:bool authentication:[]text skip-auth-prefixes:[]prefix lan-allowed-ips:[]prefix
    lan-disallowed-ips:[]prefix allow-lan:bool bind-address mode:mode unified-delay:bool log-level:log-level
    ipv6:bool external-controller external-controller-routing-mark:int external-controller-pipe
    external-controller-unix external-controller-tls external-controller-cors:@cors external-ui external-ui-url
    external-ui-name external-doh-server secret interface-name routing-mark:int tunnels:[]any geo-auto-update:bool
    geo-update-interval:int geodata-mode:bool geodata-loader geosite-matcher tcp-concurrent:bool
    find-process-mode:find-process-mode global-client-fingerprint global-ua etag-support:bool keep-alive-idle:int
    keep-alive-interval:int disable-keep-alive:bool proxy-providers:{}{}any rule-providers:{}{}any proxies:[]{}any
    proxy-groups:[]{}any rules:[]text sub-rules:{}[]text listeners:[]{}any hosts:{}any dns:@dns ntp:@ntp tun:@tun
    tuic-server:@tuic-server iptables:@iptables experimental:@experimental profile:@profile geox-url:@geox-url
    sniffer:@sniffer tls:@tls clash-for-android:@clash-for-android`,
  'clash-for-android': 'append-system-dns:bool ui-subtitle-pattern',
  cors: 'allow-origins:[]text allow-private-network:bool',
  dns: `enable:bool prefer-h3:bool ipv6:bool ipv6-timeout:uint use-hosts:bool use-system-hosts:bool
    respect-rules:bool nameserver:[]text fallback:[]text fallback-filter:@fallback-filter fallback-lazy-query:bool
    listen listen-routing-mark:int enhanced-mode:dns-mode fake-ip-range fake-ip-range6 fake-ip-filter:[]text
    fake-ip-filter-mode:filter-mode fake-ip-ttl:int default-nameserver:[]text cache-algorithm cache-max-size:int
    nameserver-policy:{}any proxy-server-nameserver:[]text proxy-server-nameserver-policy:{}any
    direct-nameserver:[]text direct-nameserver-follow-policy:bool`,
  experimental: 'fingerprints:[]text quic-go-disable-gso:bool quic-go-disable-ecn:bool dialer-ip4p-convert:bool',
  'fallback-filter': 'geoip:bool geoip-code ipcidr:[]text domain:[]text geosite:[]text',
  'geox-url': 'geoip mmdb asn geosite',
  iptables: 'enable:bool inbound-interface bypass:[]text dns-redirect:bool',
  ntp: 'enable:bool server port:int interval:int dialer-proxy write-to-system:bool',
  profile: 'store-selected:bool store-fake-ip:bool',
  sniffer: `enable:bool override-destination:bool sniffing:[]text force-domain:[]text skip-src-address:[]text
    skip-dst-address:[]text skip-domain:[]text port-whitelist:[]text force-dns-mapping:bool parse-pure-ip:bool
    sniff:{}@sniffing`,
  sniffing: 'ports:[]text override-destination:bool',
  tls: 'certificate private-key client-auth-type client-auth-cert ech-key custom-certifactes:[]text',
  'tuic-server': `enable:bool listen token:[]text users:{}text certificate private-key congestion-controller
    max-idle-time:int authentication-timeout:int alpn:[]text max-udp-relay-packet-size:int cwnd:int`,
  tun: `enable:bool device stack:stack dns-hijack:[]text auto-route:bool auto-detect-interface:bool mtu:uint gso:bool
    gso-max-size:uint inet6-address:[]prefix iproute2-table-index:int iproute2-rule-index:int auto-redirect:bool
    auto-redirect-input-mark:uint auto-redirect-output-mark:uint auto-redirect-iproute2-fallback-rule-index:int
    loopback-address:[]address strict-route:bool route-address:[]prefix route-address-set:[]text
    route-exclude-address:[]prefix route-exclude-address-set:[]text include-interface:[]text
    exclude-interface:[]text include-uid:[]uint include-uid-range:[]text exclude-uid:[]uint exclude-uid-range:[]text
    exclude-src-port:[]uint16 exclude-src-port-range:[]text exclude-dst-port:[]uint16 exclude-dst-port-range:[]text
    include-android-user:[]int include-package:[]text exclude-package:[]text include-mac-address:[]text
    exclude-mac-address:[]text endpoint-independent-nat:bool udp-timeout:int icmp-timeout:int
    disable-icmp-forwarding:bool file-descriptor:int inet4-route-address:[]prefix inet6-route-address:[]prefix
    inet4-route-exclude-address:[]prefix inet6-route-exclude-address:[]prefix recvmsgx:bool sendmsgx:bool`,
  tunnel: 'network:[]text address target proxy',
  amnezia: 'jc:int jmin:int jmax:int s1:int s2:int s3:int s4:int h1 h2 h3 h4 i1 i2 i3 i4 i5 j1 j2 j3 itime:int',
  ech: 'enable:bool config query-server-name',
  grpc: 'grpc-service-name grpc-user-agent ping-interval:int max-connections:int min-streams:int max-streams:int',
  h2: 'host:[]text path',
  'http-opts': 'method path:[]text headers:{}[]text',
  'hysteria2-realm': `enable:bool server-url token realm-id stun-servers:[]text sni skip-cert-verify:bool fingerprint
    certificate private-key alpn:[]text`,
  'single-mux': `enabled:bool protocol max-connections:int min-streams:int max-streams:int padding:bool statistic:bool
    only-tcp:bool brutal-opts:@brutal`,
  brutal: 'enabled:bool up down',
  reality: 'public-key! short-id support-x25519mlkem768:bool',
  httpmask: 'disable:bool mode tls:bool host path-root multiplex',
  'trojan-ss': 'enabled:bool method password',
  ws: `path headers:{}text max-early-data:int early-data-header-name v2ray-http-upgrade:bool
    v2ray-http-upgrade-fast-open:bool`,
  'wireguard-peer': 'server port:int public-key pre-shared-key reserved:[]uint8 allowed-ips:[]text',
  'xhttp-download': `path host headers:{}text reuse-settings:@xhttp-reuse server port:int tls:bool alpn:[]text
    ech-opts:@ech reality-opts:@reality skip-cert-verify:bool fingerprint certificate private-key servername
    client-fingerprint`,
  xhttp: `path host mode headers:{}text no-grpc-header:bool x-padding-bytes x-padding-obfs-mode:bool x-padding-key
    x-padding-header x-padding-placement x-padding-method uplink-http-method session-placement session-key
    session-table session-length seq-placement seq-key uplink-data-placement uplink-data-key uplink-chunk-size
    sc-max-each-post-bytes sc-min-posts-interval-ms reuse-settings:@xhttp-reuse download-settings:@xhttp-download`,
  'xhttp-reuse': `max-concurrency max-connections c-max-reuse-times h-max-request-times h-max-reusable-secs
    h-keep-alive-period:int`,
  'health-check': 'enable:bool! url interval:int timeout:int lazy:bool expected-status',
  'override-name': 'pattern:regex! target!',
  override: `tfo:bool mptcp:bool udp:bool udp-over-tcp:bool up down dialer-proxy skip-cert-verify:bool interface-name
    routing-mark:int ip-version additional-prefix additional-suffix proxy-name:[]@override-name`,
  'proxy-provider': `type! path url proxy interval:int filter exclude-filter exclude-type dialer-proxy size-limit:int
    payload:[]{}any age-secret-key health-check:@health-check override:@override header:{}[]text`,
  'rule-provider': `type! behavior! path url proxy format interval:int size-limit:int payload:[]text header:{}[]text
    path-in-bundle`,
  'in-auth-user': 'username! password!',
  'in-brutal': 'enabled:bool up down',
  'in-hysteria2-realm': `enable:bool server-url token realm-id stun-servers:[]text sni skip-cert-verify:bool
    fingerprint certificate private-key alpn:[]text proxy`,
  'in-kcp-tun': `enable:bool! key crypt mode conn:int autoexpire:int scavengettl:int mtu:int ratelimit:int sndwnd:int
    rcvwnd:int datashard:int parityshard:int dscp:int nocomp:bool acknodelay:bool nodelay:int interval:int
    resend:int nc:int sockbuf:int smuxver:int smuxbuf:int framesize:int streambuf:int keepalive:int`,
  'in-mux': 'padding:bool brutal:@in-brutal',
  'in-reality': `dest! private-key! short-id:[]text! server-names:[]text! max-time-difference:int proxy
    limit-fallback-upload:@in-reality-limit-fallback limit-fallback-download:@in-reality-limit-fallback`,
  'in-reality-limit-fallback': 'after-bytes:uint bytes-per-sec:uint burst-bytes-per-sec:uint',
  'in-shadow-tls': `enable:bool! version:int password users:[]@in-shadow-tls-user handshake:@in-shadow-tls-handshake
    handshake-for-server-name:{}@in-shadow-tls-handshake strict-mode:bool wildcard-sni`,
  'in-shadow-tls-handshake': 'dest! proxy',
  'in-shadow-tls-user': 'name password',
  'in-simple-obfs': 'enable:bool mode',
  'in-snell-obfs': 'mode host',
  'in-httpmask': 'disable:bool mode path-root',
  'in-trojan-ss': 'enabled:bool method password',
  'in-trojan-user': 'username password!',
  'in-vless-user': 'username uuid! flow',
  'in-vmess-user': 'username uuid! alterId:int',
  'in-xhttp': `path host mode x-padding-bytes x-padding-obfs-mode:bool x-padding-key x-padding-header
    x-padding-placement x-padding-method uplink-http-method session-placement session-key seq-placement seq-key
    uplink-data-placement uplink-data-key uplink-chunk-size no-sse-header:bool sc-stream-up-server-secs
    sc-max-buffered-posts sc-max-each-post-bytes`,
};
