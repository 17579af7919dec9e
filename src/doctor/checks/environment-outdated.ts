import type { Assignment, Document, Note, Text } from '../../core.ts';
import { proxyRole } from '../../queries/proxies/proxy-names.ts';
import { groupBy, inside } from '../../text.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import type { Process } from '../machine.ts';
import { gatewayTitle, titleOf } from '../programs.ts';
import { restart, sourceAgain } from '../repairs.ts';
import { type Difference, differences, isBefore, toldByShells } from '../told.ts';
import { having } from '../values.ts';
import { heirsOf, isCovered, knownProcesses, shellChildren } from '../watched.ts';

export default {
  id: 'environment-outdated',
  severity: 'error',
  summary: {
    en: 'A program started before the file was changed, and still has the old value.',
    zh: '程序在文件修改之前启动，用的还是旧值。',
  },
  text: {
    en: `
A program is given its environment once, when it starts; what is changed in \`.zshrc\` afterwards reaches it with the next start,
and a new program in an old terminal gets the old values. \`envlint doctor\` compares proxies, \`NO_PROXY\` and known timeouts in the
real environment (\`/proc/PID/environ\`) of agents, gateways and model servers with the value the files set now. It reports a
difference only where the file is newer than the program or than the shell it came from, where the value is certain in the
file, and where the program has this user's home. Other programs in open terminals are a warning, one for each shell. A shell itself
is not judged: \`/proc\` shows what it was started with, not what its files have exported since.

Hermes reads \`~/.hermes/.env\` by itself and again for each message, but the connections to chat platforms are made at
the start: a gateway that is older than a changed proxy there is a warning.

To repair it, start the program again from a new terminal.`,
    zh: `
程序的环境变量在启动时一次性给定：之后修改 \`.zshrc\`，要等下次启动才生效；在旧终端里新开的程序拿到的也是旧值。\`envlint doctor\` 读取
智能体、网关和模型服务的真实环境（\`/proc/PID/environ\`），把代理、\`NO_PROXY\` 和已知的超时变量与文件现在的值对照。只有文件比程序
（或启动它的 shell）更新、文件里的值确定、并且程序用的就是这个主目录时才报告。终端里的其他程序是警告，每个 shell 一条。shell 本身不判断：
\`/proc\` 里看到的是它启动时得到的变量，不是之后由文件导出的。

Hermes 自己读取 \`~/.hermes/.env\`，而且每条消息都会重读；但到聊天平台的连接在启动时就已建立：网关启动之后那里的代理有改动，给一条警告。

修复：从新开的终端重新启动程序。`,
  },
  example: `$ tr '\\0' '\\n' < /proc/4242/environ | grep -i proxy
https_proxy=http://127.0.0.1:7890
$ grep -n proxy ~/.zshrc
12:export https_proxy=http://127.0.0.1:7893`,

  *find(scene) {
    const { machine } = scene;
    const known = staleAmong(scene, knownProcesses(machine));
    const holders = new Set(known.map(({ process }) => process.pid));
    for (const one of known) if (!isCovered(machine, one.process, holders)) yield inProgram(scene, one);
    const children = staleAmong(scene, shellChildren(machine));
    const key = ({ process, differences: [first] }: Stale): string =>
      `${process.parent} ${first?.file} ${first?.name} ${first?.real}`;
    for (const same of groupBy(children, key).values()) yield fromShell(scene, same);
    yield* ofHermes(scene);
  },
} satisfies Check;

function staleAmong(scene: Scene, processes: readonly Process[]): readonly Stale[] {
  return processes.flatMap((process) => outdated(scene, process) ?? []);
}

interface Stale {
  readonly process: Process;
  readonly differences: readonly Difference[];
}

/** The variables in which a process differs from the current files because it started before they changed. */
export function outdated(scene: Scene, process: Process): Stale | undefined {
  const all = toldByShells(scene, process).map((told) =>
    differences(scene, process, told).filter(({ changed }) => isBefore(told.read, changed)),
  );
  // If the process can come from several shells, it must differ from each of them.
  const [first = []] = all;
  const same = first.filter(({ name }) => all.every((one) => one.some((other) => other.name === name)));
  return same.length > 0 ? { process, differences: same } : undefined;
}

