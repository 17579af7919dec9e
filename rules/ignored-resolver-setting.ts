import type { Document, Finding, Fix, Project, Rule, RuleDocs, Setting, Text } from '../src/core.ts';
import { insertAbove, replaceText, safeFix } from '../src/fixes/edits.ts';
import {
  dnsServers,
  effectiveLines,
  isManaged,
  linesOf,
  nameserverIp,
  nameservers,
  resolvedAddress,
  resolvedMachines,
  resolvFiles,
  wordsOf,
} from '../src/queries/resolvers.ts';
import { lineStart } from '../src/text.ts';

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
      for (const finding of resolvFindings(project, document)) {
        yield isManaged(document) ? { ...finding, severity: 'info', fixes: [] } : finding;
      }
    }
    for (const machine of resolvedMachines(project)) {
      for (const document of machine) yield* resolvedFindings(project, document);
      yield* unusedFallback(project, machine);
    }
  },
} satisfies Rule;

// ── resolv.conf ─────────────────────────────────────────────────────────────────────────────────────────────────────

function* resolvFindings(project: Project, document: Document): Generator<Finding> {
  for (const fact of document.facts) {
    if (fact.kind !== 'setting' || fact.path.length > 1) continue;
    if (fact.ignored === 'leading-blank') yield leadingBlank(document, fact);
    else if (fact.ignored) yield* misspelt(fact);
    else if (fact.name.text === 'nameserver') yield* nameserver(project, fact);
    else if (fact.name.text === 'search') yield* commas(project, fact);
  }
  yield* beyondThree(project, document);
}

function leadingBlank(document: Document, line: Setting): Finding {
  const start = lineStart(document.text, line.at.start);
  const blanks = { ...line.at, start, end: line.at.start };
  return {
    at: line.at,
    message: { en: 'glibc ignores this line: it begins with a space', zh: 'glibc 会忽略这一行：行首有空白' },
    label: { en: 'must begin in the first column', zh: '必须顶格写' },
    fixes: safeFix({ en: 'remove the spaces before it', zh: '删除行首空白' }, [{ at: blanks, text: '' }]),
  };
}

/** Only what plainly was meant to be a keyword. */
function* misspelt(line: Setting): Generator<Finding> {
  const meant = /^(nameserver|search|domain|options)(?:[=:].*)?$/i.exec(line.name.text)?.[1]?.toLowerCase();
  if (!meant) return;
  yield {
    at: line.name.at,
    message: { en: 'glibc ignores this line: it does not know the keyword', zh: 'glibc 会忽略这一行：关键字写法不对' },
    label: { en: `written "${meant}", then a blank`, zh: `应写成 ${meant} 加一个空格` },
  };
}

/** One address a line: more of them, or anything else, is lost. */
function* nameserver(project: Project, line: Setting): Generator<Finding> {
  const words = wordsOf(project, line);
  const first = words[0];
  if (!first) return;
  const parts = words.flatMap(({ value }) => value.text.split(/[,;]/)).filter((part) => part !== '');
  const isList = parts.length > 0 && parts.every((part) => nameserverIp(part) !== undefined);
  if (nameserverIp(first.value.text) && (words.length === 1 || !isList)) return;
  const at = { ...first.at, end: words.at(-1)!.at.end };
  yield {
    at,
    message: nameserverIp(first.value.text)
      ? { en: 'Only the first address of this line is used', zh: '这一行只有第一个地址会被使用' }
      : {
          en: 'glibc ignores this line: it takes one plain IP address',
          zh: 'glibc 会忽略这一行：只认一个单独的 IP 地址',
        },
    label: isList ? { en: 'one address a line', zh: '一行只能写一个地址' } : notAnAddress(first.value.text),
    fixes: isList ? oneALine(project, line, at, parts) : [],
  };
}

