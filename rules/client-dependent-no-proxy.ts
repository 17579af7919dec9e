import type { Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { unsafeFix } from '../src/fixes/edits.ts';
import { rewriteItems } from '../src/fixes/list-items.ts';
import {
  type ExemptionList,
  exemptionLists,
  itemSpan,
  type ListItem,
  twinNotes,
} from '../src/queries/proxies/exemptions.ts';
import { type SettingList, settingLists } from '../src/queries/proxies/setting-lists.ts';
import type { Client } from '../src/routing/client.ts';
import { clientTitles } from '../src/routing/client-title.ts';
import { clientByName } from '../src/routing/clients/index.ts';
import { type Role, type Understanding, understoodBy } from '../src/routing/exemptions/understood.ts';
import { width } from '../src/routing/url/ip.ts';
import { groupBy, memo, notesAt, spanOf } from '../src/text.ts';

export default {
  id: 'client-dependent-no-proxy',
  summary: {
    en: 'An entry of NO_PROXY that clients read in different ways.',
    zh: 'NO_PROXY 里有各客户端理解不一的条目。',
  },
  severity: 'info',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    for (const list of exemptionLists(project)) {
      const more = withAgents(project, list.clients);
      const split = list.items.flatMap((item) => {
        const form = formOf(item, list);
        const readings = form ? understoodBy(item.text, form === 'domain' ? more : list.clients) : [];
        return form && differ(form, readings) ? [{ form, item, readings }] : [];
      });
      for (const [form, same] of groupBy(split, (one) => one.form)) yield finding(project, list, form, same);
    }
    for (const list of settingLists(project)) yield* forContainers(list);
  },
} satisfies Rule;

/**
 * Claude Code and Gemini CLI are not among the usual clients, but are on many of these machines: in both a bare `x` does not
 * exempt `api.x` (measured with 2.1.332 and 0.61.0).
 */
function withAgents({ network }: Project, clients: readonly Client[]): readonly Client[] {
  const isUsual = network.clients.length === 0 && clients.length > 1;
  if (!isUsual) return clients;
  return [...clients, ...['claude', 'gemini'].flatMap((name) => clientByName(name) ?? [])];
}

/** docker passes its list to whatever runs in a container; the other programs alone read their lists. */
function* forContainers({ setting, items, clients }: SettingList): Iterable<Finding> {
  if (clients.length === 1) return;
  for (const item of items) {
    const form = formOf(item, { items });
    const readings = form ? understoodBy(item.text, clients) : [];
    if (!form || !differ(form, readings)) continue;
    const at = spanOf(setting.value, item.start, item.end);
    yield {
      at,
      message: message(item, form, sideOf(readings, form, true), sideOf(readings, form, false)),
      label: LABELS[form],
    };
  }
}

const sideOf = (readings: readonly Understanding[], form: EntryShape, direct: boolean): Text =>
  clientTitles(readings.filter(({ covers }) => covers.includes(ROLE[form]) === direct).map(({ client }) => client));

/** range: an address range · apex: only `.x`, so x itself is uncertain · domain: only `x`, so its subdomains are uncertain. */
type EntryShape = 'range' | 'apex' | 'domain';

/** What clients differ about, for each form. */
const ROLE: Readonly<Record<EntryShape, Role>> = { range: 'inside', apex: 'itself', domain: 'subdomain' };

function formOf({ entries, text }: ListItem, { items }: Pick<ExemptionList, 'items'>): EntryShape | undefined {
  const [entry, more] = entries;
  if (!entry || more) return undefined;
  if (entry.kind === 'cidr' && entry.prefix && entry.prefix.ip.family === 4)
    return entry.prefix.bits < width(entry.prefix.ip) ? 'range' : undefined;
  const host = entry.host;
  if (host === undefined || !isDomain(host)) return undefined;
  const has = (twin: string): boolean => textsOf(items).has(twin);
  if (entry.kind === 'suffix') return has(host) ? undefined : 'apex';
  return entry.kind === 'host' && text.toLowerCase() === host && !has(`.${host}`) ? 'domain' : undefined;
}

/** All items of a list in lower case, made once for the whole list. */
const textsOf = memo(
  (items: readonly ListItem[]): ReadonlySet<string> => new Set(items.map(({ text }) => text.toLowerCase())),
);

/** Second-level suffixes under which a name of three labels is still a domain of its own. */
const SECOND_LEVEL = /\.(?:com|net|org|edu|gov|co|ac|or|ne)\.[a-z]{2}$/;

/** `example.com`, `example.com.cn`: more labels name a host, one (`local`, `svc`) has no apex. */
function isDomain(host: string): boolean {
  const labels = host.split('.').length - (SECOND_LEVEL.test(host) ? 1 : 0);
  return labels === 2 && !/(?:^|\.)(?:local|localhost|svc|cluster|internal|lan|home|arpa)$/.test(host);
}

function differ(form: EntryShape, readings: readonly Understanding[]): boolean {
  const covering = readings.filter(({ covers }) => covers.includes(ROLE[form]));
  return readings.every(({ crashes }) => !crashes) && covering.length > 0 && covering.length < readings.length;
}

interface Split {
  readonly item: ListItem;
  readonly readings: readonly Understanding[];
}

