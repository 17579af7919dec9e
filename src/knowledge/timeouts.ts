/**
 * Timeouts with a known owner and unit, as of 2026-11. Nothing is ever said of a name that is not here: `REQUEST_TIMEOUT` is seconds in
 * one program and milliseconds in another.
 *
 * Sources: [H] Hermes Agent website/docs/reference/environment-variables.md, [U] astral-sh/uv docs/reference/environment.md,
 * [HF] huggingface_hub docs, [P] pip's command options, [N] npm config, [V] vllm/envs.py, [O] ollama serve --help,
 * [A] anthropics/claude-code settings, and its native build 2.1.332 for MCP_TOOL_TIMEOUT, [W] open-webui env.py, [K] the program's
 * own documentation or source, [S] guides that name a variable without naming their own source.
 */

export type TimeoutUnit = 's' | 'ms' | 'go-duration';

export interface TimeoutKnob {
  readonly name: string;
  readonly unit: TimeoutUnit;
  /** Below this a healthy request is cut off; in the knob's own unit (seconds for durations). */
  readonly minimum: number;
  /** What the program takes when nothing is set; in the same unit. */
  readonly normal: number;
  /** What is cut off. */
  readonly what: { readonly en: string; readonly zh: string };
  readonly source: string;
  /** Node runs the program, or ran it in versions still in use: its timers have 32 bits. */
  readonly reader?: 'node' | undefined;
}

/** The longest timer Node has; what is longer fires after one millisecond (lib/internal/timers.js, TIMEOUT_MAX). */
export const LONGEST_TIMER_MS = 2_147_483_647;

const ANSWER = { en: 'a long answer or a thinking model', zh: '较长的回答或推理模型的思考' };
const GAP = { en: 'a model that thinks before its first word', zh: '模型开口之前的思考' };
const DOWNLOAD = { en: 'a download over a slow proxy', zh: '走慢代理的下载' };
const JOB = { en: 'work in progress', zh: '进行中的任务' };

const knob = (
  name: string,
  unit: TimeoutUnit,
  minimum: number,
  normal: number,
  what: TimeoutKnob['what'],
  source: string,
): TimeoutKnob => ({ name, unit, minimum, normal, what, source, reader: /[AN]/.test(source) ? 'node' : undefined });

const TIMEOUTS: readonly TimeoutKnob[] = [
  knob('HERMES_REQUEST_TIMEOUT', 's', 120, 120, ANSWER, 'S'),
  knob('HERMES_API_TIMEOUT', 's', 300, 1800, ANSWER, 'H'),
  knob('HERMES_STREAM_READ_TIMEOUT', 's', 60, 120, GAP, 'H'),
  knob('HERMES_STREAM_STALE_TIMEOUT', 's', 120, 180, GAP, 'H'),
  knob('HERMES_LOCAL_STREAM_STALE_TIMEOUT', 's', 300, 900, GAP, 'H'),
  knob('HERMES_API_CALL_STALE_TIMEOUT', 's', 60, 90, GAP, 'H'),
  knob('HERMES_AGENT_TIMEOUT', 's', 300, 1800, JOB, 'H'),
  knob(
    'HERMES_GATEWAY_PLATFORM_CONNECT_TIMEOUT',
    's',
    10,
    30,
    { en: 'the connection to a chat platform', zh: '到聊天平台的连接' },
    'H',
  ),
  knob('HERMES_CRON_TIMEOUT', 's', 60, 600, JOB, 'H'),
  knob('HERMES_CRON_SCRIPT_TIMEOUT', 's', 60, 3600, JOB, 'H'),
  knob('HERMES_CRON_MEDIA_SEND_TIMEOUT', 's', 30, 300, JOB, 'H'),
  knob('HERMES_CHECKPOINT_TIMEOUT', 's', 5, 30, JOB, 'H'),
  knob('HERMES_VISION_DOWNLOAD_TIMEOUT', 's', 10, 30, DOWNLOAD, 'H'),
  knob('HERMES_NOUS_TIMEOUT_SECONDS', 's', 10, 10, ANSWER, 'H'),
  knob(
    'HERMES_TELEGRAM_HTTP_CONNECT_TIMEOUT',
    's',
    5,
    5,
    { en: 'the connection to Telegram', zh: '到 Telegram 的连接' },
    'H',
  ),
  knob('HERMES_TELEGRAM_HTTP_READ_TIMEOUT', 's', 5, 5, { en: 'an answer from Telegram', zh: 'Telegram 的响应' }, 'H'),
  knob('HERMES_TELEGRAM_HTTP_WRITE_TIMEOUT', 's', 5, 5, { en: 'an upload to Telegram', zh: '到 Telegram 的上传' }, 'H'),
  knob(
    'HERMES_TELEGRAM_HTTP_POOL_TIMEOUT',
    's',
    5,
    5,
    { en: 'a request to Telegram that waits for a free connection', zh: '等待空闲连接的 Telegram 请求' },
    'H',
  ),
  knob(
    'HERMES_TELEGRAM_INIT_TIMEOUT',
    's',
    5,
    30,
    { en: 'the start of the Telegram bot', zh: 'Telegram 机器人的启动' },
    'H',
  ),
  knob('API_TIMEOUT_MS', 'ms', 60_000, 600_000, ANSWER, 'A'),
  knob('BASH_DEFAULT_TIMEOUT_MS', 'ms', 10_000, 120_000, JOB, 'A'),
  knob('BASH_MAX_TIMEOUT_MS', 'ms', 10_000, 600_000, JOB, 'A'),
  knob('MCP_TIMEOUT', 'ms', 5_000, 30_000, { en: 'the start of an MCP server', zh: 'MCP 服务的启动' }, 'A'),
  knob('MCP_TOOL_TIMEOUT', 'ms', 5_000, 100_000_000, { en: 'a tool call over MCP', zh: '经 MCP 的工具调用' }, 'A'),
  knob('AIOHTTP_CLIENT_TIMEOUT', 's', 60, 300, ANSWER, 'W'),
  knob('AIOHTTP_CLIENT_TIMEOUT_TOOL_SERVER_DATA', 's', 3, 10, JOB, 'W'),
  knob('AIOHTTP_CLIENT_TIMEOUT_MODEL_LIST', 's', 3, 10, JOB, 'W'),
  knob('HF_HUB_DOWNLOAD_TIMEOUT', 's', 10, 10, DOWNLOAD, 'HF'),
  knob('HF_HUB_ETAG_TIMEOUT', 's', 10, 10, DOWNLOAD, 'HF'),
  knob('PIP_DEFAULT_TIMEOUT', 's', 15, 15, DOWNLOAD, 'P'),
  knob('PIP_TIMEOUT', 's', 15, 15, DOWNLOAD, 'P'),
  knob('NPM_CONFIG_FETCH_TIMEOUT', 'ms', 30_000, 300_000, DOWNLOAD, 'N'),
  knob('npm_config_fetch_timeout', 'ms', 30_000, 300_000, DOWNLOAD, 'N'),
  knob('UV_HTTP_TIMEOUT', 's', 15, 30, DOWNLOAD, 'U'),
  knob('UV_REQUEST_TIMEOUT', 's', 15, 30, DOWNLOAD, 'U'),
  knob('CARGO_HTTP_TIMEOUT', 's', 15, 30, DOWNLOAD, 'K'),
  knob('GIT_HTTP_LOW_SPEED_TIME', 's', 10, 30, DOWNLOAD, 'K'),
  knob('OLLAMA_LOAD_TIMEOUT', 'go-duration', 60, 300, { en: 'the loading of a large model', zh: '大模型的加载' }, 'O'),
  knob('VLLM_ENGINE_ITERATION_TIMEOUT_S', 's', 30, 60, ANSWER, 'V'),
  knob('VLLM_RPC_TIMEOUT', 'ms', 1_000, 10_000, JOB, 'V'),
  knob('VLLM_EXECUTE_MODEL_TIMEOUT_SECONDS', 's', 60, 300, ANSWER, 'V'),
  knob('COMPOSE_HTTP_TIMEOUT', 's', 30, 60, DOWNLOAD, 'K'),
  knob('DOCKER_CLIENT_TIMEOUT', 's', 30, 60, DOWNLOAD, 'K'),
];

