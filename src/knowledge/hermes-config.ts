/**
 * What Hermes' `config.yaml` says of time and of providers, as of 0.21.3: website/docs/user-guide/configuration.md,
 * hermes_cli/config_defaults.py, fallback-providers.md and mcp-config-reference.md; provider ids from hermes_cli/auth.py
 * (`_REGISTRY_ROWS`) and, with their aliases, fallback-providers.md. Limits are seconds. What the file says counts over `.env`; a provider's own limits over
 * HERMES_API_TIMEOUT and HERMES_API_CALL_STALE_TIMEOUT, those of a model over the provider's.
 */
import { fitsKeyPath } from './key-path.ts';
import { type TimeoutKnob, timeoutKnob } from './timeouts.ts';

/** The variable that says the same as a key; `*` is any name. */
const KEYS: readonly (readonly [path: string, variable: string])[] = [
  ['providers.*.request_timeout_seconds', 'HERMES_API_TIMEOUT'],
  ['providers.*.stale_timeout_seconds', 'HERMES_API_CALL_STALE_TIMEOUT'],
  ['providers.*.models.*.timeout_seconds', 'HERMES_API_TIMEOUT'],
  ['providers.*.models.*.stale_timeout_seconds', 'HERMES_API_CALL_STALE_TIMEOUT'],
  ['agent.gateway_timeout', 'HERMES_AGENT_TIMEOUT'],
  ['agent.local_stream_stale_timeout', 'HERMES_LOCAL_STREAM_STALE_TIMEOUT'],
];

const SUMMARY = { en: 'the summary of a long conversation', zh: '长对话的压缩摘要' };

/** Limits that no variable sets: the first number is the minimum, the second the default (config_defaults.py, `_aux`). */
const OWN: readonly (readonly [path: string, minimum: number, normal: number, what: TimeoutKnob['what']])[] = [
  ['auxiliary.compression.timeout', 60, 120, SUMMARY],
  ['compression.context_timeout_seconds', 30, 120, SUMMARY],
  ['auxiliary.vision.timeout', 30, 120, { en: 'the description of an image', zh: '对图片的描述' }],
  ['auxiliary.moa_reference.timeout', 120, 900, { en: 'a thinking model', zh: '推理模型的思考' }],
  ['auxiliary.moa_aggregator.timeout', 120, 900, { en: 'a thinking model', zh: '推理模型的思考' }],
];

/** How long Hermes waits for a summary at most, where `compression.context_total_ceiling_seconds` says nothing else. */
export const SUMMARY_CEILING_SECONDS = 600;

/** The limit that a key sets, with the key as its name; undefined for all other keys. */
export function hermesKnob(path: readonly string[]): TimeoutKnob | undefined {
  const own = OWN.find(([key]) => key === path.join('.'));
  if (own) {
    const [, minimum, normal, what] = own;
    return { name: path.slice(-2).join('.'), unit: 's', minimum, normal, what, source: 'H' };
  }
  const row = KEYS.find(([pattern]) => fitsKeyPath(pattern, path));
  const knob = row && timeoutKnob(row[1]);
  return knob && { ...knob, name: path.at(-1) ?? '' };
}

/** Providers that Hermes knows by itself. */
export const HERMES_PROVIDERS: ReadonlySet<string> = new Set([
  ...['openrouter', 'openai-api', 'openai-codex', 'anthropic', 'gemini', 'xai', 'copilot', 'deepseek', 'alibaba'],
  ...['alibaba-cn', 'alibaba-coding-plan', 'alibaba-token-plan', 'alibaba-token-plan-cn', 'kimi-coding', 'custom'],
  ...['kimi-coding-cn', 'zai', 'minimax', 'minimax-cn', 'stepfun', 'xiaomi', 'tencent-tokenhub', 'tencent-tokenplan'],
  ...['qwen-oauth', 'lmstudio', 'ollama-cloud', 'nvidia', 'huggingface', 'ai-gateway', 'novita', 'arcee', 'gmi'],
  ...['kilocode', 'opencode-zen', 'opencode-go', 'deepinfra', 'nebius', 'fireworks', 'azure-foundry', 'bedrock'],
  ...['vertex', 'nous', 'auto', 'main', 'codex', 'copilot-acp', 'upstage', 'solar', 'grok', 'xai-oauth', 'grok-oauth'],
  ...['minimax-oauth', 'commandcode', 'commandcode-chat', 'commandcode-anthropic', 'opencode-free', 'router'],
  ...['nebius-token-factory', 'glm'],
]);
