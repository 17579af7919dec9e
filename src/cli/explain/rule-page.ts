/** The page about a rule, for a person in a terminal: what it finds, a wrong and a repaired example, how to silence it. */
import type { Example, RuleDocs, RuleInfo, Text } from '../../core.ts';
import { displayExample } from '../../engine/examples.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { SEVERITY } from '../../report/words.ts';
import type { Context } from '../shell/context.ts';
import { rendered } from './markdown.ts';

const WIDEST_COLUMNS = 100;

/** Ends in a line break. `docs` are missing for rules that the configuration makes. */
export function rulePage(context: Context, rule: RuleInfo, docs: RuleDocs | undefined): string {
  const { say, paint } = context;
  const width = Math.min(WIDEST_COLUMNS, context.width);
  const severity = rule.off ? say(OFF) : say(SEVERITY[rule.severity]);
  const lines = [
    `${paint('strong', rule.id)}  ${paint(rule.severity, severity)}`,
    ...wrap(say(rule.summary), width),
    '',
    ...(docs ? [...rendered(say(docs.text), width, paint), '', ...examples(context, docs)] : []),
    ...ending(context, rule.id, width),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const OFF: Text = { en: 'off unless asked for', zh: '默认关闭' };

/** The first example that is repaired, or the first one; as it is and as it is after repair. */
function examples(context: Context, { bad }: RuleDocs): string[] {
  const { say, paint } = context;
  const example = bad.find(({ fixed, unsafe }) => fixed !== undefined && !unsafe) ?? repaired(bad) ?? bad[0];
  if (!example) return [];
  const lines = [paint('strong', say({ en: 'Wrong', zh: '错误写法' })), ...files(context, example.files)];
  if (example.fixed === undefined) return lines;
  const title = example.unsafe
    ? { en: 'After --unsafe-fixes', zh: '执行 --unsafe-fixes 之后' }
    : { en: 'After --fix', zh: '执行 --fix 之后' };
  return [...lines, paint('strong', say(title)), ...files(context, example.fixed)];
}

const repaired = (bad: readonly Example[]): Example | undefined => bad.find(({ fixed }) => fixed !== undefined);

function files({ paint }: Context, example: string): string[] {
  return [...displayExample(example)].flatMap(([file, text]) => [
    `  ${paint('file', file)}`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`.trimEnd()),
    '',
  ]);
}

/** How to silence one place, how to switch the rule off, where to go on. */
function ending({ say, paint }: Context, id: string, width: number): string[] {
  const rows: readonly (readonly [Text, string])[] = [
    [
      { en: 'To silence one place, the line above it:', zh: '忽略一处，在它上一行写：' },
      `# envlint-disable-next-line ${id}: ${say({ en: 'the reason', zh: '理由' })}`,
    ],
    [{ en: 'To switch it off, in envlint.yaml:', zh: '关闭这条规则，在 envlint.yaml 里写：' }, `rules: { ${id}: off }`],
    [{ en: 'To see all rules:', zh: '查看全部规则：' }, 'envlint rules'],
  ];
  return rows.flatMap(([title, text]) => [...wrap(say(title), width), `  ${paint('info', text)}`]);
}
