/**
 * Public DNS servers people put into resolver files: whose they are, on which side of the border, and the name in the
 * certificate of those that serve DNS over TLS. Sources: the operators' own pages (developers.cloudflare.com/1.1.1.1,
 * developers.google.com/speed/public-dns, quad9.net, adguard-dns.io, alidns.com, docs.dnspod.cn/public-dns, opendns.com);
 * Cloudflare's and Google's names also in systemd's own resolved.conf (systemd PR 19132); rows without a TLS name below
 * DNSPod's are from the operators' announcements and were not looked up again. As of 2026-11. The table knows addresses, it does
 * not say that a server answers.
 */
export interface PublicResolver {
  readonly operator: string;
  readonly region: 'domestic' | 'overseas';
  /** In canonical text (RFC 5952). */
  readonly addresses: readonly string[];
  /** For `DNS=address#name`; absent: no DNS over TLS at these addresses. */
  readonly tlsName?: string | undefined;
}

const row = (
  operator: string,
  region: PublicResolver['region'],
  addresses: string,
  tlsName?: string,
): PublicResolver => ({
  operator,
  region,
  addresses: addresses.split(' '),
  tlsName: tlsName || undefined,
});

const RESOLVERS: readonly PublicResolver[] = [
  row('Cloudflare', 'overseas', '1.1.1.1 1.0.0.1 2606:4700:4700::1111 2606:4700:4700::1001', 'one.one.one.one'),
  row('Google', 'overseas', '8.8.8.8 8.8.4.4 2001:4860:4860::8888 2001:4860:4860::8844', 'dns.google'),
  row('Cloudflare', 'overseas', '1.1.1.2 1.0.0.2', 'security.cloudflare-dns.com'),
  row('Quad9', 'overseas', '9.9.9.10 149.112.112.10', 'dns10.quad9.net'),
  row('Quad9', 'overseas', '9.9.9.9 149.112.112.112 2620:fe::fe 2620:fe::9', 'dns.quad9.net'),
  row('AdGuard', 'overseas', '94.140.14.14 94.140.15.15 2a10:50c0::ad1:ff 2a10:50c0::ad2:ff', 'dns.adguard-dns.com'),
  row('AdGuard', 'overseas', '94.140.14.140 94.140.14.141', 'unfiltered.adguard-dns.com'),
  row('DNS.SB', 'overseas', '185.222.222.222 45.11.45.11', 'dot.sb'),
  row('Yandex', 'overseas', '77.88.8.8 77.88.8.1', 'common.dot.dns.yandex.net'),
  row('OpenDNS', 'overseas', '208.67.222.222 208.67.220.220 2620:119:35::35 2620:119:53::53', 'dns.opendns.com'),
  row('AliDNS', 'domestic', '223.5.5.5 223.6.6.6 2400:3200::1 2400:3200:baba::1', 'dns.alidns.com'),
  row('DNSPod', 'domestic', '1.12.12.12 120.53.53.53', 'dot.pub'),
  row('DNSPod', 'domestic', '119.29.29.29 182.254.116.116 2402:4e00::'),
  row('114DNS', 'domestic', '114.114.114.114 114.114.115.115'),
  row('114DNS', 'domestic', '114.114.114.119 114.114.115.119 114.114.114.110 114.114.115.110'),
  row('CNNIC', 'domestic', '1.2.4.8 210.2.4.8'),
  row('Volcengine', 'domestic', '180.184.1.1 180.184.2.2'),
  row('360', 'domestic', '101.226.4.6 218.30.118.6'),
  row('OneDNS', 'domestic', '117.50.10.10 52.80.52.52'),
  row('Baidu', 'domestic', '180.76.76.76 2400:da00::6666'),
];

const BY_ADDRESS: ReadonlyMap<string, PublicResolver> = new Map(
  RESOLVERS.flatMap((resolver) => resolver.addresses.map((address) => [address, resolver] as const)),
);

/** The public resolver at an address in canonical text; undefined for all others, such as a router or a company's server. */
export function publicResolver(address: string): PublicResolver | undefined {
  return BY_ADDRESS.get(address);
}
