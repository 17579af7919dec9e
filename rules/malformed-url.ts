import {
  type Assignment,
  type Finding,
  HOLE,
  type Project,
  type Rule,
  type RuleDocs,
  type Value,
} from '../src/core.ts';
import { fixOf, rewrite } from '../src/fixes/edits.ts';
import { writeUrl } from '../src/fixes/titles.ts';
import { environments, type Variable } from '../src/queries/environments/environment.ts';
import { ownProxies, proxyRole } from '../src/queries/proxies/proxies.ts';
import { isOnlyCopied } from '../src/queries/proxies/readers.ts';
import { separatorFault, urlFault } from '../src/routing/url/faults.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'malformed-url',
  summary: {
    en: 'A URL with a doubled or impossible port, a mistyped `://`, a space or a full-width character.',
    zh: 'URL 里端口重复或越界，`://` 写错，或者混进了空格、全角符号。',
  },
  severity: 'error',
  needs: ['env', 'command', 'service'],

  *check(project) {
    const proxies = new Set(environments(project).flatMap(ownProxies).flatMap(origins));
    for (const fact of project.facts('env')) {
      if (proxyRole(fact.name.text) !== undefined || fact.operation === 'unset' || proxies.has(fact)) continue;
      const isFree = (): boolean => isOnlyCopied(project, fact.name.text, fact.at.file);
      yield* inSeparator(project, fact.value, isFree);
      yield* inValue(project, fact.value, isFree);
    }
    for (const { words } of project.facts('command')) for (const word of words) yield* inValue(project, word);
    for (const { commands } of project.facts('service')) {
      for (const word of commands.flatMap((line) => line.words)) yield* inValue(project, word);
    }
  },
} satisfies Rule;

/** The URL a value is, or that follows a flag (`--url=http://…`). */
const URL_START = /(?:^|^[-\w]+=)(?=(?:https?|wss?)(?::|：)(?:\/|／){2})/i;

/** What the value of a proxy comes from: a proxy's address has a rule of its own. */
function origins({ assignment, sources }: Variable): readonly Assignment[] {
  return [assignment, ...sources];
}

/** `isFree`: does a change of the value reach no one but those who take all of it? */
function* inValue(project: Project, value: Value, isFree = (): boolean => true): Iterable<Finding> {
  const match = URL_START.exec(value.text);
  if (!match) return;
  const offset = match[0].length;
  const rest = value.text.slice(offset);
  const url = literalPart(rest);
  const fault = url === undefined ? undefined : urlFault(url);
  if (!fault) return;
  const meant = fault.meant;
  const safe = (fault.kind === 'full-width' || fault.kind === 'doubled-port') && isFree();
  yield {
    at: spanOf(value, offset + fault.start, offset + Math.max(fault.end, fault.start + 1)),
    message: { en: 'No client can reach this address', zh: '这个地址任何客户端都连不上' },
    label: fault.label,
    fixes:
      meant !== undefined && value.known
        ? fixOf(writeUrl(meant), safe, rewrite(project, value, meant, offset, value.text.length))
        : [],
  };
}

/**
 * `http//host` in a variable; a word of a command can be anything. curl and the URL parser of browsers and Node read `http:/host`
 * and `http:///host` as `http://host`; Python's parsers find no host in them.
 */
function* inSeparator(project: Project, value: Value, isFree: () => boolean): Iterable<Finding> {
  const fault = value.known ? separatorFault(value.text) : undefined;
  if (fault?.meant === undefined) return;
  const isReadBySome = value.text[fault.start] === ':';
  yield {
    at: spanOf(value, fault.start, fault.end),
    message: isReadBySome
      ? { en: 'Only some clients can read this address', zh: '这个地址只有部分客户端能识别' }
      : { en: 'No client can reach this address', zh: '这个地址任何客户端都连不上' },
    label: fault.label,
    fixes: fixOf(writeUrl(fault.meant), isFree(), rewrite(project, value, fault.meant)),
  };
}

/** A URL that is partly unknown is judged as far as its authority, if that is known to its end. */
function literalPart(url: string): string | undefined {
  const hole = url.indexOf(HOLE);
  if (hole < 0) return /\{\{|<%/.test(url) ? undefined : url;
  const authority = /:\/\/[^/]+(?=\/)/.exec(url.slice(0, hole));
  return authority ? url.slice(0, authority.index + authority[0].length) : undefined;
}

export const docs: RuleDocs = {
  text: {
    en: `
Base URLs are copied, edited and pasted until they read \`http://127.0.0.1:8000:8000/v1\`. curl says "Port number was not a decimal
number", others time out. A Chinese input method leaves \`：\` and \`／\` in place of \`:\` and \`/\`.
\`http//127.0.0.1\` is no address to any client; \`http:/127.0.0.1\` is one to curl and Node, and has no host for Python.

Only what is in the file is judged; a part that is computed (\`$(…)\`, \`\${HOST}\`) is left alone.`,
    zh: `
base URL 复制、修改、粘贴几个来回，就成了 \`http://127.0.0.1:8000:8000/v1\`。curl 报 “Port number was not a decimal number”，
别的客户端只会超时。中文输入法还会把 \`:\`、\`/\`
打成 \`：\`、\`／\`。\`http//127.0.0.1\` 任何客户端都不认；\`http:/127.0.0.1\` 只有 curl 和 Node 认，Python 会认为没有主机。

只看文件里写明的内容，需要计算的部分（\`$(…)\`、\`\${HOST}\`）不作判断。`,
  },
  bad: [
    {
      files: `
        -- check.sh --
        #!/bin/sh
        NO_PROXY=localhost curl http://127.0.0.1:8000:8000/v1/models
                                                ^^^^^^^^^^ error
      `,
      fixed: `
        -- check.sh --
        #!/bin/sh
        NO_PROXY=localhost curl http://127.0.0.1:8000/v1/models
      `,
    },
    {
      files: `
        -- .env --
        OPENAI_BASE_URL="http：//127.0.0.1:8000/v1"
                             ^ error No client can reach this address
        LM_BASE_URL=http://127.0.0.1:80001/v1
                                     ^^^^^ error
      `,
      fixed: `
        -- .env --
        OPENAI_BASE_URL="http://127.0.0.1:8000/v1"
        LM_BASE_URL=http://127.0.0.1:80001/v1
      `,
    },
    {
      files: `
        -- .env --
        OPENAI_BASE_URL=http//127.0.0.1:8000/v1
                            ^^ error No client can reach this address
        DEEPSEEK_BASE_URL=https:/api.deepseek.com
                               ^^ error Only some clients can read this address
      `,
      fixed: `
        -- .env --
        OPENAI_BASE_URL=http://127.0.0.1:8000/v1
        DEEPSEEK_BASE_URL=https://api.deepseek.com
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        OUTPUT_PREFIX=http//logs
        BUCKET_PATH=https/a.example
        DOCKER_SOCKET=http:///var/run/docker.sock
        OPENAI_BASE_URL=http://127.0.0.1:8000//v1
      `,
    },
    {
      files: `
        -- .zshrc --
        export API=http://$(hostname -I | awk '{print $1}'):8000
        export URLS="http://a.example http://b.example"
        curl "http://[::1]:8000/a b"
      `,
    },
    {
      files: `
        -- .env --
        PORTS=8000:8000
        IMAGE_URL=https://a.example:443/x?u=http://b:1:2
      `,
    },
  ],
};
