import type { Rule, RuleDocs } from '../src/core.ts';

/** Found by the engine, which alone knows what was suppressed; this file only contains its severity and texts. */
export default {
  id: 'unused-suppression',
  summary: { en: 'A suppression that silences nothing.', zh: '没有起作用的忽略注释。' },
  severity: 'warning',
  check: () => [],
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`# envlint-disable-next-line RULE: reason\` remains when the fault is gone, and would hide the next one. The same goes for a
suppression whose \`until=YYYY-MM-DD\` has passed. The fix takes out the name, or the whole comment;
a reason stays, as a comment of its own.

A comment that names a rule that does not exist, that begins with another \`envlint-…\` than there is, or that follows code on its
line silences nothing: it is reported, never removed by itself, and what it was meant for is reported but not repaired.`,
    zh: `
问题修好了，\`# envlint-disable-next-line 规则: 理由\` 却留了下来，以后的问题就会被它掩盖；\`until=YYYY-MM-DD\` 已经过期的忽略也是如此。
修复会删掉规则名或整条注释，理由作为普通注释保留下来。

规则名不存在、\`envlint-…\` 写法不对，或者写在代码后面的注释不起任何作用：会报告出来，但不会自动删除；它所指的问题也只报告、不修复。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        # envlint-disable-next-line unused-suppression: left from last year
                                    ^^^^^^^^^^^^^^^^^^ warning unused-suppression finds nothing here; this suppression is idle
        export EDITOR=vim
      `,
      fixed: `
        -- .zshrc --
        # left from last year
        export EDITOR=vim
      `,
    },
    {
      files: `
        -- .zshrc --
        # envlint-disable-next-line unused-suppression
                                    ^^^^^^^^^^^^^^^^^^ warning unused-suppression finds nothing here; this suppression is idle
        export EDITOR=vim
      `,
      fixed: `
        -- .zshrc --
        export EDITOR=vim
      `,
    },
    {
      files: `
        -- .env --
        # envlint-disable-next-line no-such-rule: typo
                                    ^^^^^^^^^^^^ warning There is no rule no-such-rule
        A=1
      `,
    },
    {
      files: `
        -- .zshrc --
        export A=1 # envlint-disable-line missing-no-proxy
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning A suppression after code silences nothing: it needs a line of its own, above
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        # disabling envlint is done with comments of its own
        A=1
      `,
    },
    {
      files: `
        -- .zshrc --
        export A=1
      `,
    },
  ],
};
