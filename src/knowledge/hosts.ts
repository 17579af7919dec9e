/**
 * Hosts people's agents, SDKs and package managers talk to: in mainland China reachable directly, abroad, or both ways. The
 * providers' rows are in `providers/`. As of 2026-11.
 */

import { groupBy, lazy, suffixes } from '../text.ts';
import { BOTH } from './providers/both.ts';
import { DOMESTIC } from './providers/domestic.ts';
import { OVERSEAS } from './providers/overseas.ts';
import type { Provider, Region } from './providers/row.ts';

export type { Provider, Region } from './providers/row.ts';

/** All of them; of two with one key the first is the more likely one in China. */
export const PROVIDERS: readonly Provider[] = [...DOMESTIC, ...BOTH, ...OVERSEAS];

/** The providers that a key serves, by the key's name; several where the key alone doesn't tell which. */
const providersOfKeyName = lazy(() =>
  groupBy(
    PROVIDERS.flatMap((provider) => provider.keys.map((key) => ({ key, provider }))),
    ({ key }) => key,
  ),
);

/** The providers that a key of this name serves; none for other variables. */
export function providersOfKey(name: string): readonly Provider[] {
  return (providersOfKeyName().get(name) ?? []).map(({ provider }) => provider);
}

/** The vendor a variable's name begins with: `MOONSHOT_API_KEY` → `MOONSHOT_`. */
export function vendorPrefix(name: string): string {
  return name.slice(0, name.indexOf('_') + 1);
}

/**
 * Variables by which a vendor's programs choose between its site in China and the one abroad, after the prefix. Sources:
 * Hermes Agent's FEISHU_DOMAIN (`feishu` or `lark`), LangChain's `region` of Tongyi and Alibaba (ALIBABA_REGION).
 */
const SITE_NAME = /_(?:DOMAIN|REGION|SITE)$/;
const SITE_IN_CHINA = /^(?:feishu|cn|china|mainland|domestic|zh|cn-(?!hongkong)[a-z]+(?:-\d+)?)$/i;

/** Does the variable choose a site other than the one in China? */
export function choosesSiteAbroad(name: string, value: string): boolean {
  return SITE_NAME.test(name) && value !== '' && !SITE_IN_CHINA.test(value);
}

/**
 * Package mirrors and domestic services that are no model providers [K; goproxy.io: v2fly category-dev-cn]. People abroad use
 * them too: they are domestic, but no evidence that the machine is in China.
 */
const DOMESTIC_SERVICES: ReadonlySet<string> = new Set([
  ...['npmmirror.com', 'goproxy.cn', 'goproxy.io', 'rsproxy.cn', 'maven.aliyun.com', 'mirrors.aliyun.com'],
  ...['tuna.tsinghua.edu.cn', 'ustc.edu.cn', 'sjtu.edu.cn', 'bfsu.edu.cn', 'mirrors.nju.edu.cn', 'mirror.nju.edu.cn'],
  ...['mirrors.zju.edu.cn', 'mirrors.hit.edu.cn', 'mirrors.pku.edu.cn', 'mirror.lzu.edu.cn', 'mirror.iscas.ac.cn'],
  ...['mirrors.cloud.tencent.com', 'mirrors.tencentyun.com', 'mirror.ccs.tencentyun.com', 'mirrors.163.com'],
  ...['mirrors.huaweicloud.com', 'repo.huaweicloud.com', 'mirror.aliyuncs.com', 'daocloud.io', 'hf-mirror.com'],
  ...['flutter-io.cn', 'ruby-china.com', 'golang.google.cn', 'gitee.com', 'gitcode.com', 'cnb.cool', 'qiniucs.com'],
]);

/** Clouds of Chinese vendors: the region label in a host name says on which side it is [their lists of regions]. */
const CLOUDS: ReadonlyMap<string, RegExp> = new Map([
  ['aliyuncs.com', /(?:^|[.-])cn-(?!hongkong)[a-z]+(?:-[a-z\d]+)*\./],
  ['myhuaweicloud.com', /(?:^|\.)cn-[a-z]+-\d+\./],
  ['volces.com', /(?:^|[.-])cn-[a-z]+\d?\./],
  ['myqcloud.com', /(?:^|\.)ap-(?:beijing|shanghai|guangzhou|shenzhen|chengdu|chongqing|nanjing)(?:-[a-z\d]+)*\./],
  ['bcebos.com', /(?:^|\.)(?:bj|gz|su|fsh|bd|fwh|cd|nj)\./],
]);

/** Each provider by the domains everything below which is its own; the most specific domain counts, then the order above. */
const providerOfDomain = lazy(
  (): ReadonlyMap<string, Provider> =>
    new Map([...PROVIDERS].reverse().flatMap((one) => [one.suffix, ...one.hosts].map((domain) => [domain, one]))),
);

/** The most specific provider a host belongs to. */
export function providerOfHost(host: string): Provider | undefined {
  return providerAmong(suffixes(host.toLowerCase()));
}

/** `domains`: a host's own suffixes, the longest first. */
function providerAmong(domains: readonly string[]): Provider | undefined {
  const domain = domains.find((one) => providerOfDomain().has(one));
  return domain === undefined ? undefined : providerOfDomain().get(domain);
}

/** The region of a host; undefined: nothing is known about it. `.cn` alone is a weak hint and not taken. */
export function regionOf(
  host: string,
  network: { readonly domestic: readonly string[]; readonly overseas: readonly string[] },
): Region | undefined {
  const domains = suffixes(host.toLowerCase());
  const named = (list: readonly string[]): boolean =>
    list.some((domain) => domains.includes(domain.toLowerCase().replace(/^(?:\*?\.)/, '')));
  if (named(network.domestic)) return 'domestic';
  if (named(network.overseas)) return 'overseas';
  return providerAmong(domains)?.region ?? (isDomesticService(domains) ? 'domestic' : undefined);
}

function isDomesticService(domains: readonly string[]): boolean {
  const [host = ''] = domains;
  return domains.some((domain) => DOMESTIC_SERVICES.has(domain) || CLOUDS.get(domain)?.test(host) === true);
}
