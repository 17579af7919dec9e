/** Every option, once: parsing, `--help`, the man page and shell completions read this table. */
import { COMMAND_OPTIONS } from './command-options.ts';
import type { CommandName } from './commands.ts';
import type { Option } from './option.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** Formats of `--format`; `report/format.ts` loads each. */
export const FORMATS = [
  'pretty',
  'concise',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'markdown',
  'html',
] as const;

/** The options of a check first, then those of other commands and of every command. */
export const OPTIONS = [
  { name: 'fix', of: ['lint'], help: { en: 'Repair what can be repaired safely', zh: '修复可以安全修复的问题' } },
  {
    name: 'unsafe-fixes',
    of: ['lint'],
    help: { en: 'Also apply fixes that guess; implies --fix', zh: '同时应用带有猜测的修复；自动启用 --fix' },
  },
  {
    name: 'diff',
    of: ['lint'],
    help: {
      en: 'Print what --fix would change and write nothing; exit 1 if there is any change',
      zh: '只打印 --fix 会做的改动，不写文件；有改动时退出码为 1',
    },
  },
  {
    name: 'format',
    short: 'f',
    value: 'F[=FILE]',
    multiple: true,
    choices: FORMATS,
    of: ['lint', 'rules', 'config', 'route', 'test', 'doctor', 'merge', 'explain'],
    help: { en: 'Report format, into FILE if given; repeatable', zh: '报告格式，可写入 FILE；可重复' },
  },
  {
    name: 'show-fixes',
    of: ['lint', 'merge'],
    help: {
      en: 'Show each repair as a diff under its finding, in the pretty format',
      zh: '在每个问题下面以 diff 显示修复（pretty 格式）',
    },
  },
  {
    name: 'all',
    of: ['config'],
    help: { en: 'Every key that there is, with an example', zh: '列出所有配置项，附示例' },
  },
  {
    name: 'level',
    value: 'SEVERITY',
    choices: SEVERITIES,
    of: ['lint', 'doctor', 'merge'],
    help: {
      en: 'Least severity that is reported and fixed (default: warning)',
      zh: '报告和修复的最低级别（默认 warning）',
    },
  },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: [...SEVERITIES, 'never'],
    of: ['lint', 'doctor', 'merge'],
    help: {
      en: 'Least severity that makes the exit code 1 (default: error)',
      zh: '使退出码为 1 的最低级别（默认 error）',
    },
  },
  {
    name: 'max-warnings',
    value: 'N',
    of: ['lint', 'doctor', 'merge'],
    help: { en: 'Exit 1 when there are more than N warnings', zh: '警告超过 N 条时退出码为 1' },
  },
  {
    name: 'only',
    value: 'RULE',
    multiple: true,
    of: ['lint'],
    help: { en: 'Check or fix this rule alone; repeatable', zh: '只检查或修复这条规则；可重复' },
  },
  {
    name: 'rule',
    value: 'ID=SEVERITY',
    multiple: true,
    of: ['lint'],
    help: {
      en: 'Set a rule to off, info, warning or error; repeatable',
      zh: '把规则设为 off、info、warning 或 error；可重复',
    },
  },
  {
    name: 'ignore',
    value: 'GLOB',
    multiple: true,
    of: ['lint'],
    help: {
      en: 'Leave out what matches, in .gitignore syntax; repeatable',
      zh: '跳过匹配的路径（.gitignore 语法）；可重复',
    },
  },
  {
    name: 'no-ignore',
    of: ['lint'],
    help: { en: 'Heed neither ignore patterns nor .gitignore', zh: '不理会忽略规则和 .gitignore' },
  },
  {
    name: 'force-exclude',
    of: ['lint'],
    help: {
      en: 'Judge named paths as if they had been found: ignore patterns hold, other kinds are skipped; for hooks',
      zh: '把点名的路径当作扫描到的来处理：忽略规则有效，不认识的文件跳过；供钩子使用',
    },
  },
  {
    name: 'cache',
    of: ['lint'],
    help: {
      en: 'Answer as last time while nothing changed that the answer rests on',
      zh: '结论所依据的内容都没有变化时，直接给出上次的结果',
    },
  },
  {
    name: 'cache-location',
    value: 'DIR',
    of: ['lint'],
    help: {
      en: 'Keep the cache in DIR (default: ~/.cache/envlint); implies --cache',
      zh: '把缓存放在 DIR（默认 ~/.cache/envlint）；自动启用 --cache',
    },
  },
  {
    name: 'cache-strategy',
    value: 'HOW',
    choices: ['metadata', 'content'],
    of: ['lint'],
    help: {
      en: 'Tell unchanged files by time, size and inode (metadata, the default) or by reading them (content); implies --cache',
      zh: '如何判断文件未变：看时间、大小和 inode（metadata，默认），或重新读取内容（content）；自动启用 --cache',
    },
  },
  {
    name: 'watch',
    short: 'w',
    of: ['lint'],
    help: { en: 'Run again whenever a file changes', zh: '文件变化时自动重新检查' },
  },
  {
    name: 'write-baseline',
    of: ['lint'],
    help: {
      en: "Write today's findings into .envlint-baseline.json: from then on only new ones are reported",
      zh: '把现有问题写入 .envlint-baseline.json，此后只报告新问题',
    },
  },
  {
    name: 'prune-baseline',
    of: ['lint'],
    help: { en: 'Take findings that are gone out of the baseline', zh: '从基线中删除已不存在的问题' },
  },
  {
    name: 'add-suppressions',
    value: 'REASON',
    of: ['lint'],
    help: {
      en: 'Silence every finding of this run by a comment that gives REASON',
      zh: '为本次的每个问题写一条忽略注释，注明理由 REASON',
    },
  },
  {
    name: 'staged',
    of: ['lint'],
    help: {
      en: 'Check what is staged in git, as it is staged; --fix repairs it there and, where that fits, on disk',
      zh: '检查 git 暂存区里的内容；--fix 修复暂存区，并在不冲突时同步到工作区',
    },
  },
  {
    name: 'home',
    of: ['lint', 'explain', 'route', 'test', 'doctor'],
    help: {
      en: "Check this user's own machine: the well-known places under $HOME and /etc",
      zh: '检查当前用户的机器：$HOME 和 /etc 下的常见位置',
    },
  },
  {
    name: 'root',
    value: 'DIR',
    of: ['lint', 'explain', 'route', 'test'],
    help: {
      en: 'Check a dotfiles checkout as the home folder it becomes (plain, stow, chezmoi, bare)',
      zh: '把 dotfiles 仓库当作它部署后的主目录来检查（普通、stow、chezmoi、bare 均可）',
    },
  },
  {
    name: 'files0-from',
    value: 'FILE',
    of: ['lint'],
    help: {
      en: 'Check the paths listed in FILE, each ended by NUL; - is standard input',
      zh: '检查 FILE 中列出的路径（以 NUL 结尾）；- 表示标准输入',
    },
  },
  {
    name: 'stdin-filename',
    value: 'NAME',
    of: ['lint'],
    help: {
      en: 'Check standard input, which would be in a file of this NAME',
      zh: '检查标准输入的内容，并把它当作名为 NAME 的文件',
    },
  },
  {
    name: 'pass-on-no-files',
    of: ['lint'],
    help: { en: 'Exit 0 when there is no file to check', zh: '没有可检查的文件时退出码为 0' },
  },
  {
    name: 'list-files',
    of: ['lint'],
    help: {
      en: 'List the files that would be checked, and why others are not; pretty or json',
      zh: '列出会检查的文件，以及其他文件不检查的原因；格式为 pretty 或 json',
    },
  },
  { name: 'statistics', of: ['lint', 'merge'], help: { en: 'Count findings by rule', zh: '按规则统计' } },
  { name: 'timing', of: ['lint'], help: { en: 'Show where the time went', zh: '显示各阶段耗时' } },
  {
    name: 'quiet',
    short: 'q',
    of: ['lint', 'doctor', 'merge', 'undo'],
    help: {
      en: 'Findings only: no remarks and no line that counts; pretty and concise reports say nothing when there are none',
      zh: '只输出问题：没有附注和统计行；没有问题时 pretty 和 concise 报告什么都不输出',
    },
  },
  ...COMMAND_OPTIONS,
] as const satisfies readonly Option[];

type OptionOf = (typeof OPTIONS)[number];

/** Values by option name: a switch is a boolean, a repeatable option a list. */
export type Values = {
  readonly [O in OptionOf as O['name']]?: O extends { value: string }
    ? O extends { multiple: true }
      ? readonly string[]
      : string
    : boolean;
};

/** Commands whose answer is a report of findings; the others answer in these two formats. */
const WITH_REPORT: ReadonlySet<CommandName> = new Set(['lint', 'merge']);
const FORMATS_OF_OTHERS = ['pretty', 'json'];

/** The options of a command, in the order of the table, each with the values that this command takes. */
export function optionsOf(command: CommandName): readonly Option[] {
  const all: readonly Option[] = OPTIONS;
  return all
    .filter((option) => option.of === 'all' || option.of.includes(command))
    .map((option) =>
      option.name === 'format' && !WITH_REPORT.has(command) ? { ...option, choices: FORMATS_OF_OTHERS } : option,
    );
}
