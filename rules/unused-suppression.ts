import type { Rule, RuleDocs } from '../src/core.ts';

/** Found by the engine, which alone knows what was suppressed; this file holds its severity and its words. */
export default {
  id: 'unused-suppression',
  summary: { en: 'A suppression that silences nothing.', zh: '一条没有压住任何问题的忽略注释。' },
  severity: 'warning',
  check: () => [],
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`# envlint-disable-next-line RULE: reason\` stays behind when the fault is gone, and would hide the next one. The same holds for a
rule name that does not exist, and for a suppression whose \`until=YYYY-MM-DD\` has passed. The fix takes out the name, or the whole
line.`,
    zh: `
问题修好了，\`# envlint-disable-next-line 规则: 理由\` 却留了下来，下一个问题就会被它盖住。规则名不存在、\`until=YYYY-MM-DD\` 已经过期的忽略
也是如此。修复会删掉规则名或整行。`,
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
      fixed: `
        -- .env --
        A=1
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