function notAnAddress(text: string): Text {
  if (/:\/\//.test(text)) return { en: 'a URL is no address', zh: '这是 URL，不是地址' };
  if (/[:#]\d+$/.test(text)) return { en: 'a port cannot be given here', zh: '这里不能写端口' };
  return { en: 'not an IP address', zh: '不是 IP 地址' };
}

function oneALine(project: Project, line: Setting, at: Setting['at'], addresses: readonly string[]): readonly Fix[] {
  const above = addresses.slice(0, -1).map((address) => insertAbove(project, line.at, `nameserver ${address}`));
  const title = { en: 'write one address a line', zh: '改成一行一个地址' };
  return safeFix(title, ...above, [{ at, text: addresses.at(-1)! }]);
}

function* beyondThree(project: Project, document: Document): Generator<Finding> {
  const used = nameservers(project, document);
  const usable = linesOf(document, 'nameserver').flatMap((line) => wordsOf(project, line).slice(0, 1));
  const all = usable.filter(({ value }) => nameserverIp(value.text));
  const extra = all.slice(used.length);
  if (!extra[0]) return;
  yield {
    at: extra[0].at,
    message: {
      en: 'glibc never asks this server: it keeps the first three',
      zh: 'glibc 不会用到这台服务器：它只取前三个',
    },
    label: { en: 'the fourth nameserver', zh: '第四个 nameserver' },
    related: extra.slice(1).map(({ at }) => ({ at, message: { en: 'nor this one', zh: '这个也用不到' } })),
  };
}

// ── resolved.conf ───────────────────────────────────────────────────────────────────────────────────────────────────

function* resolvedFindings(project: Project, document: Document): Generator<Finding> {
  for (const key of ['DNS', 'FallbackDNS']) {
    for (const line of linesOf(document, key)) yield* badServers(project, line);
  }
  for (const line of linesOf(document, 'DNSOverTLS')) yield* badMode(line);
}

function* badServers(project: Project, line: Setting): Generator<Finding> {
  for (const { at, value } of wordsOf(project, line)) {
    if (!value.known || resolvedAddress(value.text)) continue;
    const parts = value.text.split(/[,;，；]/).filter((part) => part !== '');
    const isList = parts.length > 0 && parts.every((part) => resolvedAddress(part) !== undefined);
    yield {
      at,
      message: value.text.includes('#') && isList ? SWALLOWED : DROPPED,
      label: isList
        ? { en: 'servers are separated by spaces', zh: '服务器之间要用空格分隔' }
        : { en: 'not address[:port][#name]', zh: '格式应为 地址[:端口][#名称]' },
      fixes: isList ? safeFix(BLANKS, replaceText(project, value, parts.join(' '))) : [],
    };
  }
}

const DROPPED = { en: 'systemd-resolved drops this server', zh: 'systemd-resolved 会丢弃这台服务器' };
/** Behind `#` everything is the name. */
const SWALLOWED = {
  en: 'systemd-resolved takes the rest of this word for the name of the server',
  zh: 'systemd-resolved 会把后面的内容都当成服务器名称',
};
const BLANKS = { en: 'separate with spaces', zh: '改用空格分隔' };

function* commas(project: Project, line: Setting): Generator<Finding> {
  for (const { at, value } of wordsOf(project, line)) {
    const parts = value.text.split(',').filter((part) => part !== '');
    if (!value.text.includes(',')) continue;
    yield {
      at,
      message: {
        en: 'glibc takes this list as one domain, which does not exist',
        zh: 'glibc 会把这串内容当成一个不存在的域名',
      },
      label: { en: 'domains are separated by spaces', zh: '域名之间要用空格分隔' },
      fixes: safeFix(BLANKS, parts.length > 0 ? replaceText(project, value, parts.join(' ')) : undefined),
    };
  }
}

/** What follows a blank and `#` was meant as a comment, which another rule tells. */
function* badMode({ value }: Setting): Generator<Finding> {
  if (!value.known || value.text === '' || /[ \t][#;]/.test(value.text)) return;
  if (/^(?:opportunistic|1|yes|y|true|t|on|0|no|n|false|f|off)$/i.test(value.text)) return;
  yield {
    at: value.at,
    message: {
      en: 'systemd-resolved ignores this line and keeps DNS over TLS as it was',
      zh: 'systemd-resolved 会忽略这一行，DNSOverTLS 保持原值',
    },
    label: { en: 'yes, opportunistic or no', zh: '只能是 yes、opportunistic 或 no' },
  };
}

/** resolved.conf(5): FallbackDNS= is "only used if no other DNS server information is known". */
function* unusedFallback(project: Project, machine: readonly Document[]): Generator<Finding> {
  const [server] = dnsServers(project, machine);
  const fallback = effectiveLines(machine, 'FallbackDNS')[0];
  if (!server || !fallback) return;
  yield {
    at: fallback.name.at,
    message: { en: 'These servers are never asked: DNS= is set', zh: '这些服务器永远不会被使用：已经设置了 DNS=' },
    label: { en: 'only used when no other server is known', zh: '仅在没有其他 DNS 服务器时才生效' },
    why: {
      en: 'FallbackDNS does not step in when a server of DNS= fails. List it in DNS= to have a second one.',
      zh: 'DNS= 里的服务器出故障时，FallbackDNS 并不会接手。想要备用服务器，请一起写进 DNS=。',
    },
    related: [{ at: server.setting.at, message: { en: 'set here', zh: '在这里设置' } }],
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
**resolv.conf.** glibc compares the keyword in the first column: a blank before it, \`nameserver=\` or \`NameServer\` make the line
nothing. A line takes one plain address: no comma list, no URL, no port. Of all lines the first three count. After \`search\` only
blanks separate. A file that NetworkManager, systemd or another program writes is only told about, never changed.

**resolved.conf.** Servers are separated by blanks and written \`address[:port][#name]\`; any other word is dropped, the rest stays.
\`DNSOverTLS\` is \`yes\`, \`opportunistic\` or \`no\`. \`FallbackDNS\` is used when the system knows no other server at all; beside
\`DNS=\` it has no effect.

Sources: glibc 2.36 \`res_init.c\`, systemd 252 (both run), resolved.conf(5), systemd issue 33865.`,
    zh: `
**resolv.conf**：glibc 只在行首比对关键字，前面有空白，或者写成 \`nameserver=\`、\`NameServer\`，整行都不起作用。每行只能写一个 IP 地址，
不能是逗号列表、URL，也不能带端口。所有行里只有前三个生效。\`search\` 后面只能用空格分隔。由 NetworkManager、systemd 等程序生成的文件只作提示，不会改动。

**resolved.conf**：服务器之间用空格分隔，写法是 \`地址[:端口][#名称]\`，不合格式的会被丢弃，其余照用。\`DNSOverTLS\` 只能是 \`yes\`、
\`opportunistic\` 或 \`no\`。\`FallbackDNS\` 只在系统完全没有其他 DNS 服务器时才会用到，和 \`DNS=\` 写在一起等于没写。

来源：glibc 2.36 的 \`res_init.c\`、systemd 252（均经实测），resolved.conf(5)，systemd issue 33865。`,
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
