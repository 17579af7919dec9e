/** The service a unit or drop-in describes: what its file name tells, and what it runs. */
import type { ExecLine, Scope, Service, Value } from '../../core.ts';
import { withoutTemplateEnding } from '../../knowledge/files/templates.ts';
import { basename, dirname, valueOf } from '../../text.ts';
import { literals, sourceSpan } from '../shared/derived.ts';
import { append, withTags } from '../shared/pieces.ts';
import type { Exec } from './exec.ts';
import type { UnitFile, UnitLine } from './unit-file.ts';

/** Restart= values: `on-success` restarts after a clean exit or SIGTERM, which is what a take-over ends with. */
const POLICIES: ReadonlyMap<string, NonNullable<Service['restart']>['policy']> = new Map([
  ['always', 'always'],
  ['no', 'no'],
  ...['on-success', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort'].map(
    (name) => [name, 'on-failure'] as const,
  ),
]);

/** The fact for a file with a [Service] section; undefined for any other. */
export function serviceFact(
  file: string,
  unit: UnitFile,
  execs: readonly { readonly line: UnitLine; readonly exec: Exec }[],
  scope: Scope,
): Service | undefined {
  const header = unit.sections.find((section) => section.name === 'Service');
  if (!header) return undefined;
  const own = unit.lines.filter((line) => line.section === 'Service');
  const { label, dropIn } = nameOf(file);
  const restartLine = own.findLast((line) => line.key === 'Restart');
  const policy = restartLine && POLICIES.get(valueText(restartLine));
  const type = own.findLast((line) => line.key === 'Type' && line.end > line.start);
  return {
    kind: 'service',
    at: header.at,
    scope,
    certain: true,
    manager: 'systemd',
    label: valueOf(label === '' ? [] : [{ kind: 'literal', text: label, at: header.at }], header.at),
    dropIn,
    domain: domainOf(file, unit),
    commands: commandsOf(execs),
    restart: restartLine && policy ? { policy, at: valueAt(restartLine) } : undefined,
    type: type ? valueOfLine(type) : undefined,
  };
}

/** In order; a reset takes the earlier lines of its key away and stays, for it also resets the unit below a drop-in. */
function commandsOf(execs: readonly { readonly line: UnitLine; readonly exec: Exec }[]): ExecLine[] {
  let commands: ExecLine[] = [];
  for (const { line, exec } of execs) {
    if (line.section !== 'Service') continue;
    if (exec.words.length === 0) commands = commands.filter((command) => command.key !== line.key);
    append(commands, exec.commands);
  }
  return commands;
}

/** The unit a file is, or adds to: `x.service.d/y.conf` adds to `x.service`; a loose `y.conf` does not say. */
function nameOf(file: string): { readonly label: string; readonly dropIn: boolean } {
  const name = withoutTemplateEnding(basename(file).replace(/\.symlink$/, ''));
  const folder = basename(dirname(file));
  if (name.endsWith('.conf')) return { label: folder.endsWith('.d') ? folder.slice(0, -2) : '', dropIn: true };
  return { label: quadletUnit(name), dropIn: false };
}

/** Podman's generator turns `web.container` into `web.service`, `web.pod` into `web-pod.service`. */
function quadletUnit(name: string): string {
  const match = /^(.*)\.(container|kube|pod|volume|build|image|network)$/.exec(name);
  if (!match) return name;
  const isPlain = match[2] === 'container' || match[2] === 'kube';
  return `${match[1]}${isPlain ? '' : `-${match[2]}`}.service`;
}

/** Whose manager runs the unit: its place says, or else what only one of the two managers has (systemd.special(7)). */
function domainOf(file: string, { lines }: UnitFile): Service['domain'] {
  const path = `/${file.replaceAll('dot_', '.')}`;
  if (/\/systemd\/user\/|\.config\/systemd\/|\.config\/containers\/systemd\//.test(path)) return 'user';
  if (/\/(?:etc|lib|run)\/systemd\/system\/|\/etc\/containers\/systemd\//.test(path)) return 'system';
  const says = (key: string, pattern: RegExp): boolean =>
    lines.some((line) => line.key === key && pattern.test(valueText(line)));
  // A user's manager cannot become someone else: User= is for system units (systemd.exec(5)).
  const isSystem =
    says('User', /\S/) || says('WantedBy', /\b(?:multi-user|graphical|network-online|sysinit)\.target\b/);
  return isSystem ? 'system' : 'unknown';
}

function valueText(line: UnitLine): string {
  return line.joined.text.slice(line.start, line.end);
}

function valueAt(line: UnitLine): ReturnType<typeof sourceSpan> {
  return sourceSpan(line.joined, line.start, line.end);
}

function valueOfLine(line: UnitLine): Value {
  return valueOf(withTags(literals(line.joined, line.start, line.end)), valueAt(line));
}
