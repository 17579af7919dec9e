import type { Comment, Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { fixOf, rewrite } from '../src/fixes/edits.ts';
import { writeUrl } from '../src/fixes/titles.ts';
import { commentAfter } from '../src/queries/comments.ts';
import { servesOnlyProxies } from '../src/queries/proxies/proxies.ts';
import { type ProxyValue, proxyValues } from '../src/queries/proxies/proxy-values.ts';
import { isCutByPam } from '../src/queries/swallowed-comments.ts';
import { proxyFault, type UrlFault } from '../src/routing/url/faults.ts';
import { groupBy, inside, slice, spanOf } from '../src/text.ts';

export default {
  id: 'invalid-proxy-url',
  summary: { en: 'The value of a proxy variable is not a valid proxy URL.', zh: '代理变量的值不是有效的代理地址。' },
  severity: 'error',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    const whole: ProxyValue[] = [];
    for (const proxy of proxyValues(project)) {
      const tail = cutOff(project, proxy);
      if (tail) yield cutAtHash(project, proxy, tail);
      else if (!isInlineComment(project, proxy)) whole.push(proxy);
    }
    for (const same of groupBy(whole, ({ value, text }) => `${value.at.file} ${text}`).values()) {
      const fault = proxyFault(same[0]?.text ?? '');
      if (fault) yield finding(project, same, fault);
    }
  },
} satisfies Rule;

/** One finding for all variables of a file with the same value. */
function finding(project: Project, same: readonly ProxyValue[], fault: UrlFault): Finding {
  const [{ name, value }, ...others] = same as readonly [ProxyValue, ...ProxyValue[]];
  const exact = same.every((one) => one.value.known);
  const { meant } = fault;
  return {
    at: value.known && fault.end > fault.start ? spanOf(value, fault.start, fault.end) : inside(value),
    message: {
      en: `${name} is not a valid proxy URL: clients fail, or go direct without a word`,
      zh: `${name} 不是有效的代理地址：客户端会报错，或者一声不响地直连`,
    },
    label: fault.label,
    why: WHY[fault.kind],
    related: others.map((other) => ({ at: inside(other.value), message: { en: 'the same here', zh: '这里也一样' } })),
    fixes:
      exact && meant !== undefined
        ? fixOf(
            writeUrl(meant),
            fault.kind !== 'path' && same.every((one) => !one.assignment || servesOnlyProxies(project, one.assignment)),
            ...same.map((one) => rewrite(project, one.value, meant)),
          )
        : [],
  };
}

