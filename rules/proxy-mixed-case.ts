import type { Assignment, Project, Rule, RuleDocs, Value } from '../src/core.ts';
import { fixOf, rewrite } from '../src/fixes/edits.ts';
import { proxyRole } from '../src/queries/proxies/proxies.ts';
import { isErasedInFish, isNeverRead } from '../src/queries/proxies/readers.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'proxy-mixed-case',
  summary: {
    en: 'A proxy variable in mixed case, which curl, git, Node and Go do not read.',
    zh: '代理变量大小写混用：curl、git、Node、Go 都不认。',
  },
  severity: 'error',
  needs: ['env'],

  *check(project) {
    const mixed = project
      .facts('env')
      .filter(({ name, reach }) => name.known && reach !== 'command' && reach !== 'local' && isMixed(name.text));
    for (const facts of groupBy(mixed, ({ name }) => `${name.at.file} ${name.text}`).values()) {
      const first = facts.find((fact) => fact.operation !== 'unset') ?? facts[0];
      if (!first) continue;
      const name = first.name.text;
      const right = meantName(project, first);
      yield {
        at: first.name.at,
        message: { en: `curl, git, Node and Go do not read ${name}`, zh: `curl、git、Node、Go 都不读 ${name}` },
        label: { en: `meant: ${right}`, zh: `应为 ${right}` },
        why: {
          en: 'They look for the name in all lower case or all capitals. Only Python and npm accept any mixture: half of the programs use the proxy, half do not.',
          zh: '它们只找全小写或全大写的名字。只有 Python 和 npm 不分大小写：于是一半程序走代理，一半不走。',
        },
        related: facts
          .filter((fact) => fact !== first)
          .map((fact) => ({ at: fact.name.at, message: { en: 'and here', zh: '这里也是' } })),
        fixes: fixOf(
          { en: `rename to ${right}`, zh: `改名为 ${right}` },
          isNeverRead(project, name, first.name.at.file) && !isErasedInFish(project, right, first.name.at.file),
          ...renames(project, facts, right),
        ),
      };
    }
  },
} satisfies Rule;

function isMixed(name: string): boolean {
  return proxyRole(name) !== undefined && name !== name.toLowerCase() && name !== name.toUpperCase();
}

/**
 * The lower-case name, unless the file sets that one to the same value or the value is `$HTTPS_PROXY`: then it is one of a
 * pair, and the capitals are missing.
 */
function meantName(project: Project, { name, value, at }: Assignment): string {
  const lower = name.text.toLowerCase();
  const upper = name.text.toUpperCase();
  const [piece, more] = value.pieces;
  if (!more && piece?.kind === 'reference' && piece.name === upper) return upper;
  const isPair = project
    .facts('env')
    .some(
      (fact) =>
        fact.at.file === at.file &&
        fact.name.text === lower &&
        fact.operation === 'set' &&
        sameText(fact.value, value) &&
        fact.value.text !== '',
    );
  return isPair ? upper : lower;
}

/** Equal as they stand in the file: the same characters, or the same reference. */
function sameText(a: Value, b: Value): boolean {
  const names = (value: Value): string =>
    value.pieces.map((piece) => (piece.kind === 'reference' ? `$${piece.name}` : '')).join('\0');
  return a.text === b.text && names(a) === names(b);
}

/** Nothing is renamed when the right name is set too, or when `$HTTPS_proxy` is read somewhere. */
function renames(project: Project, facts: readonly Assignment[], right: string): ReturnType<typeof rewrite>[] {
  const file = facts[0]?.at.file;
  const wrong = facts[0]?.name.text;
  const blocked = project
    .facts('env')
    .some(
      (fact) =>
        fact.at.file === file &&
        ((fact.name.text === right && isOwnValue(fact) && !facts.some((one) => copies(one, right))) ||
          fact.value.pieces.some((piece) => piece.kind === 'reference' && piece.name === wrong)),
    );
  return blocked ? [undefined] : facts.map((fact) => rewrite(project, fact.name, right));
}

const isOwnValue = ({ operation }: Assignment): boolean => operation !== 'unset' && operation !== 'export';

/** `export HTTPS_proxy=$HTTPS_PROXY`: under the right name it hands on what is there. */
function copies({ value }: Assignment, name: string): boolean {
  const [piece, more] = value.pieces;
  return !more && piece?.kind === 'reference' && piece.name === name;
}

export const docs: RuleDocs = {
  text: {
    en: `
\`HTTPS_proxy\` looks right and half works: curl, git, wget, Node and Go look for \`https_proxy\` or \`HTTPS_PROXY\` exactly, Python's
urllib, requests and httpx and npm take any mixture (urllib lower-cases every name that ends in \`_proxy\`). A snippet with this typo has been copied from blog to blog. The fix renames it everywhere in the file, in \`unset\` too.`,
    zh: `
\`HTTPS_proxy\` 看着没错，其实只对一半程序有用：curl、git、wget、Node、Go 只认 \`https_proxy\` 或 \`HTTPS_PROXY\`，而 Python 的 urllib、requests、
httpx 和 npm 不分大小写（urllib 会把所有以 \`_proxy\` 结尾的名字转成小写）。带着这个笔误的片段在各家博客之间
抄来抄去。修复会把文件里每一处都改掉，包括 \`unset\`。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        proxy_on() {
          export http_proxy=http://127.0.0.1:7890
          export HTTPS_proxy=http://127.0.0.1:7890
                 ^^^^^^^^^^^ error curl, git, Node and Go do not read HTTPS_proxy
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
        Http_Proxy=http://127.0.0.1:7891
        ^^^^^^^^^^ error
      `,
    },
    {
      files: `
        -- proxy.zsh --
        PROXY_HTTP=http://127.0.0.1:7890
        proxy() {
          export http_proxy="$PROXY_HTTP" HTTP_PROXY="$PROXY_HTTP"
          export https_proxy="$PROXY_HTTP"
          export HTTPS_proxy="$PROXY_HTTP"
                 ^^^^^^^^^^^ error
          export no_proxy=localhost,127.0.0.1,::1
        }
        unproxy() {
          unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY
        }
      `,
      fixed: `
        -- proxy.zsh --
        PROXY_HTTP=http://127.0.0.1:7890
        proxy() {
          export http_proxy="$PROXY_HTTP" HTTP_PROXY="$PROXY_HTTP"
          export https_proxy="$PROXY_HTTP"
          export HTTPS_PROXY="$PROXY_HTTP"
          export no_proxy=localhost,127.0.0.1,::1
        }
        unproxy() {
          unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY
        }
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
