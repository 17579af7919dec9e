import type { Finding, Rule, RuleDocs, Text } from '../src/core.ts';
import { fixOf, repairAssignment } from '../src/fixes/edits.ts';
import { type StrayPercent, strayPercents } from '../src/queries/services/exec-percents.ts';
import { parseUrl } from '../src/routing/url/target.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'percent-in-environment',
  summary: {
    en: '`%40` in a unit is a specifier, not a percent-encoded sign.',
    zh: '单元里的 `%40` 会被当成 systemd 的说明符，而不是百分号编码。',
  },
  severity: 'error',
  needs: ['env', 'systemd'],

  *check(project) {
    for (const fact of project.facts('env')) {
      if (fact.dropped?.reason !== 'specifier') continue;
      const userinfo = parseUrl(fact.value.text).userinfo;
      const safe = userinfo !== undefined && /%/.test(userinfo.text) && !/%/.test(fact.value.text.slice(userinfo.end));
      yield {
        at: fact.dropped.at,
        message: {
          en: `systemd drops or changes ${fact.name.text} because of this %`,
          zh: `因为这个 %，systemd 会丢弃或改写 ${fact.name.text}`,
        },
        label: { en: 'write %% for one %', zh: '一个 % 要写成 %%' },
        why: {
          en: '%4, %2 and their like are unknown specifiers: the variable is left out. %b, %C, %E and others are replaced without a word.',
          zh: '%4、%2 之类是未知说明符，整个变量会被丢掉；%b、%C、%E 等则会被悄悄替换成别的内容。',
        },
        fixes: fixOf(DOUBLE, safe, repairAssignment(project, fact)),
      };
    }
    for (const stray of strayPercents(project)) yield elsewhere(stray);
  },
} satisfies Rule;

const DOUBLE: Text = { en: 'double the %', zh: '把 % 写成两个' };

/**
 * In a command or a path each `%` can be read in one way only. Not safe where a line that has no effect today would get one:
 * a file that begins to be read can be missing, and stop the unit.
 */
function elsewhere({ setting, key, marks, cause }: StrayPercent): Finding {
  const first = marks[0]!;
  const isOptional = /^[@:+!|]*-/.test(setting.value.text);
  const isSafe = key === 'EnvironmentFile' ? isOptional : cause !== 'unknown' || !isOptional;
  const places = marks.map((mark) => spanOf(setting.value, mark, mark + 1));
  return {
    at: spanOf(setting.value, first, first + 2),
    message: MESSAGES[cause](key),
    label: { en: 'write %% for one %', zh: '一个 % 要写成 %%' },
    why: WHYS[cause],
    fixes: fixOf(
      DOUBLE,
      isSafe,
      places.map((at) => ({ at, text: '%%' })),
    ),
  };
}

const MESSAGES: Readonly<Record<StrayPercent['cause'], (key: string) => Text>> = {
  unknown: (key) =>
    key === 'EnvironmentFile'
      ? {
          en: 'systemd ignores this EnvironmentFile= because of this %',
          zh: '因为这个 %，systemd 会忽略这行 EnvironmentFile=',
        }
      : {
          en: `systemd refuses this unit because of the % in ${key}=`,
          zh: `因为 ${key}= 里的 %，systemd 会拒绝这个单元`,
        },
  encoded: () => ({
    en: 'systemd changes this URL: %E4 and its like are specifiers',
    zh: 'systemd 会改写这个 URL：%E4 之类会被当成说明符',
  }),
  date: () => ({
    en: 'systemd replaces the % signs before date sees them',
    zh: '还没轮到 date，systemd 就先把这些 % 替换掉了',
  }),
};

const WHYS: Readonly<Record<StrayPercent['cause'], Text>> = {
  unknown: {
    en: 'No systemd up to 262 has this specifier. A % that is only a percent sign is written twice in units.',
    zh: '截至 systemd 262 都没有这个说明符。单元里的百分号要写两遍。',
  },
  encoded: {
    en: 'Digits stop the unit; %E becomes /etc, %B and %A words of os-release, without a message.',
    zh: '后面跟数字会让单元无法启动；%E 会变成 /etc，%B、%A 会变成 os-release 里的内容，没有任何提示。',
  },
  date: {
    en: '%Y is the folder of the unit, %m the machine id, %H the host name; other letters stop the unit.',
    zh: '%Y 是单元所在目录，%m 是机器 id，%H 是主机名；其他字母会让单元无法启动。',
  },
};

