import type { ClashFile, ClashRule, Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { rulesBefore } from '../src/fixes/clash-rules.ts';
import { appendToList, fixOf, unsafeFix } from '../src/fixes/edits.ts';
import { PROVIDERS } from '../src/knowledge/hosts.ts';
import { incompleteClash } from '../src/queries/clash/clash.ts';
import { type Environment, environments } from '../src/queries/environments/environment.ts';
import { bypassesProxy, proxyFor } from '../src/queries/proxies/client-routes.ts';
import { atOrigin, listEntries, noProxies, ownProxies } from '../src/queries/proxies/proxies.ts';
import { clashConfigs, domesticHosts, isInChina } from '../src/queries/region.ts';
import { suffixOf, type UsedHost } from '../src/queries/usage.ts';
import { type ClashEnd, certainRule, routerOf } from '../src/routing/clash/evaluate.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'domestic-via-proxy',
  summary: { en: 'A host inside China is sent abroad through the proxy.', zh: '国内的域名绕道境外代理。' },
  severity: 'error',
  needs: ['env', 'clash'],

  *check(project) {
    if (!isInChina(project)) return;
    const used = domesticHosts(project).slice(0, MOST_HOSTS);
    const others = otherHosts(project, domesticHosts(project));
    const configs = clashConfigs(project);
    for (const file of configs) {
      yield* capturedHosts(project, file, used);
      yield* unusedHosts(file, others);
    }
    if (used.length > 0) yield* unknownHomes(project, used);
    if (configs.length === 0 && used.length > 0) yield* byVariablesOnly(project, used);
  },
} satisfies Rule;

/**
 * Every environment and every Clash file is asked about each host in use. Beyond so many hosts the first ones tell the
 * story, and the cost stays in proportion to the size of the tree.
 */
const MOST_HOSTS = 30;

// ── a Clash file decides ────────────────────────────────────────────────────────────────────────────────────────────

interface Captured {
  readonly host: string;
  readonly rule: ClashRule;
  readonly end: ClashEnd;
}

/** The rule that certainly sends a host to a proxy. */
function captured(file: ClashFile, host: string, port = 443): Captured | undefined {
  const end = certainRule(routerOf(file), { host, port, isPublic: true });
  return end?.outcome === 'proxy' ? { host, rule: end.rule, end } : undefined;
}

function* capturedHosts(project: Project, file: ClashFile, used: readonly UsedHost[]): Iterable<Finding> {
  const found = used.flatMap((one) => {
    const capture = captured(file, one.host, one.port);
    return capture ? [{ ...capture, use: one }] : [];
  });
  for (const [rule, hosts] of groupBy(found, (one) => one.rule)) {
    const names = hosts.map(({ host }) => host);
    const suffixes = [...new Set(names.map(suffixOf))];
    const end = hosts[0]?.end.policy ?? '';
    const lines = suffixes.map((suffix) => `DOMAIN-SUFFIX,${suffix},DIRECT`);
    const meant = ['DOMAIN', 'DOMAIN-SUFFIX', 'DOMAIN-KEYWORD', 'DOMAIN-REGEX', 'DOMAIN-WILDCARD'].includes(rule.type);
    yield {
      at: rule.at,
      message: {
        en: `${names.join(', ')} ${names.length > 1 ? 'leave' : 'leaves'} through ${end}`,
        zh: `${names.join('、')} 会从 ${end} 出去`,
      },
      label: meant
        ? { en: 'this rule names it', zh: '这条规则点名匹配了它' }
        : { en: `no earlier rule catches ${names.length > 1 ? 'them' : 'it'}`, zh: '前面没有规则能匹配' },
      why: whyOf(file, rule, names.length > 1 ? DETOURS : DETOUR),
      related: hosts.map(({ use }) => ({
        at: use.at,
        message: { en: `${use.variable} says this machine uses it`, zh: `${use.variable} 说明这台机器在用它` },
      })),
      fixes: fixOf(insertion(file, rule, lines.join('  ')), !meant, rulesBefore(project, file, rule, lines)),
    };
  }
}

