/** Every fixed word of the reports, in both languages. */
import type { RouteVerdict, Severity, Text } from '../core.ts';
import { enumerated } from '../text.ts';
import { inLang, type Lang, type Report, type Summary } from './model.ts';

export const SEVERITY: Record<Severity, Text> = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  info: { en: 'info', zh: '提示' },
};

export const WORDS = {
  fix: { en: 'fix', zh: '修复' },
  unsafeFix: { en: 'fix with --unsafe-fixes', zh: '修复（需加 --unsafe-fixes）' },
  fixed: { en: 'fixed', zh: '已修复' },
  repaired: { en: 'Fixed', zh: '已修复' },
  takenBack: { en: 'reverted', zh: '已还原' },
  toMakeItCount: { en: 'To apply the changes:', zh: '要让修改生效：' },
  undo: { en: 'envlint undo reverts this.', zh: '执行 envlint undo 可撤销这次修复。' },
  same: { en: 'the same', zh: '相同' },
  where: { en: 'Where', zh: '位置' },
  what: { en: 'Finding', zh: '问题' },
  rule: { en: 'Rule', zh: '规则' },
  severity: { en: 'Severity', zh: '级别' },
  files: { en: 'Files', zh: '文件' },
  showCode: { en: 'Show the code', zh: '查看代码' },
  nothing: { en: 'Nothing found', zh: '没有发现问题' },
  allClear: { en: 'Everything that was checked is in order.', zh: '检查过的内容都没有问题。' },
  title: { en: 'Network environment report', zh: '网络环境检查报告' },
  routes: { en: 'How requests travel', zh: '请求的走向' },
  routesHint: {
    en: 'From the program through its variables and the proxy to the way out. Equal ways are one line.',
    zh: '从程序出发，经过它的变量和代理，直到出口。走法相同的合成一条线。',
  },
  host: { en: 'Host', zh: '主机' },
  environment: { en: 'Environment', zh: '环境' },
  allHosts: { en: 'All hosts', zh: '全部主机' },
  allEnvironments: { en: 'All environments', zh: '全部环境' },
  andMore: { en: '+{n} more', zh: '另有 {n} 处' },
  waysHidden: {
    en: '{n} more ways are not drawn: choose a host or an environment.',
    zh: '还有 {n} 条未画出，请选择主机或环境。',
  },
  asTable: { en: 'The same as a table', zh: '以表格查看' },
  mapScroll: { en: 'Map of requests, can be scrolled', zh: '请求走向图，可滚动' },
  codeScroll: { en: 'Code, can be scrolled', zh: '代码，可滚动' },
  search: { en: 'Search the findings', zh: '搜索问题' },
  matching: { en: '{n} of {all} findings shown', zh: '显示 {all} 个问题中的 {n} 个' },
  filesWith: { en: 'Files with findings', zh: '有问题的文件' },
  skip: { en: 'Skip to the findings', zh: '跳到问题列表' },
  permalink: { en: 'Link to this finding', zh: '这个问题的链接' },
  showChange: { en: 'Show the change', zh: '查看改动' },
  aboutRules: { en: 'About the rules', zh: '规则说明' },
  checkedFiles: { en: 'Checked files', zh: '检查过的文件' },
  date: { en: 'Date', zh: '时间' },
  folder: { en: 'Folder', zh: '文件夹' },
  revision: { en: 'Revision', zh: '版本' },
  command: { en: 'Command', zh: '命令' },
  all: { en: 'all', zh: '全部' },
  allRules: { en: 'All rules', zh: '全部规则' },
  filter: { en: 'Filter', zh: '筛选' },
  fixable: { en: 'fixable', zh: '可修复' },
  noMatch: { en: 'No finding matches this filter.', zh: '没有符合筛选条件的问题。' },
  theme: { en: 'Light or dark', zh: '切换明暗' },
  program: { en: 'Program', zh: '程序' },
  variable: { en: 'Variable', zh: '代理变量' },
  listener: { en: 'Listener', zh: '代理端口' },
  matched: { en: 'Rule', zh: '规则' },
  out: { en: 'Way out', zh: '出口' },
  noProxyVariable: { en: 'no proxy', zh: '不走代理' },
  unlisted: { en: 'elsewhere', zh: '别处的代理' },
} as const satisfies Record<string, Text>;

