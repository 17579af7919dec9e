/** Services of this machine's own network that the project talks to, as its base URLs name them. */
import type { Project } from '../core.ts';
import { derive } from '../project.ts';
import { ipKind, parseIp } from '../routing/url/ip.ts';
import { parseUrl } from '../routing/url/target.ts';
import { inside } from '../text.ts';
import { type UsedHost, usedHosts } from './usage.ts';

/** Each once, with the first variable that names it. */
export const localServices = derive((project: Project): readonly UsedHost[] => {
  const found = new Map<string, UsedHost>();
  for (const service of [...usedHosts(project), ...ollamaHosts(project)])
    if (service.via === 'url' && isLocalService(project, service) && !found.has(service.host))
      found.set(service.host, service);
  return [...found.values()];
});

/** Where a server listens, not where a client sends. */
const LISTENS = /LISTEN|BIND|SERVE|PUBLIC|ORIGIN/;
/** Placeholders that a template leaves to be filled in. */
const PLACEHOLDER =
  /^(?:your|my|some|the)[-_]?|^(?:x+|host|hostname|server|domain|example|address|ip|name|todo|changeme)$/;

function isLocalService(project: Project, { host, variable, at }: UsedHost): boolean {
  const ip = parseIp(host);
  if (ip) {
    const kind = ipKind(ip);
    return kind === 'private' || (kind === 'unspecified' && !LISTENS.test(variable) && variable !== 'OLLAMA_HOST');
  }
  if (host === 'host.docker.internal' || host.endsWith('.local')) return true;
  // In a compose file a one-word name is another service. In a .env it is mostly a service of the compose file beside it,
  // which has a network of its own.
  const isWord = !host.includes('.') && host !== 'localhost' && !PLACEHOLDER.test(host);
  const { language, dialect } = project.document(at.file);
  return isWord && language !== 'dotenv' && dialect !== 'compose';
}

/** Ollama's client takes a host without a scheme. */
function ollamaHosts(project: Project): readonly UsedHost[] {
  return project.facts('env').flatMap(({ name, value, operation, reach }): UsedHost[] => {
    const isSet = operation === 'set' && reach !== 'command' && value.known && !value.text.includes('://');
    if (name.text !== 'OLLAMA_HOST' || !isSet || value.text === '') return [];
    const host = parseUrl(`http://${value.text}`).host.text.toLowerCase();
    return [{ host, scheme: 'http', port: undefined, variable: name.text, at: inside(value), via: 'url' }];
  });
}
