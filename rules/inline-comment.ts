import type { Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { moveCommentAbove, safeFix } from '../src/fixes/edits.ts';
import { type SwallowedComment, swallowedComments } from '../src/queries/swallowed-comments.ts';

export default {
  id: 'inline-comment',
  summary: {
    en: 'A comment after a value, in a format where it becomes part of the value.',
    zh: '值后面跟着注释，而这种格式会把注释也当成值的一部分。',
  },
  severity: 'error',
  needs: ['env', 'systemd', 'resolver'],

  *check(project) {
    for (const comment of swallowedComments(project)) yield finding(project, comment);
  },
} satisfies Rule;

function finding(project: Project, { becomes, at, after, name, reader, isManaged }: SwallowedComment): Finding {
  const isMild = becomes === 'assignments' || reader?.program === 'docker';
  return {
    at,
    severity: isManaged || becomes === 'logged' ? 'info' : isMild ? 'warning' : undefined,
    message: MESSAGES[becomes](name),
    label: becomes === 'cut' ? CANNOT_HOLD : OWN_LINE,
    related: reader && [{ at: reader.at, message: READS_HERE[reader.program] }],
    fixes: after && !isManaged ? safeFix(TITLE, moveCommentAbove(project, after, at)) : [],
  };
}

const OWN_LINE: Text = { en: 'a comment needs a line of its own', zh: '注释要单独占一行' };
const TITLE: Text = { en: 'move the comment to a line above', zh: '把注释移到上一行' };
const CANNOT_HOLD: Text = {
  en: '/etc/environment cannot contain a #; percent-encode it in a URL: %23',
  zh: '/etc/environment 的值里不能有 #，URL 里可写成 %23',
};
const READS_HERE = {
  systemd: { en: 'systemd reads the file here', zh: 'systemd 在这里读取该文件' },
  docker: { en: 'docker reads the file here', zh: 'docker 在这里读取该文件' },
};

/** By the effect on the value; the key, variable or program is passed in. */
const MESSAGES: Readonly<Record<SwallowedComment['becomes'], (name: string) => Text>> = {
  refused: (key) => ({
    en: `systemd ignores ${key}: this comment is part of its value`,
    zh: `systemd 会忽略 ${key}：这段注释被当成了值的一部分`,
  }),
  path: () => ({
    en: 'systemd looks for a path that ends in this comment',
    zh: 'systemd 会去找一个以这段注释结尾的路径',
  }),
  word: (key) => ({
    en: `systemd takes this comment for a part of ${key}`,
    zh: `systemd 会把这段注释当成 ${key} 的一部分`,
  }),
  units: () => ({
    en: 'systemd takes each word of this comment for a unit',
    zh: 'systemd 会把注释里的每个词都当成单元名',
  }),
  assignments: () => ({
    en: 'systemd takes each word of this comment for an assignment',
    zh: 'systemd 会把注释里的每个词都当成赋值来读',
  }),
  arguments: (program) => ({
    en: `${program} is handed this comment as arguments`,
    zh: `这段注释会作为参数传给 ${program}`,
  }),
  domains: () => ({ en: 'Each word of this comment becomes a search domain', zh: '注释里的每个词都会变成搜索域' }),
  quote: (name) => ({
    en: `${name} keeps its closing quote because of this comment`,
    zh: `因为这段注释，${name} 的值里会留下后引号`,
  }),
  cut: (name) => ({
    en: `pam_env cuts ${name} off here, quotes or not`,
    zh: `pam_env 会在这里截断 ${name}，加不加引号都一样`,
  }),
  value: (name) => ({ en: `The value of ${name} includes this comment`, zh: `${name} 的值会带上这段注释` }),
  server: () => ({ en: 'The address in this comment becomes a DNS server', zh: '注释里的地址会变成 DNS 服务器' }),
  logged: () => ({
    en: 'systemd-resolved logs an error for each word of this comment',
    zh: '注释里的每个词都会让 systemd-resolved 记一条错误日志',
  }),
  option: (key) => ({
    en: `systemd-resolved ignores ${key}: this comment is part of its value`,
    zh: `systemd-resolved 会忽略 ${key}：这段注释被当成了值的一部分`,
  }),
};

export const docs: RuleDocs = {
  text: {
    en: `
Units, files named by EnvironmentFile=, environment.d, resolved.conf and the \`search\` line of resolv.conf know comments only as
lines of their own. \`TimeoutStopSec=90 # seconds\` is not 90: systemd cannot read "90 # seconds", logs a line and keeps the default.
In an environment file the value becomes \`600    # 10 minutes\`, and a program that wants a number stops at start.

Only a \`#\` after a space is judged, never one inside quotes or in \`sh -c\`; a \`;\`, which separates commands, only after numbers
and choices. In a \`.env\`
the comment is fine for dotenv libraries and Compose; it is reported where a unit of the project loads the file or \`docker run --env-file\` names it, which knows no comment after a value. pam_env
cuts a value of /etc/environment at every \`#\`, inside quotes too.

Sources: systemd.syntax(7), systemd 252 and its environment file reader (run), pam_env 1.5.2 (run), glibc 2.36 (run).`,
    zh: `
单元文件、EnvironmentFile= 指向的文件、environment.d、resolved.conf，以及 resolv.conf 的 \`search\` 行，注释都只能单独成行。
\`TimeoutStopSec=90 # seconds\` 并不是 90：systemd 读不懂“90 # seconds”，记一行日志后沿用默认值。在环境变量文件里，值会变成
\`600    # 10 分钟\`，要数字的程序一启动就会出错。

只看空白后面的 \`#\`；引号里的、\`sh -c\` 里的不算。\`;\` 会用来分隔命令，所以只有跟在数字和固定选项后面才算。\`.env\` 里的行尾注释对 dotenv 库和 Compose 没有影响，只有项目里
有单元加载这个文件、或 \`docker run --env-file\` 用到它时才报告（docker 不认值后面的注释）。pam_env 读 /etc/environment 时遇到 \`#\` 就截断，引号里也一样。

来源：systemd.syntax(7)，systemd 252 及其环境文件解析（实测），pam_env 1.5.2（实测），glibc 2.36（实测）。`,
  },
  bad: [
    {
      files: `
        -- run.sh --
        #!/bin/sh
        docker run --rm --env-file ./app.env img
        -- app.env --
        no_proxy=localhost,127.0.0.1,::1  # local
                                          ^^^^^^^ warning The value of no_proxy includes this comment
      `,
    },
    {
      files: `
        -- cron.service --
        [Service]
        ExecStart=/opt/a ; /opt/b
        RestartSec=5 ; half of what it was
                     ^^^^^^^^^^^^^^^^^^^^^ error
      `,
      fixed: `
        -- cron.service --
        [Service]
        ExecStart=/opt/a ; /opt/b
        ; half of what it was
        RestartSec=5
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        TimeoutStopSec=90 # seconds
                          ^^^^^^^^^ error systemd ignores TimeoutStopSec: this comment is part of its value
        Environment=LANG=zh_CN.UTF-8 # for the logs
                                     ^^^^^^^^^^^^^^ warning
      `,
      fixed: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        # seconds
        TimeoutStopSec=90
        # for the logs
        Environment=LANG=zh_CN.UTF-8
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        EnvironmentFile=/srv/bot/.env
        ExecStart=/opt/bot
        -- srv/bot/.env --
        HERMES_API_TIMEOUT=600    # 10 minutes
                                  ^^^^^^^^^^^^ error The value of HERMES_API_TIMEOUT includes this comment
      `,
      fixed: `
        -- srv/bot/.env --
        # 10 minutes
        HERMES_API_TIMEOUT=600
      `,
    },
    {
      files: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=223.5.5.5 # was 8.8.8.8
                      ^^^^^^^^^^^^^ error The address in this comment becomes a DNS server
        DNSOverTLS=no # slow
                      ^^^^^^ error
      `,
      fixed: `
        -- etc/systemd/resolved.conf --
        [Resolve]
        # was 8.8.8.8
        DNS=223.5.5.5
        # slow
        DNSOverTLS=no
      `,
    },
    {
      files: `
        -- .config/environment.d/10-proxy.conf --
        NO_PROXY=localhost,127.0.0.1,::1 # local
                                         ^^^^^^^ error
        -- etc/environment --
        HTTPS_PROXY="http://me:a#b@proxy.example:8080"
                                ^^^^^^^^^^^^^^^^^^^^^^ error pam_env cuts HTTPS_PROXY off here, quotes or not
      `,
      fixed: `
        -- .config/environment.d/10-proxy.conf --
        # local
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- run.sh --
        #!/bin/sh
        podman run --env-file app.env img
        docker compose --env-file app.env up
        -- app.env --
        LEVEL=1 # more
      `,
    },
    {
      files: `
        -- nut.service --
        [Service]
        ExecStart=/bin/sh -c 'nut-driver "$0" ; exit 0 # done' %I
        Environment="COLOR=red # green"
        -- .env --
        TIMEOUT=600 # dotenv takes this for a comment
      `,
    },
    {
      files: `
        -- etc/resolv.conf --
        nameserver 223.5.5.5 # tolerated
        -- etc/systemd/resolved.conf --
        [Resolve]
        DNS=1.1.1.1#one.one.one.one 223.5.5.5#dns.alidns.com
      `,
    },
  ],
};
