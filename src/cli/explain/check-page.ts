/** The page about a check of `envlint doctor`, for a person in a terminal. */
import type { Check } from '../../doctor/check.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { SEVERITY } from '../../report/words.ts';
import type { Context } from '../shell/context.ts';
import { rendered } from './markdown.ts';

const WIDEST = 100;

/** Ends in a line break. */
export function checkPage(context: Context, { id, severity, summary, text, example }: Check): string {
  const { say, paint } = context;
  const width = Math.min(WIDEST, context.width);
  const lines = [
    `${paint('strong', id)}  ${paint(severity, say(SEVERITY[severity]))}`,
    ...wrap(say(summary), width),
    '',
    ...rendered(say(text), width, paint),
    '',
    paint('strong', say({ en: 'What it looks like', zh: '现象' })),
    ...example.split('\n').map((line) => `  ${line}`),
    '',
    ...wrap(
      say({ en: 'It is found by the command that looks at the running machine:', zh: '由查看运行状态的命令发现：' }),
      width,
    ),
    `  ${paint('info', 'envlint doctor')}`,
  ];
  return `${lines.join('\n')}\n`;
}