export const docs: RuleDocs = {
  text: {
    en: `
Units expand \`%\` specifiers in \`Environment=\`. A password with \`@\` is percent-encoded as \`%40\`, and \`%4\` is no specifier: systemd
writes "Failed to resolve specifiers" to the journal and leaves the whole variable out. \`%C3\` becomes \`/var/cache3\` without any
message. Write \`%%40\`. In a URL's user name and password every specifier counts (\`%G\`, \`%s\`), unless one is the whole of it
(\`//%u:secret@\`). The same holds for Exec lines, \`WorkingDirectory=\` and \`EnvironmentFile=\`: an unknown specifier stops the
unit, \`curl http://x/%E4\` asks for another address, and \`date +%Y\` prints the folder of the unit. Files named by EnvironmentFile=, environment.d, shells and plists want a single \`%\`.`,
    zh: `
单元文件会展开 \`Environment=\` 里的 \`%\` 说明符。密码里的 \`@\` 编码成 \`%40\`，而 \`%4\` 不是有效的说明符：systemd 在日志里记一句
“Failed to resolve specifiers”，整个变量就没了。\`%C3\` 会变成 \`/var/cache3\`，连提示都没有。应写成 \`%%40\`。URL 的用户名和密码里出现任何说明符（\`%G\`、\`%s\`）
都会报告，除非整段就是一个说明符（\`//%u:secret@\`）。Exec 各行、\`WorkingDirectory=\`、\`EnvironmentFile=\` 也一样：未知的说明符会让单元无法启动，
\`curl http://x/%E4\` 会请求另一个地址，\`date +%Y\` 会打印单元所在的目录。EnvironmentFile= 指向的文件、
environment.d、shell 和 plist 里则只写一个 \`%\`。`,
  },
  bad: [
    {
      files: `
        -- bot.service --
        [Service]
        Environment="HTTPS_PROXY=http://me:p%40ss@proxy.example:8080"
                                            ^^ error systemd drops or changes HTTPS_PROXY because of this %
        Environment="NO_PROXY=localhost,127.0.0.1,::1"
        ExecStart=/opt/bot
      `,
      fixed: `
        -- bot.service --
        [Service]
        Environment="HTTPS_PROXY=http://me:p%%40ss@proxy.example:8080"
        Environment="NO_PROXY=localhost,127.0.0.1,::1"
        ExecStart=/opt/bot
      `,
    },
    {
      files: `
        -- bot.service.d/name.conf --
        [Service]
        Environment="CALLBACK=http%3A%2F%2Fbot.example"
                                  ^^ error
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStartPre=/usr/bin/curl http://e.example/%E4%B8%AD
                                                    ^^ error systemd changes this URL: %E4 and its like are specifiers
        ExecStart=/bin/sh -c 'exec /opt/bot --log /var/log/bot-$(date +%Y-%m-%d).log'
                                                                       ^^ error
        WorkingDirectory=/srv/a%20b
                               ^^ error systemd refuses this unit because of the % in WorkingDirectory=
        Environment="HTTPS_PROXY=http://me:abc%G4g@proxy.example:8080" "NO_PROXY=localhost,127.0.0.1,::1"
                                              ^^ error
      `,
      fixed: `
        -- bot.service --
        [Service]
        ExecStartPre=/usr/bin/curl http://e.example/%%E4%%B8%%AD
        ExecStart=/bin/sh -c 'exec /opt/bot --log /var/log/bot-$(date +%%Y-%%m-%%d).log'
        WorkingDirectory=/srv/a%%20b
        Environment="HTTPS_PROXY=http://me:abc%%G4g@proxy.example:8080" "NO_PROXY=localhost,127.0.0.1,::1"
      `,
    },
  ],
  good: [
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/bin/sh -c 'date +%%Y; exec /opt/bot --name %n --unit %i --load 100%'
        ExecStartPost=/usr/bin/curl http://127.0.0.1/%i/%p
        Environment="HTTPS_PROXY=http://%u:secret@proxy.example:8080" "NO_PROXY=localhost,127.0.0.1,::1"
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        Environment="HTTPS_PROXY=http://me:p%%40ss@proxy.example:8080" "DATA=%h/data" "X=100%"
        ExecStart=/opt/bot
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://me:p%40ss@proxy.example:8080
      `,
    },
  ],
};
