import type { Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { appendToList, fixOf, safeFix } from '../src/fixes/edits.ts';
import { exempt } from '../src/fixes/exemptions.ts';
import { type Environment, everyWay, type Variable } from '../src/queries/environments/environment.ts';
import { clientsOf } from '../src/queries/proxies/exemptions.ts';
import { type LacksLoopback, lacksLoopback } from '../src/queries/proxies/loopback.ts';
import { atOrigin, noProxies, proxies, servesOnlyProxies } from '../src/queries/proxies/proxies.ts';
import { localLists, type SettingList } from '../src/queries/proxies/setting-lists.ts';
import { clientTitles } from '../src/routing/client-title.ts';
import { enumerated, inside } from '../src/text.ts';

export default {
  id: 'no-proxy-lacks-loopback',
  summary: {
    en: 'The list of exempt hosts leaves out this machine itself.',
    zh: '排除列表里没有本机地址。',
  },
  severity: 'error',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    for (const list of localLists(project)) yield* ofProgram(project, list);
    for (const environment of everyWay(project)) {
      if (environment.ignoresLoopback || proxies(environment).length === 0) continue;
      const clients = clientsOf(project, environment);
      const lacking = atOrigin(noProxies(environment)).flatMap((list) => {
        const { entries, gaps } = lacksLoopback(list.text, clients);
        return list.known && !list.presumed && entries.length > 0 ? [{ list, entries, gaps }] : [];
      });
      if (lacking.length === 0) continue;
      const found = finding(project, lacking);
      yield isOpen(environment, lacking) ? { ...found, severity: 'info' } : found;
    }
  },
} satisfies Rule;

/** Can a file that is not here still replace the lists, or remove all proxies? */
function isOpen(environment: Environment, lacking: readonly Lacking[]): boolean {
  const { isIncomplete, settled } = environment;
  if (!isIncomplete) return false;
  const isSettled = ({ name }: Variable): boolean => settled.has(name);
  return (
    !lacking.some(({ list }) => isSettled(list)) ||
    !proxies(environment).some((proxy) => proxy.known && isSettled(proxy))
  );
}

interface Lacking extends LacksLoopback {
  readonly list: Variable;
}

function finding(project: Project, lacking: readonly Lacking[]): Finding {
  const [{ list, entries, gaps }, ...others] = lacking as [Lacking, ...Lacking[]];
  const isForAll = gaps.some((gap) => gap.isForAll);
  const names = gaps.filter((gap) => gap.isForAll === isForAll);
  const hosts = names.length > 0 ? names.map(({ host }) => host) : ['::1'];
  const titles = names.length > 0 && !isForAll ? clientTitles(names[0]!.clients) : undefined;
  const isSafe = lacking.every(({ list: { assignment } }) => servesOnlyProxies(project, assignment));
  return {
    at: inside(list.assignment.value),
    severity: isForAll ? undefined : names.length > 0 ? 'warning' : 'info',
    message: {
      en: `Requests to ${enumerated(hosts)} will be sent to the proxy${titles ? ` by ${titles.en}` : ''}`,
      zh: `${titles ? `${titles.zh} ` : ''}发往 ${hosts.join('、')} 的请求会走代理`,
    },
    label: { en: `lacks ${entries.join(', ')}`, zh: `缺少 ${entries.join('、')}` },
    why: titles ? RANGES : NAMES,
    related: others.map((other) => ({
      at: other.list.assignment.name.at,
      message: { en: 'the same list in the other spelling', zh: '另一种大小写的同一份列表' },
    })),
    fixes: fixOf(
      { en: `append ${entries.join(',')}`, zh: `补上 ${entries.join(',')}` },
      gaps.length > 0 && isSafe,
      ...lacking.flatMap((one) => exempt(project, [one.list], one.entries)),
    ),
  };
}

/** A list in a program's own file: only that program is asked. */
function* ofProgram(project: Project, { setting, clients }: SettingList): Iterable<Finding> {
  const { value, client } = setting;
  const hosts = lacksLoopback(value.text, clients).gaps.map(({ host }) => host);
  if (!value.known || value.text === '' || hosts.length === 0) return;
  const who = client === 'docker' ? { en: 'in containers', zh: '容器里' } : { en: `by ${client}`, zh: `${client} ` };
  yield {
    at: inside(value),
    severity: 'warning',
    message: {
      en: `Requests to ${enumerated(hosts)} will be sent to the proxy ${who.en}`,
      zh: `${who.zh}发往 ${hosts.join('、')} 的请求会走代理`,
    },
    label: { en: `lacks ${hosts.join(', ')}`, zh: `缺少 ${hosts.join('、')}` },
    why: NAMES,
    fixes: safeFix(
      { en: `append ${hosts.join(',')}`, zh: `补上 ${hosts.join(',')}` },
      appendToList(project, value, hosts),
    ),
  };
}

const NAMES: Text = {
  en: 'Clients compare names as they are written: localhost, 127.0.0.1 and ::1 are three entries to them.',
  zh: '客户端只按字面比较：对它们来说 localhost、127.0.0.1、::1 是三个不同的条目。',
};
const RANGES: Text = {
  en: 'What the list says instead is understood by other clients only: to these it is the name of another host.',
  zh: '列表里现有的写法只有别的客户端认得，在它们看来那是另一个主机的名字。',
};

