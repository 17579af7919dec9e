/** Is this machine in mainland China? Only then are routes of domestic and overseas hosts judged. */
import type { ClashFile, Project } from '../core.ts';
import { providerOfHost } from '../knowledge/hosts.ts';
import { derive, isSample } from '../project.ts';
import { routerOf } from '../routing/clash/evaluate.ts';
import { isLoopback, parseUrl } from '../routing/url/target.ts';
import { clashFiles } from './clash/clash-files.ts';
import { proxyRole } from './proxies/proxies.ts';
import { presumedDomesticHosts, type UsedHost, usedDomesticHosts } from './usage.ts';

/**
 * `network.region` decides; without it, evidence does: a Clash file that sends China to DIRECT, or domestic model providers in
 * use. The latter alone is weak, because DeepSeek has customers everywhere: it also needs a Clash file, a domestic mirror or a
 * proxy on this machine. Mirrors alone prove nothing, because people abroad use them too.
 */
export const isInChina = derive((project: Project): boolean => {
  const { region } = project.network;
  if (region !== undefined) return region.toLowerCase() === 'cn';
  const configs = clashConfigs(project);
  if (configs.some(sendsChinaDirect)) return true;
  const domestic = usedDomesticHosts(project).map(({ host }) => providerOfHost(host));
  const providers = new Set(domestic.filter((provider) => provider?.region === 'domestic'));
  const isSupported = configs.length > 0 || domestic.includes(undefined) || hasLocalProxy(project);
  return providers.size > 1 || (providers.size === 1 && isSupported);
});

function hasLocalProxy(project: Project): boolean {
  return project
    .facts('env')
    .some(({ name, value }) => proxyRole(name.text) === 'proxy' && value.known && isLoopback(parseUrl(value.text)));
}

/**
 * Domestic hosts in use; on a machine in China also those of keys that elsewhere would be for the vendor's international site.
 */
export const domesticHosts = derive((project: Project): readonly UsedHost[] => {
  const certain = usedDomesticHosts(project);
  if (!isInChina(project)) return certain;
  const known = new Set(certain.map(({ host }) => host));
  return [...certain, ...presumedDomesticHosts(project).filter(({ host }) => !known.has(host) && known.add(host))];
});

/** The Clash files of a project that are meant to run as they are; samples tell nothing about the machine. */
export function clashConfigs(project: Project): readonly ClashFile[] {
  return clashFiles(project).filter(({ form, at: { file } }) => form === 'config' && !isSample(project, file));
}

const CHINA =
  /^(?:cn|china|geolocation-cn|chinadomain|china_?max|cn_?domain|cn_?ip|chinaip|domestic|direct|国内.*|中国.*)$/i;

function sendsChinaDirect(file: ClashFile): boolean {
  const router = routerOf(file);
  return file.rules.some(
    ({ type, payload, target }) =>
      ['GEOIP', 'GEOSITE', 'RULE-SET'].includes(type) &&
      CHINA.test(payload) &&
      router.policies(target).outcome === 'direct',
  );
}
