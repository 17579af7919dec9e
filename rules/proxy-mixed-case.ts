import type { Assignment, Project, Rule, RuleDocs } from '../src/core.ts';
import { fixOf, replaceText } from '../src/queries/edits.ts';
import { proxyRole } from '../src/queries/proxies.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'proxy-mixed-case',
  summary: {
    en: 'A proxy variable in mixed case: a name no client reads.',
    zh: '代理变量大小写混用：没有客户端认这个名字。',
  },
  severity: 'error',

  *check(project) {
    const mixed = project
      .facts('env')
      .filter(({ name, reach }) => name.known && reach !== 'command' && reach !== 'local' && isMixed(name.text));
    for (const facts of groupBy(mixed, ({ name }) => `${name.at.file} ${name.text}`).values()) {
      const first = facts.find((fact) => fact.operation !== 'unset') ?? facts[0];
      if (!first) continue;
      const name = first.name.text;
      const right = name.toLowerCase();
      yield {
        at: first.name.at,
        message: { en: `No program reads ${name}`, zh: `没有程序会读 ${name}` },
        label: { en: `${right} or ${right.toUpperCase()}`, zh: `应为 ${right} 或 ${right.toUpperCase()}` },
        why: {
          en: 'Environment names are compared letter by letter; clients look for all lower case or all capitals.',
          zh: '环境变量名区分大小写，客户端只找全小写或全大写的名字。',
        },
        related: facts
          .filter((fact) => fact !== first)
          .map((fact) => ({ at: fact.name.at, message: { en: 'and here', zh: '这里也是' } })),
        fixes: fixOf({ en: `rename to ${right}`, zh: `改名为 ${right}` }, true, ...renames(project, facts, right)),
      };
    }
  },
} satisfies Rule;

function isMixed(name: string): boolean {
  return proxyRole(name) !== undefined && name !== name.toLowerCase() && name !== name.toUpperCase();
}

/** Nothing is renamed when the right name is set too, or when `$HTTPS_proxy` is read somewhere. */
function renames(project: Project, facts: readonly Assignment[], right: string): ReturnType<typeof replaceText>[] {
  const file = facts[0]?.at.file;
  const wrong = facts[0]?.name.text;
  const blocked = project
    .facts('env')
    .some(
      (fact) =>
        fact.at.file === file &&
        ((fact.name.text === right && fact.operation !== 'unset' && !facts.includes(fact)) ||
          fact.value.pieces.some((piece) => piece.kind === 'reference' && piece.name === wrong)),
    );
  return blocked ? [undefined] : facts.map((fact) => replaceText(project, fact.name, right));
}

export const docs: RuleDocs = {
  text: {
    en: `
\`HTTPS_proxy\` looks right and does nothing: curl, Python, Node and Go look for \`https_proxy\` or \`HTTPS_PROXY\` exactly. A snippet
with this slip has been copied from blog to blog. The fix renames it everywhere in the file, in \`unset\` too.`,
    zh: `
\`HTTPS_proxy\` 看着没错，其实毫无作用：curl、Python、Node、Go 只认 \`https_proxy\` 或 \`HTTPS_PROXY\`。带着这个笔误的片段在各家博客之间
抄来抄去。修复会把文件里每一处都改掉，包括 \`unset\`。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export HTTPS_proxy=http://127.0.0.1:7890
                 ^^^^^^^^^^^ error No program reads HTTPS_proxy
        }
        proxy_off() {
          unset http_proxy HTTPS_proxy
        }
      `,
      fixed: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export https_proxy=http://127.0.0.1:7890
        }
        proxy_off() {
          unset http_proxy https_proxy
        }
      `,
    },
    {
      files: `
        -- .env --
        http_proxy=http://127.0.0.1:7890
        Http_Proxy=http://127.0.0.1:7890
        ^^^^^^^^^^ error
      `,
    },
  ],
  good: [
    {
      files: `
        -- .bashrc --
        export http_proxy=http://127.0.0.1:7890 HTTPS_PROXY=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .env --
        Reverse_Proxy=on
        NGINX_PROXY=true
      `,
    },
  ],
};
