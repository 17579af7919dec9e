import type { Finding, Fix, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { insertAbove, rewrite, safeFix } from '../src/fixes/edits.ts';
import { type ResolverFault, resolvedFaults, resolvFaults, unusedFallback } from '../src/queries/resolver-faults.ts';
import { isManaged, resolvedMachines, resolvFiles } from '../src/queries/resolvers.ts';
import { notesAt } from '../src/text.ts';

export default {
  id: 'ignored-resolver-setting',
  summary: {
    en: 'A line of a resolver file is skipped: glibc or systemd-resolved cannot use it.',
    zh: 'DNS 解析配置里有一行被忽略：glibc 或 systemd-resolved 用不了它。',
  },
  severity: 'warning',
  needs: ['resolver'],

  *check(project) {
    for (const document of resolvFiles(project)) {
      for (const fault of resolvFaults(project, document)) {
        const found = finding(project, fault);
        yield isManaged(document) ? { ...found, severity: 'info', fixes: [] } : found;
      }
    }
    for (const machine of resolvedMachines(project)) {
      for (const document of machine)
        for (const fault of resolvedFaults(project, document)) yield finding(project, fault);
      for (const fault of unusedFallback(project, machine)) yield finding(project, fault);
    }
  },
} satisfies Rule;

function finding(project: Project, fault: ResolverFault): Finding {
  const { message, label, why, other } = WORDS[fault.kind];
  return {
    at: fault.at,
    message,
    label: label ?? labelOf(fault),
    why,
    related: other && notesAt(fault.others, other),
    fixes: repair(project, fault),
  };
}

interface Words {
  readonly message: Text;
  /** Absent: it depends on what is written. */
  readonly label?: Text | undefined;
  readonly why?: Text | undefined;
  /** What is said of the other places. */
  readonly other?: Text | undefined;
}

const SPACES: Text = { en: 'servers are separated by spaces', zh: '服务器之间要用空格分隔' };
const DROPPED: Text = { en: 'systemd-resolved drops this server', zh: 'systemd-resolved 会丢弃这台服务器' };

const WORDS: Readonly<Record<ResolverFault['kind'], Words>> = {
  indented: {
    message: { en: 'glibc ignores this line: it begins with a space', zh: 'glibc 会忽略这一行：行首有空白' },
    label: { en: 'must begin in the first column', zh: '必须顶格写' },
  },
  keyword: {
    message: { en: 'glibc ignores this line: it does not know the keyword', zh: 'glibc 会忽略这一行：关键字写法不对' },
  },
  'first-only': {
    message: { en: 'Only the first address of this line is used', zh: '这一行只有第一个地址会被使用' },
  },
  address: {
    message: {
      en: 'glibc ignores this line: it takes one plain IP address',
      zh: 'glibc 会忽略这一行：只认一个单独的 IP 地址',
    },
  },
  fourth: {
    message: {
      en: 'glibc never asks this server: it keeps the first three',
      zh: 'glibc 不会用到这台服务器：它只取前三个',
    },
    label: { en: 'the fourth nameserver', zh: '第四个 nameserver' },
    other: { en: 'nor this one', zh: '这个也用不到' },
  },
  domains: {
    message: {
      en: 'glibc takes this list as one domain, which does not exist',
      zh: 'glibc 会把这串内容当成一个不存在的域名',
    },
    label: { en: 'domains are separated by spaces', zh: '域名之间要用空格分隔' },
  },
  servers: { message: DROPPED, label: SPACES },
  swallowed: {
    message: {
      en: 'systemd-resolved takes the rest of this word for the name of the server',
      zh: 'systemd-resolved 会把后面的内容都当成服务器名称',
    },
    label: SPACES,
  },
  server: {
    message: DROPPED,
    label: { en: 'not address[:port][#name]', zh: '格式应为 地址[:端口][#名称]' },
  },
  mode: {
    message: {
      en: 'systemd-resolved ignores this line and keeps DNS over TLS as it was',
      zh: 'systemd-resolved 会忽略这一行，DNSOverTLS 保持原值',
    },
    label: { en: 'yes, opportunistic or no', zh: '只能是 yes、opportunistic 或 no' },
  },
  fallback: {
    message: { en: 'These servers are never asked: DNS= is set', zh: '这些服务器永远不会被使用：已经设置了 DNS=' },
    label: { en: 'only used when no other server is known', zh: '仅在没有其他 DNS 服务器时才生效' },
    why: {
      en: 'FallbackDNS does not step in when a server of DNS= fails. List it in DNS= to have a second one.',
      zh: 'DNS= 里的服务器出故障时，FallbackDNS 并不会接手。想要备用服务器，请一起写进 DNS=。',
    },
    other: { en: 'set here', zh: '在这里设置' },
  },
};

function labelOf({ kind, text, meant }: ResolverFault): Text {
  if (kind === 'keyword') return { en: `written "${meant[0]}", then a space`, zh: `应写成 ${meant[0]} 加一个空格` };
  if (meant.length > 0) return { en: 'one address a line', zh: '一行只能写一个地址' };
  if (/:\/\//.test(text)) return { en: 'a URL is not an address', zh: '这是 URL，不是地址' };
  if (/[:#]\d+$/.test(text)) return { en: 'a port cannot be given here', zh: '这里不能写端口' };
  return { en: 'not an IP address', zh: '不是 IP 地址' };
}

function repair(project: Project, { kind, at, setting, meant, others }: ResolverFault): Fix[] {
  if (kind === 'indented')
    return safeFix({ en: 'remove the spaces before it', zh: '删除行首空白' }, [{ at: others[0]!, text: '' }]);
  if (meant.length === 0 || kind === 'keyword') return [];
  if (kind === 'domains' || kind === 'servers' || kind === 'swallowed')
    return safeFix(
      { en: 'separate with spaces', zh: '改用空格分隔' },
      rewrite(project, setting.value, meant.join(' ')),
    );
  const above = meant.slice(0, -1).map((address) => insertAbove(project, setting.at, `nameserver ${address}`));
  return safeFix({ en: 'write one address a line', zh: '改成一行一个地址' }, ...above, [{ at, text: meant.at(-1)! }]);
}

export const docs: RuleDocs = {
  text: {
    en: `
**resolv.conf.** glibc compares the keyword in the first column: a space before it, \`nameserver=\` or \`NameServer\` make the line
nothing. A line takes one plain address: no comma list, no URL, no port. Of all lines the first three count. After \`search\` only
spaces and tabs separate. A file that NetworkManager, systemd or another program writes is only told about, never changed.

**resolved.conf.** Servers are separated by spaces and written \`address[:port][#name]\`; any other word is dropped, the rest stays.
\`DNSOverTLS\` is \`yes\`, \`opportunistic\` or \`no\`. \`FallbackDNS\` is used when the system knows no other server at all; beside
\`DNS=\` it has no effect.

Sources: glibc 2.36 \`res_init.c\`, systemd 252 (both run), resolved.conf(5), systemd issue 33865.`,
    zh: `
**resolv.conf**：glibc 只在行首比对关键字，前面有空白，或者写成 \`nameserver=\`、\`NameServer\`，整行都不起作用。每行只能写一个 IP 地址，
不能是逗号列表、URL，也不能带端口。所有行里只有前三个生效。\`search\` 后面只能用空格分隔。由 NetworkManager、systemd 等程序生成的文件只作提示，不会改动。

**resolved.conf**：服务器之间用空格分隔，写法是 \`地址[:端口][#名称]\`，不合格式的会被丢弃，其余照用。\`DNSOverTLS\` 只能是 \`yes\`、
\`opportunistic\` 或 \`no\`。\`FallbackDNS\` 只在系统完全没有其他 DNS 服务器时才会用到，和 \`DNS=\` 写在一起等于没写。

来源：glibc 2.36 的 \`res_init.c\`、systemd 252（均经实测），resolved.conf(5)，systemd/systemd#33865。`,
  },
  bad: [
    {
      files: `
        -- etc/resolv.conf --
        # home
          nameserver 223.5.5.5
          ^^^^^^^^^^^^^^^^^^^^ warning glibc ignores this line: it begins with a space
        nameserver 8.8.8.8,8.8.4.4
                   ^^^^^^^^^^^^^^^ warning
        search lan,home
               ^^^^^^^^ warning
      `,
      fixed: `
        -- etc/resolv.conf --
        # home
        nameserver 223.5.5.5
        nameserver 8.8.8.8
        nameserver 8.8.4.4
        search lan home
      `,
    },
    {
      files: `
        -- etc/resolv.conf --
        nameserver 192.168.1.1
        nameserver 223.5.5.5
        nameserver 1.1.1.1
        nameserver 8.8.8.8
                   ^^^^^^^ warning glibc never asks this server: it keeps the first three
      `,
    },
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1, 8.8.8.8#dns.google https://dns.google/dns-query
            ^^^^^^^^ warning
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning
        DNSOverTLS=strict
                   ^^^^^^ warning
        -- etc/systemd/resolved.conf.d/fallback.conf --
        [Resolve]
        FallbackDNS=223.5.5.5
        ^^^^^^^^^^^ warning These servers are never asked: DNS= is set
      `,
      fixed: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1 8.8.8.8#dns.google https://dns.google/dns-query
        DNSOverTLS=strict
      `,
    },
  ],
  good: [
    {
      files: `
        -- etc/resolv.conf --
        nameserver 127.0.0.53
        nameserver fe80::1%eth0
        options edns0 trust-ad
        search lan home
      `,
    },
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1#one.one.one.one [2606:4700:4700::1111]:853#one.one.one.one 127.0.0.1:1053
        FallbackDNS=
        DNSOverTLS=opportunistic
      `,
    },
  ],
};