/** The comment that begins directly after a value, within its password; undefined: the value is whole. */
function cutOff(project: Project, { value }: ProxyValue): Comment | undefined {
  const document = project.document(value.at.file);
  const tail = commentAfter(document, value);
  return tail && /@[\w.[\]:-]+\/?["']?$/.test(slice(document, tail.at).trim()) ? tail : undefined;
}

/** A fault that `inline-comment` tells of. */
function isInlineComment(project: Project, { assignment, value }: ProxyValue): boolean {
  return assignment !== undefined && isCutByPam(project.document(value.at.file), assignment);
}

/** A `#` directly after a value begins a comment in a .env and in files of git and npm: a password is cut off before it. */
function cutAtHash(project: Project, { name, value, client }: ProxyValue, tail: Comment): Finding {
  const sign = slice(project.document(value.at.file), tail.at)[0];
  const coded = sign === ';' ? '%3B' : '%23';
  return {
    at: { ...tail.at, end: tail.at.start + 1 },
    message: {
      en: `${name} ends at the ${sign}: what follows is a comment, and the host of the proxy is lost`,
      zh: `${name} 到 ${sign} 就结束了：后面都成了注释，代理的主机也丢了`,
    },
    label: { en: `write ${coded} in a password`, zh: `密码里要写成 ${coded}` },
    why: client === undefined ? READERS_OF_HASH : undefined,
  };
}

const READERS_OF_HASH = {
  en: 'dotenv and Node cut an unquoted value here; python-dotenv and docker go on, and then URL parsers cut at the same place.',
  zh: 'dotenv 和 Node 在这里截断没加引号的值；python-dotenv、docker 不截断，但解析 URL 时还是会在这里断开。',
};

const REFUSED = {
  en: 'curl, Python and Go refuse it; Node dies at start.',
  zh: 'curl、Python、Go 会拒绝，Node 一启动就退出。',
};
const SILENT = {
  en: 'Go and uv then connect directly without saying so; the others fail.',
  zh: '这时 Go 和 uv 会悄悄直连，其他客户端则报错。',
};

const WHY: Record<UrlFault['kind'], Finding['why'] & object> = {
  blank: SILENT,
  quotes: {
    en: 'Every client takes the quote as part of the address and fails; uv goes direct.',
    zh: '所有客户端都会把引号当成地址的一部分而出错，uv 则直连。',
  },
  'carriage-return': {
    en: 'The file has Windows line endings where a shell reads it; Go and uv go direct, Node dies at start.',
    zh: '文件是 Windows 换行，而读它的是 shell；Go 和 uv 会直连，Node 一启动就退出。',
  },
  'full-width': REFUSED,
  list: {
    en: 'No client takes a list here; the whole text becomes one impossible address.',
    zh: '没有客户端支持列表，整段文字会被当成一个不可能的地址。',
  },
  'doubled-port': REFUSED,
  port: REFUSED,
  'no-host': REFUSED,
  scheme: REFUSED,
  password: {
    en: 'curl and wget split the address at the wrong place; uv takes part of the password for the host.',
    zh: 'curl、wget 会在错误的位置切开地址，uv 会把密码的一部分当成主机名。',
  },
  path: {
    en: 'undici and Node throw on it: the program does not start.',
    zh: 'undici 和 Node 会直接抛错，程序起不来。',
  },
};

export const docs: RuleDocs = {
  text: {
    en: `
A proxy is written \`scheme://host:port\`, with \`user:password@\` before the host if need be. Reported are a misspelt scheme
(\`htpp://\`, \`http:/\`) or one no client knows (\`ss://\`), doubled and impossible ports, spaces, quotes that became part of the value, a path, a list, a carriage return from Windows line endings, full-width
signs, and \`@ # / %\` in a password (write \`%40 %23 %2F %25\`). A single \`/\` at the end is harmless.

The fix is safe where only one reading exists; cutting a path is not.`,
    zh: `
代理的写法是 \`协议://主机:端口\`，需要时在主机前加 \`用户:密码@\`。会报告的有：写错的协议（\`htpp://\`、\`http:/\`）或没有客户端
认识的协议（\`ss://\`）、重复或不可能的端口、空格、变成值一部分的引号、路径、列表、
Windows 换行带来的回车、全角符号，以及密码里的 \`@ # / %\`（应写成 \`%40 %23 %2F %25\`）。末尾单独一个 \`/\` 没有影响。

只有一种解释时修复是安全的；截掉路径不算。`,
  },
  bad: [
    {
      files: `
        -- .gitconfig --
        [http]
        \tproxy = http://me:ab#cd@proxy.example:3128
        \t                    ^ error proxy ends at the #: what follows is a comment, and the host of the proxy is lost
        -- .npmrc --
        https-proxy=http://me:ab;cd@proxy.example:3128
                                ^ error https-proxy ends at the ;: what follows is a comment, and the host of the proxy is lost
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://user:12#ab@proxy.example:3128
                                  ^ error HTTPS_PROXY ends at the #: what follows is a comment, and the host of the proxy is lost
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890:7890
                                    ^^^^^^^^^^ error
        HTTP_PROXY="http://127.0.0.1：7890"
                                    ^ error
        NO_PROXY=localhost,127.0.0.1,::1
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        HTTP_PROXY="http://127.0.0.1:7890"
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=htpp://127.0.0.1:7890 http_proxy="http:/127.0.0.1:7890"
                           ^^^^^^^ error
                                                                 ^^ error
        export all_proxy=ss://YWVzLTI1Ni1nY206cGFzcw@hk.example:8388
                         ^^^^^ error
      `,
      fixed: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 http_proxy="http://127.0.0.1:7890"
        export all_proxy=ss://YWVzLTI1Ni1nY206cGFzcw@hk.example:8388
      `,
    },
    {
      files: `
        -- .bashrc --
        export http_proxy="http://127.0.0.1:7890:7890"
                                           ^^^^^^^^^^ error
        export https_proxy="http://127.0.0.1:7890:7890" # the same typo, told once
      `,
      fixed: `
        -- .bashrc --
        export http_proxy="http://127.0.0.1:7890"
        export https_proxy="http://127.0.0.1:7890" # the same typo, told once
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy='http://me:p@ss@proxy.example:8080'
                                       ^ error https_proxy is not a valid proxy URL: clients fail, or go direct without a word
        export http_proxy=http://127.0.0.1:78900
                                           ^^^^^ error
      `,
      fixed: `
        -- .zshrc --
        export https_proxy='http://me:p%40ss@proxy.example:8080'
        export http_proxy=http://127.0.0.1:78900
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890#office
        HTTP_PROXY=http://127.0.0.1:7890 # user@office
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .gitconfig --
        [http]
          proxy = http://127.0.0.1:7890
        -- .npmrc --
        https-proxy=http://127.0.0.1:7890/
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://$(ip route | awk '/default/ {print $3}'):7890
        export http_proxy="http://127.0.0.1:7890/"
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://me:p%40ss@[fd00::1]:8080
        ALL_PROXY=socks5h://127.0.0.1:1080
      `,
    },
  ],
};
