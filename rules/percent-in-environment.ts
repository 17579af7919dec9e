import type { Rule, RuleDocs } from '../src/core.ts';
import { fixOf, repairAssignment } from '../src/fixes/edits.ts';
import { parseUrl } from '../src/routing/url/target.ts';

export default {
  id: 'percent-in-environment',
  summary: {
    en: '`%40` in Environment= is a specifier, not a percent-encoded sign.',
    zh: 'Environment= 里的 `%40` 会被当成 systemd 的说明符，而不是百分号编码。',
  },
  severity: 'error',
  needs: ['env'],

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
        fixes: fixOf({ en: 'double the %', zh: '把 % 写成两个' }, safe, repairAssignment(project, fact)),
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
Units expand \`%\` specifiers in \`Environment=\`. A password with \`@\` is percent-encoded as \`%40\`, and \`%4\` is no specifier: systemd
writes "Failed to resolve specifiers" to the journal and leaves the whole variable out. \`%C3\` becomes \`/var/cache3\` without any
message. Write \`%%40\`. Files named by EnvironmentFile=, environment.d, shells and plists want a single \`%\`.`,
    zh: `
单元文件会展开 \`Environment=\` 里的 \`%\` 说明符。密码里的 \`@\` 编码成 \`%40\`，而 \`%4\` 不是有效的说明符：systemd 在日志里记一句
“Failed to resolve specifiers”，整个变量就没了。\`%C3\` 会变成 \`/var/cache3\`，连提示都没有。应写成 \`%%40\`。EnvironmentFile= 指向的文件、
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
  ],
  good: [
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
