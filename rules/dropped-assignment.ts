import type {
  Assignment,
  Document,
  Dropped,
  Finding,
  Inclusion,
  Note,
  Project,
  Rule,
  RuleDocs,
  Text,
} from '../src/core.ts';
import { fixOf, repairAssignment, unsafeFix } from '../src/fixes/edits.ts';
import { writeStatement } from '../src/fixes/titles.ts';
import { type DockerReading, dockerReadings } from '../src/queries/environments/containers.ts';
import {
  type ContinuedComment,
  continuedComments,
  type LoadedAssignment,
  loadedAssignments,
} from '../src/queries/environments/files/environment-files.ts';
import { fileReader } from '../src/queries/environments/files/file-readers.ts';
import { proxyRole } from '../src/queries/proxies/proxies.ts';
import { slice, span } from '../src/text.ts';

export default {
  id: 'dropped-assignment',
  summary: {
    en: 'An assignment that its reader, systemd, pam_env or docker, ignores or mangles.',
    zh: 'systemd、pam_env 或 docker 读取时会忽略这个赋值，或读成别的值。',
  },
  severity: 'error',
  needs: ['env'],

  *check(project) {
    for (const fact of project.facts('env')) {
      const { dropped } = fact;
      // A specifier and a comment after the value have rules of their own.
      if (!dropped || dropped.reason === 'specifier' || dropped.reason === 'inline-comment') continue;
      const document = project.document(fact.at.file);
      const edits = repairAssignment(project, fact);
      yield {
        at: dropped.at,
        message: message(document, fact, dropped),
        label: LABELS[dropped.reason],
        fixes: fixOf(writeStatement(document, fact, edits), isSafe(document, dropped), edits),
      };
    }
    for (const loaded of loadedAssignments(project)) yield* exported(project, loaded);
    for (const comment of continuedComments(project)) yield swallowed(comment);
    for (const one of dockerReadings(project)) yield* quotedForDocker(one);
  },
} satisfies Rule;

const NO_EXPORT = { en: 'delete export', zh: '删掉 export' };

/** A file that systemd reads and someone may also source needs its `export` there. */
const isSafe = (document: Document, { reason }: Dropped): boolean =>
  !(reason === 'export-keyword' && fileReader(document) === 'systemd-file');

/** `export A=1` in a .env that a unit loads: other readers and shells take it, systemd does not. */
function* exported(project: Project, { fact, inclusion }: LoadedAssignment): Iterable<Finding> {
  const document = project.document(fact.at.file);
  const keyword = span(fact.statement, fact.statement.start, fact.name.at.start);
  if (!/^export\s+$/.test(slice(document, keyword))) return;
  yield {
    at: keyword,
    message: message(document, fact, { reason: 'export-keyword', at: keyword }),
    label: LABELS['export-keyword'],
    related: [readHere(inclusion)],
    fixes: unsafeFix(NO_EXPORT, [{ at: keyword, text: '' }]),
  };
}

/** A comment that goes on over the next line. */
const swallowed = ({ at, swallowed: { name }, inclusion }: ContinuedComment): Finding => ({
  at,
  severity: 'warning',
  message: {
    en: `${name.text} is not set by systemd up to 253`,
    zh: `在 systemd 253 及更早的版本里，${name.text} 不会生效`,
  },
  label: { en: 'the backslash continues the comment over the next line', zh: '反斜杠会让注释延续到下一行' },
  related: [readHere(inclusion)],
  fixes: unsafeFix({ en: 'delete the backslash', zh: '删除反斜杠' }, [{ at, text: '' }]),
});

