/** Which program a command line runs, and what is known of it. */
import { basename } from '../text.ts';

/** Words that only start another program; the number is how many plain operands they take themselves. */
const WRAPPERS: ReadonlyMap<string, number> = new Map([
  ['env', 0],
  ['nohup', 0],
  ['setsid', 0],
  ['sudo', 0],
  ['exec', 0],
  ['command', 0],
  ['nice', 0],
  ['ionice', 0],
  ['stdbuf', 0],
  ['time', 0],
  ['caffeinate', 0],
  ['chrt', 1],
  ['timeout', 1],
  ['proxychains', 0],
  ['proxychains4', 0],
  ['uv', 0],
  ['uvx', 0],
  ['npx', 0],
  ['pnpm', 0],
  ['bunx', 0],
  ['poetry', 0],
  ['pipx', 0],
]);
const INTERPRETERS = /^(?:python[\d.]*|pypy3?|node|nodejs|bun|deno|ruby|perl|php)$/;
const RUN_WORDS = new Set(['run', 'exec', 'x', 'dlx']);

export interface Program {
  /** Base name without `.py`, `.js` and the like; a Python module's dotted name; '' when unknown. */
  readonly name: string;
  /** The words after the program. */
  readonly args: readonly string[];
  /** Index in the given words of the program's own word. */
  readonly index: number;
}

/**
 * The program behind a command line: wrappers (`env A=b`, `nohup`, `sudo -u x`), interpreters (`python -m mod`,
 * `node app.js`) and `sh -c 'exec prog …'` are looked through.
 */
export function programOf(words: readonly string[]): Program {
  let at = 0;
  for (let steps = 0; steps < 8 && at < words.length; steps++) {
    const word = words[at] ?? '';
    const name = basename(word);
    if (/^[A-Za-z_]\w*=/.test(word)) at += 1;
    else if (WRAPPERS.has(name)) at = pastWrapper(words, at, WRAPPERS.get(name) ?? 0);
    else if (INTERPRETERS.test(name)) return interpreted(words, at);
    else return { name: name.replace(/\.(?:py|js|mjs|cjs|sh|rb|exe)$/, ''), args: words.slice(at + 1), index: at };
  }
  return { name: '', args: [], index: at };
}

function pastWrapper(words: readonly string[], at: number, operands: number): number {
  let next = at + 1;
  while (next < words.length) {
    const word = words[next] ?? '';
    if (word === '--') return next + 1;
    if (/^-[ugCnpo]$/.test(word)) next += 2;
    else if (word.startsWith('-') || RUN_WORDS.has(word)) next += 1;
    else break;
  }
  return next + operands;
}

function interpreted(words: readonly string[], at: number): Program {
  for (let next = at + 1; next < words.length; next++) {
    const word = words[next] ?? '';
    if (word === '-m') return { name: words[next + 1] ?? '', args: words.slice(next + 2), index: next + 1 };
    if (word === '-c' || word === '-e') break;
    if (word.startsWith('-')) continue;
    return { name: basename(word).replace(/\.(?:py|js|mjs|cjs|ts|rb)$/, ''), args: words.slice(next + 1), index: next };
  }
  return { name: basename(words[at] ?? ''), args: words.slice(at + 1), index: at };
}

/**
 * Programs written in Go: net/http never proxies loopback, reads NO_PROXY in either case and understands CIDR
 * (x/net http/httpproxy). Units and drop-ins are known by these names.
 */
export const GO_PROGRAMS: ReadonlySet<string> = new Set([
  'docker',
  'dockerd',
  'containerd',
  'crio',
  'cri-o',
  'kubelet',
  'k3s',
  'k3s-agent',
  'rke2',
  'ollama',
  'snapd',
  'tailscaled',
  'tailscale',
  'podman',
  'buildkit',
  'buildkitd',
  'minikube',
  'microk8s',
  'nomad',
  'consul',
  'vault',
  'prometheus',
  'gitea',
  'caddy',
  'traefik',
  'rclone',
  'syncthing',
  'cloudflared',
  'frpc',
  'frps',
  'etcd',
  'kube-apiserver',
  'lxd',
  'incus',
  // Model gateways and agents: the go.mod of songquanpeng/one-api, QuantumNous/new-api, mudler/LocalAI, charmbracelet/crush.
  ...['one-api', 'new-api', 'local-ai', 'localai', 'crush'],
  // As their repositories say; each is one static binary of Go.
  ...[
    'forgejo',
    'kubectl',
    'helm',
    'terraform',
    'minio',
    'grafana',
    'loki',
    'telegraf',
    'node_exporter',
    'alertmanager',
  ],
  ...['gitlab-runner', 'act_runner', 'headscale', 'ddns-go', 'alist', 'openlist', 'filebrowser', 'ntfy', 'gotify'],
  ...['AdGuardHome', 'picoclaw', 'gh'],
]);

/** The proxy itself: it must not be sent through a proxy. */
export const PROXY_DAEMONS: ReadonlySet<string> = new Set([
  'mihomo',
  'clash',
  'clash-meta',
  'clash-linux',
  'clash-verge-service',
  'sing-box',
  'xray',
  'v2ray',
  'v2raya',
  'hysteria',
  'trojan',
  'trojan-go',
  'naive',
  'ss-local',
  'sslocal',
  'ss-redir',
  'ssr-local',
  'privoxy',
  'polipo',
  'squid',
  'tinyproxy',
  'gost',
  'dae',
  'tuic-client',
  'brook',
  'redsocks',
  'tor',
  'mitmproxy',
  'mitmdump',
  'glider',
  'cow',
  'meow',
]);

/** Agents and gateways that talk to model providers, by program name (a Python module counts with its dots). */
const GATEWAYS: ReadonlySet<string> = new Set([
  'hermes',
  'hermes-agent',
  'hermes_cli',
  'hermes_cli.main',
  'hermes-gateway',
  'openclaw',
  'clawdbot',
  'moltbot',
  'nanobot',
]);

/** Network clients people run as services behind a proxy; a service of these without a proxy cannot reach abroad. */
export const NETWORK_CLIENTS: ReadonlySet<string> = new Set([
  ...GATEWAYS,
  'open-webui',
  'litellm',
  'claude',
  'codex',
  'gemini',
  'aider',
  'goose',
  'opencode',
  'dify',
  'one-api',
  'new-api',
  'lobe-chat',
  'evalscope',
  'lm_eval',
  'telegram-bot',
  'n8n',
  'langflow',
  'vllm',
  'sglang',
  ...['qwen', 'kimi', 'crush', 'iflow', 'cursor-agent', 'astrbot', 'langbot'],
]);

/** Is this the Hermes gateway (`hermes gateway run|start`)? Gives the words' positions of the sub-commands. */
export function gatewayCommand(
  words: readonly string[],
): { readonly program: Program; readonly verb: string; readonly verbIndex: number } | undefined {
  const direct = words.findIndex((word) => GATEWAYS.has(basename(word)));
  const program = programOf(words);
  const start = GATEWAYS.has(program.name) ? program.index : direct;
  if (start < 0) return undefined;
  const rest = words.slice(start + 1);
  const gateway = rest.indexOf('gateway');
  if (gateway < 0) return undefined;
  const verbOffset = rest.findIndex((word, index) => index > gateway && !word.startsWith('-'));
  const verbIndex = verbOffset < 0 ? -1 : start + 1 + verbOffset;
  return {
    program: { ...program, name: basename(words[start] ?? ''), index: start },
    verb: verbIndex < 0 ? 'run' : (words[verbIndex] ?? ''),
    verbIndex,
  };
}
