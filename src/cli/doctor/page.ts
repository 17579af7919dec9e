/** What `envlint doctor` answers: a page for people, and the JSON that scripts rely on. */
import type { Diagnostic, Project, Text } from '../../core.ts';
import type { Finding } from '../../doctor/check.ts';
import { checks } from '../../doctor/checks/index.ts';
import type { Machine } from '../../doctor/machine.ts';
import { titleOf } from '../../doctor/programs.ts';
import { maskedJson, placeOf } from '../../report/machine/json.ts';
import { countOf, plain, type Report } from '../../report/model.ts';
import { findingBlocks } from '../../report/terminal/pretty.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { counts } from '../../report/words.ts';
import { secretsOf } from '../../secrets/index.ts';
import { VERSION } from '../../version.ts';
import type { Context } from '../shell/context.ts';

/** A machine and what was found wrong with it. */
export interface Examined {
  readonly project: Project;
  readonly machine: Machine;
  /** At or above the level. */
  readonly found: readonly Finding[];
  /** Below it. */
  readonly hidden: number;
  /** How many files were judged. */
  readonly files: number;
  /** How many different proxy ports of this machine they name. */
  readonly ports: number;
  readonly display: (file: string) => string;
  readonly path: (file: string) => string;
}

/** The report for a terminal: what is wrong, and one line that says what was looked at. Ends in a line break if it says anything. */
export function doctorPage(context: Context, examined: Examined): string {
  const report = reportOf(context, examined);
  const blocks = findingBlocks(report).map((block) => block.join('\n'));
  if (!context.values.quiet) blocks.push(lastLines(context, examined, report).join('\n'));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

/** The findings as the terminal's report draws them: the command that repairs stands where a fix does. */
function reportOf(context: Context, examined: Examined): Report {
  const { project, found, display, path, files } = examined;
  const diagnostics = found.map(diagnosticOf);
  const summaries = new Map(checks.map(({ id, summary }) => [id, summary]));
  const { env, isTerminal, lang, paint, width } = context;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return {
    project,
    diagnostics,
    files: [],
    summary: countOf(diagnostics, { files, hidden: examined.hidden }),
    ...{ applied: [], rolledBack: [], reload: [], notes: [], links: false, version: VERSION },
    ...{ lang, paint, width, display, path },
    unicode: !isTerminal || /utf-?8/i.test(locale) || locale === '',
    rule: (id) => ({ summary: summaries.get(id) ?? { en: id, zh: id } }),
    mask: secretsOf(project),
  };
}

function diagnosticOf({ id, at, severity, message, label, why, related, repair }: Finding): Diagnostic {
  return {
    rule: id,
    ...{ at, severity, message, label, why, related },
    fixes: [{ title: repair, safe: true, edits: [] }],
  };
}

const plural = (count: number, one: string): string =>
  `${count} ${one}${count === 1 ? '' : /s$/.test(one) ? 'es' : 's'}`;

/** How much was looked at and what came of it. A machine on which nothing is wrong gets this one line. */
function lastLines(context: Context, examined: Examined, { summary }: Report): string[] {
  const { say, lang, paint, width } = context;
  const { files, ports, machine, found, hidden } = examined;
  const { ofOthers, unreadable, elsewhere, areOthersHidden } = machine.skipped;
  const skipped = ofOthers + unreadable + elsewhere;
  const looked: Text = {
    en: `${plural(files, 'file')}, ${plural(machine.processes.size, 'process')}, ${plural(ports, 'proxy port')} looked at`,
    zh: `查看了 ${files} 个文件、${machine.processes.size} 个进程、${ports} 个代理端口`,
  };
  const blind = machine.hidesListeners && ports > 0 ? say(BLIND[machine.hidesListeners]) : '';
  if (found.length === 0 && hidden === 0) {
    const line = say({
      en: `All as the files say: ${looked.en}${skipped > 0 ? `, ${skipped} not` : ''}${areOthersHidden ? '; those of other users are hidden' : ''}.`,
      zh: `一切与文件一致：${looked.zh}${skipped > 0 ? `，另有 ${skipped} 个进程未查看` : ''}${areOthersHidden ? '；其他用户的进程不可见' : ''}。`,
    });
    return [`${line}${blind === '' ? '' : lang === 'zh-CN' ? blind : ` ${blind}`}`];
  }
  const result = counts(summary, lang);
  const first = say({
    en: `${looked.en}: ${result || 'nothing at this level'}.`,
    zh: `${looked.zh}：${result || '这个级别没有问题'}。`,
  });
  const below = hidden > 0 ? say(belowLevel(hidden)) : '';
  const rest = [below, skipped > 0 || areOthersHidden ? say(notLooked(machine)) : '', blind].filter(
    (sentence) => sentence !== '',
  );
  return [paint('strong', first), ...rest.flatMap((sentence) => wrap(sentence, Math.min(100, width)))];
}

const belowLevel = (count: number): Text => ({
  en: `${count} below the level ${count === 1 ? 'is' : 'are'} not shown (--level info).`,
  zh: `另有 ${count} 条级别较低，未列出（加 --level info 可查看）。`,
});

/** Why processes were not looked at, with their numbers. */
function notLooked({ skipped: { ofOthers, unreadable, elsewhere, areOthersHidden } }: Machine): Text {
  const parts: readonly (readonly [number, string, string])[] = [
    [ofOthers, 'of other users', '属于其他用户'],
    [unreadable, 'that cannot be read', '无法读取'],
    [elsewhere, 'in containers', '在容器里'],
  ];
  const some = parts.filter(([count]) => count > 0);
  const en = some.map(([count, words]) => `${plural(count, 'process')} ${words}`);
  const zh = some.map(([count, , words]) => `${count} 个${words}`);
  if (areOthersHidden) {
    en.push('those of other users, which /proc hides (hidepid)');
    zh.push('其他用户的进程（/proc 以 hidepid 挂载，不可见）');
  }
  return { en: `Not looked at: ${en.join(', ')}.`, zh: `未查看的进程：${zh.join('，')}。` };
}

const BLIND: Readonly<Record<NonNullable<Machine['hidesListeners']>, Text>> = {
  'wsl-mirrored': {
    en: 'Listeners were not judged: in mirrored mode those of Windows count too and are not seen here.',
    zh: '没有判断监听端口：镜像网络模式下 Windows 的端口也有效，这里看不到。',
  },
  wsl1: {
    en: 'Listeners were not judged: WSL 1 uses the network of Windows, which is not seen here.',
    zh: '没有判断监听端口：WSL 1 使用 Windows 的网络，这里看不到。',
  },
  docker: {
    en: 'Listeners were not judged: Docker publishes ports without a listener here (userland-proxy: false).',
    zh: '没有判断监听端口：Docker 关闭了 userland-proxy，发布的端口不在监听表里。',
  },
  unreadable: {
    en: 'Listeners were not judged: /proc/net/tcp cannot be read.',
    zh: '没有判断监听端口：无法读取 /proc/net/tcp。',
  },
};

/** The findings in the shape scripts rely on; every text in it is masked. */
export function doctorJson(context: Context, examined: Examined): string {
  const { project, machine, found, hidden, files, ports } = examined;
  const report = reportOf(context, examined);
  const { error, warning, info } = report.summary;
  const findings = found.map(({ id, severity, message, label, why, process, at, related = [], repair }) => ({
    id,
    severity,
    message: plain(report, message),
    label: label && plain(report, label),
    why: why && plain(report, why),
    process: process ? { pid: process.pid, name: titleOf(process) } : null,
    ...placeOf(report, at),
    related: related.map((note) => ({ message: plain(report, note.message), ...placeOf(report, note.at) })),
    repair: plain(report, repair),
  }));
  const value = {
    version: 1,
    findings,
    summary: { files, processes: machine.processes.size, ports, error, warning, info, hidden },
    notLookedAt: { ...machine.skipped, listeners: machine.hidesListeners ?? null },
  };
  return maskedJson(value, secretsOf(project));
}
