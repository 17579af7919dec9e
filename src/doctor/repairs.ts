/** The commands that repair what was found. */
import type { Project, Text } from '../core.ts';
import { clashConfigs } from '../queries/region.ts';
import { services } from '../queries/services/services.ts';
import { dirname } from '../text.ts';
import { called } from './check.ts';
import type { Process, UnitName } from './machine.ts';
import { gatewayTitle, kindOf, shellName, titleOf } from './programs.ts';

const command = (words: string): Text => ({ en: words, zh: words });

/** `systemctl --user VERB UNIT`. */
export function systemctl(verb: string, { name, isUser }: UnitName): string {
  return `systemctl ${isUser ? '--user ' : ''}${verb} ${name}`;
}

/** Has systemd read its units again, then starts one anew. */
export function reloadUnit(unit: UnitName): Text {
  const manager = unit.isUser ? 'systemctl --user' : 'systemctl';
  return command(`${manager} daemon-reload && ${systemctl('restart', unit)}`);
}

/** Starts a unit anew. */
export const restartUnit = (unit: UnitName): Text => command(systemctl('restart', unit));

/** Files that are read when someone logs in, not by a shell. */
const AT_LOGIN = /^\/etc\/environment$|\/environment\.d\//;

/** Starts a process anew, by whatever keeps it. `file`: what has changed, as the user would type it. */
export function restart(process: Process, file: string): Text {
  if (process.unit) return restartUnit(process.unit);
  const gateway = gatewayTitle(process);
  if (gateway)
    return { en: `${gateway} gateway restart, from a new terminal`, zh: `在新终端里执行 ${gateway} gateway restart` };
  const { pid } = process;
  const title = titleOf(process);
  if (AT_LOGIN.test(file))
    return { en: `log out and in again, then start ${title}`, zh: `注销后重新登录，再启动 ${title}` };
  return {
    en: `kill ${pid}, then start ${title} again from a new terminal`,
    zh: `kill ${pid}，再从新终端启动 ${title}`,
  };
}

/** Has a shell read a file again, and what it has started start anew. */
export function sourceAgain(shell: Process, file: string, title: string): Text {
  const { en, zh } = called(shellName(shell) ?? '', shell);
  return {
    en: `type source ${file} into ${en}, then start ${title} again`,
    zh: `在 ${zh}里执行 source ${file}，再重新启动 ${title}`,
  };
}

/** Has a running Clash read its configuration again: it does so on SIGHUP (mihomo main.go). */
export function reloadClash({ pid, unit }: Process): Text {
  return unit ? restartUnit(unit) : command(`kill -HUP ${pid}`);
}

/** Starts the Clash that would listen on a port: by its unit, else from the folder of its configuration. */
export function startClash(project: Project, display: (file: string) => string, port: number): Text {
  const unit = services(project).find(
    ({ manager, program, label }) =>
      manager === 'systemd' && label !== '' && kindOf({ argv: [program.name], comm: '' }) === 'clash',
  );
  if (unit) return command(systemctl('start', { name: unit.label, isUser: unit.domain === 'user' }));
  const config = clashConfigs(project).find(({ at }) => /(?:^|\/)config\.yaml$/.test(at.file));
  if (config)
    return {
      en: `start it: mihomo -d ${display(dirname(config.at.file))}`,
      zh: `启动它：mihomo -d ${display(dirname(config.at.file))}`,
    };
  return {
    en: `start the proxy that should listen on ${port}, or take this line out`,
    zh: `启动应当监听 ${port} 的代理，或删掉这一行`,
  };
}
