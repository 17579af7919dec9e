/** `envlint rules`: every rule with its severity and what it finds. */
import type { RuleInfo } from '../../core.ts';
import { padEnd, widthOf } from '../../report/terminal/width.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { SEVERITY } from '../../report/words.ts';
import { UsageError } from '../../usage-error.ts';
import { answer } from '../run/answer.ts';
import { loadSettings, type Settings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { NO_OPERANDS } from '../shell/words.ts';

/** Prints the list; answers the exit code. */
export async function rulesCommand(context: Context): Promise<number> {
  if (context.operands.length > 0) throw new UsageError(NO_OPERANDS);
  const settings = await loadSettings(context);
  const rules = [...settings.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  answer(
    context,
    () => asJson(context, settings, rules),
    (to) => asTable(to, settings, rules),
  );
  return 0;
}

/** With a narrower column every summary would break into many lines: it is then printed below the name instead. */
const NARROWEST = 32;

const effective = ({ config }: Settings, rule: RuleInfo): string =>
  config.severities.get(rule.id) ?? (rule.off ? 'off' : rule.severity);

function asJson({ say }: Context, settings: Settings, rules: readonly RuleInfo[]): string {
  const rows = rules.map((rule) => ({ id: rule.id, severity: effective(settings, rule), summary: say(rule.summary) }));
  return `${JSON.stringify({ version: 1, rules: rows }, null, 2)}\n`;
}

function asTable({ say, paint, width }: Context, settings: Settings, rules: readonly RuleInfo[]): string {
  const wide = Math.max(...rules.map(({ id }) => id.length));
  const words = { ...SEVERITY, off: { en: 'off', zh: '关闭' } };
  const column = Math.max(...Object.values(words).map((text) => widthOf(say(text))));
  const lines = rules.flatMap((rule) => {
    const severity = effective(settings, rule) as keyof typeof words;
    const indent = wide + column + 4;
    const isNarrow = width - indent < NARROWEST;
    const severityCell = paint(severity === 'off' ? 'quiet' : severity, padEnd(say(words[severity]), column));
    const head = `${padEnd(rule.id, isNarrow ? 0 : wide)}  ${severityCell}`;
    if (isNarrow) return [head.trimEnd(), ...wrap(say(rule.summary), width - 2).map((line) => `  ${line}`)];
    const text = wrap(say(rule.summary), width - indent);
    return text.map((line, index) => (index === 0 ? `${head}  ` : ' '.repeat(indent)) + line);
  });
  return `${lines.join('\n')}\n`;
}
