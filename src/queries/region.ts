/** Is this machine in mainland China? Only then are routes of domestic and overseas hosts judged. */
import type { ClashFile, Project } from '../core.ts';
import { providerOfHost } from '../knowledge/hosts.ts';
import { derive } from '../project.ts';
import { routerOf } from '../routing/clash/evaluate.ts';
import { clashFiles } from './clash/clash-files.ts';
import { usedDomesticHosts } from './usage.ts';

/**
 * `network.region` decides; without it, evidence does: a domestic model provider in use (mirrors are none: people abroad
 * use them too), or a Clash file that sends China to DIRECT.
 */
export const isInChina = derive((project: Project): boolean => {
  const { region } = project.network;
  if (region !== undefined) return region.toLowerCase() === 'cn';
  return (
    usedDomesticHosts(project).some(({ host }) => providerOfHost(host)?.region === 'domestic') ||
    clashConfigs(project).some(sendsChinaDirect)
  );
});

/** The Clash files of a project that are meant to run as they are. */
export function clashConfigs(project: Project): readonly ClashFile[] {
  return clashFiles(project).filter((file) => file.form === 'config');
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
