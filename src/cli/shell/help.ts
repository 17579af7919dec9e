/** `--help`, from the tables of commands and options. */
import type { Text } from '../../core.ts';
import { padEnd, widthOf } from '../../report/terminal/width.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { COMMANDS, type Command, type CommandName } from './commands.ts';
import type { Option } from './option.ts';
import { optionsOf } from './options.ts';
import { EXAMPLES, EXIT_CODES, HELP } from './words.ts';

type Say = (text: Text) => string;

const heading = ({ en, zh }: Text, say: Say): string => say({ en: `${en}:`, zh: `${zh}：` });

/** Help for one command, or for all of them. `width` in terminal cells. */
export function help(command: CommandName | undefined, say: Say, width: number): string {
  return command === undefined ? overview(say, width) : about(command, say, width);
}

function overview(say: Say, width: number): string {
  const commands = Object.entries(COMMANDS as Readonly<Record<string, Command>>);
  const lines = commands.map(([name, command]): [string, string] => [usage(name, command), say(command.summary)]);
  return [
    ...wrap(say(HELP.tagline), width),
    '',
    heading(HELP.commands, say),
    ...table(lines, width),
    '',
    ...optionLines(optionsOf('lint'), say, width),
    '',
    heading(HELP.examples, say),
    ...EXAMPLES.flatMap(([command, words]) => [
      `  ${command}`,
      ...wrap(say(words), width - 6).map((line) => `      ${line}`),
    ]),
    '',
    heading(HELP.exit, say),
    ...table(
      EXIT_CODES.map(([code, words]) => [String(code), say(words)]),
      width,
    ),
    '',
    ...wrap(say(HELP.more), width),
    '',
  ].join('\n');
}

function about(name: CommandName, say: Say, width: number): string {
  const command: Command = COMMANDS[name];
  return [
    say({ en: `${HELP.usage.en}: ${usage(name, command)}`, zh: `${HELP.usage.zh}：${usage(name, command)}` }),
    '',
    ...wrap(say(command.summary), width),
    '',
    ...optionLines(optionsOf(name), say, width),
    '',
  ].join('\n');
}

/** `envlint [PATH…]` for the default command, `envlint NAME …` for the others. */
export function usage(name: string, command: Command): string {
  return ['envlint', command.isDefault ? '' : name, command.operands].filter((word) => word !== '').join(' ');
}

function optionLines(options: readonly Option[], say: Say, width: number): string[] {
  const lines = (some: readonly Option[]): string[] =>
    table(
      some.map((option) => [spelling(option), describe(option, say)]),
      width,
    );
  const own = options.filter((option) => option.of !== 'all');
  const groups = own.some(({ name }) => name === 'fix') ? GROUPS : [];
  const grouped = groups.flatMap(({ title, names }) => [
    heading(title, say),
    ...lines(own.filter(({ name }) => names.includes(name))),
    '',
  ]);
  const general = options.filter((option) => option.of === 'all');
  return [
    ...(groups.length > 0 ? grouped : own.length > 0 ? [heading(HELP.options, say), ...lines(own), ''] : []),
    heading(HELP.general, say),
    ...lines(general),
  ];
}

/** The options of the default command by what they are for. A test checks that none is left out. */
export const GROUPS: readonly { readonly title: Text; readonly names: readonly string[] }[] = [
  {
    title: { en: 'Checking', zh: '检查' },
    names: [
      'home',
      'root',
      'staged',
      'only',
      'ignore',
      'no-ignore',
      'force-exclude',
      'files0-from',
      'stdin-filename',
      'pass-on-no-files',
      'list-files',
      'watch',
      'cache',
      'cache-location',
      'cache-strategy',
      'timing',
    ],
  },
  { title: { en: 'Fixing', zh: '修复' }, names: ['fix', 'unsafe-fixes', 'diff', 'add-suppressions'] },
  {
    title: { en: 'Reporting', zh: '报告' },
    names: [
      'format',
      'show-fixes',
      'level',
      'fail-on',
      'max-warnings',
      'statistics',
      'quiet',
      'write-baseline',
      'prune-baseline',
    ],
  },
  { title: { en: 'Configuration', zh: '配置' }, names: ['rule'] },
];

/** `-f, --format F[=FILE]` */
function spelling({ name, short, value }: Option): string {
  return `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
}

/** An option's help with its choices. */
export function describe({ help: words, choices }: Option, say: Say): string {
  if (!choices) return say(words);
  return say({ en: `${words.en}. One of: ${choices.join(', ')}`, zh: `${words.zh}。可选值：${choices.join('、')}` });
}

/** Two columns; the right one wrapped. */
export function table(rows: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.min(28, Math.max(...rows.map(([name]) => widthOf(name))));
  const lines: string[] = [];
  for (const [name, words] of rows) {
    const right = wrap(words, Math.max(20, width - left - 4));
    if (widthOf(name) > left) lines.push(`  ${name}`);
    const first = widthOf(name) > left ? '' : name;
    for (const [index, line] of right.entries())
      lines.push(`  ${padEnd(index === 0 ? first : '', left)}  ${line}`.trimEnd());
  }
  return lines;
}
