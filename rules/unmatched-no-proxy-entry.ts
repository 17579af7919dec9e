import type { Finding, Fix, Project, Rule, RuleDocs, Span, Text } from '../src/core.ts';
import { fixOf, rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { rewriteEntries } from '../src/fixes/list-items.ts';
import { commentAfter } from '../src/queries/comments.ts';
import { LONGEST_STRING_CHARACTERS } from '../src/queries/environments/evaluation/evaluate.ts';
import {
  type DoubtfulEntry,
  doubtfulEntries,
  doubtfulItems,
  hidesLoopback,
  type UnreadRange,
  unreadRanges,
} from '../src/queries/proxies/doubtful-entries.ts';
import { type DoubtfulForm, isUnsafe, leavesDoubt, meant, rewritten } from '../src/queries/proxies/entry-forms.ts';
import {
  type ExemptionList,
  exemptionLists,
  itemSpan,
  type ListItem,
  twinNotes,
} from '../src/queries/proxies/exemptions.ts';
import { LOOPBACK } from '../src/queries/proxies/proxies.ts';
import type { OwnProxy } from '../src/queries/proxies/proxy-settings.ts';
import { settingLists } from '../src/queries/proxies/setting-lists.ts';
import { clientTitles } from '../src/routing/client-title.ts';
import type { Understanding } from '../src/routing/exemptions/understood.ts';
import { inside, notesAt, slice, spanOf, type Together, thousands } from '../src/text.ts';

export default {
  id: 'unmatched-no-proxy-entry',
  summary: {
    en: 'An entry of NO_PROXY that clients never match, or that makes one fail.',
    zh: 'NO_PROXY 里有客户端永远匹配不上、甚至会因此报错的条目。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    for (const list of exemptionLists(project)) {
      if (list.isProxy) {
        yield proxyItself(project, list);
        continue;
      }
      if (list.overlong) yield tooLong(list, list.overlong);
      for (const same of doubtfulEntries(project, list)) yield finding(project, list, same);
      for (const range of unreadRanges(list.items, list.clients))
        yield { at: itemSpan(list, range.item), ...unread(range), related: twinNotes(list) };
    }
    for (const { setting, items, clients } of settingLists(project)) {
      const at = ({ start, end }: ListItem): Span => spanOf(setting.value, start, end);
      for (const entry of doubtfulItems(items, clients))
        yield { at: at(entry.item), ...words(entry), fixes: inFile(project, setting, entry) };
      for (const range of unreadRanges(items, clients)) yield { at: at(range.item), ...unread(range) };
      yield* cutOff(project, setting);
    }
  },
} satisfies Rule;

/**
 * Every container gets docker's list as variables, whatever runs there. VS Code and what is made of it read an item of theirs, which
 * no comma divides. How the one reader of another program's list takes another form is the user's to try: no fix.
 */
function inFile(project: Project, { client, value }: OwnProxy, { item, form }: DoubtfulEntry): Fix[] {
  const isDocker = client === 'docker';
  const isWritable = isDocker || (client === 'VS Code' && form !== 'separators');
  const text = isWritable ? rewritten(form, item) : undefined;
  if (text === undefined || text === '' || (form === 'separators' && leavesDoubt(item))) return [];
  const title = { en: `write ${text}`, zh: `改成 ${text}` };
  return fixOf(title, isDocker && !isUnsafe(form), rewrite(project, value, text, item.start, item.end));
}

/** Not a list at all. Go would accept a loopback address, but it is a typo all the same. */
function proxyItself(project: Project, list: ExemptionList): Finding {
  const { name, assignment } = list.variable;
  const edits = [list.variable, ...list.twins].map((one) => rewrite(project, one.assignment.value, LOOPBACK));
  return {
    at: inside(assignment.value),
    message: {
      en: `${name} is the proxy itself and exempts nothing`,
      zh: `${name} 填成了代理自己的地址，什么也没有排除`,
    },
    label: { en: 'the same URL as the proxy’s', zh: '和代理的地址相同' },
    related: twinNotes(list),
    fixes: unsafeFix({ en: `write ${LOOPBACK}`, zh: `改成 ${LOOPBACK}` }, ...edits),
  };
}

/** A value that is longer than the system allows reaches no program; its entries are not checked. */
function tooLong(list: ExemptionList, count: number): Finding {
  const { name, assignment } = list.variable;
  const length = thousands(count);
  const most = thousands(LONGEST_STRING_CHARACTERS);
  return {
    at: assignment.name.at,
    message: {
      en: `${name} has ${length} characters: Linux starts no program with it`,
      zh: `${name} 有 ${length} 个字符：带着它，Linux 启动不了任何程序`,
    },
    label: { en: `more than ${most}; its entries are not checked`, zh: `超过 ${most} 个字符；其中的条目没有检查` },
    why: {
      en: '“Argument list too long” is what every command then says (execve, MAX_ARG_STRLEN). Exempt whole domains instead of single hosts.',
      zh: '之后每条命令都会报 “Argument list too long”（execve 的 MAX_ARG_STRLEN）。请用整个域名代替一个个主机。',
    },
    related: twinNotes(list),
  };
}