/** Where no list of the client takes a rule, the place to make one. */
function whyOf({ composition }: ClashFile, rule: ClashRule, why: Text): Text {
  const role = composition?.layers.find(({ file }) => file === rule.at.file)?.role;
  if (
    !composition ||
    (composition.ruleList && !composition.ruleList.isReplaced) ||
    (role !== 'subscription' && role !== 'app')
  )
    return why;
  const { client, lasting } = composition;
  return lasting
    ? {
        en: `${why.en} A rule that lasts belongs in ${lasting.en}.`,
        zh: `${why.zh}要让规则不被更新覆盖，请写进${lasting.zh}。`,
      }
    : {
        en: `${why.en} A rule that lasts is added in ${client} itself.`,
        zh: `${why.zh}要让规则不被更新覆盖，请在 ${client} 里添加。`,
      };
}

/** Before this rule, or in the list of the client that comes before all of a subscription's. */
function insertion({ composition }: ClashFile, rule: ClashRule, lines: string): Text {
  const list = composition?.ruleList?.at.file;
  return composition && list !== rule.at.file
    ? {
        en: `insert  ${lines}  into the rules list of ${composition.client}`,
        zh: `在 ${composition.client} 的规则列表里插入  ${lines}`,
      }
    : { en: `insert  ${lines}  before this rule`, zh: `在这条规则前插入  ${lines}` };
}

const DETOUR: Text = {
  en: 'It answers directly from here. Abroad and back costs seconds, and its provider refuses some foreign addresses.',
  zh: '它在国内可以直连。绕到境外再回来要多花好几秒，有的服务商还会拒绝境外 IP。',
};
const DETOURS: Text = {
  en: 'They answer directly from here. Abroad and back costs seconds, and some providers refuse foreign addresses.',
  zh: '它们在国内都可以直连。绕到境外再回来要多花好几秒，有的服务商还会拒绝境外 IP。',
};

/** Domestic hosts the project does not use, one for each provider, and those the user names. */
function otherHosts({ network }: Project, used: readonly UsedHost[]): readonly string[] {
  const usedSuffixes = new Set(used.map(({ host }) => suffixOf(host)));
  const others = PROVIDERS.filter(({ region, suffix }) => region === 'domestic' && !usedSuffixes.has(suffix));
  const own = network.domestic.map((host) => host.replace(/^[+*]?\.?/, ''));
  return [...own, ...others.flatMap(({ hosts }) => hosts.slice(0, 1))];
}

/** One note about hosts nobody here uses, at the first rule that catches one. */
function* unusedHosts(file: ClashFile, hosts: readonly string[]): Iterable<Finding> {
  const found = hosts.flatMap((host) => captured(file, host) ?? []);
  const [first] = found;
  if (!first) return;
  const names = found.slice(0, 3).map(({ host }) => host);
  const more = found.length - names.length;
  yield {
    at: first.rule.at,
    severity: 'info',
    message: {
      en: `${names.join(', ')}${more > 0 ? ` and ${more} more domestic hosts` : ''} would leave through the proxy`,
      zh: `${names.join('、')}${more > 0 ? ` 等 ${found.length} 个国内域名` : ''}会走代理`,
    },
    label: { en: 'nothing in this project uses them', zh: '这个项目目前没有用到它们' },
  };
}

/** A client whose configuration is not known: nothing is claimed of it, and that is said. */
function* unknownHomes(project: Project, used: readonly UsedHost[]): Iterable<Finding> {
  for (const { file, why } of incompleteClash(project)) {
    const names = used.map(({ host }) => host);
    yield {
      at: { file, start: 0, end: 0 },
      severity: 'info',
      message: {
        en: `Where ${names.slice(0, 3).join(', ')} ${names.length > 1 ? 'go' : 'goes'} is not known: ${why.en}`,
        zh: `无法判断 ${names.slice(0, 3).join('、')} 走哪里：${why.zh}`,
      },
      label: { en: 'this home is not judged as a whole', zh: '这里的配置没有整体判断' },
    };
  }
}

