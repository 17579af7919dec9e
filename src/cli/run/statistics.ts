/** `--statistics`: findings by rule, the most frequent first. */

import { atLeast } from '../../engine/lint.ts';
import { reportLevel } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err, out } from '../shell/io.ts';
import { sinks } from './answer.ts';
import type { Outcome } from './report.ts';

/** Below a report for people; on standard error beside one for machines. */
export function printStatistics(context: Context, { result }: Outcome): void {
  const level = reportLevel(context.values);
  const counts = new Map<string, { total: number; fixable: number }>();
  for (const { rule, severity, fixes } of result.diagnostics) {
    if (!atLeast(severity, level)) continue;
    const entry = counts.get(rule) ?? { total: 0, fixable: 0 };
    entry.total++;
    if (fixes?.some(({ safe }) => safe)) entry.fixable++;
    counts.set(rule, entry);
  }
  const rows = [...counts].sort(([a, { total: m }], [b, { total: n }]) => n - m || (a < b ? -1 : 1));
  const wide = Math.max(...rows.map(([, { total }]) => String(total).length));
  const lines = rows.map(([rule, { total, fixable }]) => {
    const note =
      fixable > 0 ? context.say({ en: `  ${fixable} with --fix`, zh: `  其中 ${fixable} 个可用 --fix 修复` }) : '';
    return `${String(total).padStart(wide)}  ${rule}${note}`;
  });
  if (lines.length === 0) return;
  const isForPeople = sinks(context).some(
    ({ format, file }) => file === undefined && (format === 'pretty' || format === 'concise'),
  );
  if (isForPeople) out(`\n${lines.join('\n')}\n`);
  else err(lines.join('\n'));
}
