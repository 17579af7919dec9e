/** The lists that a program's own file gives it beside a proxy: docker's `noProxy`, `noproxy` of npm and curl, wget's `no_proxy`. */
import type { Project } from '../../core.ts';
import type { Client } from '../../routing/client.ts';
import { clientByName } from '../../routing/clients/index.ts';
import { relevantClients } from './client-routes.ts';
import { itemsOf, type ListItem, membersOf } from './exemptions.ts';
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
      const own = clientByName(setting.client);
      const clients = setting.client === 'docker' ? membersOf(relevantClients(project)) : own ? [own] : [];
      return clients.length === 0 ? [] : [{ setting, items: itemsOf(setting.value), clients }];
    });
}