// ── only variables ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Where the proxy sends them is unknown: worth knowing, no more. */
function* byVariablesOnly(project: Project, used: readonly UsedHost[]): Iterable<Finding> {
  for (const environment of environments(project)) {
    const [proxy] = ownProxies(environment);
    if (!proxy?.known || environment.isIncomplete) continue;
    const through = used.filter(
      ({ host, scheme, port }) => !bypassesProxy(project, environment, `${scheme}://${host}${port ? `:${port}` : ''}/`),
    );
    const hosts = through.map(({ host }) => host);
    if (hosts.length === 0) continue;
    const isLocal = proxyFor(environment, `https://${hosts[0]}/`)?.isLoopback === true;
    yield {
      at: proxy.assignment.name.at,
      severity: 'info',
      message: {
        en: `${hosts.join(', ')} ${hosts.length > 1 ? 'are' : 'is'} handed to the proxy`,
        zh: `${hosts.join('、')} 会交给代理`,
      },
      label: { en: 'no NO_PROXY entry covers it', zh: 'NO_PROXY 里没有能匹配它的条目' },
      why: {
        en: 'Whether the proxy sends it on directly is decided by its own rules, which are not in this project.',
        zh: '代理会不会让它直连，取决于代理自己的规则，而那份配置不在这个项目里。',
      },
      related: through.map(({ at, variable }) => ({
        at,
        message: { en: `${variable} says this machine uses it`, zh: `${variable} 说明这台机器在用它` },
      })),
      fixes: isLocal ? exempt(project, environment, [...new Set(hosts.map(suffixOf))]) : [],
    };
  }
}