function finding(project: Project, list: ExemptionList, same: Together<DoubtfulEntry>): Finding {
  const { first, others } = same;
  const spans = others.map(({ item }) => itemSpan(list, item));
  return {
    at: itemSpan(list, first.item),
    ...words(first),
    severity: first.isGrave || hidesLoopback(list, same) ? 'error' : undefined,
    related: [...notesAt(spans, { en: 'written the same way', zh: '同样的写法' }), ...twinNotes(list)],
    fixes: rewriteEntries(project, list, same),
  };
}

/** What happens to the requests, and why. */
function words(entry: DoubtfulEntry): Pick<Finding, 'severity' | 'message' | 'label'> {
  const { form, item, crashing, missing, isGrave } = entry;
  return {
    severity: isGrave ? 'error' : undefined,
    message: crashing.length > 0 ? fatal(item, crashing) : useless(form, item, missing),
    label: (crashing[0] ?? missing[0])?.why ?? PLAIN[form],
  };
}

/** An address range that no reader of the list knows anything of. */
function unread({ item, readings }: UnreadRange): Pick<Finding, 'message' | 'label'> {
  const names = clientTitles(readings.map(({ client }) => client));
  return {
    message: {
      en: `${names.en} ${readings.length > 1 ? 'know' : 'knows'} no address ranges: requests to ${item.text} go to the proxy`,
      zh: `${names.zh} 不认网段：发往 ${item.text} 的请求仍会走代理`,
    },
    label: readings[0]?.why,
  };
}

/** `noproxy=a;b`: npm takes what is written from the first `;` or `#` on for a comment. */
function* cutOff(project: Project, { client, name, value }: OwnProxy): Iterable<Finding> {
  const document = project.document(value.at.file);
  const tail = commentAfter(document, value);
  const lost = tail && slice(document, tail.at).slice(1);
  if (!tail || !lost || !/^[\w.*:[\]/;,-]+$/.test(lost)) return;
  const sign = slice(document, tail.at)[0];
  yield {
    at: tail.at,
    message: {
      en: `${client} reads ${name.text} up to the ${sign}: requests to what follows go to the proxy`,
      zh: `${client} 只把 ${name.text} 读到 ${sign} 为止：访问后面这些地址仍会走代理`,
    },
    label: { en: `a comment begins at ${sign}; commas separate`, zh: `${sign} 之后是注释；请用逗号分隔` },
  };
}

function fatal(item: ListItem, crashing: readonly Understanding[]): Text {
  const names = clientTitles(crashing.map(({ client }) => client));
  return {
    en: `${item.text} makes ${names.en} fail on every request`,
    zh: `${item.text} 会让 ${names.zh} 的所有请求都失败`,
  };
}

function useless(form: DoubtfulForm, item: ListItem, missing: readonly Understanding[]): Text {
  const names = clientTitles(missing.map(({ client }) => client));
  const what = meant(form, item);
  return { en: `Requests to ${what.en} go to the proxy in ${names.en}`, zh: `${names.zh} 访问${what.zh}时仍会走代理` };
}

/** For entries that mean nothing a client could be asked about. */
const PLAIN: Partial<Record<DoubtfulForm, Text>> = {
  keyword: {
    en: 'a keyword of Windows; elsewhere it is a host name',
    zh: '这是 Windows 专用的关键字，在其他系统上只是普通主机名',
  },
  quotes: { en: 'the quotes belong to the entry', zh: '引号会被当成条目的一部分' },
};

