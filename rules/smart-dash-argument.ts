import type { Rule, RuleDocs } from '../src/core.ts';
import { replaceInWord } from '../src/fixes/command-words.ts';
import { safeFix } from '../src/fixes/edits.ts';
import { commandLines, insideWord } from '../src/queries/services/command-lines.ts';
import { services } from '../src/queries/services/services.ts';

/** En dash, em dash, horizontal bar, minus sign, full-width hyphen: one or two of them before a letter. */
const SMART = /^([–—―−－]{1,2})(?=[A-Za-z])/;

export default {
  id: 'smart-dash-argument',
  summary: {
    en: 'An option begins with a typographic dash; the program takes it for a plain word.',
    zh: '选项开头是排版用的长横线，程序只会把它当作普通单词。',
  },
  severity: 'error',
  needs: ['service'],

  *check(project) {
    for (const service of services(project)) {
      for (const word of service.starts.flatMap(commandLines).flatMap((words) => words.slice(1))) {
        const dash = SMART.exec(word.text)?.[1];
        if (!dash) continue;
        const plain = word.text.length - dash.length === 1 ? '-' : '--';
        yield {
          at: insideWord(word),
          message: {
            en: `${word.text} is no option: it begins with a typographic dash`,
            zh: `${word.text} 不是选项：开头是排版用的横线`,
          },
          label: {
            en: `meant: ${plain}${word.text.slice(dash.length)}`,
            zh: `本意是 ${plain}${word.text.slice(dash.length)}`,
          },
          why: {
            en: 'A web page or a note app turned `--` into one long dash when it was copied.',
            zh: '从网页或笔记软件复制时，`--` 被自动替换成了一条长横线。',
          },
          fixes: safeFix(
            { en: `write ${plain}`, zh: `改成 ${plain}` },
            replaceInWord(project, word, plain, 0, dash.length),
          ),
        };
      }
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
Blogs and note apps turn \`--port\` into \`–port\`. It looks the same and is a plain word to the program: a server ignores it, or stops
with "unrecognised argument" and is restarted for ever. The fix writes the two hyphens back.`,
    zh: `
博客和笔记软件会把 \`--port\` 变成 \`–port\`。看着一样，对程序来说却只是个普通单词：要么被忽略，要么报“无法识别的参数”退出，然后被无休止地重启。
修复会把两个连字符写回来。`,
  },
  bad: [
    {
      files: `
        -- Library/LaunchAgents/ai.hermes.gateway.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/opt/hermes</string>
            <string>gateway</string>
            <string>run</string>
            <string>–verbose</string>
                    ^^^^^^^^ error
          </array>
        </dict>
        </plist>
      `,
      fixed: `
        -- Library/LaunchAgents/ai.hermes.gateway.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>ai.hermes.gateway</string>
          <key>ProgramArguments</key>
          <array>
            <string>/opt/hermes</string>
            <string>gateway</string>
            <string>run</string>
            <string>--verbose</string>
          </array>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- vllm.service --
        [Service]
        ExecStart=/usr/bin/vllm serve qwen —port 8000
                                           ^^^^^ error —port is no option: it begins with a typographic dash
      `,
      fixed: `
        -- vllm.service --
        [Service]
        ExecStart=/usr/bin/vllm serve qwen --port 8000
      `,
    },
  ],
  good: [
    {
      files: `
        -- vllm.service --
        [Service]
        ExecStart=/usr/bin/vllm serve --port 8000 -v
      `,
    },
    {
      files: `
        -- note.service --
        [Service]
        ExecStart=/usr/bin/notify-send "a — b" "–"
      `,
    },
  ],
};
