import type { Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { retype, rewrite, safeFix, unsafeFix } from '../src/fixes/edits.ts';
import { CALENDAR_KEYS, KEEP_ALIVE_KEYS, launchdKey, launchdWords } from '../src/knowledge/launchd-keys.ts';
import { closest } from '../src/knowledge/spelling.ts';
import { jobSettings } from '../src/queries/services/services.ts';
import { basename, inside } from '../src/text.ts';

export default {
  id: 'wrong-plist-type',
  summary: {
    en: 'A key of a plist has a value of the wrong type; launchd ignores it.',
    zh: 'plist 里某个键的值类型不对，launchd 会直接忽略。',
  },
  severity: 'error',
  needs: ['launchd'],

  *check(project) {
    for (const setting of jobSettings(project)) {
      const { path, name, value, type, at } = setting;
      if (type === undefined) continue;
      yield* unknownWord(project, setting);
      yield* decimalMode(project, setting);
      const key = launchdKey(path);
      const given = type === 'true' || type === 'false' ? 'boolean' : type;
      if (!key || key.types.some((one) => one === given) || !value.known) continue;
      const literal = literalAs(key.types, given, value.text);
      yield {
        at: inside(value),
        // Homebrew's generator writes such keys itself; they belong to the formula.
        severity: basename(at.file).startsWith('homebrew.') ? 'info' : undefined,
        message: {
          en: `launchd ignores ${name.text}: it wants ${key.types.join(' or ')}`,
          zh: `launchd 会忽略 ${name.text}：它需要的类型是 ${key.types.join(' 或 ')}`,
        },
        label: { en: `this is ${given}`, zh: `这里是 ${given}` },
        fixes:
          literal === undefined
            ? []
            : safeFix({ en: `write ${literal}`, zh: `改成 ${literal}` }, retype(project, value, literal)),
      };
    }
  },
} satisfies Rule;

/** `Aqau` for a session, `SuccesfulExit` for a condition: the type is right, but launchd does not know the word. */
function* unknownWord(project: Project, { path, name, value, type }: Setting): Iterable<Finding> {
  const words = type === 'string' && value.known ? launchdWords(path) : undefined;
  if (words && !words.includes(value.text)) {
    const meant = closest(value.text, words);
    yield {
      at: inside(value),
      severity: 'warning',
      message: {
        en: `launchd knows no ${path[0]} of this name`,
        zh: `launchd 的 ${path[0]} 没有这个取值`,
      },
      label: { en: `not one of ${words.join(', ')}`, zh: `应为 ${words.join('、')} 之一` },
      fixes: meant ? unsafeFix({ en: `write ${meant}`, zh: `改成 ${meant}` }, rewrite(project, value, meant)) : [],
    };
  }
  const among = name.known ? namesBelow(path) : undefined;
  const meant = among && !among.includes(name.text) ? closest(name.text, among) : undefined;
  if (meant !== undefined) {
    yield {
      at: inside(name),
      severity: 'warning',
      message: { en: `launchd ignores ${name.text} in ${path[0]}`, zh: `launchd 会忽略 ${path[0]} 里的 ${name.text}` },
      label: { en: `meant: ${meant}`, zh: `本意应是 ${meant}` },
    };
  }
}

/** The names that may stand in a dictionary with fixed ones. */
function namesBelow([first, ...rest]: readonly string[]): readonly string[] | undefined {
  if (first === 'KeepAlive' && rest.length === 1) return KEEP_ALIVE_KEYS;
  const isCalendar = first === 'StartCalendarInterval' && !/^\d+$/.test(rest.at(-1) ?? '0');
  return isCalendar ? CALENDAR_KEYS : undefined;
}

/** `<integer>0022</integer>` is the decimal number 22 (launchd.plist(5)): a mode is a string, "022". */
function* decimalMode(project: Project, { path, value, type }: Setting): Iterable<Finding> {
  const text = value.known ? value.text.trim() : '';
  if (path.join() !== 'Umask' || type !== 'integer' || !/^0[0-7]{2,3}$/.test(text)) return;
  const read = Number(text).toString(8).padStart(3, '0');
  yield {
    at: inside(value),
    severity: 'warning',
    message: { en: `launchd reads this Umask as ${read}`, zh: `launchd 会把这个 Umask 读成 ${read}` },
    label: { en: 'an integer is decimal; a mode is a string', zh: '整数按十进制读取；八进制要写成 string' },
    fixes: unsafeFix(
      { en: `write <string>${text}</string>`, zh: `改成 <string>${text}</string>` },
      retype(project, value, `<string>${text}</string>`),
    ),
  };
}

/** The element that a value plainly means: `<true/>`, `<integer>5</integer>`, a number where only strings are read. */
function literalAs(types: readonly string[], given: string, text: string): string | undefined {
  const plain = text.trim();
  if (given === 'integer' && types.includes('string')) return `<string>${plain}</string>`;
  if (given !== 'string') return undefined;
  if (types.includes('boolean') && /^(?:true|yes|1)$/i.test(plain)) return '<true/>';
  if (types.includes('boolean') && /^(?:false|no|0)$/i.test(plain)) return '<false/>';
  return types.includes('integer') && /^-?\d+$/.test(plain) ? `<integer>${plain}</integer>` : undefined;
}

export const docs: RuleDocs = {
  text: {
    en: `
launchd picks what to do with a key by the type of its value. \`<string>true</string>\` for RunAtLoad is a string, no handler takes
it, and the job is loaded without it and without a word. EnvironmentVariables hold strings only: \`<integer>8080</integer>\` there is
dropped. The fix writes the element the text plainly stands for. A session type, a process type, a condition of KeepAlive or a
field of StartCalendarInterval that launchd does not know is a warning, as is an octal Umask in an integer, which launchd.plist(5)
reads as decimal.`,
    zh: `
launchd 按值的类型决定怎么处理一个键。RunAtLoad 写成 \`<string>true</string>\` 就是字符串，没有对应的处理，任务照常加载，这个键却悄悄失效。
EnvironmentVariables 只认字符串，写成 \`<integer>8080</integer>\` 会被丢掉。修复会换成这段文字本来要表示的元素。launchd 不认识的会话类型、进程类型、KeepAlive 条件或
StartCalendarInterval 字段报警告；用整数写八进制的 Umask 也报警告，因为 launchd.plist(5) 规定整数按十进制读取。`,
  },
  bad: [
    {
      files: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>a</string>
          <key>Program</key><string>/opt/a</string>
          <key>RunAtLoad</key>
          <string>true</string>
                  ^^^^ error launchd ignores RunAtLoad: it wants boolean
          <key>ThrottleInterval</key>
          <string>30</string>
                  ^^ error
        </dict>
        </plist>
      `,
      fixed: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>a</string>
          <key>Program</key><string>/opt/a</string>
          <key>RunAtLoad</key>
          <true/>
          <key>ThrottleInterval</key>
          <integer>30</integer>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/b.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>b</string>
          <key>Program</key><string>/opt/b</string>
          <key>KeepAlive</key>
          <string>sometimes</string>
                  ^^^^^^^^^ error
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/e.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>e</string>
          <key>Program</key><string>/opt/e</string>
          <key>EnvironmentVariables</key>
          <dict>
            <key>PORT</key>
            <integer>8080</integer>
                     ^^^^ error launchd ignores PORT: it wants string
          </dict>
        </dict>
        </plist>
      `,
      fixed: `
        -- Library/LaunchAgents/e.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>e</string>
          <key>Program</key><string>/opt/e</string>
          <key>EnvironmentVariables</key>
          <dict>
            <key>PORT</key>
            <string>8080</string>
          </dict>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/f.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>f</string>
          <key>Program</key><string>/opt/f</string>
          <key>LimitLoadToSessionType</key>
          <string>aqua</string>
                  ^^^^ warning launchd knows no LimitLoadToSessionType of this name
          <key>KeepAlive</key>
          <dict>
            <key>SuccesfulExit</key>
                 ^^^^^^^^^^^^^ warning launchd ignores SuccesfulExit in KeepAlive
            <false/>
          </dict>
        </dict>
        </plist>
      `,
      unsafe: true,
      fixed: `
        -- Library/LaunchAgents/f.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>f</string>
          <key>Program</key><string>/opt/f</string>
          <key>LimitLoadToSessionType</key>
          <string>Aqua</string>
          <key>KeepAlive</key>
          <dict>
            <key>SuccesfulExit</key>
            <false/>
          </dict>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/g.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>g</string>
          <key>Program</key><string>/opt/g</string>
          <key>StartCalendarInterval</key>
          <array><dict><key>Hours</key><integer>4</integer></dict></array>
                            ^^^^^ warning launchd ignores Hours in StartCalendarInterval
          <key>Umask</key>
          <integer>0022</integer>
                   ^^^^ warning launchd reads this Umask as 026
        </dict>
        </plist>
      `,
      unsafe: true,
      fixed: `
        -- Library/LaunchAgents/g.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>g</string>
          <key>Program</key><string>/opt/g</string>
          <key>StartCalendarInterval</key>
          <array><dict><key>Hours</key><integer>4</integer></dict></array>
          <key>Umask</key>
          <string>0022</string>
        </dict>
        </plist>
      `,
    },
  ],
  good: [
    {
      files: `
        -- Library/LaunchAgents/c.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>c</string>
          <key>Program</key><string>/opt/c</string>
          <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
          <key>Umask</key><string>022</string>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/d.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>d</string>
          <key>ProgramArguments</key><array><string>/opt/d</string><string>8080</string></array>
          <key>Comment</key><integer>5</integer>
        </dict>
        </plist>
      `,
    },
  ],
};
