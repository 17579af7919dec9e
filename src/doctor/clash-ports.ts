/** The proxy ports of a Clash file. */
import type { Listener, Project } from '../core.ts';
import { factsIn } from '../project.ts';
import { clashConfigs } from '../queries/region.ts';

const PROXIES: ReadonlySet<string> = new Set(['http', 'socks', 'mixed']);

/** Where a Clash file says that a proxy listens, as far as the port is known. */
export function clashPorts(project: Project, file: string): readonly Listener[] {
  return factsIn(project, file, 'listener').filter(
    ({ protocol, port }) => PROXIES.has(protocol) && port.known && /^\d{1,5}$/.test(port.text),
  );
}

/** The proxy ports of all Clash files. */
export function clashPortNumbers(project: Project): readonly number[] {
  return clashConfigs(project).flatMap(({ at }) => clashPorts(project, at.file).map(({ port }) => Number(port.text)));
}
