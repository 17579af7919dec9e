import type { ExecLine, Finding, Project, Rule, RuleDocs, Service, Setting } from '../src/core.ts';
import { splitArgument } from '../src/fixes/job-arguments.ts';
import { isTemplate } from '../src/project.ts';
import { joinedOption, joinedWords, relativePaths } from '../src/queries/services/job-words.ts';
import { jobs } from '../src/queries/services/services.ts';
import { basename, inside } from '../src/text.ts';

export default {
  id: 'unstartable-job',
  summary: {
    en: 'A launchd job that can never start: a whole command line in one string, or nothing to run.',
    zh: '永远无法启动的 launchd 任务：整条命令写在一个字符串里，或者没有要运行的程序。',
  },
  severity: 'error',
  needs: ['launchd', 'service'],

  *check(project) {
    for (const service of jobs(project).flatMap(({ facts }) => facts)) {
      const document = project.document(service.at.file);
      if (isTemplate(document)) continue;
      const settings = document.facts.filter((fact): fact is Setting => fact.kind === 'setting');
      const missing = nothingToRun(service, settings);
      if (missing) yield missing;
      for (const line of service.commands) yield* commandLine(project, line);
      yield* programPath(settings);
      for (const path of relativePaths(settings)) yield relative(path);
    }
  },
} satisfies Rule;

/** launchd.plist(5): one of them must be there; BundleProgram stands for a program inside an application. */
function nothingToRun(service: Service, settings: readonly Setting[]): Finding | undefined {
  const [list] = settings.filter(({ path }) => path.join() === 'ProgramArguments');
  const hasProgram = settings.some(({ path: [key = ''], type }) => /^(?:Bundle)?Program$/.test(key) && type !== 'dict');
  if (hasProgram || (list && list.type !== 'array')) return undefined;
  const isEmpty =
    list !== undefined && !settings.some(({ path }) => path.length === 2 && path[0] === 'ProgramArguments');
  if (list && !isEmpty) return undefined;
  return {
    at: list ? inside(list.name) : inside(service.label),
    message: { en: 'launchd refuses this job: it has nothing to run', zh: 'launchd 会拒绝这个任务：没有要运行的程序' },
    label: list
      ? { en: 'an empty list, and no Program', zh: '列表是空的，也没有 Program' }
      : { en: 'neither ProgramArguments nor Program', zh: '既没有 ProgramArguments，也没有 Program' },
  };
}

// ── a whole command line in one string ──────────────────────────────────────────────────────────────────────────────

function* commandLine(project: Project, line: ExecLine): Iterable<Finding> {
  const [program, ...rest] = line.words;
  const words = program?.known ? joinedWords(program.text) : undefined;
  if (program && words) {
    yield {
      at: inside(program),
      message: {
        en: 'This job never starts: launchd looks for a file of this whole name',
        zh: '任务永远无法启动：launchd 会把整个字符串当作文件名去找',
      },
      label: { en: 'every argument needs a string of its own', zh: '每个参数都要单独写成一个 string' },
      why: {
        en: 'No shell splits the string at its spaces; "launchctl print" shows exit code 78 (EX_CONFIG) or 127.',
        zh: '没有 shell 会按空格拆开它；launchctl print 会显示退出码 78（EX_CONFIG）或 127。',
      },
      fixes: line.key === 'ProgramArguments' ? splitArgument(project, program, words) : [],
    };
  }
  for (const [index, word] of rest.entries()) {
    const before = rest[index - 1] ?? program;
    const parts = word.known ? joinedOption(word.text, before?.text ?? '') : undefined;
    if (!parts) continue;
    yield {
      at: inside(word),
      severity: 'warning',
      message: {
        en: `${basename(program?.text ?? '')} is handed this as one argument`,
        zh: `${basename(program?.text ?? '')} 收到的是一个参数`,
      },
      label: { en: 'the option and its value need a string each', zh: '选项和它的值要分开写成两个 string' },
      fixes: splitArgument(project, word, parts),
    };
  }
}

/** Program is one path; words after it are part of it. */
function* programPath(settings: readonly Setting[]): Iterable<Finding> {
  const hasList = settings.some(({ path }) => path.join() === 'ProgramArguments');
  for (const { path, value, type } of settings) {
    if (path.join() !== 'Program' || type !== 'string' || !hasList || !value.known) continue;
    if (!joinedWords(value.text)) continue;
    yield {
      at: inside(value),
      message: {
        en: 'This job never starts: Program is a path, without arguments',
        zh: '任务永远无法启动：Program 只是一个路径，不能带参数',
      },
      label: { en: 'arguments belong in ProgramArguments', zh: '参数应写在 ProgramArguments 里' },
    };
  }
}

