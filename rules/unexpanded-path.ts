import type {
  Document,
  ExecLine,
  Finding,
  Fix,
  Project,
  Rule,
  RuleDocs,
  Setting,
  Severity,
  Value,
} from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { classOf } from '../src/knowledge/systemd-keys.ts';
import { basename, spanOf } from '../src/text.ts';

export default {
  id: 'unexpanded-path',
  summary: {
    en: '`~` or `$HOME` in a path that nothing expands.',
    zh: '路径里的 `~` 或 `$HOME` 没有人会展开。',
  },
  severity: 'error',
  needs: ['systemd', 'launchd'],

  *check(project) {
    for (const fact of project.facts('setting')) {
      const document = project.document(fact.at.file);
      if (document.language === 'systemd') yield* unitPaths(project, document, fact);
      else if (document.language === 'launchd' && isPlistPath(fact.path))
        yield* judged({ project, document, value: fact.value });
    }
    for (const service of project.facts('service')) {
      const document = project.document(service.at.file);
      for (const line of service.commands) {
        if (service.manager === 'launchd') yield* plistWords(project, document, line);
        else yield* programPath(project, document, line);
      }
    }
  },
} satisfies Rule;

/** `~`, `~/x`, `~user/x`, `$HOME/x`, `${HOME}/x`: what a shell would expand at the start of a path. */
const HOME_PATH = /^(?:~[\w.-]*(?=\/|$)|\$HOME(?=\/|$)|\$\{HOME\})/;

interface HomePathUse {
  readonly project: Project;
  readonly document: Document;
  readonly value: Value;
  /** Where the path begins in the value: behind `append:`, behind `-`. */
  readonly from?: number;
  readonly severity?: Severity | undefined;
}

function* judged(place: HomePathUse): Iterable<Finding> {
  const { document, value, from = 0, severity } = place;
  const mark = value.known ? HOME_PATH.exec(value.text.slice(from))?.[0] : undefined;
  if (mark === undefined) return;
  const isUnit = document.language === 'systemd';
  yield {
    at: spanOf(value, from, from + mark.length),
    severity,
    message: isUnit
      ? { en: 'systemd refuses this path: it does not begin with /', zh: 'systemd 不接受这个路径：它不是以 / 开头' }
      : { en: `launchd looks for a folder that is called ${mark}`, zh: `launchd 会去找名字就叫 ${mark} 的目录` },
    label: isUnit
      ? { en: 'only a shell expands it; systemd has %h', zh: '只有 shell 才会展开，systemd 里要用 %h' }
      : { en: 'only a shell expands it', zh: '只有 shell 才会展开' },
    fixes: /^~./.test(mark) ? [] : withHome(place, from, mark),
  };
}

/** The home folder written out: `%h` in a user's unit, in a plist the one home folder its other paths name. */
function withHome({ project, document, value }: HomePathUse, from: number, mark: string): readonly Fix[] {
  const isUnit = document.language === 'systemd';
  const home = isUnit ? userHome(document) : plistHome(project, document);
  if (home === undefined) return [];
  const end = from + mark.length;
  // A specifier is written as it is; the writer would double its %.
  const edits = isUnit ? [{ at: spanOf(value, from, end), text: home }] : rewrite(project, value, home, from, end);
  return unsafeFix({ en: `write ${home}`, zh: `改成 ${home}` }, edits);
}

/** In the system's units %h is root's home. */
const userHome = ({ facts }: Document): string | undefined =>
  facts.some((fact) => fact.kind === 'service' && fact.domain === 'user') ? '%h' : undefined;

function plistHome({ home }: Project, { file, text }: Document): string | undefined {
  const named = new Set(`${file}\n${text}`.match(/(?<![\w.])\/(?:Users|home)\/[\w.-]+(?=\/)/g));
  named.delete('/Users/Shared');
  if (named.size === 1) return [...named][0];
  return named.size === 0 && home?.startsWith('/') === true && file.startsWith(`${home}/`) ? home : undefined;
}

// ── launchd ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const PLIST_PATHS = new Set([
  'WorkingDirectory',
  'RootDirectory',
  'StandardInPath',
  'StandardOutPath',
  'StandardErrorPath',
  'WatchPaths',
  'QueueDirectories',
]);

const isPlistPath = ([key = '', ...rest]: Setting['path']): boolean => PLIST_PATHS.has(key) && rest.length <= 1;

/** The program is looked for as it is written; an argument some programs expand themselves. A shell's script is its own. */
function* plistWords(project: Project, document: Document, { words }: ExecLine): Iterable<Finding> {
  if (document.facts.some((fact) => fact.kind === 'setting' && isGlobbing(fact))) return;
  const isShell = /^(?:ba|da|z|k|fi)?sh$/.test(basename(words[0]?.text ?? ''));
  for (const [index, word] of words.entries()) {
    if (isShell && words[index - 1]?.text.startsWith('-')) continue;
    yield* judged({ project, document, value: word, severity: index === 0 ? undefined : 'warning' });
  }
}

const isGlobbing = ({ path, type }: Setting): boolean => path[0] === 'EnableGlobbing' && type === 'true';

// ── systemd ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Keys that hold one absolute path. `WorkingDirectory=~` is the user's home on purpose; a PIDFile is sought in /run. */
function* unitPaths(project: Project, document: Document, { path, value }: Setting): Iterable<Finding> {
  const [section = '', key = ''] = path;
  const kind = classOf(section, key);
  const isCondition = /^(?:Condition|Assert)(?:Path|File|Directory)/.test(key);
  if (kind !== 'path' && kind !== 'environment-file' && !isCondition && !key.startsWith('Standard')) return;
  if (key === 'PIDFile' || (key === 'WorkingDirectory' && /^-?~$/.test(value.text))) return;
  const prefix = /^(?:(?:append|file|truncate):|[-!|+]*)/.exec(value.text)?.[0].length ?? 0;
  yield* judged({ project, document, value, from: prefix });
}

/** systemd expands variables in arguments, but neither `~` nor variables in the path of the program. */
function* programPath(project: Project, document: Document, { words: [value] }: ExecLine): Iterable<Finding> {
  if (value) yield* judged({ project, document, value });
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
守护程序读配置时并不经过 shell，\`~/bot\` 和 \`$HOME/bot\` 就是字面上的几个字符。launchd 会去 \`/\` 下找一个叫 \`~\` 的目录，然后报退出码 78；
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
