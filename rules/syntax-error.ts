import type { Finding, Rule, RuleDocs, SyntaxFinding } from '../src/core.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'syntax-error',
  summary: { en: 'The file cannot be read as what it is.', zh: '文件不符合自身格式，无法读取。' },
  severity: 'error',

  *check(project) {
    for (const document of project.documents.values()) {
      const errors = document.errors.filter((error) => error.rule === undefined);
      for (const same of groupBy(errors, kindOf).values()) yield* together(same);
    }
  },
} satisfies Rule;

const kindOf = ({ message, label, severity }: SyntaxFinding): string => `${severity}\0${message.en}\0${label?.en}`;

/** The same fault at many places of a file, as a program that writes it makes: told once. Each keeps a repair of its own. */
function together(same: readonly SyntaxFinding[]): readonly Finding[] {
  const [first, ...others] = same;
  if (!first || others.length === 0 || same.some(({ fixes }) => fixes && fixes.length > 0)) return same;
  const { label } = first;
  const places = { en: `${same.length} places`, zh: `共 ${same.length} 处` };
  return [
    {
      ...first,
      label: label ? { en: `${label.en} (${places.en})`, zh: `${label.zh}（${places.zh}）` } : places,
      related: [
        ...(first.related ?? []),
        ...others.slice(0, 3).map(({ at }) => ({ at, message: { en: 'also here', zh: '这里也是' } })),
      ],
    },
  ];
}

export const docs: RuleDocs = {
  text: {
    en: `
The program that reads this file stops here, or silently ignores a part. envlint goes on with what it could read; other findings in
the file hold for that part. Files with a syntax error are only fixed where the error itself has a fix.`,
    zh: `
读取这个文件的程序会在这里停下，或者悄悄忽略一部分。envlint 会继续检查能读懂的内容，同一文件里的其他结论只针对那一部分。有语法错误的文件，
只有错误本身能修复时才会改动。`,
  },
  bad: [
    {
      files: `
        -- clash.yaml --
        mixed-port: 7890
        mode: rule
        proxies: []
        rules: [
          "MATCH,DIRECT"
        proxy-groups: []
        ^ error
      `,
    },
    {
      files: `
        -- bot.service --
        [Service
        ^^^^^^^^ error
        ExecStart=/usr/bin/true
      `,
    },
    {
      files: `
        -- docker.service.d/proxy.conf --
        # our proxy
        Environment=HTTPS_PROXY=http://127.0.0.1:7890
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning systemd ignores 2 lines of this file
        Environment=NO_PROXY=localhost,127.0.0.1,::1
      `,
      fixed: `
        -- docker.service.d/proxy.conf --
        # our proxy
        [Service]
        Environment=HTTPS_PROXY=http://127.0.0.1:7890
        Environment=NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        if [[ -n $SSH_TTY ]]; then
          export TERM=xterm
        fi
      `,
    },
    {
      files: `
        -- .env --
        A='unclosed
      `,
    },
  ],
};
