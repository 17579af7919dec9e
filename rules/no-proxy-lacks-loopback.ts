import type { Rule, RuleDocs } from '../src/core.ts';
import { appendToList, fixOf } from '../src/fixes/edits.ts';
import { environments, type Variable } from '../src/queries/environments/environment.ts';
import { listEntries, noProxies, proxies, servesOnlyProxies, written } from '../src/queries/proxies/proxies.ts';
import { SEPARATORS } from '../src/routing/exemptions/no-proxy.ts';
import { enumerated, inside } from '../src/text.ts';

export default {
  id: 'no-proxy-lacks-loopback',
  summary: {
    en: 'The list of exempt hosts leaves out this machine itself.',
    zh: '排除列表里没有本机地址。',
  },
  severity: 'error',
  needs: ['env'],

  *check(project) {
    for (const environment of environments(project)) {
      if (environment.isGo || proxies(environment).length === 0) continue;
      const lacking = written(noProxies(environment)).filter((list) => missing(list).length > 0);
      const [first, ...others] = lacking;
      if (!first) continue;
      const gone = missing(first);
      const grave = gone.some((entry) => entry !== '::1');
      yield {
        at: inside(first.assignment.value),
        ...(grave ? {} : { severity: 'info' }),
        message: {
          en: grave
            ? `Requests to ${enumerated(gone.filter((entry) => entry !== '::1'))} will be sent to the proxy`
            : 'Requests to ::1 will be sent to the proxy',
          zh: `发往 ${(grave ? gone.filter((entry) => entry !== '::1') : gone).join('、')} 的请求会走代理`,
        },
        label: { en: `lacks ${gone.join(', ')}`, zh: `缺少 ${gone.join('、')}` },
        why: {
          en: 'Clients compare names as they are written: localhost, 127.0.0.1 and ::1 are three entries to them.',
          zh: '客户端只按字面比较：对它们来说 localhost、127.0.0.1、::1 是三个不同的条目。',
        },
        related: others.map((list) => ({
          at: list.assignment.name.at,
          message: { en: 'the same list in the other spelling', zh: '另一种大小写的同一份列表' },
        })),
        fixes: fixOf(
          { en: `append ${gone.join(',')}`, zh: `补上 ${gone.join(',')}` },
          grave && lacking.every(({ assignment }) => servesOnlyProxies(project, assignment)),
          ...lacking.map((list) => appendToList(project, list.assignment.value, missing(list))),
        ),
      };
    }
  },
} satisfies Rule;

/** What of loopback a list lacks; nothing for a list that is partly unknown or only a default. */
function missing(list: Variable): string[] {
  const entries = meantEntries(list.text);
  if (!list.known || list.presumed || entries.includes('*')) return [];
  const has = (...forms: string[]): boolean => forms.some((form) => entries.includes(form));
  return [
    ...(has('localhost', '.localhost') ? [] : ['localhost']),
    ...(has('127.0.0.1') ||
    entries.some((entry) => /^127\.(?:[\d.]*\/\d+|\*|0\.\*|0\.0\.\*|0\.0\.1[:/].*)$/.test(entry))
      ? []
      : ['127.0.0.1']),
    ...(has('::1', '[::1]', '::1/128') ? [] : ['::1']),
  ];
}

/**
 * What the list plainly means, however it is written: a `;` or a `，` for a comma, a port, a URL. That clients read it otherwise is
 * the finding of `unmatched-no-proxy-entry`, and one fact makes one finding.
 */
function meantEntries(text: string): string[] {
  return listEntries(text.split(SEPARATORS).join(',')).map((entry) =>
    entry
      .replace(/^[“”„‘’]+|[“”‘’]+$/g, '')
      .replace(/^(?:[a-z]+:\/\/|https?:(?=[a-z]))/, '')
      .replace(/\/$/, '')
      .replace(/^([^:]+):\d+$/, '$1'),
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
\`NO_PROXY\` is there, but requests to this machine still go to the proxy: \`localhost\` does not stand for \`127.0.0.1\`, nor the
other way round. curl, requests, httpx, urllib, aiohttp, undici and Node compare the text of the entry with the host of the URL.

A list that is only \`*\`, or one that is partly computed (\`$(…)\`, an inherited \`$no_proxy\`), is not judged. When only \`::1\` is
missing it is worth knowing and no more: few programs call \`http://[::1]\`.`,
    zh: `
\`NO_PROXY\` 写了，但访问本机的请求仍然走代理：\`localhost\` 并不等于 \`127.0.0.1\`，反过来也一样。curl、requests、httpx、urllib、
aiohttp、undici、Node 都是拿条目的字面和 URL 里的主机名比较。

只写了 \`*\` 的列表，或者有一部分要运行时才知道（\`$(…)\`、继承来的 \`$no_proxy\`），不作判断。只缺 \`::1\` 时仅作提示：很少有程序访问
\`http://[::1]\`。`,
  },
  bad: [
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