/** Where a request ends, as a verb for a headline and as a noun for a drawing. */
export const VERDICT: Record<RouteVerdict, { readonly goes: Text; readonly go: Text; readonly end: Text }> = {
  direct: {
    goes: { en: 'connects directly', zh: '直连' },
    go: { en: 'connect directly', zh: '直连' },
    end: { en: 'DIRECT', zh: '直连' },
  },
  proxy: {
    goes: { en: 'leaves through the proxy', zh: '走代理' },
    go: { en: 'leave through the proxy', zh: '走代理' },
    end: { en: 'through the proxy', zh: '走代理' },
  },
  reject: {
    goes: { en: 'is rejected', zh: '被拒绝' },
    go: { en: 'are rejected', zh: '被拒绝' },
    end: { en: 'rejected', zh: '拒绝' },
  },
  unknown: {
    goes: { en: 'cannot be decided', zh: '无法判定' },
    go: { en: 'cannot be decided', zh: '无法判定' },
    end: { en: 'not decidable', zh: '无法判定' },
  },
  error: { goes: { en: 'fails', zh: '会出错' }, go: { en: 'fail', zh: '会出错' }, end: { en: 'fails', zh: '出错' } },
};

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `2 errors, 1 warning` · `2 个错误，1 个警告`; empty when there is nothing. */
export function counts(summary: Pick<Summary, Severity>, lang: Lang): string {
  const order: readonly Severity[] = ['error', 'warning', 'info'];
  const present = order.filter((severity) => summary[severity] > 0);
  if (lang === 'zh-CN') return present.map((s) => `${summary[s]} 个${SEVERITY[s].zh}`).join('，');
  return present.map((s) => plural(summary[s], s, s === 'info' ? s : undefined)).join(', ');
}

/** `4 files checked: 2 errors, 1 warning.` After fixing, also what was repaired and what is left. */
export function checked(summary: Summary, lang: Lang): string {
  const found = counts(summary, lang);
  const { files, fixed } = summary;
  if (lang === 'zh-CN') {
    if (fixed > 0)
      return `检查了 ${files} 个文件，修复了 ${fixed} 处：${found === '' ? '没有遗留问题' : `还剩 ${found}`}。`;
    return `检查了 ${files} 个文件：${found === '' ? '没有发现问题' : found}。`;
  }
  const start = `${plural(files, 'file')} checked`;
  if (fixed > 0) return `${start}, ${plural(fixed, 'finding')} fixed: ${found === '' ? 'nothing' : found} left.`;
  return found === '' ? `${start}, nothing found.` : `${start}: ${found}.`;
}

/** How many files were checked, as a sentence of its own. */
export function filesChecked({ files }: Pick<Summary, 'files'>, lang: Lang): string {
  return lang === 'zh-CN' ? `检查了 ${files} 个文件。` : `${plural(files, 'file')} checked.`;
}

/** What can be done about it, and what is not shown: the sentences after the count. */
export function remainder({ summary, lang, isTried = true }: Pick<Report, 'summary' | 'lang' | 'isTried'>): string[] {
  const zh = lang === 'zh-CN';
  const lines: string[] = [];
  const { fixable, unsafeFixable: unsafe, hidden, baselined } = summary;
  if (fixable > 0)
    lines.push(
      zh
        ? `其中${isTried ? '' : '至多'} ${fixable} 个可用 --fix 修复。`
        : `${isTried ? '' : 'Up to '}${fixable} can be fixed with --fix.`,
    );
  if (unsafe > 0) {
    const more = fixable > 0 ? ' more' : '';
    lines.push(
      zh
        ? `${fixable > 0 ? '另有' : '其中'} ${unsafe} 个可用 --unsafe-fixes 修复。`
        : `${fixable > 0 || isTried ? '' : 'Up to '}${unsafe}${more} with --unsafe-fixes.`,
    );
  }
  if (hidden > 0) {
    lines.push(
      zh
        ? `另有 ${hidden} 条级别较低，未列出（加 --level info 可查看）。`
        : `${hidden} below the level ${hidden === 1 ? 'is' : 'are'} not shown (--level info).`,
    );
  }
  if (baselined > 0) lines.push(zh ? `基线中已有 ${baselined} 条。` : `${baselined} known from the baseline.`);
  return lines;
}

/** A place in the file at hand: `line 18` · `第 18 行`. */
export function lineName(line: number, lang: Lang): string {
  return lang === 'zh-CN' ? `第 ${line} 行` : `line ${line}`;
}

/** The notice under a list that had to be cut. */
export function more(count: number, lang: Lang): string {
  return lang === 'zh-CN' ? `还有 ${count} 条未列出。` : `${count} more not listed here.`;
}

/** Joins names: `curl, python and node` · `curl、python、node`. */
export function listed(names: readonly string[], lang: Lang): string {
  return lang === 'zh-CN' ? names.join('、') : enumerated(names);
}

/** A fixed word in the report's language. */
export function word(name: keyof typeof WORDS, lang: Lang): string {
  return inLang(WORDS[name], lang);
}
