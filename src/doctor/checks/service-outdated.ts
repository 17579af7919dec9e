import type { Project, Text } from '../../core.ts';
import { programOf } from '../../knowledge/programs.ts';
import { derive } from '../../project.ts';
import { type Environment, environments, lookup, possibleValues } from '../../queries/environments/environment.ts';
import { proxyRole } from '../../queries/proxies/proxy-names.ts';
import { commandLines } from '../../queries/services/command-lines.ts';
import type { EffectiveService } from '../../queries/services/services.ts';
import { inside } from '../../text.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import type { Process, UnitName } from '../machine.ts';
import { titleOf } from '../programs.ts';
import { reloadUnit, restartUnit } from '../repairs.ts';
import { isBefore, isReadByProgram, toldByUnit } from '../told.ts';
import { having, isWatched } from '../values.ts';

export default {
  id: 'service-outdated',
  severity: 'error',
  summary: {
    en: 'A running service has another environment than its unit and files say.',
    zh: '正在运行的服务，环境变量与它的单元文件不一致。',
  },
  text: {
    en: `
systemd gives a service its environment when it starts the program, from what it had read of the unit by then. An edited unit
or drop-in needs \`systemctl daemon-reload\` and a restart, an edited \`EnvironmentFile=\` a restart alone. The process is found
by its control group and counts only if it is the program that the unit's \`ExecStart=\` names: a script in between can change
everything. Proxies, \`NO_PROXY\` and known timeouts are compared; what Hermes reads by itself from \`~/.hermes/.env\` is not.`,
    zh: `
systemd 在启动程序时给定环境变量，依据是当时读到的单元文件。改了单元文件或 drop-in，需要 \`systemctl daemon-reload\` 再重启；改了
\`EnvironmentFile=\` 只需重启。进程按 cgroup 归到单元，并且必须就是 \`ExecStart=\` 写的那个程序：中间有脚本时什么都可能改变，不作判断。对照的是
代理、\`NO_PROXY\` 和已知的超时变量；Hermes 自己从 \`~/.hermes/.env\` 读取的内容不在其中。`,
  },
  example: `$ grep -n HTTPS_PROXY ~/.config/systemd/user/hermes-gateway.service
7:Environment=HTTPS_PROXY=http://127.0.0.1:7893
$ systemctl --user show -p Environment,NeedDaemonReload hermes-gateway
Environment=HTTPS_PROXY=http://127.0.0.1:7890
NeedDaemonReload=yes`,

  *find(scene) {
    const { project, machine } = scene;
    for (const process of machine.processes.values()) {
      if (!process.environ || !process.unit) continue;
      const environment = toldByUnit(project, machine, process);
      if (!environment?.service || !isStartedBy(environment.service, process)) continue;
      const found = compare(scene, process, process.unit, environment);
      if (found) yield found;
    }
  },
} satisfies Check;

/** Environment names in the form used in files; a process is only looked at because of these. */
export const unitNames = derive(
  (project: Project): ReadonlySet<string> =>
    new Set(environments(project).flatMap(({ service }) => (service?.manager === 'systemd' ? [service.label] : []))),
);

/** Is the process what `ExecStart=` runs, without a script in between that could set variables? */
function isStartedBy({ starts }: EffectiveService, process: Process): boolean {
  const title = titleOf(process);
  return starts.some((line) => {
    const [whole = [], ...behind] = commandLines(line).map((words) => words.map(({ text }) => text));
    if (behind.length > 0) {
      const sets = behind.some((words) =>
        words.some((word) => /^[A-Za-z_]\w*=|^(?:export|source|\.|unset|env)$/.test(word)),
      );
      return !sets && behind.some((words) => nameIn(words) === title);
    }
    return (
      nameIn(whole) === title && !whole.slice(0, programOf(whole).index).some((word) => /(?:^|\/)env$|=/.test(word))
    );
  });
}

const nameIn = (argv: readonly string[]): string => titleOf({ argv, comm: '' });