function inProgram(scene: Scene, { process, differences }: Stale): Found {
  const [first] = differences;
  const heirs = heirsOf(scene.machine, process, first?.name ?? '').length;
  const found = about(scene, called(titleOf(process), process), differences);
  const repair = restart(process, scene.display(first?.file ?? ''));
  if (heirs === 0) return { ...found, process, repair };
  const { en, zh } = found.label;
  const label = {
    en: `${en}; ${heirs} that it started ${heirs === 1 ? 'has' : 'have'} it too`,
    zh: `${zh}，它启动的 ${heirs} 个进程也一样`,
  };
  return { ...found, label, process, repair };
}

/** Programs that one shell has started, all with the same old value. */
function fromShell(scene: Scene, same: readonly Stale[]): Found {
  const { machine, display } = scene;
  const [{ process, differences }, ...more] = same as readonly [Stale, ...Stale[]];
  const one = called(titleOf(process), process);
  const who =
    more.length === 0 ? one : { en: `${one.en} and ${more.length} more`, zh: `${one.zh}等 ${more.length + 1} 个程序` };
  const shell = machine.processes.get(process.parent);
  const file = display(differences[0]?.file ?? '');
  return {
    ...about(scene, who, differences),
    severity: 'warning',
    process,
    repair: shell ? sourceAgain(shell, file, titleOf(process)) : restart(process, file),
  };
}

function about(
  { display }: Scene,
  who: Text,
  all: readonly Difference[],
): Pick<Found, 'at' | 'message' | 'why' | 'related'> & { readonly label: Text } {
  const [first, ...others] = all as readonly [Difference, ...Difference[]];
  const { name, real, file, variable } = first;
  const has = having(name, real);
  const where = display(file);
  return {
    at: inside(variable.assignment.value),
    message: { en: `${who.en} runs ${has.en}`, zh: `${who.zh}${has.zh}` },
    label: {
      en:
        file === variable.assignment.at.file
          ? 'changed after it had started'
          : `${where} was changed after it had started`,
      zh: file === variable.assignment.at.file ? '在它启动之后才改的' : `${where} 是在它启动之后才改的`,
    },
    why: WHY,
    related: others.map(noteOf),
  };
}

const WHY: Text = {
  en: 'A program gets its environment when it starts. A changed file reaches it with the next start, from a new terminal.',
  zh: '环境变量在程序启动时给定。文件改动之后，要从新终端重新启动程序才会生效。',
};

function noteOf({ name, real, variable }: Difference): Note {
  const has = having(name, real);
  return {
    at: inside(variable.assignment.value),
    message: { en: `it runs ${has.en}`, zh: `它${has.zh}` },
  };
}

/** Gateways of Hermes that are older than the proxies in its own file. */
function* ofHermes({ project, machine, display }: Scene): Iterable<Found> {
  for (const process of knownProcesses(machine)) {
    if (gatewayTitle(process)?.startsWith('hermes') !== true) continue;
    const document = project.documents.get(`${process.environ?.get('HERMES_HOME') ?? `${process.home}/.hermes`}/.env`);
    const proxy = document && proxyIn(document);
    if (!proxy || !isBefore(process.started, machine.changed.get(document.file))) continue;
    const who = called(titleOf(process), process);
    yield {
      at: inside(proxy.value),
      severity: 'warning',
      message: {
        en: `${who.en} started before ${display(document.file)} was changed`,
        zh: `${who.zh}启动于 ${display(document.file)} 修改之前`,
      },
      label: {
        en: 'its chat platforms are connected with what stood here then',
        zh: '到聊天平台的连接用的是当时的值',
      },
      why: HERMES,
      process,
      repair: restart(process, display(document.file)),
    };
  }
}

const HERMES: Text = {
  en: 'Hermes reads this file again for each message, but connects to the chat platforms once, at its start.',
  zh: 'Hermes 处理每条消息时会重读这个文件，但到聊天平台的连接只在启动时建立。',
};

function proxyIn({ facts }: Document): Assignment | undefined {
  return facts.find(
    (fact): fact is Assignment =>
      fact.kind === 'env' && fact.operation === 'set' && fact.value.known && proxyRole(fact.name.text) !== undefined,
  );
}
