import type { Finding, Project, Rule, RuleDocs, Setting } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { impossibleShares } from '../src/queries/hermes-slips.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'compression-never-acts',
  summary: {
    en: 'Hermes never compresses a conversation: the threshold is a share of the window, from 0 to 1.',
    zh: 'Hermes 永远不会压缩对话：阈值是上下文窗口的比例，应当在 0 到 1 之间。',
  },
  severity: 'warning',
  needs: ['yaml'],

  *check(project) {
    for (const share of impossibleShares(project)) yield finding(project, share);
  },
} satisfies Rule;

function finding(project: Project, { path, value }: Setting): Finding {
  const share = Number(value.text);
  const meant = share <= 100 ? String(share / 100) : undefined;
  const name = path.at(-1) ?? '';
  return {
    at: inside(value),
    message: {
      en: `Long conversations are not compressed: ${name} ${value.text} stands for ${value.text} windows`,
      zh: `长对话不会被压缩：${name} 写成 ${value.text}，意思是 ${value.text} 个上下文窗口`,
    },
    label: meant
      ? { en: `a share of the window: ${value.text} % is ${meant}`, zh: `这是窗口的比例：${value.text}% 应写 ${meant}` }
      : { en: 'a share of the window, from 0 to 1', zh: '这是窗口的比例，应当在 0 到 1 之间' },
    why: {
      en: 'Only when the provider refuses a request as too long does Hermes compress, and then it has lost that request.',
      zh: '要等服务商以“太长”拒绝请求，Hermes 才会压缩，那次请求已经白费了。',
    },
    fixes: meant ? unsafeFix({ en: `write ${meant}`, zh: `改成 ${meant}` }, rewrite(project, value, meant)) : [],
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
\`compression.threshold\` of Hermes' \`config.yaml\` is the share of the model's window at which a conversation is compressed, 0.5 unless
set, and so are the values of \`compression.model_thresholds\`. Hermes takes the number as it stands: with \`threshold: 80\` it would compress
at eighty windows. The conversation grows until the provider answers that it is too long.

Silent where \`compression.enabled\` is false and where \`compression.threshold_tokens\` sets a number of tokens, which then decides. The fix
is unsafe: it divides by a hundred, and compression begins to act.

Sources: Hermes Agent 0.21.3, agent_init (\`float(_compression_cfg.get("threshold", 0.50))\`, not limited), config_defaults.py,
context-compression-and-caching.md.`,
    zh: `
Hermes \`config.yaml\` 里的 \`compression.threshold\` 是模型上下文窗口的比例，用到这个比例就压缩对话，默认 0.5；\`compression.model_thresholds\` 里的值也一样。
Hermes 直接使用写的数字：\`threshold: 80\` 就是八十个窗口。对话会一直变长，直到服务商回答“太长”。

\`compression.enabled\` 为 false，或者 \`compression.threshold_tokens\` 设了 token 数（以它为准）时不报告。修复属于不安全：数值除以一百，压缩开始生效。

来源：Hermes Agent 0.21.3 的 agent_init（\`float(_compression_cfg.get("threshold", 0.50))\`，没有上限）、config_defaults.py、
context-compression-and-caching.md。`,
  },
  bad: [
    {
      files: `
        -- .hermes/config.yaml --
        model: { provider: deepseek, default: deepseek-chat }
        compression:
          enabled: true
          threshold: 80   # percent
                     ^^ warning Long conversations are not compressed: threshold 80 stands for 80 windows
      `,
      unsafe: true,
      fixed: `
        -- .hermes/config.yaml --
        model: { provider: deepseek, default: deepseek-chat }
        compression:
          enabled: true
          threshold: 0.8   # percent
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        compression:
          threshold: 0.5
          model_thresholds:
            glm-5.2: 40
                     ^^ warning
      `,
      unsafe: true,
      fixed: `
        -- .hermes/config.yaml --
        compression:
          threshold: 0.5
          model_thresholds:
            glm-5.2: 0.4
      `,
    },
  ],
  good: [
    {
      files: `
        -- .hermes/config.yaml --
        compression: { enabled: true, threshold: 0.85, target_ratio: 0.2 }
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        compression:
          threshold: 80
          threshold_tokens: 120000
        -- .hermes/profiles/work/config.yaml --
        compression:
          enabled: false
          threshold: 80
      `,
    },
  ],
};
