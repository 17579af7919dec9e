/** One fault for each rule that judges what programs are given, said in facts and not in any language. */
import type { Facts } from './carriers.ts';

export interface Fault {
  readonly facts: Facts;
  /** Files that are beside it, where the rule needs them. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Why the rule says nothing about a carrier, by its name. */
  readonly silent?: Readonly<Record<string, string>>;
}

const PROXY = 'http://127.0.0.1:7890';
const LOOPBACK = 'localhost,127.0.0.1,::1';
const CLASH = {
  'clash/config.yaml':
    'mixed-port: 7890\nmode: rule\nproxies:\n  - {name: jp, type: socks5, server: jp.example, port: 1080}\nrules:\n  - DOMAIN-SUFFIX,openai.com,DIRECT\n  - MATCH,jp\n',
};

const NPM = ['.npmrc', 'npm config'];
const each = (carriers: readonly string[], reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(carriers.map((name) => [name, reason]));

/** By rule. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'missing-no-proxy': {
    facts: { https_proxy: PROXY },
    silent: {
      ...each(['.gitconfig', 'git config'], 'git asks servers of code, and has no list of its own'),
      ...each([...NPM, 'pip.conf', 'pip config', 'apt.conf'], 'asks registries, not this machine'),
    },
  },
  'no-proxy-lacks-loopback': {
    facts: { https_proxy: PROXY, no_proxy: '.corp.example' },
    silent: each(NPM, 'npm asks registries, not this machine'),
  },
  'no-proxy-lacks-local': {
    facts: { http_proxy: PROXY, https_proxy: PROXY, no_proxy: LOOPBACK, url: 'http://192.168.1.20:8000/v1' },
  },
  'proxy-one-case': { facts: { HTTP_PROXY: PROXY, https_proxy: PROXY, no_proxy: LOOPBACK } },
  'proxy-case-conflict': { facts: { https_proxy: PROXY, HTTPS_PROXY: 'http://127.0.0.1:7897' } },
  'proxy-mixed-case': { facts: { HTTPS_proxy: PROXY } },
  'https-proxy-missing': {
    facts: { http_proxy: PROXY, no_proxy: LOOPBACK },
    silent: each(NPM, 'npm takes `proxy` for https too (npm-registry-fetch)'),
  },
  'all-proxy-only': { facts: { all_proxy: PROXY, no_proxy: LOOPBACK } },
  'schemeless-proxy': {
    facts: { https_proxy: 'proxy.example:7890' },
    silent: each(
      ['.gitconfig', 'git config', '.curlrc', '.wgetrc'],
      'takes it for http (curl 7.88, git 2.39, wget 1.21)',
    ),
  },
  'invalid-proxy-url': { facts: { https_proxy: 'http://127.0.0.1:7890:7890' } },
  'malformed-url': { facts: { url: 'http://127.0.0.1:8000:8000/v1' } },
  'socks-proxy-scheme': {
    facts: { https_proxy: 'socks://127.0.0.1:7891' },
    silent: each(NPM, "npm's agent takes socks:// for SOCKS5"),
  },
  'https-scheme-proxy': { facts: { https_proxy: 'https://127.0.0.1:7890' } },
  'proxy-port-mismatch': { facts: { https_proxy: 'http://127.0.0.1:7777' }, beside: CLASH },
  'proxy-password-in-file': { facts: { https_proxy: 'http://me:hunter22@proxy.example:8080' } },
  'proxy-is-target': {
    facts: { https_proxy: 'http://127.0.0.1:11434' },
    beside: { 'models/.env': 'OLLAMA_BASE_URL=http://127.0.0.1:11434\n' },
  },
  'unmatched-no-proxy-entry': { facts: { https_proxy: PROXY, no_proxy: `${LOOPBACK},http://a.example` } },
  'client-dependent-no-proxy': {
    facts: { https_proxy: PROXY, no_proxy: `${LOOPBACK},10.0.0.0/8` },
    silent: each(
      [...NPM, '.curlrc', '.wgetrc'],
      'one client reads it: what that does not match is unmatched-no-proxy-entry',
    ),
  },
  'domestic-via-proxy': {
    facts: { https_proxy: PROXY, no_proxy: LOOPBACK, url: 'https://dashscope.aliyuncs.com/compatible-mode/v1' },
  },
  'unexpanded-variable': {
    facts: { https_proxy: '$PROXY_URL' },
    silent: {
      ...each(
        ['.zshrc', '.bashrc', 'function', 'config.fish', 'launchctl', 'tmux', 'systemctl', 'D-Bus'],
        'the shell expands it',
      ),
      ...each(['git config', 'npm config', 'pip config'], 'the shell expands it'),
      '.tmux.conf': 'tmux expands it outside of single quotes',
      'environment.d': 'environment.d(5) expands it',
      ...each(['Dockerfile', 'Dockerfile, one ENV', 'Dockerfile, old form'], 'the builder expands it'),
      ...each(
        ['Gemini CLI', 'compose', 'compose list'],
        'the program itself replaces it (Gemini CLI 0.61.0; compose specification, interpolation)',
      ),
      ...each(
        ['Claude Code', '.mcp.json', 'VS Code terminal', 'dev container', 'Hermes server'],
        'a program with a syntax of its own: what becomes of a bare dollar is left open',
      ),
      'launchctl in a job': 'what a shell makes of a dollar in a script is left open',
    },
  },
  'tls-verification-off': { facts: { tls: '0' } },
  'timeout-too-low': { facts: { timeout: '2' } },
  'timeout-wrong-unit': { facts: { milliseconds: '600' } },
  'timeout-overflows': {
    facts: { milliseconds: '3000000000' },
    silent: each(NPM, 'npm 11 truncates it to 2147483647 and says so'),
  },
  'timeout-chain': { facts: { HERMES_API_TIMEOUT: '300', HERMES_API_CALL_STALE_TIMEOUT: '900' } },
  'unread-variable': { facts: { HERMES_KEEPALIVE: '30' } },
  'loopback-proxy-in-container': {
    facts: { https_proxy: PROXY, no_proxy: LOOPBACK },
    silent: {
      ...each(
        ['.env', '.zshrc', '.bashrc', '.envrc', 'function', 'config.fish', 'fish_variables', 'tmux', '.tmux.conf'],
        'shells of this machine have its loopback; what hands the variable to a container is judged there',
      ),
      ...each(
        ['unit', 'EnvironmentFile', 'environment.d', '/etc/environment', 'systemctl', 'D-Bus'],
        'services of this machine have its loopback, the docker daemon too',
      ),
      ...each(['plist', 'launchctl', 'launchctl in a job'], 'jobs of macOS have its loopback'),
      ...each(
        ['Claude Code', '.mcp.json', 'Gemini CLI', 'opencode', 'OpenClaw', 'OpenClaw server', 'Hermes server'],
        'the agent starts its commands on this machine',
      ),
      ...each(['Codex server', 'Codex commands', 'VS Code terminal'], 'started on this machine'),
      ...each(['.npmrc', 'npm config', '.wgetrc', '.curlrc'], 'the home of a person on this machine'),
    },
  },
  'wsl-loopback-proxy': {
    facts: { https_proxy: PROXY, no_proxy: LOOPBACK },
    beside: { '.wslconfig': '[wsl2]\nmemory=8GB\n', 'etc/wsl.conf': '[boot]\nsystemd=true\n' },
    silent: {
      ...each(
        [
          'compose',
          'compose list',
          'Dockerfile',
          'Dockerfile, one ENV',
          'Dockerfile, old form',
          'Quadlet',
          'dev container',
        ],
        'a container has a loopback of its own: loopback-proxy-in-container',
      ),
      ...each(['plist', 'launchctl in a job'], 'launchd is a part of macOS'),
    },
  },
};

/** Rules that need variables or settings and judge something else: why they are not crossed. */
export const NOT_CROSSED: Readonly<Record<string, string>> = {
  'conflicting-duplicate': 'a .env alone has readers that take the first and readers that take the last',
  'dropped-assignment': 'judges the grammar of units, EnvironmentFile= and environment.d',
  'percent-in-environment': 'judges the grammar of units',
  'inline-comment': 'judges the grammar of units, /etc/environment and resolver files',
  'lopsided-proxy-toggle': 'judges pairs of functions',
  'socks-for-agent': 'judges the own files of three agents',
  'no-proxy-ignored-by-program': 'judges the model servers that the own files of four agents name',
  'service-without-proxy': 'judges services by what shells have',
  'overseas-direct': 'judges the rules of Clash',
  'single-resolver': 'judges resolver files',
};
