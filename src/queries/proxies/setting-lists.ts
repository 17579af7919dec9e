/**
 * The lists that a program's own file gives it beside a proxy: docker's `noProxy`, `noproxy` of npm and curl, wget's `no_proxy`, each
 * item of VS Code's `http.noProxy`.
 */
import type { Project, Value } from '../../core.ts';
import type { Client } from '../../routing/client.ts';
import { clientByName } from '../../routing/clients/index.ts';
import { vscode } from '../../routing/clients/vscode.ts';
import { plainEntries } from '../../routing/exemptions/plain.ts';
import { groupBy } from '../../text.ts';
import { environments } from '../environments/environment.ts';
import { relevantClients } from './client-routes.ts';
import { itemsOf, type ListItem, membersOf } from './exemptions.ts';
import { noProxies } from './proxies.ts';
import { type OwnProxy, proxySettings } from './proxy-settings.ts';

export interface SettingList {
  readonly setting: OwnProxy;
  readonly items: readonly ListItem[];
  /** The file's own program; docker hands its list to whatever runs in a container. */
  readonly clients: readonly Client[];
}

/** Each list of a file that names a proxy too: without one an entry exempts from nothing. */
export function settingLists(project: Project): readonly SettingList[] {
  const settings = proxySettings(project);
  const keyOf = ({ at, client }: OwnProxy): string => `${at.file}\0${client}`;
  const withProxy = new Set(settings.flatMap((one) => (one.role === 'no-proxy' || !one.value.text ? [] : keyOf(one))));
  return settings
    .filter((one) => one.role === 'no-proxy' && withProxy.has(keyOf(one)))
    .flatMap((setting) => {
      if (setting.client === vscode.name) return [{ setting, items: [itemOf(setting.value)], clients: [vscode] }];
      const own = clientByName(setting.client);
      const clients = setting.client === 'docker' ? membersOf(relevantClients(project)) : own ? [own] : [];
      return clients.length === 0 ? [] : [{ setting, items: itemsOf(setting.value), clients }];
    });
}

/** An item of a list in JSON: no comma divides it. */
function itemOf({ text }: Value): ListItem {
  return { text, start: 0, end: text.length, entries: plainEntries(text) };
}

/**
 * Programs that may call this machine and send such requests to the proxy of their own file; git, npm, pip and apt call other
 * machines.
 */
const ASKS_THIS_MACHINE = new Set(['curl', 'wget', 'docker']);

/** The lists of those programs. */
export function localLists(project: Project): readonly SettingList[] {
  return settingLists(project).filter(({ setting }) => ASKS_THIS_MACHINE.has(setting.client));
}

/**
 * The last proxy of each such file that has no list and exempts nothing. curl and wget also read NO_PROXY; docker passes its
 * settings to containers, which have no other list.
 */
export function proxiesWithoutList(project: Project): readonly OwnProxy[] {
  const own = proxySettings(project).filter(({ client }) => ASKS_THIS_MACHINE.has(client));
  const hasVariable = environments(project).some((environment) => noProxies(environment).length > 0);
  return [...groupBy(own, ({ at, client, onlyFor = '' }) => `${at.file}\0${client}\0${onlyFor}`).values()].flatMap(
    (all) => {
      const last = all.findLast(({ role, value }) => role !== 'no-proxy' && value.text !== '');
      const isListed = all.some(({ role }) => role === 'no-proxy') || (hasVariable && last?.client !== 'docker');
      return last && !isListed ? [last] : [];
    },
  );
}

/** The first proxy for http of each file of wget or docker that names none for https, nor one for everything. */
export function httpAlone(project: Project): readonly OwnProxy[] {
  const own = proxySettings(project).filter(({ client }) => client === 'wget' || client === 'docker');
  const hasVariable = project.facts('env').some(({ name }) => name.text.toLowerCase() === 'https_proxy');
  return [...groupBy(own, ({ at, onlyFor = '' }) => `${at.file}\0${onlyFor}`).values()].flatMap((all) => {
    const first = all.find(({ role, value }) => role === 'http' && value.text !== '');
    const isSet = all.some(({ role }) => role === 'https' || role === 'all');
    return first && !isSet && !(hasVariable && first.client === 'wget') ? [first] : [];
  });
}
