import type { Finding, Fix, Project, Rule, RuleDocs, Severity, Text } from '../src/core.ts';
import { fixOf, rewrite } from '../src/fixes/edits.ts';
import { closest } from '../src/knowledge/spelling.ts';
import { judgeLine } from '../src/knowledge/systemd/judge.ts';
import { classOf } from '../src/knowledge/systemd/keys.ts';
import type { Fault } from '../src/knowledge/systemd/values/fault.ts';
import { trailingComment } from '../src/queries/comments.ts';
import { wanted } from '../src/queries/services/unit-value-texts.ts';
import { newKeys, type UnitValue, unitValues } from '../src/queries/services/unit-values.ts';
import { spanOf } from '../src/text.ts';

export default {
  id: 'refused-systemd-value',
  summary: {
    en: 'A value for which systemd refuses the unit or ignores the line.',
    zh: '这个值会让 systemd 拒绝整个单元，或忽略这一行。',
  },
  severity: 'error',
  needs: ['systemd'],

  *check(project) {
    for (const value of unitValues(project)) {
      if (isToldElsewhere(value)) continue;
      yield finding(project, value);
    }
    for (const { setting, key, since } of newKeys(project)) {
      yield {
        at: setting.name.at,
        severity: 'info',
        message: { en: `${key} needs systemd ${since} or later`, zh: `${key} 需要 systemd ${since} 或更新的版本` },
        label: { en: 'older versions ignore this line', zh: '更旧的版本会忽略这一行' },
      };
    }
  },
} satisfies Rule;

