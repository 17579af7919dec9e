import type { Document, Finding, Rule, RuleDocs } from '../src/core.ts';
import { isInChina } from '../src/queries/region.ts';
import {
  dnsServers,
  effectiveLines,
  nameservers,
  operatorOf,
  resolvedMachines,
  resolvFiles,
  type Server,
} from '../src/queries/resolvers.ts';

export default {
  id: 'single-resolver',
  summary: {
    en: 'In mainland China, one foreign DNS server answers for everything.',
    zh: '在中国大陆，所有域名都交给同一家境外 DNS 解析。',
  },
  severity: 'info',
  needs: ['resolver'],

  *check(project) {
    if (!isInChina(project)) return;
    for (const document of resolvFiles(project)) yield* alone(nameservers(project, document));
    for (const machine of resolvedMachines(project)) {
      if (answersForAll(machine)) yield* alone(dnsServers(project, machine));
    }
  },
} satisfies Rule;

/** Servers of DHCP are asked beside those of DNS= unless `~.` routes every name to the latter (resolved.conf(5)). */
function answersForAll(machine: readonly Document[]): boolean {
  return effectiveLines(machine, 'Domains').some(({ value }) => /(?:^|\s)~\.(?:\s|$)/.test(value.text));
}

/** Two addresses of one operator fail together; any server that is not known to be abroad is taken for a way out. */
function* alone(servers: readonly Server[]): Generator<Finding> {
  const operators = new Set(servers.map(operatorOf));
  const [operator] = operators;
  const [first] = servers;
  if (operators.size !== 1 || operator?.region !== 'overseas' || !first) return;
  yield {
    at: first.setting.value.at,
    message: {
      en: `Every name waits for ${operator.operator}, whose answers are often lost or forged in mainland China`,
      zh: `所有域名都要等 ${operator.operator} 解析，在中国大陆经常超时或被污染`,
    },
    label: { en: 'no domestic server beside it', zh: '旁边没有国内 DNS' },
    why: {
      en: 'Domestic sites are also answered with addresses far away. Put 223.5.5.5 or the router beside it, or let the proxy resolve.',
      zh: '国内网站也会被解析到境外节点。可以再加一个 223.5.5.5 或路由器地址，或交给代理解析。',
    },
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
Only where the project is in mainland China (\`network.region: cn\`, or evidence: a domestic model provider in use, a Clash file that sends
CN to DIRECT). A resolver abroad answers slowly, is cut off at times, and gives domestic sites addresses meant for other countries. One
domestic server beside it is enough to keep names resolving.

An address envlint does not know (a router, a company's server, Clash's own DNS) counts as such a server. For systemd-resolved the rule
speaks only where \`Domains=~.\` keeps the network's own servers out.`,
    zh: `
只在判定为中国大陆时检查（\`network.region: cn\`，或有来源：用到了国内模型服务、Clash 配置把 CN 设为 DIRECT）。境外 DNS 响应慢、时断时续，
还会把国内网站解析到面向境外用户的节点。旁边再写一个国内 DNS，解析就不会完全中断。

envlint 不认识的地址（路由器、公司 DNS、Clash 自带的 DNS）都算作可用的备份。对 systemd-resolved，只有 \`Domains=~.\` 排除了网络下发的 DNS
时才报告。`,
  },
  bad: [
    {
      files: `
        -- envlint.yaml --
        network: { region: cn }
        -- etc/resolv.conf --
        nameserver 8.8.8.8
                   ^^^^^^^ info
        nameserver 8.8.4.4
      `,
    },
    {
      files: `
        -- .env --
        DEEPSEEK_API_KEY=sk-0
        BAICHUAN_API_KEY=sk-0
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1#one.one.one.one
            ^^^^^^^^^^^^^^^^^^^^^^^ info
        Domains=~.
      `,
    },
  ],
  good: [
    {
      files: `
        -- envlint.yaml --
        network: { region: cn }
        -- etc/resolv.conf --
        nameserver 1.1.1.1
        nameserver 223.5.5.5
      `,
    },
    {
      files: `
        -- etc/resolv.conf --
        nameserver 8.8.8.8
      `,
    },
    {
      files: `
        -- envlint.yaml --
        network: { region: cn }
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1
      `,
    },
  ],
};
