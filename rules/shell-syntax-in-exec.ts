import type { Document, ExecLine, Finding, Fix, Rule, RuleDocs, Text, Value } from '../src/core.ts';
import { unsafeFix } from '../src/fixes/edits.ts';
import { unitCommands } from '../src/queries/services/services.ts';
import { basename, slice, span } from '../src/text.ts';

export default {
  id: 'shell-syntax-in-exec',
  summary: {
    en: 'Shell syntax in a command that no shell reads: `&&`, `>`, a pipe, `cd`.',
    zh: '命令里用了 shell 语法（`&&`、`>`、管道、`cd`），但这里并没有 shell。',
  },
  severity: 'warning',
  needs: ['service'],

  *check(project) {
    for (const line of unitCommands(project)) {
      const found = judged(project.document(line.at.file), line);
      if (found) yield found;
    }
  },
} satisfies Rule;

/** Words that only a shell understands, as whole words without quotes. Globs and a lone `;` mean what they mean to systemd. */
const OPERATOR = /^(?:&&|\|\|?|\d?>{1,2}(?:&\d)?|&>{1,2}|<{1,3}|\d?>{1,2}[^>&(=].*|&>[^>].*)$/;
const SUBSTITUTION = /^(?:`|\$\()/;

/** Not programs: a shell does these itself. */
const BUILTINS = new Set(['cd', 'source', '.', 'export', 'alias', 'ulimit', 'unset', 'exec', 'eval']);

/** Programs that hand their words to a shell, or to which these signs mean something. */
const READERS =
  /^(?:ssh|sshpass|autossh|mosh|su|runuser|sudo|test|\[|expr|jq|awk|gawk|mawk|sed|find|watch|parallel|xargs|flock|script|docker|podman|kubectl|nsenter|systemd-run|incus|lxc|adb)$/;

function judged(document: Document, line: ExecLine): Finding | undefined {
  const [program, ...rest] = line.words;
  if (!program?.known || line.words.some(({ text }) => /^-\w*c$/.test(text))) return undefined;
  const name = basename(program.text);
  const isBuiltin = BUILTINS.has(program.text);
  const word = rest.find(
    (one) => isPlain(document, one) && (OPERATOR.test(one.text) || isSubstitution(document, one, rest)),
  );
  if (!isBuiltin && (word === undefined || READERS.test(name))) return undefined;
  const fixes = inShell(document, line);
  if (isBuiltin) {
    return {
      at: program.at,
      severity: 'error',
      message: {
        en: `This unit cannot start: there is no program ${program.text}`,
        zh: `单元无法启动：没有叫 ${program.text} 的程序`,
      },
      label: { en: 'a shell does this itself, and no shell runs here', zh: '这是 shell 自己的命令，而这里没有 shell' },
      why: WHY,
      fixes,
    };
  }
  return {
    at: word!.at,
    message: { en: `${name} is handed ${word!.text} as an argument`, zh: `${word!.text} 会作为参数传给 ${name}` },
    label: { en: 'no shell reads this line', zh: '没有 shell 会解释这一行' },
    why: WHY,
    fixes,
  };
}

const WHY: Text = {
  en: 'systemd starts the program itself and passes every word to it as it is written.',
  zh: 'systemd 自己启动程序，每个词都原样传给它。',
};

/** Is the word written as it is, without quotes or escapes? */
function isPlain(document: Document, { at, text }: Value): boolean {
  return slice(document, at) === text;
}

/** `` `hostname` `` and `$(hostname -f)`: an end must follow. */
function isSubstitution(document: Document, word: Value, words: readonly Value[]): boolean {
  const raw = slice(document, word.at);
  if (!SUBSTITUTION.test(raw)) return false;
  const close = raw.startsWith('`') ? '`' : ')';
  return (
    raw.length > 1 && words.slice(words.indexOf(word)).some((one) => slice(document, one.at).slice(1).includes(close))
  );
}

/** The whole command as a script. Not where its words are quoted, or run over several lines, or have a name of their own. */
function inShell(document: Document, { words, prefix }: ExecLine): readonly Fix[] {
  const [first, last] = [words[0]!, words.at(-1)!];
  const at = span(first.at, first.at.start, last.at.end);
  const script = slice(document, at);
  if (/['"\\\r\n`]/.test(script) || /[@:]/.test(prefix)) return [];
  const title = { en: `run it in a shell: /bin/sh -c '…'`, zh: `交给 shell 运行：/bin/sh -c '…'` };
  return unsafeFix(title, [{ at, text: `/bin/sh -c '${script}'` }]);
}

