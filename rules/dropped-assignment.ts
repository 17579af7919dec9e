import type { Assignment, Document, Dropped, Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { fixOf, repairAssignment } from '../src/fixes/edits.ts';
import { type LoadedAssignment, loadedAssignments } from '../src/queries/environments/environment-files.ts';
import { slice, span } from '../src/text.ts';

export default {
  id: 'dropped-assignment',
  summary: {
    en: 'An assignment that its reader, systemd or pam_env, ignores or mangles.',
    zh: '这个赋值会被读取它的 systemd 或 pam_env 忽略或弄坏。',
  },
  severity: 'error',
  needs: ['env'],

  *check(project) {
    for (const fact of project.facts('env')) {
      const { dropped } = fact;
      // A specifier and a comment behind the value have rules of their own.
      if (!dropped || dropped.reason === 'specifier' || dropped.reason === 'inline-comment') continue;
      const document = project.document(fact.at.file);
      yield {
        at: dropped.at,
        message: message(document, fact, dropped),
        label: LABELS[dropped.reason],
        fixes: fixOf(TITLE, isSafe(document, dropped), repairAssignment(project, fact)),
      };
    }
    for (const loaded of loadedAssignments(project)) yield* exported(project, loaded);
  },
} satisfies Rule;

const TITLE = { en: 'write it as it was meant', zh: '按本来的意思改写' };

/** A file that systemd reads and somebody may also source needs its `export` there. */
const isSafe = ({ dialect }: Document, { reason }: Dropped): boolean =>
  !(dialect === 'environment-file' && reason === 'export-keyword');

/** `export A=1` in a .env that a unit loads: other readers and shells take it, systemd does not. */
function* exported(project: Project, { fact, inclusion }: LoadedAssignment): Iterable<Finding> {
  const document = project.document(fact.at.file);
  const keyword = span(fact.statement, fact.statement.start, fact.name.at.start);
  if (!/^export\s+$/.test(slice(document, keyword))) return;
  yield {
    at: keyword,
    message: message(document, fact, { reason: 'export-keyword', at: keyword }),
    label: LABELS['export-keyword'],
    related: [{ at: inclusion.at, message: { en: 'systemd reads the file here', zh: 'systemd 在这里读取该文件' } }],
    fixes: fixOf(TITLE, false, [{ at: keyword, text: '' }]),
  };
}

function message({ dialect }: Document, fact: Assignment, { reason }: Dropped): Text {
  const reader = dialect === 'pam' ? 'pam_env' : 'systemd';
  const name = fact.name.text;
  if (reason === 'stray-punctuation')
    return {
      en: `${name} ends in a sign that becomes part of its value`,
      zh: `${name} 末尾的符号会变成值的一部分`,
    };
  if (reason === 'unquoted-blank' && dialect === 'pam')
    return {
      en: `${name} keeps its closing quote: blanks follow it`,
      zh: `${name} 的值里会留下后引号，因为它后面还有空格`,
    };
  if (reason === 'unquoted-blank')
    return {
      en: `${name} is cut off at the blank; the rest is ignored`,
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
  'blank-around-equals': { en: 'no blanks around =', zh: '= 两边不能有空格' },
  'unquoted-blank': { en: 'a blank ends the value; quote the whole assignment', zh: '空格会结束值，整个赋值要加引号' },
  'export-keyword': { en: 'export belongs in shells', zh: 'export 只在 shell 里有用' },
  'stray-punctuation': { en: 'not a separator here', zh: '这里不用它作分隔' },
  'shared-quotes': { en: 'the quotes must end before this blank', zh: '引号要在这个空格之前结束' },
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
\`Environment=\` takes words separated by blanks, each \`NAME=value\`; quotes go round the whole word: \`Environment="A=b c" "D=e"\`.
Blanks around \`=\`, an unquoted blank, one pair of quotes round several proxy variables, \`export\`, a comma or semicolon between assignments, typographic quotes and a backslash that
begins no escape make systemd drop the word, with a line in the journal, or keep a wrong value without one. The fix writes what
was plainly meant. In a file that EnvironmentFile= loads, \`export A=1\` sets nothing; a shell that also sources the file can rely
on the word, so that fix is unsafe.`,
    zh: `
\`Environment=\` 由空格分隔的若干个词组成，每个都是 \`名字=值\`，引号要包住整个词：\`Environment="A=b c" "D=e"\`。\`=\` 两边的空格、没加引号的空格、
一对引号里写了几个代理变量、\`export\`、赋值之间的逗号或分号、弯引号、不成转义的反斜杠，都会让 systemd 丢掉这个词（日志里有一行提示），或者不声不响地留下错误的值。
修复会改写成明显的本意。EnvironmentFile= 加载的文件里，\`export A=1\` 什么也不会设置；但可能还有 shell 在 source 这个文件，
所以这一条的修复属于不安全。`,
  },
  bad: [
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
        -- bot.service --
        [Service]
        Environment="A=b c" D=e 'F=g h'
        Environment=K="v w"
        ExecStart=/opt/bot
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        Environment=
        Environment=A=1 \\
          B=2
        ExecStart=/opt/bot
      `,
    },
  ],
};
