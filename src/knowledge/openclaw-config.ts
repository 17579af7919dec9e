/**
 * Limits in OpenClaw's `openclaw.json`, by the documentation of 2026.9.6: gateway/config-tools/custom-providers.md (a provider's limit
 * is for the whole request), concepts/agent-loop.md (without it 120 or 300 s of silence end a request), gateway/cli-backends.md (48
 * hours for a turn), gateway/config-extensions.md (MCP servers).
 */
import { fitsKeyPath } from './key-path.ts';
import type { TimeoutKnob } from './timeouts.ts';

const ANSWER = { en: 'a long answer or a thinking model', zh: '较长的回答或推理模型的思考' };
const TURN = { en: 'a turn with several tools', zh: '一轮要用多个工具的任务' };
const TOOL = { en: 'a tool of an MCP server', zh: 'MCP 服务的工具调用' };
const START = { en: 'the start of an MCP server', zh: 'MCP 服务的启动' };

const row = (
  pattern: string,
  unit: 's' | 'ms',
  minimum: number,
  normal: number,
  what: TimeoutKnob['what'],
): readonly [string, Omit<TimeoutKnob, 'name'>] => [
  pattern,
  { unit, minimum, normal, what, source: 'K', reader: unit === 'ms' ? 'node' : undefined },
];

/**
 * `*` is any name. A local model may take hours to answer: only from 100,000 on is a provider's limit taken for milliseconds, which is
 * twenty times what stands for its default here. The protocol's own limit for a request to an MCP server is 60 seconds.
 */
const KNOBS = [
  row('models.providers.*.timeoutSeconds', 's', 60, 5000, ANSWER),
  row('agents.defaults.timeoutSeconds', 's', 300, 172_800, TURN),
  row('mcp.servers.*.requestTimeoutMs', 'ms', 5000, 60_000, TOOL),
  row('mcp.servers.*.connectionTimeoutMs', 'ms', 5000, 30_000, START),
];

/** The limit that a key sets, with the key as its name; undefined for all other keys. */
export function openclawKnob(path: readonly string[]): TimeoutKnob | undefined {
  const found = KNOBS.find(([pattern]) => fitsKeyPath(pattern, path));
  return found && { name: path.at(-1) ?? '', ...found[1] };
}
