/**
 * The HTTP clients that may be installed here, and how to make each request a few URLs. Nothing leaves the machine:
 * names are pinned to 127.0.0.1 where the tool can do that; a tool that can't is only given loopback addresses.
 */
import { execFileSync, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** One environment and what to request under it. */
export interface Run {
  readonly env: Readonly<Record<string, string>>;
  readonly urls: readonly string[];
}

export interface RealClient {
  readonly name: string;
  /** The modelled client to compare with, for the installed version; undefined where the tool is absent. */
  readonly models: string | undefined;
  readonly hosts: readonly string[];
  accepts?(env: Run['env']): boolean;
  /** Requests every URL under its environment. Requests may fail. `port`: where names are pinned to. */
  request(runs: readonly Run[], port: number): Promise<void>;
}

const NAMES = ['example.test', 'sub.example.test', 'notexample.test', 'EXAMPLE.test'];
const ADDRESSES = ['127.0.0.1', '127.0.0.2', 'localhost'];

const CLEAN = {
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  PYTHONDONTWRITEBYTECODE: '1',
  NODE_USE_ENV_PROXY: '1',
};

/** Runs a program to its end, whatever that is; a minute at most. */
function execute(command: string, args: readonly string[], env: Run['env'], input = ''): Promise<void> {
  return new Promise((done) => {
    const child = spawn(command, [...args], { env: { ...CLEAN, ...env }, stdio: ['pipe', 'ignore', 'ignore'] });
    const clock = setTimeout(() => child.kill(), 60_000);
    const finish = (): void => {
      clearTimeout(clock);
      done();
    };
    child.on('error', finish).on('exit', finish);
    child.stdin.on('error', () => {}).end(input);
  });
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await work(item);
}

/** One program for each environment. */
function each(work: (run: Run, port: number) => Promise<void>): RealClient['request'] {
  return (runs, port) => inTurn(runs, (run) => work(run, port));
}

/** What a program prints, searched for its version; undefined where it can't be run or is another one. */
function version(command: string, args: readonly string[], pattern: RegExp): string | undefined {
  try {
    const text = execFileSync(command, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return pattern.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

const at = (name: string, found: string | undefined): string | undefined => found && `${name}@${found}`;
const pins = (port: number): string[] => NAMES.map((name) => `${name}:${port}:127.0.0.1`);

const curl: RealClient = {
  name: 'curl',
  models: at('curl', version('curl', ['--version'], /^curl (\d+\.\d+\.\d+)/)),
  hosts: [...NAMES, ...ADDRESSES],
  request: each(({ env, urls }, port) => {
    const resolve = pins(port).flatMap((pin) => ['--resolve', pin]);
    return execute(
      'curl',
      ['-q', '-s', '-m', '5', ...resolve, ...urls.flatMap((url) => ['-o', '/dev/null', url])],
      env,
    );
  }),
};

const wget: RealClient = {
  name: 'wget',
  models: version('wget', ['--version'], /^GNU Wget (1\.\d+)/) && 'wget',
  hosts: ADDRESSES,
  request: each(({ env, urls }) =>
    execute('wget', ['--no-config', '-q', '-t', '1', '-T', '5', '-O', '/dev/null', ...urls], env),
  ),
};

const git: RealClient = {
  name: 'git',
  models: version('git', ['--version'], /git version (2\.(?:3[7-9]|4\d))/) && 'git',
  hosts: ['example.test', 'sub.example.test', '127.0.0.1', '127.0.0.2'],
  // Which libcurl git is linked with decides what a blank is.
  accepts: (env) => !/ /.test(env.no_proxy ?? ''),
  request: each(({ env, urls }, port) => {
    const resolve = pins(port).flatMap((pin) => ['-c', `http.curloptResolve=${pin}`]);
    return inTurn(urls, (url) => execute('git', [...resolve, 'ls-remote', url], env));
  }),
};

/** All runs in one process, with every name resolved to 127.0.0.1. */
const PYTHON = `
import json, os, socket, sys
real = socket.getaddrinfo
def pinned(host, port, *rest, **named):
    return real(host if str(host).startswith('127.') else '127.0.0.1', port, *rest, **named)
socket.getaddrinfo = pinned
before = dict(os.environ)
for run in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(before)
    os.environ.update(run['env'])
    for url in run['urls']:
        try: fetch(url)
        except Exception: pass
`;

function python(name: string, models: string | undefined, fetch: string): RealClient {
  return {
    name,
    models,
    hosts: [...NAMES, ...ADDRESSES],
    request: (runs) => execute('python3', ['-c', `${fetch}\n${PYTHON}`], {}, JSON.stringify(runs)),
  };
}

const pythonPackage = (name: string): string | undefined =>
  at(name, version('python3', ['-c', `import ${name}; print(${name}.__version__)`], /^(\d+\.\d+\.\d+)/));

const urllib = python(
  'urllib',
  version('python3', ['--version'], /^Python (3)/) && 'urllib',
  'import urllib.request\nfetch = lambda url: urllib.request.build_opener().open(url, timeout=5)',
);
const requests = python(
  'requests',
  pythonPackage('requests'),
  'import requests\nfetch = lambda url: requests.get(url, timeout=5)',
);
const httpx = python('httpx', pythonPackage('httpx'), 'import httpx\nfetch = lambda url: httpx.get(url, timeout=5)');

const NODE = `
const dns = require('node:dns');
dns.lookup = (host, options, done) => {
  const callback = done ?? options;
  return options?.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
};
const urls = process.argv.slice(1);
`;

/** Node reads proxy variables from 22.21 and 24.5 on. */
function readsProxies(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}

function node(name: string, script: string): RealClient {
  return {
    name,
    models: readsProxies() ? `${name}@${process.versions.node}` : undefined,
    hosts: [...NAMES, ...ADDRESSES],
    request: each(({ env, urls }) => execute(process.execPath, ['--no-warnings', '-e', NODE + script, ...urls], env)),
  };
}

const nodeFetch = node('node-fetch', '(async () => { for (const url of urls) await fetch(url).catch(() => {}); })();');
const nodeHttp = node(
  'node-http',
  "const http = require('node:http'); for (const url of urls) http.get(url, (answer) => answer.resume()).on('error', () => {});",
);

export const realClients: readonly RealClient[] = [curl, wget, git, urllib, requests, httpx, nodeFetch, nodeHttp];
