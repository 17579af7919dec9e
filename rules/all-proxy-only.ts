import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, unsafeFix } from '../src/fixes/edits.ts';
import { everyWay, lookup } from '../src/queries/environments/environment.ts';
import { proxies } from '../src/queries/proxies/proxies.ts';

export default {
  id: 'all-proxy-only',
  summary: {
    en: 'Only ALL_PROXY is set, which wget, Go, Node and others ignore.',
    zh: '只设了 ALL_PROXY，wget、Go、Node 等客户端不认它。',
  },
  severity: 'info',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    yield* inContainers(project);
    for (const environment of everyWay(project)) {
      const all = lookup(environment, 'all_proxy') ?? lookup(environment, 'ALL_PROXY');
      if (!all || environment.isIncomplete || !environment.own.has(all.assignment)) continue;
      if (proxies(environment).some(({ name }) => name.toLowerCase() !== 'all_proxy')) continue;
      const isHttp = all.known && /^https?:\/\//i.test(all.text);
      yield {
        at: all.assignment.name.at,
        message: {
          en: `wget, urllib, aiohttp, Node, Go, Ruby, npm and apt ignore ${all.name}`,
          zh: `wget、urllib、aiohttp、Node、Go、Ruby、npm、apt 都不认 ${all.name}`,
        },
        label: { en: 'neither http_proxy nor https_proxy is set', zh: '没有设置 http_proxy 和 https_proxy' },
        fixes: isHttp
          ? unsafeFix(
              {
                en: 'add http_proxy and https_proxy with the same value',
                zh: '用同样的值加上 http_proxy 和 https_proxy',
              },
              assignBeside(
                project,
                all.assignment,
                ['http_proxy', 'https_proxy'].map((name) => ({ name, value: all.text, copyOf: all.name })),
              ),
            )
          : [],
      };
    }
  },
} satisfies Rule;

/** docker's own setting, which becomes the variables of every container. */
function* inContainers(project: Project): Iterable<Finding> {
  const settings = project.facts('proxy-setting');
  for (const { name, at, client } of settings) {
    if (client !== 'docker' || name.text !== 'allProxy') continue;
    if (settings.some((other) => other.at.file === at.file && (other.role === 'http' || other.role === 'https')))
      continue;
    yield {
      at: name.at,
      message: {
        en: 'In containers wget, urllib, aiohttp, Node, Go, Ruby, npm and apt ignore ALL_PROXY',
        zh: '容器里的 wget、urllib、aiohttp、Node、Go、Ruby、npm、apt 都不认 ALL_PROXY',
      },
      label: { en: 'neither httpProxy nor httpsProxy is set', zh: '没有设置 httpProxy 和 httpsProxy' },
    };
  }
}

export const docs: RuleDocs = {
  text: {
    en: `
curl, git, requests, httpx, axios, reqwest and .NET use \`ALL_PROXY\` when nothing more special is set. wget, urllib, aiohttp,
undici, Node's http, Go, Ruby, npm and apt never look at it: their requests leave directly.`,
    zh: `
curl、git、requests、httpx、axios、reqwest、.NET 在没有更具体的变量时会用 \`ALL_PROXY\`；wget、urllib、aiohttp、undici、Node 的 http、
Go、Ruby、npm、apt 根本不看它，请求会直接发出去。`,
  },
  bad: [
    {
      files: `
        -- .docker/config.json --
        {"proxies": {"default": {"allProxy": "socks5://172.17.0.1:7891", "noProxy": "localhost,127.0.0.1"}}}
                                 ^^^^^^^^^^ info
      `,
    },
    {
      files: `
        -- .zshrc --
        export ALL_PROXY=socks5://127.0.0.1:7891
               ^^^^^^^^^ info
        export NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .env --
        all_proxy=http://127.0.0.1:7890
        ^^^^^^^^^ info wget, urllib, aiohttp, Node, Go, Ruby, npm and apt ignore all_proxy
        no_proxy=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- .env --
        all_proxy=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        https_proxy=http://127.0.0.1:7890
        no_proxy=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        ALL_PROXY=socks5://127.0.0.1:7891
        HTTPS_PROXY=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .zshrc --
        unset ALL_PROXY
      `,
    },
  ],
};
