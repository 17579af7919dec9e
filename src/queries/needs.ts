/** What would decide a Clash rule that cannot be decided here, in words. */
import type { Text } from '../core.ts';
import type { Need } from '../routing/clash/evaluate.ts';

const PLAIN: Record<Exclude<Need['kind'], 'rule-set' | 'geosite' | 'geoip' | 'asn' | 'group'>, Text> = {
  address: { en: 'depends on the address DNS gives for this host', zh: '取决于这个域名的 DNS 解析结果' },
  source: { en: 'depends on where the connection comes from', zh: '取决于连接的来源地址' },
  inbound: { en: 'depends on the listener it comes in by', zh: '取决于从哪个入口进来' },
  process: { en: 'depends on the program that asks', zh: '取决于发起请求的程序' },
  pattern: { en: 'depends on a pattern that only Clash can run', zh: '取决于一个只有 Clash 自己能执行的正则' },
  version: { en: 'depends on the version of the core', zh: '取决于内核版本' },
  network: { en: 'depends on TCP or UDP', zh: '取决于是 TCP 还是 UDP' },
  type: { en: 'depends on a rule type that is not known', zh: '取决于一种未知的规则类型' },
};

/** One sentence for a `Need`. */
export function needText(need: Need): Text {
  if (!('name' in need)) return PLAIN[need.kind];
  const { kind, name } = need;
  switch (kind) {
    case 'rule-set':
      return {
        en: `depends on what the rule set ${name} holds; it is not on this disk`,
        zh: `取决于规则集 ${name} 的内容，本机上没有这份数据`,
      };
    case 'geosite':
      return {
        en: `depends on GEOSITE ${name}; its data is not on this disk`,
        zh: `取决于 GEOSITE ${name} 的内容，本机上没有这份数据`,
      };
    case 'geoip':
      return {
        en: `depends on whether its address is in GEOIP ${name}`,
        zh: `取决于解析出的地址是否属于 GEOIP ${name}`,
      };
    case 'asn':
      return {
        en: `depends on whether its address belongs to AS ${name}`,
        zh: `取决于解析出的地址是否属于 AS ${name}`,
      };
    case 'group':
      return { en: `depends on what the group ${name} chooses`, zh: `取决于策略组 ${name} 的选择` };
  }
}
