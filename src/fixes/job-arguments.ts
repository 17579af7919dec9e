/** Strings of a launchd job written anew. */
import type { Fix, Project, Text, Value } from '../core.ts';
import { programOf } from '../knowledge/programs.ts';
import { indentation } from '../text.ts';
import { fixOf, retype } from './edits.ts';

/** Known programs take their words one by one; for any other a person knows better. Quotes would need a shell's reading. */
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
