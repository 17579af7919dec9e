/** `envlint man`: the manual page, from the same tables as `--help`. */
import type { Text } from '../../core.ts';
import { VERSION } from '../../version.ts';
import { COMMANDS, type Command } from '../shell/commands.ts';
import type { Context } from '../shell/context.ts';
import { describe, usage } from '../shell/help.ts';
import { out } from '../shell/io.ts';
import { OPTIONS, type Option } from '../shell/options.ts';
import { EXIT_CODES, HELP } from '../shell/words.ts';

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
