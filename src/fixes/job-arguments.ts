/** Rewrites the strings of a launchd job. */
import type { Fix, Project, Text, Value } from '../core.ts';
import { programOf } from '../knowledge/programs.ts';
import { indentation } from '../text.ts';
import { fixOf, retype } from './edits.ts';

/**
 * Only known programs that take their words one by one are rewritten; for any other program the user must decide. Quotes would
 * have to be parsed as a shell does.
 */
export function splitArgument(project: Project, value: Value, words: readonly string[]): readonly Fix[] {
  if (words.some((word) => /["'\\$`;&|<>]/.test(word))) return [];
  const isKnown = /^(?:hermes|openclaw|mihomo|clash|sing-box|frpc|caddy|node|python3?)$/.test(
    programOf([...words]).name,
  );
  const { text } = project.document(value.at.file);
  const gap = `\n${indentation(text, value.at.start)}`;
  const elements = words.map((word) => `<string>${word}</string>`).join(gap);
  const title: Text = { en: `write ${words.length} strings`, zh: `拆成 ${words.length} 个 string` };
  return fixOf(title, isKnown && words.length > 2, retype(project, value, elements));
}