/** Where quotes certainly do harm: a proxy, its list, an address. Elsewhere some program may take them off itself. */
function* quotedForDocker({ fact, reading, handed }: DockerReading): Iterable<Finding> {
  const { name, value } = fact;
  const isQuoted = /^(["'])[^"']+\1\s*(?:#.*)?$/.test(reading) && reading.slice(1).startsWith(value.text);
  if (!isQuoted || (proxyRole(name.text) === undefined && !/^https?:\/\//i.test(value.text))) return;
  yield {
    at: value.at,
    severity: 'warning',
    message: {
      en: `In the container the value of ${name.text} has these quotes: docker run does not take them off`,
      zh: `在容器里 ${name.text} 的值会带着这对引号：docker run 不会去掉引号`,
    },
    label: { en: 'write the value without quotes', zh: '值不要加引号' },
    related: [{ at: handed, message: { en: 'docker reads the file here', zh: 'docker 在这里读取该文件' } }],
  };
}

const readHere = ({ at }: Inclusion): Note => ({
  at,
  message: { en: 'systemd reads the file here', zh: 'systemd 在这里读取该文件' },
});

function message(document: Document, fact: Assignment, { reason }: Dropped): Text {
  const reader = fileReader(document) === 'pam_env' ? 'pam_env' : 'systemd';
  const name = fact.name.text;
  if (reason === 'stray-punctuation')
    return {
      en: `${name} ends in a sign that becomes part of its value`,
      zh: `${name} 末尾的符号会变成值的一部分`,
    };
  if (reason === 'trailing-blank')
    return {
      en: `${name} keeps its closing quote: spaces follow it`,
      zh: `${name} 的值里会留下后引号，因为它后面还有空格`,
    };
  if (reason === 'unquoted-blank')
    return {
      en: `${name} is cut off at the space; the rest is ignored`,
      zh: `${name} 在空格处被截断，后面的都被忽略`,
    };
  if (reason === 'shared-quotes')
    return {
      en: `${name} is not set: it is part of the value before it`,
      zh: `${name} 没有生效：它成了前一个变量值的一部分`,
    };
  if (reason === 'not-a-name' && name !== '')
    return { en: `${reader} ignores ${name}: it sets no variable`, zh: `${reader} 会忽略 ${name}：它没有设置任何变量` };
  return name === ''
    ? { en: `${reader} ignores a part of this line`, zh: `${reader} 会忽略这一行的一部分` }
    : { en: `${name} is not set: ${reader} ignores it`, zh: `${name} 没有生效：${reader} 会忽略它` };
}

const LABELS: Readonly<Record<Dropped['reason'], Text>> = {
  'blank-around-equals': { en: 'no spaces around =', zh: '= 两边不能有空格' },
  'unquoted-blank': { en: 'a space ends the value; quote the whole assignment', zh: '空格会结束值，整个赋值要加引号' },
  'trailing-blank': { en: 'delete the spaces after the quote', zh: '删掉引号后面的空格' },
  'export-keyword': { en: 'export belongs in shells', zh: 'export 只在 shell 里有用' },
  'stray-punctuation': { en: 'not a separator here', zh: '这里不用它作分隔' },
  'shared-quotes': { en: 'the quotes must end before this space', zh: '引号要在这个空格之前结束' },
  'smart-quotes': { en: 'typographic quotes are ordinary letters', zh: '弯引号在这里只是普通字符' },
  'bad-escape': { en: 'no such escape; write \\\\ for a backslash', zh: '没有这种转义，反斜杠要写成 \\\\' },
  specifier: { en: 'a specifier', zh: '说明符' },
  'inline-comment': { en: 'a comment needs a line of its own', zh: '注释要单独占一行' },
  'not-a-name': { en: 'no NAME=value', zh: '不是“名字=值”的形式' },
  'unbalanced-quote': { en: 'this quote is never closed', zh: '这个引号没有闭合' },
};

export const docs: RuleDocs = {
  text: {
    en: `
\`Environment=\` takes words separated by spaces, each \`NAME=value\`; quotes go round the whole word: \`Environment="A=b c" "D=e"\`.
Spaces around \`=\`, an unquoted space, one pair of quotes round several proxy variables, \`export\`, a comma or semicolon between assignments, typographic quotes and a backslash that
begins no escape make systemd drop the word, with a line in the journal, or keep a wrong value without one. The fix writes what
was plainly meant. In a file that EnvironmentFile= loads, \`export A=1\` sets nothing; a shell that also sources the file can rely
on the word, so that fix is unsafe. A comment in such a file that ends in a backslash swallows the next line, up to systemd 253.

\`docker run --env-file\` takes everything after \`=\` as it stands: quotes round a proxy, a list or an address reach the program.`,
    zh: `
\`Environment=\` 由空格分隔的若干个词组成，每个都是 \`名字=值\`，引号要包住整个词：\`Environment="A=b c" "D=e"\`。\`=\` 两边的空格、没加引号的空格、
一对引号里写了几个代理变量、\`export\`、赋值之间的逗号或分号、弯引号、不构成转义的反斜杠，都会让 systemd 丢掉这个词（日志里有一行提示），或者不声不响地留下错误的值。
本意明显时，修复会照本意改写。EnvironmentFile= 加载的文件里，\`export A=1\` 什么也不会设置；但可能还有 shell 在 source 这个文件，
所以这一条的修复属于不安全。这种文件里以反斜杠结尾的注释会吞掉下一行（systemd 253 及更早的版本）。

\`docker run --env-file\` 会把 \`=\` 后面的内容原样交给容器：代理、排除列表、网址外面的引号也会传给程序。`,
  },
  bad: [
    {
      files: `
        -- run.sh --
        #!/bin/sh
        docker run --rm --env-file ./app.env img
        -- app.env --
        https_proxy="http://10.0.0.5:3128"
                    ^^^^^^^^^^^^^^^^^^^^^^ warning In the container the value of https_proxy has these quotes: docker run does not take them off
        no_proxy='localhost,127.0.0.1,::1'
                 ^^^^^^^^^^^^^^^^^^^^^^^^^ warning
        TITLE="my app"
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        Environment=HTTPS_PROXY = http://127.0.0.1:7890
                               ^^^ error HTTPS_PROXY is not set: systemd ignores it
        Environment=NO_PROXY=localhost,127.0.0.1,::1
        ExecStart=/opt/bot
      `,
      fixed: `
        -- bot.service --
        [Service]
        Environment=HTTPS_PROXY=http://127.0.0.1:7890
        Environment=NO_PROXY=localhost,127.0.0.1,::1
        ExecStart=/opt/bot
      `,
    },
    {
      files: `
        -- bot.service.d/proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890", "NO_PROXY=localhost,127.0.0.1,::1"
                                                       ^ error HTTPS_PROXY ends in a sign that becomes part of its value
      `,
      fixed: `
        -- bot.service.d/proxy.conf --
        [Service]
        Environment="HTTPS_PROXY=http://127.0.0.1:7890" "NO_PROXY=localhost,127.0.0.1,::1"
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        EnvironmentFile=/srv/bot/.env
        ExecStart=/opt/bot
        -- srv/bot/.env --
        export HTTPS_PROXY=http://127.0.0.1:7890
        ^^^^^^^ error HTTPS_PROXY is not set: systemd ignores it
        NO_PROXY=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- srv/bot/.env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTP_PROXY=http://10.0.0.8:3128 HTTPS_PROXY=http://10.0.0.8:3128 NO_PROXY=localhost"
                                                    ^ error HTTPS_PROXY is not set: it is part of the value before it
                                                                                     ^ error
      `,
      fixed: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTP_PROXY=http://10.0.0.8:3128" "HTTPS_PROXY=http://10.0.0.8:3128" "NO_PROXY=localhost"
      `,
    },
  ],
  good: [
    {
      files: `
        -- run.sh --
        #!/bin/sh
        docker run --env-file a.env img
        docker compose --env-file b.env run app
        -- a.env --
        https_proxy=http://10.0.0.5:3128
        no_proxy=localhost,127.0.0.1,::1
        -- b.env --
        https_proxy="http://10.0.0.5:3128"
        no_proxy="localhost,127.0.0.1,::1"
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        Environment="A=b c" D=e 'F=g h'
        Environment=K="v w"
        ExecStart=/opt/bot
      `,
    },
  ],
};
