import type { Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, fixOf } from '../src/fixes/edits.ts';
import { environments, lookup, type Variable } from '../src/queries/environments/environment.ts';
import { isGivenMore, replacesInherited } from '../src/queries/proxies/missing-lists.ts';
import { noProxies, proxies } from '../src/queries/proxies/proxies.ts';
import { isUnasked } from '../src/queries/proxies/readers.ts';

export default {
  id: 'proxy-one-case',
  summary: {
    en: 'Only the upper-case name is set; some clients read only the lower-case one.',
    zh: '只设了大写变量名，而有些客户端只认小写。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    for (const environment of environments(project)) {
      if (environment.ignoresLoopback || environment.isIncomplete || proxies(environment).length === 0) continue;
      const alone = [...proxies(environment), ...noProxies(environment)].filter(
        ({ name, assignment }) =>
          CAPITALS.has(name) && environment.own.has(assignment) && !lookup(environment, name.toLowerCase()),
      );
      const groups = [alone.filter((one) => !isList(one)), alone.filter(isList)];
      for (const group of groups) {
        const first = group.find((one) => one.name === 'HTTP_PROXY') ?? group[0];
        if (!first) continue;
        const lower = group.map((one) => one.name.toLowerCase());
        yield {
          at: first.assignment.name.at,
          severity: first.name === 'HTTP_PROXY' ? undefined : 'info',
          message: message(first.name),
          label: { en: `${lower.join(', ')} not set`, zh: `没有设置 ${lower.join('、')}` },
          fixes: fixOf(
            { en: `add ${lower.join(', ')} with the same value`, zh: `用同样的值加上 ${lower.join('、')}` },
            isList(first) &&
              !isGivenMore(project, environment) &&
              !replacesInherited(project, environment, first.assignment.at.file) &&
              isUnasked(project, 'no_proxy', first.assignment.at.file),
            ...group.map(({ assignment, name, text, known }) =>
              known
                ? assignBeside(project, assignment, [
                    { name: name.toLowerCase(), value: text, copyOf: name, inherit: isList(first) },
                  ])
                : undefined,
            ),
          ),
        };
      }
    }
  },
} satisfies Rule;

/** ALL_PROXY is not included: programs that read it also read it in capitals, and wget and apt do not read it at all. */
const CAPITALS: ReadonlySet<string> = new Set(['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']);

const isList = ({ name }: Variable): boolean => name === 'NO_PROXY';

function message(name: string): { en: string; zh: string } {
  if (name === 'HTTP_PROXY') {
    return { en: 'curl, wget and git ignore HTTP_PROXY in capitals', zh: 'curl、wget、git 不认大写的 HTTP_PROXY' };
  }
  return { en: `wget and apt ignore ${name} in capitals`, zh: `wget、apt 不认大写的 ${name}` };
}

export const docs: RuleDocs = {
  text: {
    en: `
curl, wget, git and apt read \`http_proxy\` in lower case only: a web server could otherwise be tricked through the \`Proxy:\`
header of a CGI request. wget and apt also want \`https_proxy\` and \`no_proxy\` in lower case. No client needs the upper-case name
beside the lower-case one, so lower case alone is never reported; \`ALL_PROXY\` is read in either case by everyone who reads it.

The fix for a proxy is unsafe because it sends more programs through the proxy; the one for \`no_proxy\` only exempts more. In an
agent's own file and in a compose file it is unsafe as well, unless the whole machine is looked at: a \`no_proxy\` from outside can be longer.`,
    zh: `
curl、wget、git、apt 只认小写的 \`http_proxy\`（否则 CGI 请求里的 \`Proxy:\` 头就能冒充它）。wget 和 apt 对 \`https_proxy\`、\`no_proxy\`
也只认小写。没有哪个客户端只认大写，所以只写小写从不报告；认 \`ALL_PROXY\` 的客户端大小写都认。

补上代理变量会让更多程序走代理，因此属于不安全修复；补上 \`no_proxy\` 只会排除更多地址，是安全的；但在智能体自己的文件和
compose 文件里，外部传入的 \`no_proxy\` 可能更长，除非检查整台机器，否则同样不安全。`,
  },
  bad: [
    {
      files: `
        -- .bashrc --
        export HTTP_PROXY=http://127.0.0.1:7890
               ^^^^^^^^^^ warning curl, wget and git ignore HTTP_PROXY in capitals
        export HTTPS_PROXY=http://127.0.0.1:7890
        export NO_PROXY=localhost,127.0.0.1,::1
               ^^^^^^^^ info wget and apt ignore NO_PROXY in capitals
        export no_proxy_hint=1
      `,
      fixed: `
        -- .bashrc --
        export HTTP_PROXY=http://127.0.0.1:7890
        export HTTPS_PROXY=http://127.0.0.1:7890
        export NO_PROXY=localhost,127.0.0.1,::1
        export no_proxy="\${no_proxy:-$NO_PROXY}"
        export no_proxy_hint=1
      `,
    },
    {
      files: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        ^^^^^^^^^^ warning
        no_proxy=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- .env --
        HTTP_PROXY=http://127.0.0.1:7890
        http_proxy=http://127.0.0.1:7890
        no_proxy=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
        export no_proxy=localhost,127.0.0.1,::1
        export ALL_PROXY=socks5://127.0.0.1:7891
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTP_PROXY=http://127.0.0.1:7890" "NO_PROXY=localhost"
      `,
    },
  ],
};