export const docs: RuleDocs = {
  text: {
    en: `
\`NO_PROXY\` is there, but requests to this machine still go to the proxy: \`localhost\` does not stand for \`127.0.0.1\`, nor the
other way round. curl, requests, httpx, urllib, aiohttp, undici and Node compare the text of the entry with the host of the URL.

A list that is only \`*\`, or one that is partly computed (\`$(…)\`, an inherited \`$no_proxy\`), is not judged. When only \`::1\` is
missing it is worth knowing and no more: few programs call \`http://[::1]\`.

Whether a list covers this machine is asked of the clients envlint models (those of \`network.clients\`). \`127.*\` covers it in none of
them: an **error**. \`127.0.0.0/8\`, GNOME's default, is understood by curl from 7.86 on, requests and Go, and not by urllib, httpx and Node:
a **warning** that names them.`,
    zh: `
\`NO_PROXY\` 写了，但访问本机的请求仍然走代理：\`localhost\` 并不等于 \`127.0.0.1\`，反过来也一样。curl、requests、httpx、urllib、
aiohttp、undici、Node 都是拿条目的字面和 URL 里的主机名比较。

只写了 \`*\` 的列表，或者有一部分要运行时才知道（\`$(…)\`、继承来的 \`$no_proxy\`），不作判断。只缺 \`::1\` 时仅作提示：很少有程序访问
\`http://[::1]\`。

列表是否覆盖本机，按 envlint 内置的客户端模型（\`network.clients\`）判断。\`127.*\` 没有一个客户端认：报**错误**。GNOME 默认的 \`127.0.0.0/8\`，curl 7.86
起、requests、Go 认得，urllib、httpx、Node 不认：报**警告**并列出名字。`,
  },
  bad: [
    {
      files: `
        -- .curlrc --
        proxy = "http://127.0.0.1:7890"
        noproxy = ".corp.example"
                   ^^^^^^^^^^^^^ warning Requests to localhost and 127.0.0.1 will be sent to the proxy by curl
        -- .profile --
        systemctl --user set-environment https_proxy=http://127.0.0.1:7890 no_proxy=localhost,::1
                                                                                    ^^^^^^^^^^^^^ error
      `,
      fixed: `
        -- .curlrc --
        proxy = "http://127.0.0.1:7890"
        noproxy = ".corp.example,localhost,127.0.0.1"
        -- .profile --
        systemctl --user set-environment https_proxy=http://127.0.0.1:7890 no_proxy=localhost,::1,127.0.0.1
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.0/8,::1
                 ^^^^^^^^^^^^^^^^^^^^^^^^^ warning Requests to 127.0.0.1 will be sent to the proxy by httpx, urllib and Node’s fetch
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.0/8,::1,127.0.0.1
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.*,::1
                 ^^^^^^^^^^^^^^^^^^^ error Requests to 127.0.0.1 will be sent to the proxy
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.*,::1,127.0.0.1
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY="10.0.0.8,.corp.example" # the office
                  ^^^^^^^^^^^^^^^^^^^^^^ error Requests to localhost and 127.0.0.1 will be sent to the proxy
        no_proxy=10.0.0.8,.corp.example
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY="10.0.0.8,.corp.example,localhost,127.0.0.1,::1" # the office
        no_proxy=10.0.0.8,.corp.example,localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        export NO_PROXY=localhost,::1
                        ^^^^^^^^^^^^^ error Requests to 127.0.0.1 will be sent to the proxy
        export no_proxy=$NO_PROXY
      `,
      fixed: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890
        export NO_PROXY=localhost,::1,127.0.0.1
        export no_proxy=$NO_PROXY
      `,
    },
    {
      files: `
        -- .zshrc --
        NO_PROXY_HOSTS="10.0.0.8,.corp.example"
                        ^^^^^^^^^^^^^^^^^^^^^^ error Requests to localhost and 127.0.0.1 will be sent to the proxy
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890
          export no_proxy="$NO_PROXY_HOSTS" NO_PROXY="$NO_PROXY_HOSTS"
        }
      `,
      fixed: `
        -- .zshrc --
        NO_PROXY_HOSTS="10.0.0.8,.corp.example,localhost,127.0.0.1,::1"
        proxy_on() {
          export https_proxy=http://127.0.0.1:7890
          export no_proxy="$NO_PROXY_HOSTS" NO_PROXY="$NO_PROXY_HOSTS"
        }
      `,
    },
    {
      files: `
        -- .config/fish/config.fish --
        set -gx https_proxy http://127.0.0.1:7890
        set -gx no_proxy localhost,127.0.0.1
                         ^^^^^^^^^^^^^^^^^^^ info Requests to ::1 will be sent to the proxy
      `,
    },
    {
      files: `
        -- .zshrc --
        export {http,https}_proxy=http://127.0.0.1:7890
        export {no_proxy,NO_PROXY}=.corp.example
                                   ^^^^^^^^^^^^^ error
      `,
      fixed: `
        -- .zshrc --
        export {http,https}_proxy=http://127.0.0.1:7890
        export {no_proxy,NO_PROXY}=.corp.example,localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- envlint.yaml --
        network: { clients: [curl, requests, go] }
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.0/8,::1
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy=http://127.0.0.1:7890
        export no_proxy="$no_proxy,10.0.0.8"
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=*
      `,
    },
    {
      files: `
        -- .profile --
        export NO_PROXY=intranet.example
      `,
    },
  ],
};
