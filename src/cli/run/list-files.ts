/** `--list-files`: what would be checked and as what, and why the rest would not. */
import type { LanguageName, Text } from '../../core.ts';
import { type Interest, interest } from '../../languages/detect.ts';
import { safeJson, visible } from '../../report/visible.ts';
import type { Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err, out } from '../shell/io.ts';
import { NO_FILES } from '../shell/words.ts';
import { sinks } from './answer.ts';

/** Prints the list; answers the exit code. */
export function listFiles(context: Context, session: Session): number {
  const { documents, judged } = session.loaded;
  const { path } = session;
  const named = new Set(session.discovery.files.filter((file) => file.named).map((file) => file.path));
  const reasonOf = (file: string): Text => (judged.has(file) ? (named.has(file) ? NAMED : foundBy(file)) : CONTEXT);
  const files = documents.map(({ file, language, dialect }) => ({ file, language, dialect, reason: reasonOf(file) }));
  const read = new Set(files.map(({ file }) => path(file)));
  const told = [...session.discovery.skipped, ...session.loaded.skipped, ...session.loaded.unreadable];
  const known = new Set([...documents.map(({ file }) => file), ...told.map((one) => one.path)]);
  // Found by its name, read, and not one of ours after all: YAML that is no Clash configuration.
  const others = session.discovery.files
    .filter((file) => !known.has(file.path))
    .map((file) => ({ path: file.path, why: BY_CONTENT }));
  const skipped = [...told, ...others].filter((one) => !read.has(path(one.path)));
  if (sinks(context)[0]?.format === 'json') {
    const listed = files.map(({ file, reason, ...rest }) => ({
      path: path(file),
      ...rest,
      reason: context.say(reason),
    }));
    const left = skipped.map((one) => ({ path: path(one.path), reason: context.say(one.why) }));
    out(`${safeJson({ version: 1, files: listed, skipped: left }, 2)}\n`);
  } else {
    const shown = (file: string): string => visible(session.display(file));
    for (const { file, reason, ...kind } of files) out(`${shown(file)}  ${kindOf(kind)}  ${context.say(reason)}\n`);
    for (const { path: file, why } of skipped) out(`${shown(file)}  -  ${context.say(why)}\n`);
  }
  if (session.discovery.missing.length > 0 || session.loaded.unreadable.length > 0) return 2;
  if (judged.size > 0 || context.values['pass-on-no-files']) return 0;
  err(`envlint: ${context.say(NO_FILES)}`);
  return 2;
}

/** Languages that several programs write their files in: there the program is named. */
const SHARED: ReadonlySet<LanguageName> = new Set(['json', 'toml', 'yaml', 'settings']);

const kindOf = ({ language, dialect }: { language: LanguageName; dialect: string }): string =>
  SHARED.has(language) ? `${language} (${dialect})` : language;

const NAMED: Text = { en: 'named', zh: '点名检查' };
const FOUND: Readonly<Record<Interest, Text>> = {
  name: { en: 'found by name and place', zh: '根据名称和位置找到' },
  shebang: { en: 'found by its first line', zh: '根据首行找到' },
  content: { en: 'found by its content', zh: '根据内容找到' },
};
const BY_CONTENT: Text = {
  en: 'not a kind of file envlint knows, by its content',
  zh: '从内容看不是 envlint 认识的文件类型',
};
const foundBy = (file: string): Text => FOUND[interest(file) ?? 'content'];
const CONTEXT: Text = { en: 'read as context, not checked', zh: '仅作为上下文读取，不检查' };
