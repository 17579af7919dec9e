import type { Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { singleAttempts } from '../src/queries/hermes-slips.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'hermes-never-retries',
  summary: {
    en: 'Hermes tries a request once and has no other provider: one dropped connection ends the answer.',
    zh: 'Hermes 每个请求只试一次，又没有后备服务商：断线一次，回答就没了。',
  },
  severity: 'info',
  needs: ['yaml'],

  *check(project) {
    for (const { name, value } of singleAttempts(project)) {
      yield {
        at: inside(value),
        message: {
          en: `One dropped connection ends the answer: ${name} leaves no second try`,
          zh: `断线一次，回答就没了：${name} 让 Hermes 不再重试`,
        },
        label: { en: 'and no fallback is set', zh: '也没有设置后备' },
        why: {
          en: 'Proxies drop connections when they change their node. With a fallback provider a single try is a choice, without one it is an error at once.',
          zh: '代理换节点时会断开连接。有后备服务商时，只试一次是一种选择；没有后备，就是立刻报错。',
        },
        fixes: unsafeFix({ en: 'write 3, the default', zh: '改成默认的 3' }, rewrite(project, value, '3')),
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`agent.api_max_retries\` is how often Hermes tries a request as a whole when the connection drops, a limit expires or the server answers 5xx: 3
unless set, and never less than 1. \`1\`, and \`0\` which counts as 1, means a single try: meant for a quick change to the next provider of
\`fallback_providers\`. Where the file names no fallback, that try is the only one. \`HERMES_STREAM_RETRIES=0\` does the same for an answer
that breaks off while it streams.

It is an info: a single try can be wanted. The fix is unsafe, because a request that is sent again can cost twice.

Sources: Hermes Agent 0.21.3, agent_init (\`max(int(…), 1)\`), config_defaults.py, environment-variables.md, fallback-providers.md.`,
    zh: `
\`agent.api_max_retries\` 是断线、超时或服务器返回 5xx 时 Hermes 总共尝试几次：默认 3，最少 1。写 \`1\`（写 \`0\` 也按 1 算）就是只试一次，
本意是尽快换到 \`fallback_providers\` 里的下一家。文件里没有后备时，这就是唯一的一次。\`HERMES_STREAM_RETRIES=0\` 对流式输出中途断开的回答也是一样。

只作提示：只试一次可能是有意的。修复属于不安全：请求重发一次可能要付两次钱。

来源：Hermes Agent 0.21.3 的 agent_init（\`max(int(…), 1)\`）、config_defaults.py、environment-variables.md、fallback-providers.md。`,
  },
  bad: [
    {
      files: `
        -- .hermes/config.yaml --
        model: { provider: openrouter }
        agent:
          api_max_retries: 1
                           ^ info One dropped connection ends the answer: api_max_retries leaves no second try
      `,
      unsafe: true,
      fixed: `
        -- .hermes/config.yaml --
        model: { provider: openrouter }
        agent:
          api_max_retries: 3
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        model: { provider: openrouter }
        -- .hermes/.env --
        HERMES_STREAM_RETRIES=0
                              ^ info
      `,
      unsafe: true,
      fixed: `
        -- .hermes/.env --
        HERMES_STREAM_RETRIES=3
      `,
    },
  ],
  good: [
    {
      files: `
        -- .hermes/config.yaml --
        agent: { api_max_retries: 1 }
        fallback_providers:
          - { provider: deepseek, model: deepseek-chat }
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        agent: { api_max_retries: 5 }
        -- .hermes/.env --
        HERMES_STREAM_RETRIES=3
      `,
    },
  ],
};
