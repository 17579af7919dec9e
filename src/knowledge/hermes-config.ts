/**
 * What Hermes' `config.yaml` says of time and of providers, as of 0.21.3: website/docs/user-guide/configuration.md,
 * hermes_cli/config_defaults.py, fallback-providers.md and mcp-config-reference.md; provider ids from hermes_cli/auth.py
 * (`_REGISTRY_ROWS`) and, with their aliases, fallback-providers.md. Limits are seconds. What the file says counts over `.env`; a provider's own limits over
 * HERMES_API_TIMEOUT and HERMES_API_CALL_STALE_TIMEOUT, those of a model over the provider's.
 */
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

/** The limit that a key sets, with the key as its name; undefined for all other keys. */
export function hermesKnob(path: readonly string[]): TimeoutKnob | undefined {
  const row = KEYS.find(([pattern]) => fits(pattern.split('.'), path));
  const knob = row && timeoutKnob(row[1]);
  return knob && { ...knob, name: path.at(-1) ?? '' };
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, index) => part === '*' || part === path[index]);
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
