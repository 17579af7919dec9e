import type { ClashFile, Project, Span, Text } from '../../core.ts';
import { isTemplate } from '../../project.ts';
import { isClientProfile } from '../../queries/clash/clash.ts';
import { clashConfigs } from '../../queries/region.ts';
import { dirname, lineEnd } from '../../text.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import { clashPorts } from '../clash-ports.ts';
import { clashProcesses, documentOf } from '../clash-processes.ts';
import type { Process } from '../machine.ts';
import { titleOf } from '../programs.ts';
import { systemctl } from '../repairs.ts';

export default {
  id: 'clash-runs-other-file',
  severity: 'warning',
  summary: {
    en: 'The running Clash reads another configuration file than the one that was checked.',
    zh: '正在运行的 Clash 用的不是被检查的那份配置。',
  },
  text: {
    en: `
What is changed in the checked file has no effect, and what envlint says about it does not hold for this machine. The file a
core reads is told by its command line: \`-f\`, else \`config.yaml\` in the folder of \`-d\`, \`CLASH_HOME_DIR\` or
\`~/.config/mihomo\`. Apps such as Clash Verge start the core with a file that they generate; where envlint knows the app's
own files, nothing is said.

To repair it, check the file that runs (\`envlint FILE\`), or start the core with the one you edit.`,
    zh: `
改动被检查的那份文件不会有任何效果，envlint 对它的结论也不适用于本机。内核读取哪份文件由命令行决定：\`-f\`；没有时是 \`-d\`、
\`CLASH_HOME_DIR\` 或 \`~/.config/mihomo\` 里的 \`config.yaml\`。Clash Verge 等客户端会用自己生成的文件启动内核；envlint 认识该客户端的
文件时不报告。

修复：检查正在使用的文件（\`envlint FILE\`），或用你编辑的那份文件启动内核。`,
  },
  example: `$ tr '\\0' ' ' < /proc/812/cmdline
/usr/bin/mihomo -d /etc/mihomo -f /etc/mihomo/old.yaml
$ ls ~/.config/mihomo
config.yaml`,

  *find(scene) {
    const { project, machine } = scene;
    const judged = clashConfigs(project).filter(
      (file) => !isClientProfile(file) && !isTemplate(project.documents.get(file.at.file)),
    );
    const running = clashProcesses(machine);
    // At most one core for each file can be expected: if one runs with a checked file, the others serve other purposes.
    if (judged.length === 0 || running.some((process) => documentOf(project, process) !== undefined)) return;
    for (const process of running) {
      const { clashConfig } = process;
      if (clashConfig === undefined || isOfApp(project, clashConfig)) continue;
      yield found(scene, process, clashConfig, judged);
    }
  },
} satisfies Check;

/** Is it in a folder of which the project has other files of a client? Then that client generated it. */
function isOfApp(project: Project, file: string): boolean {
  const folder = dirname(file);
  return [...project.documents.values()].some(
    (document) => document.parsed !== undefined && document.file.startsWith(`${folder}/`),
  );
}

function found({ project, display }: Scene, process: Process, file: string, judged: readonly ClashFile[]): Found {
  const [first, ...others] = judged as readonly [ClashFile, ...ClashFile[]];
  const who = called(titleOf(process), process);
  const name = display(file);
  return {
    at: lineOf(project, first),
    message: {
      en: `${who.en} runs with ${name}, not with this file`,
      zh: `${who.zh}用的是 ${name}，不是这份文件`,
    },
    label: { en: 'what is here has no effect', zh: '这里的内容没有起作用' },
    related: others.map((other) => ({
      at: lineOf(project, other),
      message: { en: 'nor with this one', zh: '也不是这一份' },
    })),
    process,
    repair: repair(process, name, display(first.at.file)),
  };
}

function repair({ pid, unit }: Process, runs: string, checked: string): Text {
  const check: Text = { en: `envlint ${runs} checks what runs`, zh: `envlint ${runs} 可检查正在使用的文件` };
  if (unit) {
    const again = systemctl('restart', unit);
    return {
      en: `${check.en}; or name this file in ${unit.name}, then ${again}`,
      zh: `${check.zh}；或在 ${unit.name} 里改用这份，再 ${again}`,
    };
  }
  return {
    en: `${check.en}; or kill ${pid}, then mihomo -f ${checked}`,
    zh: `${check.zh}；或先 kill ${pid}，再 mihomo -f ${checked}`,
  };
}

/** The first line that says where the proxy listens, else the first line. */
function lineOf(project: Project, { at: { file } }: ClashFile): Span {
  const [listener] = clashPorts(project, file);
  return listener?.at ?? { file, start: 0, end: lineEnd(project.document(file).text, 0) };
}
