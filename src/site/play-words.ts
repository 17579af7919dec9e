/** Every fixed word of the playground, in both languages. */
import type { Text } from '../core.ts';
import { inLang, type Lang } from '../report/model.ts';
import { WORDS as REPORT } from '../report/words.ts';

const WORDS = {
  title: { en: 'Where do your requests go?', zh: '你的请求走哪条路？' },
  lead: {
    en: 'Put in `.env`, shell files, Clash rules, units: what sends requests the wrong way is marked, with a fix. Nothing leaves this page.',
    zh: '放入 `.env`、shell 配置、Clash 规则、服务单元，立刻看到哪里会让请求走错路，并一键修复。内容不会离开本页。',
  },
  tools: { en: 'Files and sharing', zh: '文件与分享' },
  example: { en: 'Example machine', zh: '示例机器' },
  ownFiles: { en: 'own files', zh: '自己的文件' },
  paste: { en: 'Paste', zh: '粘贴' },
  folder: { en: 'Open a folder', zh: '打开文件夹' },
  pickFiles: { en: 'Open files', zh: '打开文件' },
  copyPicture: { en: 'Copy as picture', zh: '复制为图片' },
  copyComment: { en: 'Copy as issue comment', zh: '复制为 issue 评论' },
  share: { en: 'Share', zh: '分享' },
  files: { en: 'Files', zh: '文件' },
  add: { en: 'New file', zh: '新建文件' },
  close: { en: 'Close', zh: '关闭' },
  checking: { en: 'Checking', zh: '检查中' },
  fixSafe: { en: 'Fix {n} safely', zh: '安全修复 {n} 处' },
  fixUnsafe: { en: 'Fix {n} more, unsafe', zh: '另外修复 {n} 处（不安全）' },
  apply: { en: 'apply', zh: '应用' },
  applyUnsafe: { en: 'apply, unsafe', zh: '应用（不安全）' },
  showNotes: { en: 'Show notes ({n})', zh: '显示 {n} 条提示' },
  goTo: { en: 'Show in the editor', zh: '在编辑器中查看' },
  unread: { en: 'envlint does not read files of this kind.', zh: 'envlint 不检查这类文件。' },
  configured: {
    en: 'Configuration: network, timeouts and severities are followed here.',
    zh: '配置文件：这里遵循其中的网络、超时和级别。',
  },
  allClear: REPORT.allClear,
  routes: REPORT.routes,
  routesHint: {
    en: 'From the program through its variables and the proxy to the way out. Press a box to see its line.',
    zh: '从程序出发，经过它的变量和代理，直到出口。点方框可跳到对应的行。',
  },
  host: REPORT.host,
  environment: REPORT.environment,
  allHosts: REPORT.allHosts,
  allEnvironments: REPORT.allEnvironments,
  mapScroll: REPORT.mapScroll,
  asTable: REPORT.asTable,
  otherHost: { en: 'Another host', zh: '其他主机' },
  ask: { en: 'Show its route', zh: '查看走向' },
  errorTitle: { en: 'An error message', zh: '报错原文' },
  errorHint: {
    en: 'Paste what a program printed: its causes, and which of them are in the files above.',
    zh: '粘贴程序打印的报错：列出可能的原因，并指出上面的文件里有哪些。',
  },
  nearest: {
    en: 'No known symptom fits this text. The nearest ones:',
    zh: '没有与这段文字相符的已知症状。最接近的有：',
  },
  here: { en: 'here: ', zh: '就在这里：' },
  pasteTitle: { en: 'Paste a file or an error', zh: '粘贴文件内容或报错' },
  pasteHint: {
    en: 'What it is follows from the text; the name can be changed.',
    zh: '根据内容判断类型，名称可以修改。',
  },
  name: { en: 'Name', zh: '名称' },
  cancel: { en: 'Cancel', zh: '取消' },
  addFile: { en: 'Add', zh: '添加' },
  looksLikeError: { en: 'This looks like the text of an error.', zh: '看起来是一段报错。' },
  looksLike: { en: 'Recognised as {kind}.', zh: '识别为 {kind}。' },
  dropHere: { en: 'Drop files or a folder', zh: '松开以放入文件或文件夹' },
  noneWanted: { en: 'No file that envlint reads is among them.', zh: '其中没有 envlint 检查的文件。' },
  opened: { en: 'Files opened: {n}, skipped: {m}.', zh: '打开了 {n} 个文件，跳过 {m} 个。' },
  fixed: { en: '{n} findings fixed.', zh: '修复了 {n} 处。' },
  nothingFixed: { en: 'No finding has a fix of this kind.', zh: '没有可以这样修复的问题。' },
  outdated: { en: 'The text has changed meanwhile: try again.', zh: '内容已变化，请再试一次。' },
  copied: { en: 'Copied.', zh: '已复制。' },
  saved: { en: 'Saved as a file: this browser copies no pictures.', zh: '已存为文件：此浏览器不能复制图片。' },
  notCopied: { en: 'The browser did not allow copying.', zh: '浏览器不允许复制。' },
  linkCopied: { en: 'Link copied. {n} secrets are masked in it.', zh: '链接已复制，其中 {n} 处敏感信息已打码。' },
  linkLong: {
    en: 'Link copied ({n} kB): some programs cut such long links.',
    zh: '链接已复制（{n} kB）：有些软件会截断这么长的链接。',
  },
  badLink: { en: 'This link could not be read.', zh: '无法读取这个链接。' },
  fault: { en: 'envlint failed on these files: {why}', zh: 'envlint 在这些文件上出错：{why}' },
  moreLines: { en: 'and {n} more', zh: '另有 {n} 条' },
} as const satisfies Record<string, Text>;

export type PlayWord = keyof typeof WORDS;

/** A fixed word of the playground; `{n}` and its like are filled in. */
export function play(name: PlayWord, lang: Lang, holes: Readonly<Record<string, string | number>> = {}): string {
  return inLang(WORDS[name], lang).replace(/\{(\w+)\}/g, (hole, key: string) => String(holes[key] ?? hole));
}