interface Otherwise {
  readonly name: string;
  readonly real: string | undefined;
  readonly variable: NonNullable<ReturnType<typeof lookup>>;
  /** The setting is in the unit or a drop-in, which systemd only reads again on request. */
  readonly isInUnit: boolean;
  readonly isNewer: boolean;
}

function compare(
  { project, machine, display }: Scene,
  process: Process,
  unit: UnitName,
  environment: Environment,
): Found | undefined {
  const service = environment.service as EffectiveService;
  const units = new Set(service.documents.map(({ file }) => file));
  const names = [...environment.variables.values()].map(({ name }) => name).filter(isWatched);
  const all = [...new Set(names)].flatMap((name): readonly Otherwise[] => {
    const variable = lookup(environment, name);
    if (!variable?.known || !variable.certain || variable.assignment.dropped) return [];
    if (environment.isIncomplete && !environment.settled.has(name)) return [];
    const { file } = variable.assignment.at;
    const isInUnit = units.has(file);
    const isLoaded = environment.layers.some(({ document, via }) => document.file === file && via !== undefined);
    if ((!isInUnit && !isLoaded) || isReadByProgram(environment, project.document(file))) return [];
    const real = process.environ?.get(name);
    for (const { text, known } of possibleValues(environment, name)) if (!known || text === real) return [];
    const isNewer = isBefore(process.started, machine.changed.get(file));
    return isNewer || isInUnit ? [{ name, real, variable, isInUnit, isNewer }] : [];
  });
  return all.length > 0
    ? found(display, process, unit, all)
    : leftOver({ project, machine, display }, process, unit, environment);
}

function found(display: Scene['display'], process: Process, unit: UnitName, all: readonly Otherwise[]): Found {
  const [first, ...others] = all as readonly [Otherwise, ...Otherwise[]];
  const has = having(first.name, first.real);
  const who = called(unit.name, process);
  const where = display(first.variable.assignment.at.file);
  const why: Text = first.isNewer
    ? { en: `${where} was changed after it had started`, zh: `${where} 是在它启动之后才改的` }
    : { en: 'systemd has not read this again', zh: 'systemd 还没有重新读取这里' };
  return {
    at: inside(first.variable.assignment.value),
    message: { en: `${who.en} runs ${has.en}`, zh: `${who.zh}${has.zh}` },
    label: why,
    related: others.map(({ name, real, variable }) => ({
      at: inside(variable.assignment.value),
      message: { en: `it runs ${having(name, real).en}`, zh: `它${having(name, real).zh}` },
    })),
    process,
    repair: all.some(({ isInUnit }) => isInUnit) ? reloadUnit(unit) : restartUnit(unit),
  };
}

/**
 * A proxy that the running service still has, but that its unit no longer sets since it was changed. The system's manager
 * passes on no proxies.
 */
function leftOver(
  { machine, display }: Scene,
  process: Process,
  unit: UnitName,
  environment: Environment,
): Found | undefined {
  const service = environment.service as EffectiveService;
  const changed = service.documents.find(({ file }) => isBefore(process.started, machine.changed.get(file)));
  const start = service.starts[0];
  if (unit.isUser || environment.isIncomplete || !changed || !start || start.at.file !== changed.file) return undefined;
  const name = [...(process.environ?.keys() ?? [])].find(
    (one) => proxyRole(one) !== undefined && !environment.variables.has(one) && !environment.cleared.has(one),
  );
  if (name === undefined) return undefined;
  const has = having(name, process.environ?.get(name));
  const who = called(unit.name, process);
  return {
    at: start.at,
    message: {
      en: `${who.en} runs ${has.en}, which ${display(changed.file)} does not set any more`,
      zh: `${who.zh}${has.zh}，而 ${display(changed.file)} 里已经没有它`,
    },
    label: { en: 'the unit was changed after it had started', zh: '单元文件是在它启动之后才改的' },
    process,
    repair: reloadUnit(unit),
  };
}
