/** The proxies and lists that programs have of their own: in their files, and by commands that write there. */
import type { Project, ProxySetting } from '../../core.ts';
import { derive } from '../../project.ts';
import { commandSettings } from '../command-settings.ts';

/** A proxy setting of a file, or what `git config`, `npm config` or `pip config` makes of one. */
export type OwnProxy = Pick<ProxySetting, 'at' | 'client' | 'role' | 'name' | 'value' | 'onlyFor'>;

const KEYS: Readonly<Record<string, ProxySetting['role']>> = {
  'git http.proxy': 'all',
  'npm proxy': 'http',
  'npm https-proxy': 'https',
  'npm noproxy': 'no-proxy',
  'pip proxy': 'all',
};

/** Those of files first, then those of commands, each in the order of the project. */
export const proxySettings = derive((project: Project): readonly OwnProxy[] => [
  ...project.facts('proxy-setting'),
  ...commandSettings(project).flatMap(({ client, key, value, name, command, onlyFor }): OwnProxy[] => {
    const role = KEYS[`${client} ${client === 'pip' ? key.replace(/^[\w-]+\./, '') : key}`];
    if (!role || !value || /^(?:null|false|true|)$/.test(value.text)) return [];
    const only = onlyFor === undefined ? {} : { onlyFor };
    return [{ at: command.at, client, role, name: { ...name, text: key }, value, ...only }];
  }),
]);
