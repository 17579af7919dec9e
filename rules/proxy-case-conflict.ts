import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, fixOf } from '../src/fixes/edits.ts';
import { type Environment, environments, lookup, type Variable } from '../src/queries/environments/environment.ts';
import { listEntries, proxyRole } from '../src/queries/proxies/proxies.ts';
import { isOnlyCopied } from '../src/queries/proxies/readers.ts';

export default {
  id: 'proxy-case-conflict',
  summary: {
    en: 'The upper-case and the lower-case variable end with different values.',
    zh: '大写和小写两个变量最终的值不一样。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    for (const environment of environments(project)) {
      for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']) {
        const lower = lookup(environment, name);
        const upper = lookup(environment, name.toUpperCase());
        if (!lower || !upper || !differ(lower, upper)) continue;
        if (!environment.own.has(lower.assignment) && !environment.own.has(upper.assignment)) continue;
        yield describe(project, environment, lower, upper);
      }
    }
  },
} satisfies Rule;

function differ(a: Variable, b: Variable): boolean {
  if (!a.known || !b.known || a.presumed || b.presumed || !a.certain || !b.certain) return false;
  return plain(a) !== plain(b);
}

/** A value without differences that programs ignore: the order of exempt hosts, a slash at the end of a proxy. */
function plain({ name, text }: Variable): string {
  return proxyRole(name) === 'no-proxy'
    ? [...new Set(listEntries(text))].sort().join(',')
    : text.trim().replace(/\/$/, '');
}

function describe(project: Project, environment: Environment, lower: Variable, upper: Variable): Finding {
  // What a block of variables lies over is right without it: the block is where they come to differ.
  const isBelow = environment.recipient !== undefined && !environment.own.has(upper.assignment);
  const [stale, grown] = copies(lower, upper) || (isBelow && !copies(upper, lower)) ? [lower, upper] : [upper, lower];
  const isStale = copies(stale, grown);
  const goReads = environment.ignoresLoopback ? upper.name : lower.name;
  return {
    at: stale.assignment.name.at,
    message: isStale
      ? {
          en: `${stale.name} still holds what ${grown.name} was before it changed`,
          zh: `${grown.name} 后来改了，${stale.name} 还是改之前的值`,
        }
      : {
          en: `${upper.name} and ${lower.name} disagree: programs take different values`,
          zh: `${upper.name} 和 ${lower.name} 的值不一致，各程序取到的值不同`,
        },
    label: isStale
      ? { en: 'copied here, too early', zh: '复制得太早了' }
      : { en: `differs from ${grown.name}`, zh: `和 ${grown.name} 不同` },
    why: {
      en: `curl, Python and Node take ${lower.name}; Go and uv take ${upper.name}.${environment.ignoresLoopback ? ` This service reads ${goReads}.` : ''}`,
      zh: `curl、Python、Node 取 ${lower.name}，Go 和 uv 取 ${upper.name}。${environment.ignoresLoopback ? `这个服务读的是 ${goReads}。` : ''}`,
    },
    related: [
      {
        at: grown.assignment.at,
        message: { en: `${grown.name} gets its last value here`, zh: `${grown.name} 最后一次赋值在这里` },
      },
    ],
    fixes: isStale
      ? fixOf(
          { en: `copy ${grown.name} again after its last change`, zh: `在 ${grown.name} 最后一次改动之后再复制一遍` },
          hasGrown(stale, grown) && isOnlyCopied(project, stale.name, grown.assignment.at.file),
          assignBeside(project, grown.assignment, [{ name: stale.name, value: grown.text, copyOf: grown.name }]),
        )
      : [],
  };
}

/** Does a list only gain by the copy? A proxy is replaced by it in any case. */
function hasGrown(stale: Variable, grown: Variable): boolean {
  if (proxyRole(grown.name) !== 'no-proxy') return true;
  const entries = new Set(listEntries(grown.text));
  return listEntries(stale.text).every((entry) => entries.has(entry));
}

/** Was `copy` made from an earlier value of `original` and from nothing else? */
function copies(copy: Variable, original: Variable): boolean {
  const [piece, more] = copy.assignment.value.pieces;
  if (more !== undefined || piece?.kind !== 'reference' || piece.name !== original.name) return false;
  return !copy.sources.includes(original.assignment);
}

export const docs: RuleDocs = {
  text: {
    en: `
When both spellings are set, curl, git, Python, Node and Ruby take the lower-case one, Go, reqwest and uv the upper-case one, npm
whichever comes last. Two values mean two behaviours on one machine.

The usual way there: \`export no_proxy=$NO_PROXY\` stands above the line that extends \`NO_PROXY\`. A shell copies the value of that
moment. The fix copies it once more, after the last change.`,
    zh: `
大小写都设置时，curl、git、Python、Node、Ruby 取小写，Go、reqwest、uv 取大写，npm 取排在后面的那个。两个值不同，同一台机器上就有两种行为。

常见的来由：\`export no_proxy=$NO_PROXY\` 写在了扩充 \`NO_PROXY\` 那一行的上面。shell 复制的是当时的值。修复会在最后一次改动之后再复制一遍。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        export http_proxy=http://proxy.example:8080
        export NO_PROXY=127.0.0.1,localhost,::1
        export no_proxy=$NO_PROXY
               ^^^^^^^^ warning no_proxy still holds what NO_PROXY was before it changed
        export NO_PROXY=$NO_PROXY,172.28.4.55
      `,
      fixed: `
        -- .zshrc --
        export http_proxy=http://proxy.example:8080
        export NO_PROXY=127.0.0.1,localhost,::1
        export no_proxy=$NO_PROXY
        export NO_PROXY=$NO_PROXY,172.28.4.55
        export no_proxy="$NO_PROXY"
      `,
    },
    {
      files: `
        -- .env --
        https_proxy=http://127.0.0.1:7890
        HTTPS_PROXY=http://127.0.0.1:1080
        ^^^^^^^^^^^ warning HTTPS_PROXY and https_proxy disagree: programs take different values
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        NO_PROXY=localhost,127.0.0.1,::1,.corp.example
        no_proxy=.corp.example, localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .zshrc --
        export NO_PROXY=127.0.0.1,localhost,::1
        export no_proxy=$NO_PROXY
        export NO_PROXY=$NO_PROXY,172.28.4.55
        export no_proxy=$NO_PROXY
      `,
    },
    {
      files: `
        -- .bashrc --
        export no_proxy="localhost,$(cat ~/.no_proxy)"
        export NO_PROXY="$no_proxy"
      `,
    },
  ],
};
