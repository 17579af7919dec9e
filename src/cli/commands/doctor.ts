/** `envlint doctor [PATH…]`: the running machine against its files. Reads `/proc` alone. */
import { namedProxies } from '../../doctor/named-proxies.ts';
import { atLeast } from '../../engine/lint.ts';
import { UsageError } from '../../usage-error.ts';
import { lookAt } from '../doctor/look.ts';
import { doctorJson, doctorPage, type Examined } from '../doctor/page.ts';
import { answer } from '../run/answer.ts';
import { exitCode, failLimit } from '../run/exit-code.ts';
import { openSession } from '../session/open.ts';
import { loadSettings, reportLevel, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err } from '../shell/io.ts';
import { because, NO_FILES } from '../shell/words.ts';

/** 0 nothing at or above `--fail-on` · 1 findings · 2 a path that cannot be read, or no file. Throws `UsageError`. */
export async function doctorCommand(context: Context): Promise<number> {
  if (process.platform !== 'linux') throw new UsageError(NO_PROC);
  failLimit(context);
  const session = await openSession(atHome(context), await loadSettings(context));
  for (const { path, why } of session.discovery.missing) err(`envlint: ${context.say(because(path, why))}`);
  for (const { path, why } of session.loaded.unreadable)
    err(`envlint: ${context.say(because(session.display(path), why))}`);
  const examined = examinedOf(context, session, lookAt(session));
  answer(
    context,
    () => doctorJson(context, examined),
    (to) => doctorPage(to, examined),
  );
  if (session.discovery.missing.length > 0 || session.loaded.unreadable.length > 0) return 2;
  if (session.loaded.judged.size === 0) {
    err(`envlint: ${context.say(NO_FILES_OF_DOCTOR)}`);
    return 2;
  }
  return exitCode(context, { diagnostics: examined.found.map((one) => ({ ...one, rule: one.id })), suppressed: [] });
}

const NO_FILES_OF_DOCTOR = {
  en: NO_FILES.en.replace(/;.*/, '; name one'),
  zh: NO_FILES.zh.replace(/；.*/, '；请指定文件'),
};

const NO_PROC = {
  en: 'doctor reads /proc, which Linux and WSL have: it cannot look at this system yet. `envlint --home` checks its files',
  zh: 'doctor 依靠 /proc（Linux 和 WSL 才有），目前还不能查看这个系统；`envlint --home` 可以检查文件',
};

/** Without a path the files are those of this user's machine. */
function atHome(context: Context): Context {
  if (context.operands.length > 0) return context;
  return { ...context, values: { ...context.values, home: true } };
}

function examinedOf(context: Context, session: Session, { machine, found: all }: ReturnType<typeof lookAt>): Examined {
  const level = reportLevel(context.values);
  const found = all.filter(({ severity }) => atLeast(severity, level));
  const { project, loaded, display, path } = session;
  const ports = new Set(namedProxies(project).map(({ port }) => port)).size;
  return {
    project,
    machine,
    found,
    hidden: all.length - found.length,
    files: loaded.judged.size,
    ports,
    display,
    path,
  };
}
