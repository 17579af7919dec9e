/** Every fixed word of the NO_PROXY table, in both languages. */
import type { Text } from '../../core.ts';
import { inLang, type Lang } from '../../report/model.ts';

const WORDS = {
  title: { en: 'Who reads NO_PROXY how', zh: '各客户端怎样读 NO_PROXY' },
  lead: {
    en: 'Type a list and hosts: each client is asked as it is modelled, from measurements and source code.',
    zh: '输入列表和主机，按实测和源码得到的规则，逐个客户端判断请求走哪边。',
  },
  list: { en: 'NO_PROXY', zh: 'NO_PROXY' },
  hosts: { en: 'Requests to, one a line', zh: '请求的地址，每行一个' },
  proxy: { en: 'Proxy', zh: '代理' },
  names: { en: 'The list is set as', zh: '列表的变量名' },
  both: { en: 'no_proxy and NO_PROXY', zh: 'no_proxy 和 NO_PROXY' },
  lower: { en: 'no_proxy alone', zh: '只有 no_proxy' },
  upper: { en: 'NO_PROXY alone', zh: '只有 NO_PROXY' },
  client: { en: 'Client', zh: '客户端' },
  usual: { en: 'Clients and libraries', zh: '客户端与库' },
  agents: { en: 'Runtimes and agents', zh: '运行时与智能体' },
  direct: { en: 'direct', zh: '直连' },
  through: { en: 'proxy', zh: '代理' },
  error: { en: 'fails', zh: '出错' },
  unknown: { en: 'depends', zh: '看情况' },
  agree: { en: 'All clients agree on every host.', zh: '所有客户端对每个主机的判断一致。' },
  differ: { en: 'Clients differ on {n} of {all} hosts.', zh: '{all} 个主机中，有 {n} 个各客户端判断不一致。' },
  entry: { en: '{entry}: matches for {n} of {all} clients', zh: '{entry}：{all} 个客户端中有 {n} 个匹配' },
  entryNone: { en: '{entry}: matches none of these hosts', zh: '{entry}：与这些主机都不匹配' },
  matches: { en: '{entry} matches', zh: '{entry} 匹配' },
  loopback: { en: 'it never sends loopback to a proxy', zh: '从不把本机地址交给代理' },
  reads: { en: 'reads {list} for the list', zh: '列表取自 {list}' },
  through2: { en: 'through {proxy}, from {variable}', zh: '经 {proxy}，取自 {variable}' },
  noMatch: { en: 'no entry matches', zh: '没有匹配的条目' },
  details: { en: 'Press a cell to see why.', zh: '点单元格查看原因。' },
  note: {
    en: 'Other versions: `envlint route URL --client NAME@VERSION`.',
    zh: '其他版本：`envlint route URL --client NAME@VERSION`。',
  },
  link: { en: 'Copy a link to this table', zh: '复制此表的链接' },
  copied: { en: 'Link copied.', zh: '链接已复制。' },
  notCopied: {
    en: 'The browser did not allow copying; the link is in the address bar.',
    zh: '浏览器不允许复制，链接在地址栏里。',
  },
} as const satisfies Record<string, Text>;

export type ListWord = keyof typeof WORDS;

/** A fixed word of the table; `{n}` and its like are filled in. */
export function listWord(name: ListWord, lang: Lang, holes: Readonly<Record<string, string | number>> = {}): string {
  return inLang(WORDS[name], lang).replace(/\{(\w+)\}/g, (hole, key: string) => String(holes[key] ?? hole));
}
