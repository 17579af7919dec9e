import type { Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { retype, rewrite, safeFix, unsafeFix } from '../src/fixes/edits.ts';
import { KEEP_ALIVE_KEYS, launchdKey, launchdWords } from '../src/knowledge/launchd-keys.ts';
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

/** `Aqau` for a session, `SuccesfulExit` for a condition: the type is right, and launchd knows no such word. */
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
  const isCondition = path.length === 2 && path[0] === 'KeepAlive' && name.known;
  const meant = isCondition && !KEEP_ALIVE_KEYS.includes(name.text) ? closest(name.text, KEEP_ALIVE_KEYS) : undefined;
  if (meant === undefined) return;
  yield {
    at: inside(name),
    severity: 'warning',
    message: { en: `launchd ignores the condition ${name.text}`, zh: `launchd 会忽略 ${name.text} 这个条件` },
    label: { en: `meant: ${meant}`, zh: `本意应是 ${meant}` },
  };
}

/** The element a value plainly stands for: `<true/>`, `<integer>5</integer>`, a number where only strings are read. */
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
dropped. The fix writes the element the text plainly stands for. A session type, a process type or a condition of KeepAlive that
launchd does not know is a warning.`,
    zh: `
launchd 按值的类型决定怎么处理一个键。RunAtLoad 写成 \`<string>true</string>\` 就是字符串，没有对应的处理，任务照常加载，这个键却悄悄失效。
EnvironmentVariables 只认字符串，写成 \`<integer>8080</integer>\` 会被丢掉。修复会写成文字本来表示的元素。launchd 不认识的会话类型、进程类型或 KeepAlive 条件报警告。`,
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
                 ^^^^^^^^^^^^^ warning launchd ignores the condition SuccesfulExit
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
