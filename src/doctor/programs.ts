/** Which program a running process is, and what is known of it. The lists are as of 2026-11. */
import { GO_PROGRAMS, gatewayCommand, NETWORK_CLIENTS, PROXY_DAEMONS, programOf } from '../knowledge/programs.ts';
import { basename } from '../text.ts';
import type { Process } from './machine.ts';

type Named = Pick<Process, 'argv' | 'comm'>;

const SHELL = /^-?(bash|zsh|fish)$/;

/** Remembers what was found of a command line: processes that run the same one may share its words. */
function ofLine<V>(find: (process: Named) => V): (process: Named) => V {
  const known = new WeakMap<readonly string[], V>();
  return (process) => {
    const found = known.get(process.argv) ?? find(process);
    known.set(process.argv, found);
    return found;
  };
}

export type Kind = 'clash' | 'proxy' | 'agent' | 'model-server' | 'shell' | 'server' | 'other';

/** Servers of models, by program or by the first part of a Python module. */
const MODEL_SERVERS: ReadonlySet<string> = new Set([
  ...['ollama', 'vllm', 'sglang', 'lmdeploy', 'llama-server', 'llamafile', 'koboldcpp', 'local-ai', 'localai'],
  ...['xinference', 'xinference-local', 'text-generation-launcher', 'text-generation-server', 'aphrodite'],
  ...['mlx_lm', 'llama_cpp', 'fastchat', 'infinity_emb', 'tritonserver', 'lms'],
]);

/** Programs that listen on ports but are not proxies. */
const SERVERS: ReadonlySet<string> = new Set([
  ...['http', 'SimpleHTTPServer', 'http-server', 'serve', 'vite', 'webpack', 'next', 'webpack-dev-server'],
  ...['jupyter', 'jupyter-lab', 'jupyter-notebook', 'ipykernel_launcher', 'tensorboard', 'streamlit', 'gradio'],
  ...['postgres', 'mysqld', 'mariadbd', 'redis-server', 'mongod', 'memcached', 'rabbitmq-server', 'minio'],
  ...['open-webui', 'grafana', 'grafana-server', 'prometheus'],
]);

/** Cores of Clash, with the platform and version that releases carry in their names. */
const CLASH =
  /^(?:verge-mihomo(?:-alpha)?|mihomo(?:[-_.](?!party|tray|gui).*)?|clash(?:[-_.](?:meta|premium|linux|rs|amd64|arm64).*)?|FlClashCore)$/;

/**
 * Programs that forward connections, recognised by parts of their names: proxies, tunnels and port publishers of containers.
 */
const PROXY =
  /prox|clash|mihomo|v2ray|xray|sing-?box|neko|hiddify|shadowsocks|shadowrocket|trojan|hysteria|^sshd?$|^autossh|^ss-|^sslocal|^ssr|^naive|tuic|brook|socat|^gost|^frp[cs]|chisel|rootlessport|slirp4netns|^pasta|^conmon|wslrelay|mitm|charles|burp|^zap|whistle|^w2$|reqable|fiddler|surge|^warp-svc|tailscaled|wireproxy|^tor$|i2pd|lantern|psiphon|^dae$|^daed$|redsocks|glider|^px$|cntlm|v2n|outline|lightsocks|systemd$/i;

/** Programs that have the firewall or the kernel hand them connections made to others; parts of names, as the kernel cuts them. */
const TAKING_OVER = /mihomo|clash|sing-?box|v2ray|xray|hysteria|redsocks|^ss-redir|^dae(?:d|$)|^ipt2socks|^tun2socks/i;

/** The words of a command line; a program that has set its title has them all in one. */
function wordsOf({ argv, comm }: Named): readonly string[] {
  const [first = '', more] = argv;
  if (first === '') return [comm];
  // A shell that runs a script: the script is the program.
  if (more !== undefined && !more.startsWith('-') && /^-?(?:ba|da|z|k|fi)?sh$/.test(basename(first)))
    return argv.slice(1);
  if (more !== undefined || !first.includes(' ')) return argv;
  const words = first.split(/\s+/);
  return [(words[0] ?? '').replace(/:$/, ''), ...words.slice(1)];
}

