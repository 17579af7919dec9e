/** Services as their supervisor runs them: a unit with its drop-ins, or one plist. */
import type { Assignment, Document, ExecLine, Inclusion, Project, Service, Setting } from '../../core.ts';
import { GO_PROGRAMS, gatewayCommand, type Program, programOf } from '../../knowledge/programs.ts';
import { derive, isTemplate } from '../../project.ts';
import { basename, dirname, groupBy } from '../../text.ts';
import { commandLines } from './command-lines.ts';

export interface EffectiveService {
  readonly manager: 'systemd' | 'launchd';
  /** `hermes-gateway.service`, a plist's Label; '' for a loose drop-in. */
  readonly label: string;
  readonly domain: 'system' | 'user' | 'unknown';
  /** The unit first, then its drop-ins in the order systemd reads them. */
  readonly documents: readonly Document[];
  /** Is the unit itself in the project, not only drop-ins? */
  readonly hasUnit: boolean;
  readonly facts: readonly Service[];
  /** What is started, after resets: ExecStart= lines, or ProgramArguments. */
  readonly starts: readonly ExecLine[];
  readonly program: Program;
  readonly restart?: NonNullable<Service['restart']> | undefined;
  readonly type?: string | undefined;
  readonly settings: readonly Setting[];
  readonly assignments: readonly Assignment[];
  readonly environmentFiles: readonly Inclusion[];
}

/** All services of a project, units merged with the drop-ins that name them. */
export const services = derive((project: Project): readonly EffectiveService[] => {
  const groups = groupBy(project.facts('service'), groupKey);
  return [...groups.values()].map((facts) => merge(project, facts));
});

/** The services that systemd keeps. */
export const units = derive((project: Project): readonly EffectiveService[] =>
  services(project).filter(({ manager }) => manager === 'systemd'),
);

/** The services that launchd keeps, each one plist. */
export const jobs = derive((project: Project): readonly EffectiveService[] =>
  services(project).filter(({ manager }) => manager === 'launchd'),
);

/** The unit files and drop-ins of a project, without the managers' own configuration and files that a generator completes. */
export const unitFiles = derive((project: Project): readonly Document[] =>
  [...project.documents.values()].filter(({ language, dialect }) => language === 'systemd' && dialect === 'unit'),
);

/** Units that are here as systemd reads them: no loose drop-in, no template, nothing that a generator completes. */
export const wholeUnits = derive((project: Project): readonly EffectiveService[] =>
  units(project).filter(({ hasUnit, facts, documents, settings }) => {
    if (!hasUnit || !facts.some(({ at }) => at.file.endsWith('.service'))) return false;
    if (documents.some((one) => one.dialect !== 'unit' || isTemplate(project.documents.get(one.file)))) return false;
    return settings.every(({ value }) => value.known);
  }),
);

/** Every line that systemd runs, file by file, as it is written: before resets. */
export const unitCommands = derive((project: Project): readonly ExecLine[] =>
  project.facts('service').flatMap(({ manager, commands }) => (manager === 'systemd' ? commands : [])),
);

/** Every key of the project's plists. */
export const jobSettings = derive((project: Project): readonly Setting[] =>
  project.facts('setting').filter(({ at }) => project.document(at.file).language === 'launchd'),
);

/** How the supervisor decides to start a service again, according to its file. */
export function restartWords({ manager, restart }: EffectiveService): string {
  if (manager === 'systemd') return `Restart=${restart?.policy ?? 'no'}`;
  return restart?.policy === 'always' ? 'KeepAlive=true' : 'KeepAlive';
}

/** Can one more variable be written in its own file? Yes for a unit with a name. */
export const takesVariables = ({ manager, label }: EffectiveService): boolean => manager === 'systemd' && label !== '';

/** A unit and its drop-ins share the folder above `NAME.service.d`; loose drop-ins and plists count alone. */
function groupKey(fact: Service): string {
  const folder = dirname(fact.at.file);
  if (fact.manager === 'launchd' || fact.label.text === '') return fact.at.file;
  return `${fact.dropIn && folder.endsWith('.d') ? dirname(folder) : folder}\0${fact.label.text}`;
}

function merge(project: Project, facts: readonly Service[]): EffectiveService {
  const sorted = [...facts].sort(
    (a, b) => Number(a.dropIn) - Number(b.dropIn) || (basename(a.at.file) < basename(b.at.file) ? -1 : 1),
  );
  const documents = sorted.map((fact) => project.document(fact.at.file));
  const own = documents.flatMap((document) => document.facts);
  const settings = own.filter((fact): fact is Setting => fact.kind === 'setting');
  const starts = startLines(sorted);
  const last = sorted.at(-1) as Service;
  const restart = sorted.findLast((fact) => fact.restart)?.restart;
  const type = sorted.findLast((fact) => fact.type)?.type?.text;
  return {
    manager: last.manager,
    label: last.label.text,
    domain: sorted.find((fact) => fact.domain !== 'unknown')?.domain ?? 'unknown',
    documents,
    hasUnit: sorted.some((fact) => !fact.dropIn),
    facts: sorted,
    starts,
    program: programOf((starts[0]?.words ?? []).map((word) => word.text)),
    restart,
    type,
    settings,
    assignments: own.filter((fact): fact is Assignment => fact.kind === 'env' && fact.scope.kind !== 'session'),
    environmentFiles: own.filter((fact): fact is Inclusion => fact.kind === 'include'),
  };
}

/** ExecStart= lines after the last reset (`ExecStart=` with nothing). */
function startLines(facts: readonly Service[]): ExecLine[] {
  let lines: ExecLine[] = [];
  for (const command of facts.flatMap((fact) => fact.commands)) {
    if (!['ExecStart', 'ProgramArguments', 'Program'].includes(command.key)) continue;
    if (command.words.length === 0) lines = [];
    else lines.push(command);
  }
  return lines;
}

/** The last value of a key over unit and drop-ins, e.g. `setting(service, 'Service', 'RestartSec')`. */
export function setting(service: EffectiveService, ...path: string[]): Setting | undefined {
  const key = path.join('\0');
  return service.settings.findLast((one) => one.path.join('\0') === key);
}

/** Is this file shipped by a distribution? Then the user does not edit it; drop-ins belong in /etc. */
export function isShipped(file: string): boolean {
  return /(?:^|\/)(?:usr\/)?lib\/systemd\//.test(file);
}

/** The gateway that a service runs (one of those `gatewayCommand` knows), also through `sh -c`. */
export function gatewayOf(service: EffectiveService): ReturnType<typeof gatewayCommand> {
  for (const words of service.starts.flatMap(commandLines)) {
    const found = gatewayCommand(words.map(({ text }) => text));
    if (found) return found;
  }
  return undefined;
}

/** `a@b.service` and `a.socket` are called `a`. */
function unitName(label: string): string {
  const suffix = /\.(?:service|socket)$/.exec(label);
  if (!suffix) return label;
  const at = label.lastIndexOf('@', suffix.index);
  return label.slice(0, at < 0 ? suffix.index : at);
}

/**
 * Is the service's program written in Go, judging by program or by name? Go never proxies loopback and reads NO_PROXY in either
 * case. A loose drop-in that only sets proxies (`http-proxy.conf`) is in practice Docker's and counts too.
 */
export function isGoService(service: EffectiveService): boolean {
  if (GO_PROGRAMS.has(service.program.name) || GO_PROGRAMS.has(unitName(service.label))) return true;
  const settings = service.settings.filter((one) => one.path.length === 2);
  return service.label === '' && settings.length > 0 && settings.every((one) => one.path[1] === 'Environment');
}
