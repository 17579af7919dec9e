import type { Rule, RuleDocs } from '../src/core.ts';
import { clashConfigs, isInChina } from '../src/queries/region.ts';
import { usedOverseasHosts } from '../src/queries/usage.ts';
import { route, routerOf } from '../src/routing/clash/evaluate.ts';
import { groupBy } from '../src/text.ts';

const EXPLICIT = new Set(['DOMAIN', 'DOMAIN-SUFFIX', 'DOMAIN-KEYWORD', 'DOMAIN-WILDCARD']);

export default {
  id: 'overseas-direct',
  summary: {
    en: 'An API host abroad that is in use is kept away from the proxy.',
    zh: '正在使用的境外 API 域名没有走代理。',
  },
  severity: 'info',
  needs: ['clash'],

  *check(project) {
    if (!isInChina(project)) return;
    for (const file of clashConfigs(project)) {
      const hasProxies =
        file.proxies.some(({ type }) => type !== 'direct' && type !== 'reject') ||
        file.providers.some(({ kind }) => kind === 'proxy');
      const caught = usedOverseasHosts(project).flatMap((use) => {
        const answer = route(routerOf(file), { host: use.host, isPublic: true });
        if (answer.kind !== 'rule' || !EXPLICIT.has(answer.rule.type)) return [];
        return answer.outcome === 'direct' || answer.outcome === 'reject'
          ? [{ use, rule: answer.rule, outcome: answer.outcome }]
          : [];
      });
      for (const [rule, hosts] of groupBy(hasProxies ? caught : [], (one) => one.rule)) {
        const names = hosts.map(({ use }) => use.host);
        const rejected = hosts[0]?.outcome === 'reject';
        yield {
          at: rule.at,
          message: rejected
            ? { en: `${names.join(', ')} is refused by this rule`, zh: `${names.join('、')} 被这条规则拒绝` }
            : {
                en: `${names.join(', ')} goes direct, where it is not reachable`,
                zh: `${names.join('、')} 被送去直连，而直连是连不上的`,
              },
          label: { en: 'names the host', zh: '点名匹配了这个域名' },
          related: hosts.map(({ use }) => ({
            at: use.at,
            message: { en: `${use.variable} says this machine uses it`, zh: `${use.variable} 说明这台机器在用它` },
          })),
        };
      }
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
The reverse of \`domestic-via-proxy\`: a rule that names an overseas API host sends it to DIRECT or REJECT while the file has proxies.
Only explicit domain rules are reported. In a file that proxies a list and ends in \`MATCH,DIRECT\` the rest is direct on purpose.`,
    zh: `
和 \`domestic-via-proxy\` 相反：配置里明明有代理，却有一条规则点名把境外 API 域名送去 DIRECT 或 REJECT。只报告明确写出域名的规则；
只代理名单、最后 \`MATCH,DIRECT\` 的配置，其余直连是有意为之。`,
  },
  bad: [
    {
      files: `
        -- .env --
        OPENAI_API_KEY=sk-proj-4d1f8e
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - DOMAIN-SUFFIX,openai.com,DIRECT
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info api.openai.com goes direct, where it is not reachable
          - GEOIP,CN,DIRECT
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .env --
        DEEPSEEK_API_KEY=sk-3f8a7c61d2
        OPENROUTER_API_KEY=sk-or-v1-77
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - DOMAIN-KEYWORD,openrouter,REJECT
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info openrouter.ai is refused by this rule
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
          - MATCH,hk
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        OPENAI_API_KEY=sk-proj-4d1f8e
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - DOMAIN-SUFFIX,google.com,hk
          - GEOIP,CN,DIRECT
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- .env --
        OPENAI_API_KEY=sk-proj-4d1f8e
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - DOMAIN-SUFFIX,openai.com,DIRECT
          - MATCH,hk
      `,
    },
  ],
};
