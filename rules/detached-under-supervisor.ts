import type { ExecLine, Finding, Rule, RuleDocs } from '../src/core.ts';
import { removeWord } from '../src/fixes/command-words.ts';
import { unsafeFix } from '../src/fixes/edits.ts';
import { programOf } from '../src/knowledge/programs.ts';
import { type CommandWord, commandLines, insideWord } from '../src/queries/services/command-lines.ts';
import { type EffectiveService, services } from '../src/queries/services/services.ts';
import { basename } from '../src/text.ts';

export default {
  id: 'detached-under-supervisor',
  summary: {
    en: 'The program leaves the foreground where its supervisor expects it to stay.',
    zh: 'launchd/systemd 托管的程序应当留在前台，它却自己跑到后台去了。',
  },
  severity: 'error',
  needs: ['service'],

  *check(project) {
    for (const service of services(project)) {
      // These types are told when the program is up, or expect it to end.
      if (['forking', 'notify', 'notify-reload', 'oneshot', 'dbus'].includes(service.type ?? '')) continue;
      for (const line of service.starts) {
        const found = detachingLine(line);
        if (!found) continue;
        yield {
          at: insideWord(found.word),
          severity: found.flag ? 'warning' : undefined,
          message: message(service),
          label: found.label,
          why: {
            en: 'For the supervisor the job is over at once: it starts it again, or cleans up and kills what went to the background.',
            zh: '在 launchd/systemd 看来任务一下就结束了：它会反复重启，或者在清理时把跑到后台的进程一并杀掉。',
          },
          fixes: found.removable
            ? unsafeFix(
                { en: `drop ${found.word.text}`, zh: `去掉 ${found.word.text}` },
                removeWord(project, found.word),
              )
            : [],
        };
      }
    }
  },
} satisfies Rule;

const message = ({ manager }: EffectiveService): Finding['message'] => ({
  en: `${manager} loses sight of this program as soon as it starts`,
  zh: `程序一启动就脱离了 ${manager} 的视线`,
});

interface Detaching {
  readonly word: CommandWord;
  readonly label: Finding['label'] & object;
  /** A flag of a known program rather than a wrapper: less certain. */
  readonly flag: boolean;
  readonly removable: boolean;
}

/**
 * Only for programs known to use the flag this way: `--daemon` means something else to openvpn, rsync and alacritty, and
 * `mihomo -d` names a folder.
 */
const BACKGROUND_FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['hermes', ['--daemon', '--detach', '--background']],
  ['openclaw', ['--daemon', '--detach', '--background']],
  ['gunicorn', ['--daemon', '-D']],
  ['celery', ['--detach']],
  ['autossh', ['-f']],
  ['ssh', ['-f']],
  ['mongod', ['--fork']],
  ['ss-local', ['-f']],
  ['redis-server', ['--daemonize']],
]);

const DETACHERS = new Map<string, (args: readonly string[]) => boolean>([
  ['nohup', () => true],
  ['setsid', (args) => !args.some((arg) => /^(?:--wait|-[^\Ww]*w\w*)$/.test(arg))],
  ['screen', (args) => args.some((arg) => /^-\w*dm/.test(arg)) && !args.some((arg) => /^-[^\WD]*D\w*m/.test(arg))],
  ['tmux', (args) => args.some((arg) => arg.startsWith('new')) && args.includes('-d')],
  ['daemonize', () => true],
  ['pm2', (args) => args[0] === 'start' && !args.includes('--no-daemon')],
  ['forever', (args) => args[0] === 'start'],
]);

/** In a script only the last command counts: a background process started before it can be meant to run beside it. */
function detachingLine(line: ExecLine): Detaching | undefined {
  const [whole, ...commands] = commandLines(line);
  return (whole && detaching(whole)) ?? detaching(commands.at(-1) ?? []);
}

function detaching(words: readonly CommandWord[]): Detaching | undefined {
  const texts = words.map((word) => word.text);
  const last = words.at(-1);
  if (last?.text === '&')
    return {
      word: last,
      label: { en: 'an argument here, not a shell operator', zh: '这里没有 shell，& 只是一个普通参数' },
      flag: false,
      removable: true,
    };
  for (const [index, word] of words.entries()) {
    if (index > 0 && !isLeading(texts, index)) break;
    const detach = DETACHERS.get(basename(word.text));
    if (!detach?.(texts.slice(index + 1))) continue;
    return {
      word,
      label: { en: 'sends it to the background', zh: '会把它放到后台' },
      flag: false,
      removable: basename(word.text) === 'nohup' && words.length > index + 1 && index > 0,
    };
  }
  return shellBackground(words) ?? backgroundFlag(words, texts);
}

/** Still among `env A=b`, `nice` and such before the program itself. */
const isLeading = (texts: readonly string[], index: number): boolean => index <= programOf(texts).index;

/** `sh -c 'prog &'`, but not `… & wait`, which stays. */
function shellBackground(words: readonly CommandWord[]): Detaching | undefined {
  const flag = words.findIndex((word) => /^-\w*c$/.test(word.text));
  const script = words[flag + 1];
  if (flag < 1 || !script || !/^(?:ba|da|z|k)?sh$/.test(basename(words[flag - 1]?.text ?? ''))) return undefined;
  if (!/(?:^|[^&>|])&\s*$/.test(script.text)) return undefined;
  return { word: script, label: { en: 'ends in &', zh: '末尾是 &' }, flag: false, removable: false };
}

function backgroundFlag(words: readonly CommandWord[], texts: readonly string[]): Detaching | undefined {
  const program = programOf(texts);
  const flags = BACKGROUND_FLAGS.get(program.name);
  if (!flags || texts.some((text) => /^--(?:no-|nodaemon|foreground)/.test(text))) return undefined;
  const at = words.findIndex(
    (word, index) =>
      index > program.index && flags.includes(word.text) && !/^(?:no|0|false)$/.test(texts[index + 1] ?? ''),
  );
  const word = words[at];
  if (!word) return undefined;
  return {
    word,
    label: { en: `makes ${program.name} fork and exit`, zh: `会让 ${program.name} 派生子进程后退出` },
    flag: true,
    removable: true,
  };
}

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