function relative({ name, value }: Setting): Finding {
  return {
    at: inside(value),
    severity: 'warning',
    message: {
      en: `launchd looks for this ${name.text} below /, not beside the file`,
      zh: `launchd 会从 / 开始找这个 ${name.text}，而不是从 plist 所在目录`,
    },
    label: { en: 'a path that begins with / is meant', zh: '应写成以 / 开头的路径' },
    why: {
      en: 'What it cannot open there keeps the job from starting: "launchctl print" shows exit code 78 (EX_CONFIG).',
      zh: '在那里打不开，任务就无法启动：launchctl print 会显示退出码 78（EX_CONFIG）。',
    },
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
launchd hands the strings of \`ProgramArguments\` to posix_spawn(2) as they are. One string with a whole command line names a file
that does not exist; the job fails with exit code 78 or 127 and is tried again every ten seconds. The same holds for a \`Program\`
with arguments. A list without strings, or a job with neither key, is refused as an invalid property list. An option and its
value in one string (\`--port 8080\`) reach the program as one word, which most programs do not understand (a warning). So is a
relative \`WorkingDirectory\`, \`StandardOutPath\` and the like: jobs start in \`/\`.

A string is taken for a command line when its first word lies in a folder for programs (\`/usr/local/bin/…\`) or an option follows;
paths with spaces are fine. Not judged: templates, strings with placeholders, what follows \`-c\`, \`-e\` and \`-o\`. The fix is safe for
programs that envlint knows.

Sources: launchd.plist(5), page of 30 July 2019; launchd itself does not run on Linux, so that this is not tested against it.`,
    zh: `
launchd 会把 \`ProgramArguments\` 里的字符串原样交给 posix_spawn(2)。整条命令写在一个字符串里，就成了一个不存在的文件名：任务以退出码 78 或 127
失败，每十秒重试一次。\`Program\` 里带参数也是一样。列表为空，或者两个键都没有，会被当作无效的 plist 拒绝。选项和它的值写在同一个字符串里
（\`--port 8080\`），程序只会收到一个词，多数程序不认识（报警告）。\`WorkingDirectory\`、\`StandardOutPath\` 等写成相对路径也报警告：任务是从 \`/\` 启动的。

第一个词位于程序目录（\`/usr/local/bin/…\`），或者后面跟着选项，才会被看作命令；路径里有空格没有关系。不判断：模板、带占位符的字符串、
\`-c\`、\`-e\`、\`-o\` 后面的内容。对 envlint 认识的程序，修复是安全的。

来源：launchd.plist(5)（2019-07-30 版）；launchd 无法在 Linux 上运行，因此没有对照实测。`,
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
            <string>/usr/local/bin/hermes gateway run</string>
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error This job never starts: launchd looks for a file of this whole name
          </array>
          <key>RunAtLoad</key><true/>
        </dict>
        </plist>
      `,
      fixed: `
        -- Library/LaunchAgents/com.example.bot.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.bot</string>
          <key>ProgramArguments</key>
          <array>
            <string>/usr/local/bin/hermes</string>
            <string>gateway</string>
            <string>run</string>
          </array>
          <key>RunAtLoad</key><true/>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>a</string>
          <key>ProgramArguments</key>
          <array>
            <string>/opt/a/server</string>
            <string>--port 8080</string>
                    ^^^^^^^^^^^ warning server is handed this as one argument
          </array>
        </dict>
        </plist>
      `,
      unsafe: true,
      fixed: `
        -- Library/LaunchAgents/a.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>a</string>
          <key>ProgramArguments</key>
          <array>
            <string>/opt/a/server</string>
            <string>--port</string>
            <string>8080</string>
          </array>
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
                                  ^ error launchd refuses this job: it has nothing to run
          <key>RunAtLoad</key><true/>
        </dict>
        </plist>
        -- Library/LaunchAgents/c.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>c</string>
          <key>ProgramArguments</key><array/>
               ^^^^^^^^^^^^^^^^ error
        </dict>
        </plist>
        -- Library/LaunchAgents/d.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>d</string>
          <key>Program</key><string>/usr/bin/say --voice Ting</string>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ error
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/h.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>h</string>
          <key>Program</key><string>/opt/h/server</string>
          <key>WorkingDirectory</key><string>projects/h</string>
                                             ^^^^^^^^^^ warning launchd looks for this WorkingDirectory below /, not beside the file
          <key>StandardErrorPath</key><string>/tmp/h.log</string>
          <key>StandardOutPath</key><string>h.log</string>
                                            ^^^^^ warning
        </dict>
        </plist>
      `,
    },
  ],
  good: [
    {
      files: `
        -- launchd/a.plist --
        <plist version="1.0">
        <dict>
        <key>Label</key><string>a</string>
        <key>Program</key><string>/opt/a</string>
        <key>StandardOutPath</key><string>REPLACE_HOME/logs/a.log</string>
        <key>WorkingDirectory</key><string>__HOME__/a</string>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/com.example.tool.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.tool</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Library/Application Support/My Tool/bin/tool</string>
            <string>--config=/Users/lu/My Files/a.toml</string>
            <string>-e</string>
            <string>-x y</string>
          </array>
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
          <key>BundleProgram</key><string>Contents/MacOS/e</string>
          <key>RunAtLoad</key><true/>
        </dict>
        </plist>
        -- Library/LaunchAgents/f.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>f</string>
          <key>ProgramArguments</key>
          <array><string>/bin/sh</string><string>-c</string><string>/usr/local/bin/f --port 80</string></array>
        </dict>
        </plist>
        -- Library/LaunchAgents/g.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>g</string>
          <key>ProgramArguments</key>
          <array><string>{{BIN}} --port 80</string></array>
        </dict>
        </plist>
      `,
    },
  ],
};
