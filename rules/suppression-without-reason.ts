import type { Rule, RuleDocs } from '../src/core.ts';

/** Found by the engine together with unused suppressions; off unless asked for. */
export default {
  id: 'suppression-without-reason',
  summary: { en: 'A suppression that does not say why.', zh: '忽略注释没有写明理由。' },
  severity: 'warning',
  off: true,
  check: () => [],
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
Write the reason after a colon: \`# envlint-disable-next-line proxy-password-in-file: a throw-away account\`. The next reader will
ask. This rule is off unless \`rules:\` in \`envlint.yaml\` or \`--rule\` turns it on.`,
    zh: `
理由写在冒号后面：\`# envlint-disable-next-line proxy-password-in-file: 临时账号\`。以后总会有人问为什么。这条规则默认关闭，
可以用 \`envlint.yaml\` 的 \`rules:\` 或 \`--rule\` 打开。`,
  },
  bad: [
    {
      files: `
        -- .env --
        # envlint-disable-file
        ^^^^^^^^^^^^^^^^^^^^^^ warning This suppression gives no reason
        A=1
      `,
    },
    {
      files: `
        -- .zshrc --
        # envlint-disable-next-line missing-no-proxy
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning
        export https_proxy=http://127.0.0.1:7890
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        # envlint-disable-file missing-no-proxy: only curl --proxy reads it
        A=1
      `,
    },
    {
      files: `
        -- .env --
        A=1
      `,
    },
  ],
};