/** Names of files that say nothing about the program. */
const GENERIC = /^(?:index|main|cli|app|server|start|run|bin|entry|__main__|manage|daemon)$/;

/** The common name of the program: `hermes`, `http.server`, `whistle`. */
export const titleOf = ofLine((process): string => {
  const words = wordsOf(process);
  const { name, index } = programOf(words);
  const path = words[index] ?? '';
  const folder = /(?:^|\/)node_modules\/(?:@[^/]+\/)?([^/]+)\//.exec(path)?.[1];
  const gateway = gatewayCommand(words)?.program.name;
  const own = GENERIC.test(name) ? (folder ?? basename(path)) : name;
  return gateway ?? (own.replace(/^-/, '') || process.comm);
});

/** The program's title, that of its first word, and the first part of a module's name. */
function allNames(process: Named): readonly string[] {
  const title = titleOf(process);
  return [title, title.split('.')[0] ?? '', basename(wordsOf(process)[0] ?? ''), process.comm];
}

/** What kind of program a process runs. */
export const kindOf = ofLine((process): Kind => {
  const all = allNames(process);
  const [title = '', module = ''] = all;
  if (all.some((name) => CLASH.test(name))) return 'clash';
  if (SHELL.test(basename(wordsOf(process)[0] ?? ''))) return 'shell';
  if (MODEL_SERVERS.has(title) || MODEL_SERVERS.has(module)) return 'model-server';
  if (title === 'swift' && process.argv.includes('deploy')) return 'model-server';
  if (SERVERS.has(title) || SERVERS.has(module)) return 'server';
  if (gatewayCommand(wordsOf(process)) || NETWORK_CLIENTS.has(title) || NETWORK_CLIENTS.has(module)) return 'agent';
  if (/^(?:hermes|openclaw|clawdbot|moltbot|nanobot|claude|codex)(?:$|[-_.])/.test(title)) return 'agent';
  if (all.some((name) => PROXY_DAEMONS.has(name) || PROXY.test(name))) return 'proxy';
  return title === 'java' && process.argv.some((word) => PROXY.test(basename(word))) ? 'proxy' : 'other';
});

/** Can it take over connections to a port on which nobody listens, such as 53? */
export const takesOver = (process: Named): boolean => allNames(process).some((name) => TAKING_OVER.test(name));

/** Written in Go: it never proxies loopback. */
export const isGo = (process: Named): boolean => GO_PROGRAMS.has(titleOf(process));

/** `bash`, `zsh` or `fish`. */
export function shellName({ argv: [first = ''] }: Named): 'bash' | 'zsh' | 'fish' | undefined {
  return SHELL.exec(basename(first))?.[1] as 'bash' | 'zsh' | 'fish' | undefined;
}

/** Words with which a shell still reads the start-up files of an interactive one. */
const INTERACTIVE = /^(?:-[il]{1,2}|--login|--interactive)$/;

/** Is it an interactive shell, which has read its start-up files? */
export function isInteractiveShell(process: Process): boolean {
  const words = process.argv.slice(1);
  if (shellName(process) === undefined || !words.every((word) => INTERACTIVE.test(word))) return false;
  return process.hasTerminal || words.some((word) => /^-l?il?$|^--interactive$/.test(word));
}

/** Commands after `-c` that leave the environment of what they start as it is do not contain any of these. */
const CHANGES_ENVIRONMENT = /[=$]|\b(?:unset|export|env|source|sudo|set)\b|(?:^|[;&|]) ?\. /;

/** Does a shell run a script here, which can change the environment of all that it starts? */
export function runsScript({ argv: [first = '', ...words] }: Named): boolean {
  if (!/^-?(?:ba|da|z|k|fi)?sh$/.test(basename(first))) return false;
  const command = words.findIndex((word) => /^-\w*c$/.test(word));
  if (command >= 0) return CHANGES_ENVIRONMENT.test(words[command + 1] ?? '');
  return words.some((word) => !word.startsWith('-'));
}

/** `hermes gateway`, `openclaw gateway`: a program with a command to restart it. */
export function gatewayTitle(process: Named): string | undefined {
  const found = gatewayCommand(wordsOf(process));
  return found && /^(?:hermes|openclaw)/.test(found.program.name) ? found.program.name : undefined;
}
