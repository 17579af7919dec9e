import type { ClashFile, Finding, Fix, Note, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { insertTitle, rulesBefore, withLastingPlace } from '../src/fixes/clash-rules.ts';
import { fixOf, unsafeFix } from '../src/fixes/edits.ts';
import { exempt } from '../src/fixes/exemptions.ts';
import { incompleteClash } from '../src/queries/clash/clash.ts';
import {
  askedHosts,
  type Capture,
  type CapturedHost,
  captures,
  type HandedHosts,
  handedHosts,
  unusedCaptures,
} from '../src/queries/domestic-hosts.ts';
import { type Environment, isSettled } from '../src/queries/environments/environment.ts';
import { proxyFor } from '../src/queries/proxies/client-routes.ts';
import { atOrigin, noProxies } from '../src/queries/proxies/proxies.ts';
import { clashConfigs, isInChina } from '../src/queries/region.ts';
import { suffixOf, type UsedHost } from '../src/queries/usage.ts';

export default {
  id: 'domestic-via-proxy',
  summary: { en: 'A host inside China is sent abroad through the proxy.', zh: '国内的域名绕道境外代理。' },
  severity: 'error',
  needs: ['env', 'clash'],

  *check(project) {
    if (!isInChina(project)) return;
    const configs = clashConfigs(project);
    for (const file of configs) {
      for (const capture of captures(project, file)) yield capturedHosts(project, file, capture);
      yield* unusedHosts(unusedCaptures(project, file));
    }
    yield* unknownHomes(project);
    // Where the proxy of a variable sends them is unknown, so this is only information.
    if (configs.length === 0) for (const handed of handedHosts(project)) yield byVariablesOnly(project, handed);
  },
} satisfies Rule;

function capturedHosts(project: Project, file: ClashFile, { rule, uses, policy, isMeant }: Capture): Finding {
  const names = uses.map(({ host }) => host);
  const isOne = names.length === 1;
  const lines = [...new Set(names.map(suffixOf))].map((suffix) => `DOMAIN-SUFFIX,${suffix},DIRECT`);
  return {
    at: rule.at,
    message: {
      en: `${names.join(', ')} ${isOne ? 'leaves' : 'leave'} through ${policy}`,
      zh: `${names.join('、')} 会经 ${policy} 出境`,
    },
    label: isMeant
      ? { en: 'this rule names it', zh: '这条规则点名匹配了它' }
      : { en: `no earlier rule catches ${isOne ? 'it' : 'them'}`, zh: '前面没有规则能匹配' },
    why: withLastingPlace(file, rule, isOne ? DETOUR : DETOURS),
    related: uses.map(usedHere),
    fixes: fixOf(insertTitle(file, rule, lines.join('  ')), !isMeant, rulesBefore(project, file, rule, lines)),
  };
}

const usedHere = ({ at, variable }: UsedHost): Note => ({
  at,
  message: { en: `${variable} says this machine uses it`, zh: `${variable} 说明这台机器在用它` },
});

const DETOUR: Text = {
  en: 'It answers directly from here. Abroad and back costs seconds, and its provider refuses some foreign addresses.',
  zh: '它在国内可以直连。绕到境外再回来要多花好几秒，有的服务商还会拒绝境外 IP。',
};
const DETOURS: Text = {
  en: 'They answer directly from here. Abroad and back costs seconds, and some providers refuse foreign addresses.',
  zh: '它们在国内都可以直连。绕到境外再回来要多花好几秒，有的服务商还会拒绝境外 IP。',
};

/** One note about hosts that nothing here uses, at the first rule that catches one. */
function* unusedHosts(found: readonly CapturedHost[]): Iterable<Finding> {
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

/** A client whose configuration is not known: the finding says so and claims nothing about it. */
function* unknownHomes(project: Project): Iterable<Finding> {
  const names = askedHosts(project).map(({ host }) => host);
  if (names.length === 0) return;
  for (const { file, why } of incompleteClash(project)) {
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

function byVariablesOnly(project: Project, { environment, proxy, uses }: HandedHosts): Finding {
  const hosts = uses.map(({ host }) => host);
  const isLocal = proxyFor(environment, `https://${hosts[0]}/`)?.isLoopback === true;
  return {
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
    related: uses.map(usedHere),
    fixes: isLocal ? exempted(project, environment, [...new Set(hosts.map(suffixOf))]) : [],
  };
}

function exempted(project: Project, environment: Environment, suffixes: readonly string[]): Fix[] {
  const entries = suffixes.flatMap((suffix) => [suffix, `.${suffix}`]);
  const lists = atOrigin(noProxies(environment)).filter(isSettled);
  return unsafeFix(
    { en: `append ${entries.join(',')} to NO_PROXY`, zh: `在 NO_PROXY 里加上 ${entries.join(',')}` },
    ...exempt(project, lists, entries),
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
DeepSeek、通义千问、Kimi、智谱等国内服务在国内可以直连。如果 Clash 最后一条是 \`MATCH,代理\`，或者把 GFW 列表用反了，它们就会绕道境外：慢、费
流量，有的服务商还会拒绝境外 IP。

只对在国内的机器作判断：\`network.region: cn\`，或者有证据（用了两家国内服务商，或者用了一家并且有 Clash 配置、国内镜像或本机代理；Clash 里有把 CN 送往 DIRECT 的规则）。只有能证明时才算错误：项目里
用到了这个域名（密钥或 base URL），并且项目里的 Clash 配置无论 DNS 结果如何都会把它送进代理。规则之前若有 GEOIP、远程规则集或 CIDR 列表，
结论就是未知，未知不报。\`select\` 按第一个成员算，url-test 和 fallback 要所有成员一致才算。

修复会在匹配到它们的那条规则之前，为用到的域名插入 \`DOMAIN-SUFFIX,…,DIRECT\`。如果那条规则本来就点名写了这个域名，说明是有意为之，
修复就属于不安全。`,
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
