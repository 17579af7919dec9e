/** Every fixed word of the site, in both languages. What reports say is in `report/words.ts`. */
import type { Text } from '../core.ts';
import { inLang, type Lang } from '../report/model.ts';

const WORDS = {
  // The frame of every page.
  skip: { en: 'Skip to the content', zh: '跳到正文' },
  menu: { en: 'Site', zh: '站点' },
  playground: { en: 'Playground', zh: '在线检查' },
  noProxyTool: { en: 'NO_PROXY table', zh: 'NO_PROXY 对照表' },
  rules: { en: 'Rules', zh: '规则' },
  errors: { en: 'Error messages', zh: '报错' },
  docs: { en: 'Documentation', zh: '文档' },
  otherLanguage: { en: '中文', zh: 'English' },
  theme: { en: 'Light or dark', zh: '切换明暗' },
  quiet: {
    en: 'Everything runs in this page. Its security policy lets no request out.',
    zh: '一切都在本页内运行，页面的安全策略不允许发出任何请求。',
  },
  // Pages of rules and errors.
  rulesLead: {
    en: 'What envlint finds. A safe fix never changes what works today; an unsafe one guesses.',
    zh: 'envlint 检查的内容。安全的修复不会改变现在能用的东西；不安全的修复带有猜测。',
  },
  errorsLead: {
    en: 'Messages people see when the network of a machine is set up wrongly, with their causes.',
    zh: '网络环境配置有误时会看到的报错，以及背后的原因。',
  },
  checks: { en: 'Checks of the running machine', zh: '对运行状态的检查' },
  checksLead: {
    en: '`envlint doctor` compares the running machine with its files.',
    zh: '`envlint doctor` 把运行中的机器与配置文件对照。',
  },
  search: { en: 'Search', zh: '搜索' },
  noMatch: { en: 'Nothing matches.', zh: '没有匹配的内容。' },
  fixSafe: { en: 'safe fix', zh: '安全修复' },
  fixUnsafe: { en: 'unsafe fix', zh: '不安全的修复' },
  off: { en: 'off unless asked for', zh: '默认关闭' },
  wrong: { en: 'Wrong', zh: '错误写法' },
  right: { en: 'Left alone', zh: '不会报告的写法' },
  afterFix: { en: 'After --fix', zh: '执行 --fix 之后' },
  afterUnsafe: { en: 'After --unsafe-fixes', zh: '执行 --unsafe-fixes 之后' },
  open: { en: 'Open in the playground', zh: '在线打开' },
  silence: { en: 'To silence one place, the line above it:', zh: '忽略一处，在它上一行写：' },
  reason: { en: 'the reason', zh: '理由' },
  switchOff: { en: 'To switch it off, in envlint.yaml:', zh: '关闭这条规则，在 envlint.yaml 里写：' },
  asSeen: { en: 'What people see', zh: '看到的报错' },
  causes: { en: 'Causes, the likeliest first', zh: '原因，按可能性从高到低' },
  foundBy: { en: 'found by', zh: '检查规则' },
  noFile: { en: 'no file shows this', zh: '文件里看不出来' },
  confirm: { en: 'To make sure by hand', zh: '手动确认' },
  sources: { en: 'Sources', zh: '来源' },
  explainHere: { en: 'Look for it in your files', zh: '在自己的文件里查找' },
  looksLike: { en: 'What it looks like', zh: '现象' },
  command: { en: 'It is found by this command:', zh: '由这条命令发现：' },
  docsLead: { en: 'How envlint is used, page by page.', zh: 'envlint 的用法，逐页说明。' },
  configKeys: { en: 'Every key', zh: '全部配置项' },
  configKey: { en: 'Key', zh: '配置项' },
  configExample: { en: 'Example', zh: '示例' },
  configMeaning: { en: 'Meaning', zh: '含义' },
  configTakes: { en: 'Takes', zh: '取值' },
} as const satisfies Record<string, Text>;

/** A fixed word of the site's pages. */
export function word(name: keyof typeof WORDS, lang: Lang): string {
  return inLang(WORDS[name], lang);
}
