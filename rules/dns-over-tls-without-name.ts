import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { dnsServers, effectiveLines, operatorOf, resolvedMachines, type Server } from '../src/queries/resolvers.ts';
import { isLocalIp } from '../src/routing/url/ip.ts';

export default {
  id: 'dns-over-tls-without-name',
  summary: {
    en: 'DNS over TLS is required, and a server has no name to check its certificate against.',
    zh: '强制使用 DNSOverTLS，却没有写服务器名称，证书无从核对。',
  },
  severity: 'warning',
  needs: ['resolver'],

  *check(project) {
    for (const machine of resolvedMachines(project)) {
      const mode = effectiveLines(machine, 'DNSOverTLS').at(-1)?.value.text ?? '';
      if (!/^(?:1|yes|y|true|t|on)$/i.test(mode)) continue;
      const [first, ...others] = dnsServers(project, machine).filter(isNameless);
      if (first) yield finding(project, first, others);
    }
  },
} satisfies Rule;

function isNameless({ ip, tlsName }: Server): boolean {
  return tlsName === undefined && !isLocalIp(ip);
}

function finding(project: Project, first: Server, others: readonly Server[]): Finding {
  const edits = [first, ...others].flatMap((server) => {
    const name = server.hasPort ? undefined : operatorOf(server)?.tlsName;
    const { value } = server.setting;
    return name ? [rewrite(project, value, `#${name}`, value.text.length, value.text.length)] : [];
  });
  return {
    at: first.setting.at,
    message: {
      en: 'Names stop resolving unless the certificate of this server lists its bare address',
      zh: '如果服务器证书里没有写这个 IP，域名解析会全部失败',
    },
    label: { en: 'no #name to check the certificate against', zh: '缺少用来核对证书的 #名称' },
    why: {
      en: 'With DNSOverTLS=yes there is no way back to plain DNS. Not every certificate names an address.',
      zh: 'DNSOverTLS=yes 不会退回明文 DNS，而证书里不一定写有 IP 地址。',
    },
    related: others.map(({ setting }) => ({ at: setting.at, message: { en: 'nor here', zh: '这里也缺少' } })),
    fixes: unsafeFix({ en: 'add the names of the well-known servers', zh: '为知名服务器补上名称' }, ...edits),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
With \`DNSOverTLS=yes\` systemd-resolved checks the server's certificate against the name after \`#\`, or against the bare address
where there is none. Certificates that list no address are refused, and then nothing resolves at all. Write
\`DNS=1.1.1.1#one.one.one.one 223.5.5.5#dns.alidns.com\`.

The fix adds names envlint knows (Cloudflare, Google, Quad9, AdGuard, OpenDNS, AliDNS, DNSPod); it is not applied by \`--fix\`.
Servers of the local network are left out. Sources: resolved.conf(5), systemd PR 19132, AdGuard Home issue 14637.`,
    zh: `
\`DNSOverTLS=yes\` 时，systemd-resolved 会用 \`#\` 后面的名称核对服务器证书；没有名称，就拿 IP 地址去核对。证书里没写 IP 的服务器会被拒绝，
结果是什么域名都解析不了。正确写法：\`DNS=1.1.1.1#one.one.one.one 223.5.5.5#dns.alidns.com\`。

修复会补上 envlint 认识的名称（Cloudflare、Google、Quad9、AdGuard、OpenDNS、阿里 DNS、DNSPod），\`--fix\` 不会自动应用。
局域网里的服务器不检查。来源：resolved.conf(5)、systemd/systemd#19132、AdGuard Home #14637。`,
  },
  bad: [
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=94.140.14.14 223.5.5.5#dns.alidns.com 8.8.8.8
            ^^^^^^^^^^^^ warning
        DNSOverTLS=yes
      `,
      fixed: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=94.140.14.14#dns.adguard-dns.com 223.5.5.5#dns.alidns.com 8.8.8.8#dns.google
        DNSOverTLS=yes
      `,
      unsafe: true,
    },
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=203.0.113.7
            ^^^^^^^^^^^ warning
        -- etc/systemd/resolved.conf.d/tls.conf --
        [Resolve]
        DNSOverTLS=true
      `,
    },
  ],
  good: [
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1#one.one.one.one [2606:4700:4700::1111]:853#one.one.one.one
        DNSOverTLS=yes
      `,
    },
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=8.8.8.8 192.168.1.1
        DNSOverTLS=opportunistic
      `,
    },
  ],
};