function finding(project: Project, list: ExemptionList, form: EntryShape, same: readonly Split[]): Finding {
  const [first, ...others] = same as readonly [Split, ...Split[]];
  const changes = form === 'range' ? [] : same.map(({ item }) => [item, pair(item)] as const);
  return {
    at: itemSpan(list, first.item),
    message: message(first.item, form, sideOf(first.readings, form, true), sideOf(first.readings, form, false)),
    label: LABELS[form],
    related: [
      ...notesAt(
        others.map(({ item }) => itemSpan(list, item)),
        { en: 'written the same way', zh: '同样的写法' },
      ),
      ...twinNotes(list),
    ],
    fixes: unsafeFix(PAIR, changes.length > 0 ? rewriteItems(project, list, changes) : undefined),
  };
}

const PAIR = { en: 'write both forms: x,.x', zh: '两种写法都写上：x,.x' };

function pair({ entries, text }: ListItem): string {
  const host = entries[0]?.host ?? text;
  return `${host},.${host}`;
}

const LABELS: Readonly<Record<EntryShape, Text>> = {
  range: { en: 'an address range', zh: '这是网段写法' },
  apex: { en: 'only with the dot', zh: '只写了带点的形式' },
  domain: { en: 'only without a dot', zh: '只写了不带点的形式' },
};

function message({ text, entries }: ListItem, form: EntryShape, direct: Text, proxied: Text): Text {
  const host = entries[0]?.host ?? text;
  const what = {
    range: { en: `Addresses in ${text}`, zh: ` ${text} 里的地址` },
    apex: { en: `${host} itself`, zh: ` ${host} 本身` },
    domain: { en: `Subdomains of ${host}`, zh: ` ${host} 的子域名` },
  }[form];
  return {
    en: `${what.en}: direct in ${direct.en}, through the proxy in ${proxied.en}`,
    zh: `访问${what.zh}时，${direct.zh} 直连，${proxied.zh} 走代理`,
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
Clients agree on very little in \`NO_PROXY\`. This rule names who differs about an entry, asking the same models \`envlint route\`
uses (\`network.clients\`; by default curl, requests, httpx, urllib, Node's fetch and Go):

- **Ranges** (\`10.0.0.0/8\`) work in curl, git, Go, requests, uv, axios and Ruby; not in httpx, urllib, aiohttp, undici, Node, npm and wget.
- **\`.x\` alone** leaves out \`x\` itself in Go, wget, httpx, axios and Ruby.
- **\`x\` alone** leaves out everything below it in Node's http, axios, undici before 7.22, Claude Code and Gemini CLI; \`.x\` covers it in all.

Two entries, \`example.com,.example.com\`, mean the same to every client. There is no such form for ranges: list the addresses that
matter. Names that are hosts themselves (\`registry.example.com\`) and suffixes without an apex (\`.local\`, \`.svc\`) are not reported,
nor lists that only Go programs read.`,
    zh: `
各客户端对 \`NO_PROXY\` 的理解差异很大。本规则用 \`envlint route\` 的同一套模型（\`network.clients\`；默认是 curl、requests、httpx、urllib、
Node 的 fetch 和 Go）指出谁的理解不一样：

- **网段**（\`10.0.0.0/8\`）：curl、git、Go、requests、uv、axios、Ruby 支持；httpx、urllib、aiohttp、undici、Node、npm、wget 不支持。
- **只写 \`.x\`**：Go、wget、httpx、axios、Ruby 不含 \`x\` 本身。
- **只写 \`x\`**：Node 的 http、axios、7.22 之前的 undici、Claude Code、Gemini CLI 不含它的子域名；写 \`.x\` 则各家都含。

写成 \`example.com,.example.com\` 两项，所有客户端的理解就一致了。网段没有通用写法，只能把要用的地址逐个列出来。本身就是主机的名称
（\`registry.example.com\`）、本身不是主机的后缀（\`.local\`、\`.svc\`）以及只有 Go 程序读取的列表都不报告。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1,corp.example
                                                                                  ^^^^^^^^^^^^ info
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1,corp.example,.corp.example
      `,
    },
    {
      files: `
        -- .docker/config.json --
        {"proxies": {"default": {"httpsProxy": "http://172.17.0.1:7890", "noProxy": "localhost,127.0.0.1,10.0.0.0/8"}}}
                                                                                                         ^^^^^^^^^^ info
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,10.0.0.0/8,192.168.0.0/16
                                     ^^^^^^^^^^ info Addresses in 10.0.0.0/8: direct in curl, requests and Go, through the proxy in httpx, urllib and Node’s fetch
        no_proxy=localhost,127.0.0.1,10.0.0.0/8,192.168.0.0/16
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,.deepseek.com,.moonshot.cn
                                            ^^^^^^^^^^^^^ info deepseek.com itself: direct in curl, requests, urllib and Node’s fetch, through the proxy in httpx and Go
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,deepseek.com,.deepseek.com,moonshot.cn,.moonshot.cn
      `,
    },
    {
      files: `
        -- envlint.yaml --
        network: { clients: [node, curl] }
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,moonshot.cn
                           ^^^^^^^^^^^ info Subdomains of moonshot.cn: direct in Node’s fetch and curl, through the proxy in Node’s http
      `,
      unsafe: true,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,moonshot.cn,.moonshot.cn
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,deepseek.com,.deepseek.com,registry.example.com,.local,.svc,10.0.0.7
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890" "NO_PROXY=.corp.example,10.0.0.0/8"
      `,
    },
    {
      files: `
        -- envlint.yaml --
        network: { clients: [curl, requests] }
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,10.0.0.0/8,.corp.example
      `,
    },
    {
      files: `
        -- .bashrc --
        export NO_PROXY=10.0.0.0/8
      `,
    },
  ],
};
