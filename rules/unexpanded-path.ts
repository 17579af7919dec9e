import type { Finding, Fix, Project, Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { type HomePath, homePaths } from '../src/queries/services/home-paths.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'unexpanded-path',
  summary: {
    en: '`~` or `$HOME` in a path that nothing expands.',
    zh: '路径里的 `~` 或 `$HOME` 不会被展开。',
  },
  severity: 'error',
  needs: ['systemd', 'launchd'],

  *check(project) {
    for (const path of homePaths(project)) yield finding(project, path);
  },
} satisfies Rule;

function finding(project: Project, path: HomePath): Finding {
  const { value, mark, from, supervisor, isArgument } = path;
  return {
    at: spanOf(value, from, from + mark.length),
    severity: isArgument ? 'warning' : undefined,
    ...WORDS[supervisor](mark),
    fixes: withHome(project, path),
  };
}

const WORDS: Readonly<Record<HomePath['supervisor'], (mark: string) => Pick<Finding, 'message' | 'label'>>> = {
  systemd: () => ({
    message: {
      en: 'systemd refuses this path: it does not begin with /',
      zh: 'systemd 不接受这个路径：它不是以 / 开头',
    },
    label: { en: 'only a shell expands it; systemd has %h', zh: '只有 shell 才会展开，systemd 里要用 %h' },
  }),
  launchd: (mark) => ({
    message: { en: `launchd looks for a folder that is called ${mark}`, zh: `launchd 会去找名字就叫 ${mark} 的目录` },
    label: { en: 'only a shell expands it', zh: '只有 shell 才会展开' },
  }),
};

/** The home folder written out: `%h` in a user's unit, in a plist the one home folder its other paths name. */
function withHome(project: Project, { value, mark, from, home, isSpecifier }: HomePath): readonly Fix[] {
  if (home === undefined) return [];
  const end = from + mark.length;
  // A specifier is written as it is; the writer would double its %.
  const edits = isSpecifier ? [{ at: spanOf(value, from, end), text: home }] : rewrite(project, value, home, from, end);
  return unsafeFix({ en: `write ${home}`, zh: `改成 ${home}` }, edits);
}

export const docs: RuleDocs = {
  text: {
    en: `
No shell stands between a supervisor and its files: \`~/bot\` and \`$HOME/bot\` are taken as written. launchd looks for a folder called
\`~\` below \`/\` and reports exit status 78; systemd refuses a path that is not absolute, ignores the EnvironmentFile, or does not
start the unit. Write the home folder out in a plist, \`%h\` in a user's unit (in a system unit \`%h\` is root's home).

Not reported: a shell's own script (\`sh -c\`), a plist with EnableGlobbing, \`WorkingDirectory=~\`, and arguments in units, where
systemd does expand \`$HOME\`. Arguments in a plist are a warning: some programs expand \`~\` themselves.

Sources: launchd.plist(5), systemd.exec(5), systemd 252 (run).`,
    zh: `
launchd 和 systemd 读配置时并不经过 shell，\`~/bot\` 和 \`$HOME/bot\` 就是字面上的几个字符。launchd 会去 \`/\` 下找一个叫 \`~\` 的目录，然后报退出码 78；
systemd 不接受非绝对路径，要么忽略 EnvironmentFile，要么干脆不启动。plist 里请写出完整的主目录，用户单元里写 \`%h\`（系统单元里的 \`%h\` 是
root 的主目录）。

不报告的情况：交给 shell 执行的脚本（\`sh -c\`）、启用了 EnableGlobbing 的 plist、\`WorkingDirectory=~\`，以及单元里的参数（systemd 会展开
\`$HOME\`）。plist 里的参数只报警告，因为有的程序会自己展开 \`~\`。

来源：launchd.plist(5)、systemd.exec(5)、systemd 252（实测）。`,
  },
  bad: [
    {
      files: `
        -- Library/LaunchAgents/com.example.bot.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.bot</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Users/lu/bin/bot</string>
            <string>~/bot.toml</string>
                    ^ warning
          </array>
          <key>StandardOutPath</key>
          <string>$HOME/Library/Logs/bot.log</string>
                  ^^^^^ error launchd looks for a folder that is called $HOME
        </dict>
        </plist>
      `,
      unsafe: true,
      fixed: `
        -- Library/LaunchAgents/com.example.bot.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.bot</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Users/lu/bin/bot</string>
            <string>/Users/lu/bot.toml</string>
          </array>
          <key>StandardOutPath</key>
          <string>/Users/lu/Library/Logs/bot.log</string>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- .config/systemd/user/bot.service --
        [Service]
        EnvironmentFile=-~/.env
                         ^ error systemd refuses this path: it does not begin with /
        ExecStart=$HOME/bin/bot --config $HOME/bot.toml
                  ^^^^^ error
        StandardOutput=append:~/bot.log
                              ^ error
      `,
      unsafe: true,
      fixed: `
        -- .config/systemd/user/bot.service --
        [Service]
        EnvironmentFile=-%h/.env
        ExecStart=%h/bin/bot --config $HOME/bot.toml
        StandardOutput=append:%h/bot.log
      `,
    },
  ],
  good: [
    {
      files: `
        -- .config/systemd/user/bot.service --
        [Service]
        WorkingDirectory=~
        EnvironmentFile=%h/.env
        ExecStart=/bin/sh -c 'exec ~/bin/bot $HOME/x'
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0"><dict><key>Label</key><string>a</string><key>ProgramArguments</key><array><string>/bin/sh</string><string>-c</string><string>~/bin/a</string></array></dict></plist>
        -- Library/LaunchAgents/b.plist --
        <plist version="1.0"><dict><key>Label</key><string>b</string><key>EnableGlobbing</key><true/><key>ProgramArguments</key><array><string>~/bin/b</string></array></dict></plist>
      `,
    },
  ],
};