export const docs: RuleDocs = {
  text: {
    en: `
There is no standard for \`NO_PROXY\`, and every client reads it in its own way. This rule asks the clients envlint models (those
of \`network.clients\`; by default curl, requests, httpx, urllib, Node's fetch and Go) what each entry means to them, exactly as
\`envlint route\` would, and reports entries that some of them cannot match:

- \`*.x\` works in Go and JavaScript only; elsewhere the \`*\` is a letter. \`.x\` says the same to everyone.
- \`10.*\`, \`192.168.\`: nobody. Ranges \`a-b\`: only Node's http.
- \`a;b\`, \`a b\`, \`a，b\`: one entry to most clients; curl from 8.9 on stops at the space. Where this machine is lost so in every
  client, it is an **error**.
- \`http://x\`, \`x/\`: only httpx, and \`http:x\` makes it fail. \`x:443\`: curl, git, wget, aiohttp and uv never match it.
- \`<local>\`: Windows only. Quotes that reach the value: nobody. Capitals: not npm, which compares letter by letter.
- \`[::1]\` and IPv6 ranges: httpx 0.24.0 to 0.28.1 raises \`InvalidURL\` when a client is built, so every request fails.
- Ranges, where none of the clients knows them.
- A list of more than 131,072 characters: Linux starts no program that is given it. Its entries are not checked.

\`localhost\`, \`127.0.0.1\` and \`::1\` are never reported: they are as portable as it gets. Programs written in Go understand most
of these forms, and their units are judged by what Go does.

Fixes are safe where the new form exempts at least what the old one did; dropping a port or brackets, and writing a range for
\`10.*\`, changes what some client does and needs \`--unsafe-fixes\`.

Lists in docker's \`config.json\` (which every container gets), in \`.npmrc\`, \`.curlrc\` and \`.wgetrc\` are judged too, each by its readers,
and each item of VS Code's \`http.noProxy\`: it is the end of a host name, so that stars, ranges, URLs and several names in one item match
nothing. Of these only docker's is repaired by \`--fix\`, VS Code's with \`--unsafe-fixes\`. In \`.npmrc\` a \`;\` or \`#\` begins a comment,
so that \`noproxy=a;b\` is \`a\` (npm's ini package).

Sources: the clients' own code, named in \`src/routing/clients\`; encode/httpx#2674, encode/httpx#3221, npm/cli#5594,
astral-sh/uv#11640, curl/curl#10209.`,
    zh: `
\`NO_PROXY\` 没有标准，每个客户端都有自己的读法。本规则会拿每一项去问 envlint 内置的客户端模型（\`network.clients\` 里列出的；默认是
curl、requests、httpx、urllib、Node 的 fetch 和 Go），与 \`envlint route\` 的判断完全一致，只要其中有谁匹配不上就会报告：

- \`*.x\`：只有 Go 和 JavaScript 认，其他客户端把 \`*\` 当普通字符。\`.x\` 对所有客户端都是这个意思。
- \`10.*\`、\`192.168.\`：谁都不认。\`a-b\` 形式的区间只有 Node 的 http 认。
- \`a;b\`、\`a b\`、\`a，b\`：对大多数客户端来说只是一项；curl 从 8.9 起读到空格就停。如果所有客户端因此都认不出本机，报**错误**。
- \`http://x\`、\`x/\`：只有 httpx 认；\`http:x\` 则会让它报错。\`x:443\`：curl、git、wget、aiohttp、uv 永远匹配不上。
- \`<local>\`：只在 Windows 上有用。引号进了值里，谁都不认。大写字母：npm 逐字比较，匹配不上。
- \`[::1]\` 和 IPv6 网段：httpx 0.24.0 到 0.28.1 在创建客户端时就会抛出 \`InvalidURL\`，所有请求都会失败。
- 网段，如果所有客户端都不认。
- 超过 131,072 个字符的列表：带着它，Linux 启动不了任何程序。其中的条目不再检查。

\`localhost\`、\`127.0.0.1\`、\`::1\` 从不报告，它们已经是最通用的写法。Go 程序认得其中大部分写法，它们的单元文件按 Go 的规则判断。

新写法至少排除了原来要排除的地址时，修复是安全的；去掉端口或方括号、把 \`10.*\` 写成网段会改变某些客户端现在的行为，需要
\`--unsafe-fixes\`。

docker 的 \`config.json\`（每个容器都会拿到）、\`.npmrc\`、\`.curlrc\`、\`.wgetrc\` 里的列表也会检查，各按自己的读者判断；VS Code 的 \`http.noProxy\`
则逐项检查：每一项都是主机名的结尾，星号、网段、网址、一项里写几个名字都匹配不上。其中 \`--fix\` 只修复 docker 的，VS Code 的需要
\`--unsafe-fixes\`。\`.npmrc\` 里的 \`;\` 和 \`#\` 是注释的开头，\`noproxy=a;b\` 就只剩 \`a\`（npm 的 ini 包）。

来源：各客户端的源码，出处见 \`src/routing/clients\`；encode/httpx#2674、encode/httpx#3221、npm/cli#5594、astral-sh/uv#11640、curl/curl#10209。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,*.deepseek.com,*.moonshot.cn
                                     ^^^^^^^^^^^^^^ warning Requests to subdomains of deepseek.com go to the proxy in curl, requests, httpx and urllib
        no_proxy=localhost,127.0.0.1,*.deepseek.com,*.moonshot.cn
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,.deepseek.com,.moonshot.cn
        no_proxy=localhost,127.0.0.1,.deepseek.com,.moonshot.cn
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,[::1]
                                     ^^^^^ error [::1] makes httpx fail on every request
      `,
      unsafe: true,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890"
        Environment="NO_PROXY=http://127.0.0.1:7890"
                              ^^^^^^^^^^^^^^^^^^^^^ warning NO_PROXY is the proxy itself and exempts nothing
      `,
      unsafe: true,
      fixed: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890"
        Environment="NO_PROXY=localhost,127.0.0.1,::1"
      `,
    },
  ],
  good: [
    {
      files: `
        -- .vscode/settings.json --
        {
          "http.proxy": "http://proxy.corp.example:3128",
          "http.noProxy": ["*", ".corp.example", "wiki.example", "git.example:8443", "[::1]", "127.0.0.0/8", "10.0.0.9"]
        }
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy=http://127.0.0.1:7890
        export no_proxy="localhost,$(hostname -I | awk '{print $1}'),$no_proxy"
      `,
    },
    {
      files: `
        -- .profile --
        export NO_PROXY=*.corp.example
      `,
    },
  ],
};