const BY_NAME: ReadonlyMap<string, TimeoutKnob> = new Map(TIMEOUTS.map((one) => [one.name, one]));

/** The knob of a variable; undefined: not judged. */
export function timeoutKnob(name: string): TimeoutKnob | undefined {
  return BY_NAME.get(name);
}

/** Two limits of one program, by the names of their variables. */
export interface Chain {
  /** The limit that never acts when it is longer than `shorter` (or as long, if `strict`). */
  readonly longer: string;
  readonly shorter: string;
  readonly strict?: boolean | undefined;
}

/**
 * Hermes: the documented order of its environment variables, and the invariant that the read timeout is at least the
 * stale timeout [H]. Claude Code: a command may not be given more than BASH_MAX_TIMEOUT_MS [A].
 */
export const CHAINS: readonly Chain[] = [
  { longer: 'HERMES_STREAM_READ_TIMEOUT', shorter: 'HERMES_API_TIMEOUT' },
  { longer: 'HERMES_STREAM_STALE_TIMEOUT', shorter: 'HERMES_STREAM_READ_TIMEOUT' },
  { longer: 'HERMES_API_CALL_STALE_TIMEOUT', shorter: 'HERMES_API_TIMEOUT' },
  { longer: 'HERMES_AGENT_TIMEOUT_WARNING', shorter: 'HERMES_AGENT_TIMEOUT', strict: true },
  { longer: 'BASH_DEFAULT_TIMEOUT_MS', shorter: 'BASH_MAX_TIMEOUT_MS' },
];

/**
 * Seconds a supervisor must grant before it kills, by program: Hermes' own formula gives max(60, drain + 30) and 70 by
 * default (gateway/restart.py); openclaw drains for 315 s and adds a margin.
 */
export const DRAIN_SECONDS: ReadonlyMap<string, number> = new Map([
  ['hermes', 60],
  ['hermes-agent', 60],
  ['hermes_cli.main', 60],
  ['hermes_cli', 60],
]);

/** Variables that are widely advised and that current Hermes does not read, with the one that is. */
export const UNREAD: ReadonlyMap<string, string | undefined> = new Map([
  ['HERMES_REQUEST_TIMEOUT', 'HERMES_API_TIMEOUT'],
  ['HERMES_KEEPALIVE', undefined],
]);
