import type { Assignment, Project, Rule, RuleDocs } from '../src/core.ts';
import { derive } from '../src/project.ts';
import { fixOf, unsetBeside } from '../src/queries/edits.ts';
import { environments } from '../src/queries/environment.ts';
import { ownProxies, proxyRole } from '../src/queries/proxies.ts';
import { enumerated, groupBy } from '../src/text.ts';

export default {
  id: 'lopsided-proxy-toggle',
  summary: {
    en: 'Switching the proxy off leaves a variable set that switching it on sets.',
    zh: '关闭代理时漏掉了打开时设置的变量。',
  },
  severity: 'info',

  *check(project) {
    for (const environment of environments(project)) {
      if (environment.kind !== 'function' && environment.kind !== 'alias') continue;
      const set = ownProxies(environment).filter(
        ({ name }) => name === name.toLowerCase() || name === name.toUpperCase(),
      );
      if (set.length === 0) continue;
      for (const { scope, cleared, last } of clearingFunctions(project).get(environment.file) ?? []) {
        if (scope.name === environment.name) continue;
        const left = set.map(({ name }) => name).filter((name) => !cleared.has(name));
        if (left.length === 0 || left.length === set.length) continue;
        yield {
          at: last.name.at,
          message: {
            en: `${scope.name} leaves ${enumerated(left)} set`,
            zh: `${scope.name} 没有清掉 ${left.join('、')}`,
          },
          label: { en: `${left.join(', ')} stays`, zh: `${left.join('、')} 还在` },
          why: {
            en: `After ${scope.name} some programs go on using the proxy that ${environment.name} set.`,
            zh: `执行 ${scope.name} 之后，有些程序仍在用 ${environment.name} 设置的代理。`,
          },
          related: set
            .filter(({ name }) => left.includes(name))
            .map(({ assignment }) => ({ at: assignment.name.at, message: { en: 'set here', zh: '在这里设置' } })),
          fixes: fixOf(
            { en: `unset ${left.join(' ')} too`, zh: `把 ${left.join(' ')} 也 unset 掉` },
            false,
            unsetBeside(project, last, left),
          ),
        };
      }
    }
  },
} satisfies Rule;

/** By file: functions and aliases that clear proxies and set none, by `unset`, `set -e` or an empty value. */
const clearingFunctions = derive((project: Project) => {
  const facts = project
    .facts('env')
    .filter(
      ({ scope, name }) => (scope.kind === 'function' || scope.kind === 'alias') && proxyRole(name.text) === 'proxy',
    );
  const found = [...groupBy(facts, (fact) => fact.scope)].flatMap(([scope, own]) => {
    const last = own.at(-1);
    if (!last || !own.every(isClear)) return [];
    return [{ scope, cleared: new Set(own.map((fact) => fact.name.text)), last }];
  });
  return groupBy(found, ({ scope }) => scope.at.file);
});

function isClear({ operation, value }: Assignment): boolean {
  return operation === 'unset' || (operation === 'set' && value.known && value.text === '');
}

export const docs: RuleDocs = {
  text: {
    en: `
\`proxy_on\` exports four variables, \`proxy_off\` unsets three: the fourth keeps sending some programs to a proxy that is switched
off. \`NO_PROXY\` left behind is harmless and not reported; \`X=''\` counts as cleared.`,
    zh: `
\`proxy_on\` 导出了四个变量，\`proxy_off\` 只清了三个：剩下的那个会让部分程序继续去连已经关掉的代理。留下 \`NO_PROXY\` 没有坏处，不报告；
写成 \`X=''\` 也算清掉。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=http://127.0.0.1:7890
          export no_proxy=localhost,127.0.0.1,::1
        }
        proxy_off() {
          unset http_proxy
                ^^^^^^^^^^ info proxy_off leaves https_proxy set
        }
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=http://127.0.0.1:7890
          export no_proxy=localhost,127.0.0.1,::1
        }
        proxy_off() {
          unset http_proxy https_proxy
        }
      `,
    },
    {
      files: `
        -- .config/fish/config.fish --
        function proxy_on
            set -gx http_proxy http://127.0.0.1:7890
            set -gx all_proxy socks5://127.0.0.1:7891
        end
        function proxy_off
            set -e http_proxy
                   ^^^^^^^^^^ info
        end
      `,
      unsafe: true,
      fixed: `
        -- .config/fish/config.fish --
        function proxy_on
            set -gx http_proxy http://127.0.0.1:7890
            set -gx all_proxy socks5://127.0.0.1:7891
        end
        function proxy_off
            set -e http_proxy all_proxy
        end
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        proxy_on() { export http_proxy=http://127.0.0.1:7890 no_proxy=localhost,127.0.0.1,::1; }
        proxy_off() { unset http_proxy; }
      `,
    },
    {
      files: `
        -- .bashrc --
        on() { export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890; }
        off() { export http_proxy='' https_proxy=''; }
      `,
    },
  ],
};