function exempt(project: Project, environment: Environment, suffixes: readonly string[]): Finding['fixes'] & object {
  const entries = suffixes.flatMap((suffix) => [suffix, `.${suffix}`]);
  const lists = atOrigin(noProxies(environment)).filter((list) => list.known && !list.presumed);
  return unsafeFix(
    { en: `append ${entries.join(',')} to NO_PROXY`, zh: `在 NO_PROXY 里加上 ${entries.join(',')}` },
    ...lists.map((list) =>
      appendToList(
        project,
        list.assignment.value,
        entries.filter((entry) => !listEntries(list.text).includes(entry)),
      ),
    ),
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
DeepSeek, Qwen, Kimi, GLM and other providers in China are reached directly from there. A Clash file whose last rule is
\`MATCH,proxy\`, or a GFW list turned round, sends them abroad: slow, billed by the proxy, and refused by some providers.

Judged only for machines in China: \`network.region: cn\`, or evidence (two domestic providers in use, or one beside a Clash file,
a domestic mirror or a proxy on this machine; a Clash rule that sends CN to
DIRECT). An error only where it is proven: the project uses the host (a key, a base URL), and a Clash file of the project sends
it to a proxy whatever DNS says. GEOIP, remote rule sets and CIDR lists before that rule make the answer unknown, and unknown is
silent. \`select\` counts as its first member; url-test and fallback only when all members agree.

The fix inserts \`DOMAIN-SUFFIX,…,DIRECT\` for the hosts in use before the rule that catches them. Where that rule names the host
somebody meant it, and the fix is unsafe.`,
    zh: `
DeepSeek、通义千问、Kimi、智谱等国内服务在国内可以直连。如果 Clash 最后一条是 \`MATCH,代理\`，或者把黑名单用反了，它们就会绕道境外：慢、费
流量，有的服务商还会拒绝境外 IP。

只对在国内的机器作判断：\`network.region: cn\`，或者有证据（用了两家国内服务商，或者用了一家并且有 Clash 配置、国内镜像或本机代理；Clash 里有把 CN 送往 DIRECT 的规则）。只有能证明时才算错误：项目里
用到了这个域名（密钥或 base URL），并且项目里的 Clash 配置无论 DNS 结果如何都会把它送进代理。规则之前若有 GEOIP、远程规则集或 CIDR 列表，
结论就是未知，未知不报。\`select\` 按第一个成员算，url-test 和 fallback 要所有成员一致才算。

修复会在捕获它的规则之前，为用到的域名插入 \`DOMAIN-SUFFIX,…,DIRECT\`。如果那条规则本来就点了它的名，说明有人有意为之，修复属于不安全。`,
  },
  bad: [
    {
      files: `
        -- .hermes/.env --
        DEEPSEEK_API_KEY=sk-3f8a7c61d2
        -- clash/config.yaml --
        mixed-port: 7890
        mode: rule
        proxies:
          - { name: 东京, type: socks5, server: jp.example, port: 443 }
        proxy-groups:
          - { name: 节点选择, type: select, proxies: [东京, DIRECT] }
        rules:
          - DOMAIN-SUFFIX,cn,DIRECT
          - MATCH,节点选择
            ^^^^^^^^^^ error api.deepseek.com leaves through 东京
      `,
      fixed: `
        -- clash/config.yaml --
        mixed-port: 7890
        mode: rule
        proxies:
          - { name: 东京, type: socks5, server: jp.example, port: 443 }
        proxy-groups:
          - { name: 节点选择, type: select, proxies: [东京, DIRECT] }
        rules:
          - DOMAIN-SUFFIX,cn,DIRECT
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
          - MATCH,节点选择
      `,
    },
    {
      files: `
        -- .env --
        DEEPSEEK_API_KEY=sk-3f8a7c61d2
        OPENAI_BASE_URL=https://api.moonshot.cn/v1
        -- config.yaml --
        port: 7890
        proxies: [{ name: 东京, type: socks5, server: jp.example, port: 443 }]
        rules: ["DOMAIN-SUFFIX,openai.com,东京", "MATCH,东京"]
                                                ^^^^^^^^ error api.deepseek.com, api.moonshot.cn leave through 东京
      `,
      fixed: `
        -- config.yaml --
        port: 7890
        proxies: [{ name: 东京, type: socks5, server: jp.example, port: 443 }]
        rules: ["DOMAIN-SUFFIX,openai.com,东京", "DOMAIN-SUFFIX,deepseek.com,DIRECT", "DOMAIN-SUFFIX,moonshot.cn,DIRECT", "MATCH,东京"]
      `,
    },
    {
      files: `
        -- .env --
        DEEPSEEK_API_KEY=sk-3f8a7c61d2
        MOONSHOT_API_KEY=sk-3f8a7c61d2
        -- config.yaml --
        mode: rule
        proxies: [{ name: 东京, type: socks5, server: jp.example, port: 443 }]
        mixed-port: 7890
        rules:
          # everything
          - MATCH,东京
            ^^^^^^^^ error api.deepseek.com, api.moonshot.cn leave through 东京
      `,
      fixed: `
        -- config.yaml --
        mode: rule
        proxies: [{ name: 东京, type: socks5, server: jp.example, port: 443 }]
        mixed-port: 7890
        rules:
          # everything
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
          - DOMAIN-SUFFIX,moonshot.cn,DIRECT
          - MATCH,东京
      `,
    },
    {
      files: `
        -- .env --
        ANTHROPIC_BASE_URL=https://open.bigmodel.cn/api/anthropic
        HTTPS_PROXY=http://127.0.0.1:7890
        ^^^^^^^^^^^ info open.bigmodel.cn is handed to the proxy
        NO_PROXY=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- .env --
        ANTHROPIC_BASE_URL=https://open.bigmodel.cn/api/anthropic
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1,bigmodel.cn,.bigmodel.cn
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        DEEPSEEK_API_KEY=sk-3f8a7c61d2
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - GEOIP,CN,DIRECT
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .env --
        DEEPSEEK_API_KEY=sk-3f8a7c61d2
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: de, type: socks5, server: de.example, port: 443 }]
        rules:
          - MATCH,de
        -- envlint.yaml --
        network:
          region: abroad
      `,
    },
  ],
};