export const docs: RuleDocs = {
  text: {
    en: `
systemd runs no shell. \`ExecStart=/opt/bot > /var/log/bot.log 2>&1\` starts \`/opt/bot\` with the arguments \`>\`, \`/var/log/bot.log\` and
\`2>&1\`; the log stays empty and nothing complains. \`cd /srv && node app.js\` looks for a program called \`cd\` and fails with status
203/EXEC, which is an error here. Reported are \`&&\`, \`||\`, \`|\`, redirections, backticks and \`$(…)\` as words without quotes. Not
reported: a lone \`;\` (it separates commands in units, too), globs (\`find -name *.gz\` is right), a script behind \`sh -c\`, and
programs that pass their words to a shell, such as ssh.

Better than a shell: \`WorkingDirectory=\` for cd, \`Environment=\` for export, \`StandardOutput=append:…\` for a log.

Sources: systemd.service(5), "Command lines"; systemd 252 (run).`,
    zh: `
systemd 不会启动 shell。\`ExecStart=/opt/bot > /var/log/bot.log 2>&1\` 会把 \`>\`、\`/var/log/bot.log\` 和 \`2>&1\` 当作参数传给 \`/opt/bot\`，
日志始终是空的，也没有任何提示。\`cd /srv && node app.js\` 会去找一个叫 \`cd\` 的程序，以 203/EXEC 失败，这种情况报错误。
会报告的是不带引号、单独成词的 \`&&\`、\`||\`、\`|\`、重定向、反引号和 \`$(…)\`。不报告：单独的 \`;\`（在单元里它同样分隔命令）、通配符
（\`find -name *.gz\` 没有问题）、\`sh -c\` 后面的脚本，以及会把参数交给 shell 的程序，例如 ssh。

比 shell 更好的办法：cd 用 \`WorkingDirectory=\`，export 用 \`Environment=\`，写日志用 \`StandardOutput=append:…\`。

来源：systemd.service(5) 的 “Command lines”；systemd 252（实测）。`,
  },
  bad: [
    {
      files: `
        -- bot.service --
        [Service]
        ExecStart=/opt/bot run > /var/log/bot.log 2>&1
                               ^ warning bot is handed > as an argument
      `,
      unsafe: true,
      fixed: `
        -- bot.service --
        [Service]
        ExecStart=/bin/sh -c '/opt/bot run > /var/log/bot.log 2>&1'
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        ExecStartPre=cd /srv/bot && npm ci
                     ^^ error This unit cannot start: there is no program cd
        ExecStart=/usr/bin/node app.js --host \`hostname\`
                                              ^^^^^^^^^^ warning
      `,
    },
  ],
  good: [
    {
      files: `
        -- bot.service --
        [Service]
        ExecStartPre=/bin/sh -c 'cd /srv/bot && npm ci > /dev/null'
        ExecStart=/usr/bin/find /srv -name *.gz -delete ; /bin/true
        ExecStartPost=/usr/bin/ssh host "make" && reboot
        ExecStop=/opt/bot --filter "a > b" --pipe "|"
      `,
    },
    {
      files: `
        -- bot.service --
        [Service]
        WorkingDirectory=/srv/bot
        ExecStart=/usr/bin/node app.js --format=a|b --more x>y
        StandardOutput=append:/var/log/bot.log
      `,
    },
  ],
};
