/** Examines the running machine for the files of a session. */
import type { Finding } from '../../doctor/check.ts';
import { unitNames } from '../../doctor/checks/service-outdated.ts';
import { clashPortNumbers } from '../../doctor/clash-ports.ts';
import { examine } from '../../doctor/examine.ts';
import type { Machine } from '../../doctor/machine.ts';
import { namedProxies } from '../../doctor/named-proxies.ts';
import { readMachine } from '../../host/machine/machine.ts';
import type { Session } from '../session/session.ts';

/** The machine as it is now, and all that is wrong with it. */
export function lookAt({ project, loaded, display }: Pick<Session, 'project' | 'loaded' | 'display'>): {
  readonly machine: Machine;
  readonly found: readonly Finding[];
} {
  const proxies = namedProxies(project).map(({ port }) => port);
  const names = new Map([...loaded.real].map(([file, real]) => [real, file]));
  const machine = readMachine({
    ports: new Set([...proxies, ...clashPortNumbers(project)]),
    units: unitNames(project),
    files: project.documents.keys(),
    nameOf: (real) => names.get(real) ?? real,
  });
  return { machine, found: examine({ project, machine, display }) };
}
