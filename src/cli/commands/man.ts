/** `envlint man`: the manual page, from the same tables as `--help`. */
import { CONFIG_KEYS } from '../../config/reference.ts';
import type { Text } from '../../core.ts';
import { VERSION } from '../../version.ts';
import { COMMANDS, type Command } from '../shell/commands.ts';
import type { Context } from '../shell/context.ts';
import { describe, usage } from '../shell/help.ts';
import { out } from '../shell/io.ts';
import type { Option } from '../shell/option.ts';
import { OPTIONS } from '../shell/options.ts';
import { EXAMPLES, EXIT_CODES, HELP } from '../shell/words.ts';

/** Prints the page as roff; answers the exit code. */
export async function manCommand({ say }: Context): Promise<number> {
  out(manPage(say));
  return 0;
}

function manPage(say: (text: Text) => string): string {
  const commands = Object.entries(COMMANDS as Readonly<Record<string, Command>>);
  const options: readonly Option[] = OPTIONS;
  return [
    `.TH ENVLINT 1 "" "envlint ${roff(VERSION)}"`,
    `.SH ${say({ en: 'NAME', zh: '名称' })}`,
    `envlint \\- ${roff(say(HELP.tagline))}`,
    `.SH ${say({ en: 'SYNOPSIS', zh: '用法' })}`,
    ...commands.flatMap(([name, command]) => ['.br', `.B ${roff(usage(name, command))}`]),
    `.SH ${say({ en: 'COMMANDS', zh: '命令' })}`,
    ...commands.flatMap(([name, { summary }]) => ['.TP', `.B ${roff(name)}`, roff(say(summary))]),
    `.SH ${say({ en: 'OPTIONS', zh: '选项' })}`,
    ...options.flatMap((option) => ['.TP', heading(option), roff(describe(option, say)), roff(belongsTo(option, say))]),
    `.SH ${say({ en: 'EXIT STATUS', zh: '退出码' })}`,
    ...EXIT_CODES.flatMap(([code, words]) => ['.TP', `.B ${code}`, roff(say(words))]),
    `.SH ${say({ en: 'EXAMPLES', zh: '示例' })}`,
    ...EXAMPLES.flatMap(([command, words]) => ['.TP', `.B ${roff(command)}`, roff(say(words))]),
    `.SH ${say({ en: 'CONFIGURATION', zh: '配置' })}`,
    roff(say(CONFIGURATION)),
    ...CONFIG_KEYS.flatMap(({ key, help }) => ['.TP', `.B ${roff(key)}`, roff(say(help))]),
    `.SH ${say({ en: 'ENVIRONMENT', zh: '环境变量' })}`,
    ...ENVIRONMENT.flatMap(([name, words]) => ['.TP', `.B ${roff(name)}`, roff(say(words))]),
    `.SH ${say({ en: 'FILES', zh: '文件' })}`,
    ...FILES.flatMap(([name, words]) => ['.TP', `.I ${roff(name)}`, roff(say(words))]),
    '',
  ].join('\n');
}

function heading({ name, short, value }: Option): string {
  const words = `${short ? `-${short}, ` : ''}--${name}`;
  return value ? `.BI "${roff(words)} " ${roff(value)}` : `.B ${roff(words)}`;
}

function belongsTo({ of }: Option, say: (text: Text) => string): string {
  if (of === 'all' || of.includes('lint')) return '';
  return say({ en: `(${of.join(', ')})`, zh: `（${of.join('、')}）` });
}

const CONFIGURATION: Text = {
  en: 'The keys of envlint.yaml; envlint config --all prints them with examples.',
  zh: 'envlint.yaml 的配置项；envlint config --all 会附示例列出。',
};

const ENVIRONMENT: readonly (readonly [string, Text])[] = [
  [
    'LC_ALL, LC_MESSAGES, LANG',
    { en: 'The language of all words, unless --lang says otherwise', zh: '输出语言；--lang 优先' },
  ],
  [
    'NO_COLOR, FORCE_COLOR',
    { en: 'Whether output is coloured, unless --color says otherwise', zh: '是否着色；--color 优先' },
  ],
  ['COLUMNS', { en: 'The width of reports that go into a pipe', zh: '输出到管道时报告的宽度' }],
  ['HOME, XDG_CONFIG_HOME', { en: "Where the user's own files are", zh: '用户自己的文件所在位置' }],
  [
    'GITHUB_STEP_SUMMARY',
    {
      en: 'With --format github: the file that gets a table of the findings',
      zh: '使用 --format github 时，写入问题表格的文件',
    },
  ],
];

const FILES: readonly (readonly [string, Text])[] = [
  [
    'envlint.yaml, .envlint.yaml, envlint.json',
    {
      en: 'Configuration of a repository, found in the current folder or above',
      zh: '仓库配置，在当前文件夹或上级查找',
    },
  ],
  [
    '~/.config/envlint/config.yaml',
    { en: "The user's own configuration, under that of the repository", zh: '用户自己的配置，优先级低于仓库配置' },
  ],
  ['.envlint-baseline.json', { en: 'Findings that are known and not reported', zh: '已知、不再报告的问题' }],
];

/** Characters that mean something to roff; a line never begins with a control character. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