/** `~` and `$HOME` at the beginning of a path, `%` in commands and paths, comments and programs have rules of their own. */
function isToldElsewhere({ setting, document, section, key, kind, fault }: UnitValue): boolean {
  const { text } = setting.value;
  if (kind === 'environment' || fault.want === 'program') return true;
  if (fault.want === 'specifier') return kind === 'exec' || kind === 'working-directory' || kind === 'environment-file';
  if (/^(?:(?:append|file|truncate):|[-!|+@:]*)(?:~|\$HOME\b|\$\{HOME\})/.test(text) && isPathFault(fault)) return true;
  const kindOfText = classOf(section, key);
  return (
    /\S[ \t]+[#;]/.test(text) &&
    COMMENTED.has(kindOfText ?? '') &&
    trailingComment(document, setting.value, /\S[ \t]+(?=[#;])/) !== undefined
  );
}

/** Classes of which inline-comment judges the comments. */
const COMMENTED = new Set<string>(
  'boolean tristate seconds nanoseconds integer mode signal size path environment-file word units'.split(' '),
);

const isPathFault = ({ want }: Fault): boolean => want === 'absolute-path' || want === 'choice';

/** Keys without which the service would be a different one. */
const VITAL = /^(?:Exec\w+|Type|WorkingDirectory|Environment(?:File)?)$/;

function severityOf({ effect, since, want }: Fault, key: string): Severity {
  if (effect === 'refused') return 'error';
  // What was written for an older systemd harms nothing on a newer one.
  if (effect === 'noted' || since !== undefined || want === 'living-unit') return 'info';
  return VITAL.test(key) ? 'error' : 'warning';
}

function finding(project: Project, value: UnitValue): Finding {
  const { setting, key, fault } = value;
  const { text } = setting.value;
  const [start, end] = fault.at ?? [0, text.length];
  const meant = fault.choices && fault.since === undefined ? meantWord(text, fault.choices) : undefined;
  return {
    at: start < end ? spanOf(setting.value, start, end) : setting.at,
    severity: severityOf(fault, key),
    message: message(value, text.slice(start, end)),
    label: text === '' && fault.want !== 'boolean' ? { en: 'no value', zh: '没有值' } : wanted(fault, meant),
    why: WHY[fault.since === undefined ? fault.effect : 'noted'],
    fixes: repair(project, value, meant),
  };
}

const WHY: Readonly<Partial<Record<Fault['effect'], Text>>> = {
  ignored: {
    en: 'An earlier line of this key stays in force, or else the default. systemd writes this to the journal only.',
    zh: '生效的是这个键更早的设置或默认值。systemd 只在日志里记一行。',
  },
  refused: {
    en: 'The unit gets the state bad-setting and does not start; "systemctl status" shows it.',
    zh: '单元会进入 bad-setting 状态，无法启动；systemctl status 能看到。',
  },
};

function message({ key, fault }: UnitValue, word: string): Text {
  if (fault.effect === 'refused')
    return { en: `systemd refuses this unit because of ${key}=`, zh: `因为 ${key}=，systemd 会拒绝这个单元` };
  if (fault.effect === 'noted')
    return { en: `systemd asks for another spelling of this ${key}=`, zh: `systemd 建议改写这行 ${key}=` };
  if (fault.since !== undefined)
    return { en: `${key}=${word} needs systemd ${fault.since}`, zh: `${key}=${word} 需要 systemd ${fault.since}` };
  if (fault.effect === 'part')
    return { en: `systemd ignores a part of ${key}=`, zh: `systemd 会忽略 ${key}= 的一部分` };
  return { en: `systemd ignores this ${key}= line`, zh: `systemd 会忽略这行 ${key}=` };
}

/** The word that was meant: one typo away, or the only one with the same beginning (`on-failed`, `on-failure`). */
function meantWord(text: string, choices: readonly string[]): string | undefined {
  const near = closest(text, choices);
  if (near !== undefined || text.length < 6) return near;
  const alike = choices.filter((one) => one.startsWith(text.slice(0, Math.max(6, text.length - 3))));
  return alike.length === 1 ? alike[0] : undefined;
}

// ── repairs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function repair(project: Project, value: UnitValue, meant: string | undefined): readonly Fix[] {
  const { setting, section, key, kind } = value;
  const { text } = setting.value;
  const takes = (other: string): boolean => other !== text && judgeLine(section, key, kind, other) === undefined;
  const written = (other: string, safe: boolean): readonly Fix[] =>
    fixOf({ en: `write ${key}=${other}`, zh: `改成 ${key}=${other}` }, safe, rewrite(project, setting.value, other));
  const unquoted = text.replace(/^(-?)(["'])([^"']*)\2$/, '$1$3');
  if (takes(unquoted)) {
    // A unit that does not load has nothing to lose. A file that begins to be read can be missing, and stop the unit.
    const isSafe = value.fault.effect === 'refused' || (kind === 'environment-file' && text.startsWith('-'));
    return fixOf({ en: 'remove the quotes', zh: '去掉引号' }, isSafe, rewrite(project, setting.value, unquoted));
  }
  if (meant !== undefined && takes(meant)) return written(meant, false);
  if (kind === 'output' && text.startsWith('/') && takes(`append:${text}`)) return written(`append:${text}`, false);
  const singular = text.replace(/(\d ?)(sec|min|hr|msec|usec)s\b/g, '$1$2');
  return takes(singular) ? written(singular, false) : [];
}

export const docs: RuleDocs = {
  text: {
    en: `
Each key of a unit has its own reader in systemd. Some stop the whole unit ("bad unit file setting"): a quoted or relative
\`WorkingDirectory=\`, a user name with a colon, an unknown specifier in a command. Most write one line to the journal and go on
without the setting: \`Restart=on-failed\` never restarts, \`EnvironmentFile="/etc/bot.env"\` loads nothing, \`TimeoutStopSec=30secs\`
stays at 90 s, \`StandardOutput=/var/log/bot.log\` goes to the journal, for it lacks \`append:\`.

Error: the unit is refused, or a line is ignored that decides what runs (Exec lines, Type, WorkingDirectory, EnvironmentFile).
Warning: another line is ignored. Info: a spelling that systemd wants replaced, and keys or words that came after systemd 252.
Paths that begin with \`~\`, comments after a value, \`Environment=\` and \`%\` in commands have rules of their own.

Sources: load-fragment.c and conf-parser.c of systemd 252, 257 and 262. Every key was compared with \`systemd-analyze verify\` on
at least 90 values.`,
    zh: `
单元里的每个键在 systemd 里都有自己的解析方式。有些写错会让整个单元作废（“bad unit file setting”）：\`WorkingDirectory=\` 加了引号或写成
相对路径、用户名里有冒号、命令里有未知的说明符。多数只在日志里记一行，然后当这一行不存在：\`Restart=on-failed\` 从不重启，
\`EnvironmentFile="/etc/bot.env"\` 什么也不加载，\`TimeoutStopSec=30secs\` 仍是 90 秒，\`StandardOutput=/var/log/bot.log\` 少了 \`append:\`，
输出只进日志。

错误：单元被拒绝，或者被忽略的那一行决定了运行什么（Exec 各行、Type、WorkingDirectory、EnvironmentFile）。警告：其他被忽略的行。
提示：systemd 建议改写的写法，以及 systemd 252 之后才有的键和词。以 \`~\` 开头的路径、值后面的注释、\`Environment=\`、命令里的 \`%\` 各有专门的规则。

来源：systemd 252、257、262 的 load-fragment.c 与 conf-parser.c；每个键都用至少 90 个值与 \`systemd-analyze verify\` 对比过。`,
  },
  bad: [
    {
      files: `
        -- resolve.service --
        [Unit]
        After=network.target org.example.resolve.busname
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info systemd ignores a part of After=
        [Service]
        ExecStart=/opt/resolve
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        WorkingDirectory="/srv/bot"
                         ^^^^^^^^^^ error systemd refuses this unit because of WorkingDirectory=
        EnvironmentFile=-"/etc/bot.env"
                        ^^^^^^^^^^^^^^^ error systemd ignores this EnvironmentFile= line
      `,
      fixed: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        WorkingDirectory=/srv/bot
        EnvironmentFile=-/etc/bot.env
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        Type=deamon
             ^^^^^^ error systemd ignores this Type= line
        Restart=on-failed
                ^^^^^^^^^ warning systemd ignores this Restart= line
        TimeoutStopSec=30secs
                       ^^^^^^ warning
        RemainAfterExit=enabled
                        ^^^^^^^ warning
        StandardOutput=/var/log/bot.log
                       ^^^^^^^^^^^^^^^^ warning
      `,
      unsafe: true,
      fixed: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        Type=deamon
        Restart=on-failure
        TimeoutStopSec=30sec
        RemainAfterExit=enabled
        StandardOutput=append:/var/log/bot.log
      `,
    },
    {
      files: `
        -- bot.service --
        [Unit]
        After=network.target database
                             ^^^^^^^^ warning systemd ignores a part of After=
        [Service]
        ExecStart=/opt/bot
        User=bot:bot
             ^^^^^^^ error
        Type=notify-reload
             ^^^^^^^^^^^^^ info
        PrivateBPF=yes
        ^^^^^^^^^^ info PrivateBPF needs systemd 258 or later
        KillMode=none
                 ^^^^ info
      `,
    },
  ],
  good: [
    {
      files: `
        -- a.service --
        [Service]
        ExecStart=<|CLASH|>/clash -d /etc/clash
        WorkingDirectory=YOUR_PATH/clash
        User=<USER>
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot
        WorkingDirectory=-%h/my files
        EnvironmentFile=-/etc/bot.env
        Restart=on-failure
        RestartSec=1min 30s
        TimeoutStopSec=infinity
        StandardOutput=append:/var/log/bot.log
        User=%i
        LimitNOFILE=1024:524288
        MemoryMax=1.5G
        UMask=0027
        KillSignal=SIGRTMIN+3
        Environment=
        After=
      `,
    },
    {
      files: `
        -- bot.timer --
        [Timer]
        OnCalendar=Mon..Fri *-*-* 09:00/15:00 Asia/Shanghai
        OnBootSec=5min
        [X-Notes]
        Restart=whatever
      `,
    },
    {
      files: `
        -- other.service --
        [Service]
        ExecStart=/opt/bot
        Restart={{ restart_policy }}
        WorkingDirectory={{ root }}/bot
      `,
    },
  ],
};
