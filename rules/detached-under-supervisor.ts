import type { Finding, Rule, RuleDocs, Text } from '../src/core.ts';
import { removeWord } from '../src/fixes/command-words.ts';
import { unsafeFix } from '../src/fixes/edits.ts';
import { insideWord } from '../src/queries/services/command-lines.ts';
import { type Detaching, detachingCommands } from '../src/queries/services/detaching.ts';
import type { EffectiveService } from '../src/queries/services/services.ts';

export default {
  id: 'detached-under-supervisor',
  summary: {
    en: 'The program leaves the foreground where its supervisor expects it to stay.',
    zh: 'launchd/systemd 托管的程序应当留在前台，它却自己跑到后台去了。',
  },
  severity: 'error',
  needs: ['service'],

  *check(project) {
    for (const { service, word, by, program, isRemovable } of detachingCommands(project)) {
      yield {
        at: insideWord(word),
        severity: by === 'option' ? 'warning' : undefined,
        message: message(service),
        label: LABELS[by](program),
        why: {
          en: 'For the supervisor the job is over at once: it starts it again, or cleans up and kills what went to the background.',
          zh: '在 launchd/systemd 看来任务一下就结束了：它会反复重启，或者在清理时把跑到后台的进程一并杀掉。',
        },
        fixes: isRemovable
          ? unsafeFix({ en: `drop ${word.text}`, zh: `去掉 ${word.text}` }, removeWord(project, word))
          : [],
      };
    }
  },
} satisfies Rule;

const message = ({ manager }: EffectiveService): Finding['message'] => ({
  en: `${manager} loses sight of this program as soon as it starts`,
  zh: `程序一启动就脱离了 ${manager} 的视线`,
});

const LABELS: Readonly<Record<Detaching['by'], (program: string) => Text>> = {
  argument: () => ({ en: 'an argument here, not a shell operator', zh: '这里没有 shell，& 只是一个普通参数' }),
  wrapper: () => ({ en: 'sends it to the background', zh: '会把它放到后台' }),
  script: () => ({ en: 'ends in &', zh: '末尾是 &' }),
  option: (program) => ({ en: `makes ${program} fork and exit`, zh: `会让 ${program} 派生子进程后退出` }),
};

export const docs: RuleDocs = {
  text: {
    en: `
launchd and systemd (Type=simple, exec) watch the process they start. \`nohup\`, \`screen\`, \`tmux\`, \`setsid\` or a trailing \`&\` hand the
work to another process and end: the supervisor restarts what is still running, or kills it while cleaning up. There is also
no shell in ExecStart= and ProgramArguments: \`&\`, \`>\` and \`&&\` are plain arguments there.

Units of Type=forking, notify or oneshot are not judged. Flags are judged only for programs whose flags are known: a name such
as \`--daemon\` means "stay in the foreground" for some.`,
    zh: `
launchd 和 systemd（Type=simple、exec）盯的是自己启动的那个进程。\`nohup\`、\`screen\`、\`tmux\`、\`setsid\` 或末尾的 \`&\` 把活交给别的进程后
就退出：launchd/systemd 要么去重启还在运行的东西，要么在清理时把它杀掉。另外，ExecStart= 和 ProgramArguments 里没有 shell，\`&\`、\`>\`、\`&&\`
都只是普通参数。

Type=forking、notify、oneshot 的单元不作判断。只有参数含义已知的程序才会看参数：同样叫 \`--daemon\`，有的程序恰恰表示留在前台。`,
  },
  bad: [
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/usr/bin/nohup /opt/bot/run.sh &
                                                 ^ error
      `,
      unsafe: true,
      fixed: `
        -- bot.service --
        [Service]
        ExecStart=/usr/bin/nohup /opt/bot/run.sh
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/com.example.bot.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.bot</string>
          <key>ProgramArguments</key>
          <array>
            <string>/usr/bin/screen</string>
                    ^^^^^^^^^^^^^^^ error
            <string>-dmS</string>
            <string>bot</string>
            <string>/opt/bot</string>
          </array>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- hermes.service --
        [Service]
        ExecStart=/bin/bash -c 'source ~/.env; tmux new -d -s hermes hermes gateway run'
                                               ^^^^ error
      `,
    },
  ],
  good: [
    {
      files: `
        -- rsync.service --
        [Service]
        ExecStart=/usr/bin/rsync --daemon --no-detach
      `,
    },
    {
      files: `
        -- mihomo.service --
        [Service]
        Type=simple
        ExecStart=/usr/local/bin/mihomo -d /etc/mihomo
      `,
    },
    {
      files: `
        -- old.service --
        [Service]
        Type=forking
        ExecStart=/bin/sh -c '/opt/x &'
      `,
    },
  ],
};
