import type { Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { closest } from '../src/knowledge/spelling.ts';
import {
  type Fallback,
  fallbacks,
  knownProviders,
  repeatedFallbacks,
  replacedFallbacks,
} from '../src/queries/hermes.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'ignored-fallback-provider',
  summary: {
    en: 'A fallback of Hermes that is never tried: it names no model, no provider, or one that does not exist.',
    zh: 'Hermes 的这个后备永远不会用到：没写模型、没写服务商，或者服务商不存在。',
  },
  severity: 'warning',
  needs: ['yaml'],

  *check(project) {
    for (const fallback of fallbacks(project)) {
      const lacking = (['provider', 'model'] as const).filter((key) => (fallback[key]?.text ?? '') === '');
      if (lacking.length > 0) yield incomplete(fallback, lacking);
      else yield* misspelt(project, fallback);
    }
    for (const fallback of repeatedFallbacks(project)) {
      yield {
        at: fallback.model ? inside(fallback.model) : fallback.at,
        message: {
          en: 'Hermes skips this fallback: it is the model that has just failed',
          zh: 'Hermes 会跳过这个后备：它就是刚刚出错的那个模型',
        },
        label: { en: 'the same provider and model', zh: '服务商和模型都相同' },
      };
    }
    for (const { old, by } of replacedFallbacks(project)) {
      yield {
        at: old.name.at,
        message: {
          en: 'Hermes does not read fallback_model beside fallback_providers',
          zh: '已有 fallback_providers，Hermes 不会再读 fallback_model',
        },
        label: { en: 'the old key; write it as an entry of the list', zh: '旧写法，应当改成列表里的一项' },
        related: [{ at: by.name.at, message: { en: 'this list is read', zh: '生效的是这个列表' } }],
      };
    }
  },
} satisfies Rule;

function incomplete({ at, provider, model }: Fallback, lacking: readonly ('provider' | 'model')[]): Finding {
  const names = { provider: '服务商', model: '模型' };
  const shown = provider ?? model;
  return {
    at: shown && shown.text !== '' ? inside(shown) : at,
    message: {
      en: `Hermes skips this fallback: it names no ${lacking.join(' and no ')}`,
      zh: `Hermes 会跳过这个后备：没有写${lacking.map((key) => names[key]).join('和')}`,
    },
    label: { en: `add ${lacking.join(' and ')}`, zh: `补上 ${lacking.join(' 和 ')}` },
  };
}

/** Only names that are one typo away from an existing name, because Hermes' plug-ins bring providers that no file names. */
function* misspelt(project: Project, { file, provider }: Fallback): Iterable<Finding> {
  const known = knownProviders(project, file);
  const name = provider?.text.trim().toLowerCase() ?? '';
  if (!provider?.known || known.has(name)) return;
  const meant = closest(name, known);
  if (meant === undefined) return;
  yield {
    at: inside(provider),
    message: {
      en: `Hermes has no provider ${provider.text}: this fallback cannot be tried`,
      zh: `Hermes 没有名为 ${provider.text} 的服务商：这个后备用不上`,
    },
    label: { en: `did you mean ${meant}?`, zh: `是不是想写 ${meant}？` },
    fixes: unsafeFix({ en: `write ${meant}`, zh: `改成 ${meant}` }, rewrite(project, provider, meant)),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
When a provider fails, Hermes goes through \`fallback_providers\` in order. An entry without \`provider\` or without \`model\` is
skipped without a word (fallback-providers.md), and so is a provider that does not exist: the chain is shorter than it looks, which
shows only when the first provider is down. The old key \`fallback_model\` is not read where \`fallback_providers\` is set. The same holds for \`fallback_chain\` of a task under \`auxiliary\`.
An entry with the provider and the model that have just failed is passed over too: the main model at the head of the list, or an entry twice in a row.

Only names that are a typo away from one that exists are reported: plug-ins bring providers that no file names.`,
    zh: `
服务商出错时，Hermes 会依次尝试 \`fallback_providers\`。缺少 \`provider\` 或 \`model\` 的条目会被悄悄跳过（fallback-providers.md），不存在的
服务商也一样：后备链比看上去短，要等第一个服务商真的出故障才会发现。旧写法 \`fallback_model\` 在设了 \`fallback_providers\` 之后不再生效。\`auxiliary\` 下各任务的 \`fallback_chain\` 同理。
服务商和模型与刚刚出错的相同的条目也会被跳过：列表开头就是主模型，或同一条目连写两次。

只报告和现有名字差一两个字母的写法：插件会带来文件里看不到的服务商。`,
  },
  bad: [
    {
      files: `
        -- .hermes/config.yaml --
        model:
          provider: anthropic
          default: claude-opus
        fallback_providers:
          - provider: opnerouter
                      ^^^^^^^^^^ warning Hermes has no provider opnerouter: this fallback cannot be tried
            model: deepseek/deepseek-chat
          - provider: deepseek
                      ^^^^^^^^ warning Hermes skips this fallback: it names no model
      `,
      unsafe: true,
      fixed: `
        -- .hermes/config.yaml --
        model:
          provider: anthropic
          default: claude-opus
        fallback_providers:
          - provider: openrouter
            model: deepseek/deepseek-chat
          - provider: deepseek
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        model:
          provider: deepseek
          default: deepseek-chat
        fallback_providers:
          - provider: DeepSeek
            model: deepseek-chat
                   ^^^^^^^^^^^^^ warning Hermes skips this fallback: it is the model that has just failed
          - { provider: openrouter, model: qwen/qwen3 }
          - { provider: openrouter, model: qwen/qwen3 }
                                           ^^^^^^^^^^ warning Hermes skips this fallback: it is the model that has just failed
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        auxiliary:
          vision:
            provider: gemini
            fallback_chain:
              - model: qwen-vl-max
                       ^^^^^^^^^^^ warning Hermes skips this fallback: it names no provider
      `,
    },
    {
      files: `
        -- .hermes/profiles/work/config.yaml --
        fallback_model:
        ^^^^^^^^^^^^^^ warning Hermes does not read fallback_model beside fallback_providers
          provider: deepseek
          model: deepseek-chat
        fallback_providers:
          - { provider: xai-oauth, model: grok-4 }
      `,
    },
  ],
  good: [
    {
      files: `
        -- .hermes/config.yaml --
        model: { provider: deepseek, default: deepseek-chat }
        fallback_providers:
          - { provider: openrouter, model: deepseek-chat }
          - { provider: deepseek, model: deepseek-chat }
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        fallback_model: { provider: grok, model: grok-4 }
        fallback_providers: []
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        providers:
          my-proxy:
            base_url: http://127.0.0.1:4000/v1
        fallback_providers:
          - provider: my-proxy
            model: qwen3
          - { provider: openrouter, model: deepseek/deepseek-chat }
      `,
    },
    {
      files: `
        -- .hermes/config.yaml --
        fallback_providers:
          - provider: company-gateway
            model: \${FALLBACK_MODEL}
      `,
    },
  ],
};
