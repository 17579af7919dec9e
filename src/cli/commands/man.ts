/** `envlint man`: the manual page, from the same tables as `--help`. */
import { CONFIG_KEYS } from '../../config/reference.ts';
import type { Text } from '../../core.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { VERSION } from '../../version.ts';
import { COMMANDS, type Command } from '../shell/commands.ts';
import type { Context } from '../shell/context.ts';
import { describe, usage } from '../shell/help.ts';
import { out } from '../shell/io.ts';
import type { Option } from '../shell/option.ts';
import { OPTIONS } from '../shell/options.ts';
import { EXAMPLES, EXIT_CODES, HELP } from '../shell/words.ts';

/**
 * Prints the page: as roff for a pipe or a file (`envlint man | man -l -`), as plain text on a terminal, because envlint starts no
 * program that would format it. Answers the exit code.
 */
export async function manCommand({ say, isTerminal, paint, width }: Context): Promise<number> {
  const parts = page(say);
  out(isTerminal ? plainPage(parts, paint, width) : roffPage(parts));
  return 0;
}

/** A line above indented text: the command, option or key it is about. */
interface ManEntry {
  readonly term: string;
  /** What follows the term, to be replaced by the user: `FORMAT`. */
  readonly value?: string | undefined;
  readonly isPath?: boolean | undefined;
  readonly texts: readonly string[];
}

interface Part {
  readonly title: string;
  /** Lines that are not folded: the ways to call a command. */
  readonly calls?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly entries?: readonly ManEntry[] | undefined;
}

function page(say: (text: Text) => string): readonly Part[] {
  const commands = Object.entries(COMMANDS as Readonly<Record<string, Command>>);
  const options: readonly Option[] = OPTIONS;
  const named = (rows: readonly (readonly [string | number, Text])[], isPath = false): ManEntry[] =>
    rows.map(([name, words]) => ({ term: `${name}`, isPath, texts: [say(words)] }));
  return [
    { title: say({ en: 'NAME', zh: '名称' }), text: `envlint - ${say(HELP.tagline)}` },
    { title: say({ en: 'SYNOPSIS', zh: '用法' }), calls: commands.map(([name, command]) => usage(name, command)) },
    {
      title: say({ en: 'COMMANDS', zh: '命令' }),
      entries: named(commands.map(([name, { summary }]) => [name, summary])),
    },
    { title: say({ en: 'OPTIONS', zh: '选项' }), entries: options.map((option) => optionEntry(option, say)) },
    { title: say({ en: 'EXIT STATUS', zh: '退出码' }), entries: named(EXIT_CODES) },
    { title: say({ en: 'EXAMPLES', zh: '示例' }), entries: named(EXAMPLES) },
    {
      title: say({ en: 'CONFIGURATION', zh: '配置' }),
      text: say(CONFIGURATION),
      entries: named(CONFIG_KEYS.map(({ key, help }) => [key, help])),
    },
    { title: say({ en: 'ENVIRONMENT', zh: '环境变量' }), entries: named(ENVIRONMENT) },
    { title: say({ en: 'FILES', zh: '文件' }), entries: named(FILES, true) },
  ];
}

function optionEntry(option: Option, say: (text: Text) => string): ManEntry {
  const { name, short, value } = option;
  const term = `${short ? `-${short}, ` : ''}--${name}`;
  return { term, value, texts: [describe(option, say), belongsTo(option, say)].filter((text) => text !== '') };
}

function belongsTo({ of }: Option, say: (text: Text) => string): string {
  if (of === 'all' || of.includes('lint')) return '';
  return say({ en: `(${of.join(', ')})`, zh: `（${of.join('、')}）` });
}

function roffPage(parts: readonly Part[]): string {
  const lines = parts.flatMap(({ title, calls = [], text, entries = [] }) => [
    `.SH ${title}`,
    ...(text === undefined ? [] : [roff(text)]),
    ...calls.flatMap((call) => ['.br', `.B ${roff(call)}`]),
    ...entries.flatMap((entry) => ['.TP', roffTerm(entry), ...entry.texts.map(roff)]),
  ]);
  return [`.TH ENVLINT 1 "" "envlint ${roff(VERSION)}"`, ...lines, ''].join('\n');
}

function roffTerm({ term, value, isPath }: ManEntry): string {
  if (value !== undefined) return `.BI "${roff(term)} " ${roff(value)}`;
  return `${isPath ? '.I' : '.B'} ${roff(term)}`;
}

/** As `man` shows such a page: titles at the margin, texts indented and folded to the terminal. */
function plainPage(parts: readonly Part[], paint: Paint, width: number): string {
  const folded = (text: string, indent: string): string[] =>
    wrap(text, width - indent.length).map((line) => `${indent}${line}`);
  const lines = parts.flatMap(({ title, calls = [], text, entries = [] }) => [
    paint('strong', title),
    ...(text === undefined ? [] : folded(text, INDENT)),
    ...calls.map((call) => `${INDENT}${call}`),
    ...(text !== undefined && entries.length > 0 ? [''] : []),
    ...entries.flatMap(({ term, value, texts }) => [
      `${INDENT}${paint('strong', term)}${value === undefined ? '' : ` ${value}`}`,
      ...texts.flatMap((one) => folded(one, INDENT + INDENT)),
    ]),
    '',
  ]);
  return lines.join('\n');
}

const INDENT = '    ';

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
