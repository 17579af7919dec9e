import type { Text } from '../../core.ts';
import { lookup } from '../../queries/environments/environment.ts';
import { hermesFiles } from '../../queries/environments/services.ts';
import { listEntries, PROXY_NAMES } from '../../queries/proxies/proxies.ts';
import { inside } from '../../text.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import type { Process } from '../machine.ts';
import { isGo, titleOf } from '../programs.ts';
import { restart } from '../repairs.ts';
import { toldByShells } from '../told.ts';
import { isCovered, knownProcesses } from '../watched.ts';
import { outdated } from './environment-outdated.ts';

export default {
  id: 'program-without-no-proxy',
  severity: 'error',
  summary: {
    en: 'A running program has the proxy without the list that spares this machine.',
    zh: '正在运行的程序带着代理，却没有排除本机的列表。',
  },
  text: {
    en: `
The files set \`NO_PROXY\` with this machine's own names, but the program was started without it: by an editor, a desktop, a
\`sudo\` that keeps some variables and drops others, or with a proxy given on the command line. Its requests to 127.0.0.1 go to
the proxy and come back as 502 or not at all. Programs in Go never send loopback to a proxy and are left out; so is Hermes where
its own \`.env\` has the list.

To repair it, start the program again from a terminal that has read the files.`,
    zh: `
文件里的 \`NO_PROXY\` 已经写了本机的名字，程序启动时却没有带上：由编辑器或桌面启动、\`sudo\` 只保留了部分变量，或者代理是写在命令行上的。它发往
127.0.0.1 的请求会走代理，得到 502 或者没有应答。Go 程序从不把本机地址发给代理，不检查；Hermes 自己的 \`.env\` 里有列表时也不报告。

修复：在已读取这些文件的终端里重新启动程序。`,
  },
  example: `$ tr '\\0' '\\n' < /proc/4242/environ | grep -i proxy
https_proxy=http://127.0.0.1:7890
$ grep -n no_proxy ~/.zshrc
13:export no_proxy=localhost,127.0.0.1,::1`,

  *find(scene) {
    const found = knownProcesses(scene.machine).flatMap((process) => judged(scene, process));
    const holders = new Set(found.map(({ process }) => process.pid));
    for (const one of found) if (!isCovered(scene.machine, one.process, holders)) yield one;
  },
} satisfies Check;

function judged(scene: Scene, process: Process): readonly (Found & { readonly process: Process })[] {
  const proxy = PROXY_NAMES.find((name) => process.environ?.get(name));
  if (proxy === undefined || isGo(process) || sparesLoopback(listOf(process))) return [];
  if (readsOwnList(scene, process)) return [];
  const known = outdated(scene, process)?.differences ?? [];
  if (known.some(({ name }) => /^no_proxy$/i.test(name))) return [];
  for (const { environment } of toldByShells(scene, process)) {
    const list = lookup(environment, 'no_proxy') ?? lookup(environment, 'NO_PROXY');
    if (!list?.known || !sparesLoopback(list.text)) continue;
    const who = called(titleOf(process), process);
    const { file } = list.assignment.at;
    return [
      {
        at: inside(list.assignment.value),
        message: {
          en: `${who.en} sends local requests to the proxy: it has ${proxy} without this list`,
          zh: `${who.zh}会把本机请求发给代理：它有 ${proxy}，却没有这份列表`,
        },
        label: LABEL,
        process,
        repair: restart(process, scene.display(file)),
      },
    ];
  }
  return [];
}

const LABEL: Text = { en: 'the files spare this machine, the program does not', zh: '文件里排除了本机，程序没有' };

const listOf = ({ environ }: Process): string => `${environ?.get('no_proxy') ?? ''},${environ?.get('NO_PROXY') ?? ''}`;

/** Does a list name this machine in a way that at least some client knows? */
function sparesLoopback(text: string): boolean {
  return listEntries(text.replaceAll(' ', ',')).some((entry) =>
    /^(?:\*|\.?localhost|127\.\S*|<local>|\[?::1\]?)(?::\d+)?$/.test(entry),
  );
}

/** Hermes reads its own file over what it was started with. */
function readsOwnList({ project }: Scene, process: Process): boolean {
  if (!titleOf(process).startsWith('hermes')) return false;
  return hermesFiles(project).some(({ facts }) =>
    facts.some((fact) => fact.kind === 'env' && /^no_proxy$/i.test(fact.name.text)),
  );
}
