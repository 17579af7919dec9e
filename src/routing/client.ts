/**
 * How an HTTP client interprets an environment. A client is a table of small functions (which variable, which list, how an
 * entry matches, how a proxy value is read); `decider` runs them in the order that all clients share.
 */
import type { Text } from '../core.ts';
import { clientTitle } from './client-title.ts';
import { type NearMiss, nearMisses } from './exemptions/near-miss.ts';
import type { Entry } from './exemptions/no-proxy.ts';
import type { Target } from './url/target.ts';

/** Variables in the order of the environment block: npm takes whichever of two spellings comes last. */
export type Environ = ReadonlyMap<string, string>;

/** direct: no proxy · proxy: through one · error: the client fails on this configuration · unknown: decided elsewhere. */
export type ClientVerdict = 'direct' | 'proxy' | 'error' | 'unknown';

export interface Decision {
  readonly verdict: ClientVerdict;
  /** The proxy URL as the client understands it, credentials included: mask it before it is shown. */
  readonly proxy?: string | undefined;
  readonly proxyScheme?: string | undefined;
  /** The variable that won. */
  readonly variable?: string | undefined;
  /** The variable whose list was read. */
  readonly noProxy?: string | undefined;
  /** What made it direct. */
  readonly bypass?: Entry | { readonly reason: 'loopback' } | undefined;
  readonly nearMisses: readonly NearMiss[];
  /** For an error, an unknown, and a direct route that no list entry explains. */
  readonly why?: Text | undefined;
  /** The optional package whose presence decides an unknown. */
  readonly needs?: string | undefined;
}

/** One measured or documented answer. Beside each client are its `cases`, which are run as tests. */
export interface Case {
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly verdict: ClientVerdict;
  readonly proxy?: string | undefined;
  /** The entry that made it direct. */
  readonly entry?: string | undefined;
  /** Which version; the modelled one by default. */
  readonly version?: string | undefined;
}

export type Decide = (environ: Environ, target: Target) => Decision;

/** Behaviour from one version on, until the next one listed. */
export interface ClientVersion {
  readonly since: string;
  readonly note: Text;
  readonly decide: Decide;
}

export interface Client {
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
  /** What `decide` models. */
  readonly version: string;
  readonly summary: Text;
  readonly source: string;
  /** Selectable as `NAME@VERSION`, oldest first. */
  readonly versions?: readonly ClientVersion[] | undefined;
  /** The variable that must be `1`, or the client reads no other one of these; `decide` answers as if it were. */
  readonly opener?: string | undefined;
  readonly decide: Decide;
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Why a value is refused. */
export type Fault = keyof typeof FAULTS;

/** A proxy value as a client reads it: a URL, a refusal, or nothing at all. */
export type Reading =
  | { readonly url: string; readonly scheme: string }
  | { readonly fault: Fault }
  | { readonly ignored: Fault };

/** What leaves a request undecided; `needs`: the optional package whose presence decides. */
export interface Doubt extends Text {
  readonly needs?: string | undefined;
}

/** What distinguishes one client from another. */
export interface Behaviour {
  readonly name: string;
  /** How it fails, as the beginning of a sentence: `curl fails`, `httpx.Client() raises`. */
  readonly fails: Text;
  /** The variables it looks for, for a sentence about those it does not. */
  reads(target: Target): readonly string[];
  proxy(environ: Environ, target: Target): NamedValue | undefined;
  list(environ: Environ): NamedValue | undefined;
  /** The entry that exempts the target; `variable` if it is in another list than the one `list` returns. */
  bypass(
    list: string,
    target: Target,
    environ: Environ,
  ): (Entry & { readonly variable?: string | undefined }) | undefined;
  read(value: string, target: Target): Reading;
  /** A failure, or a doubt, that comes before any look at the target's own proxy. */
  startup?(environ: Environ, target: Target): Fault | { readonly doubt: Doubt } | undefined;
  /** A failure or a refusal to proxy that depends on other variables (CGI). */
  readonly guard?:
    | ((
        environ: Environ,
        target: Target,
        setting: NamedValue,
      ) => { readonly fault: Fault } | { readonly ignored: Fault } | undefined)
    | undefined;
  /** Never proxied, whatever the list says. */
  isExempt?(target: Target): boolean;
  /** The result depends on something that is in no file. */
  uncertain?(environ: Environ, target: Target, setting: NamedValue): Doubt | undefined;
}

/** The first of these names that is set, also to nothing. */
export function firstSet(environ: Environ, names: readonly string[]): NamedValue | undefined {
  for (const name of names) {
    const value = environ.get(name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** The first of these names that is set to something. */
export function firstFilled(environ: Environ, names: readonly string[]): NamedValue | undefined {
  for (const name of names) {
    const value = environ.get(name);
    if (value) return { name, value };
  }
  return undefined;
}

/** `decide` for one behaviour. It never throws, whatever the environment and the target are. */
export function decider(behaviour: Behaviour): Decide {
  const raw = rawDecider(behaviour);
  return (environ, target) => {
    const decision = raw(environ, target);
    if (decision.verdict !== 'proxy') return decision;
    const list = behaviour.list(environ);
    if (!list) return { ...decision, ...unreadList(behaviour, environ) };
    const alone = (entry: string): boolean => {
      const probe = raw(new Map([...environ, [list.name, entry]]), target);
      return probe.verdict === 'direct' && probe.bypass !== undefined;
    };
    return {
      ...decision,
      noProxy: list.name,
      // Most callers only need the verdict.
      get nearMisses() {
        return nearMisses(list.value, target, clientTitle(behaviour.name), alone);
      },
    };
  };
}

/** The same without near misses, in the order every client keeps. */
function rawDecider(behaviour: Behaviour): Decide {
  return (environ, target) => {
    const early = behaviour.startup?.(environ, target);
    if (typeof early === 'string') return failure(behaviour, early);
    if (early) return undecided(early.doubt);
    const setting = behaviour.proxy(environ, target);
    if (!setting || setting.value === '') return noProxyAtAll(behaviour, environ, target, setting);
    const about = { variable: setting.name };
    const guarded = behaviour.guard?.(environ, target, setting);
    if (guarded) return settle(behaviour, guarded, about);
    if (behaviour.isExempt?.(target))
      return { verdict: 'direct', ...about, bypass: { reason: 'loopback' }, nearMisses: [] };
    const list = behaviour.list(environ);
    const found = list && behaviour.bypass(list.value, target, environ);
    if (found) {
      const { variable = list.name, entry, start, end } = found;
      return { verdict: 'direct', ...about, noProxy: variable, bypass: { entry, start, end }, nearMisses: [] };
    }
    const doubt = behaviour.uncertain?.(environ, target, setting);
    if (doubt) return { ...undecided(doubt), ...about, noProxy: list?.name };
    return settle(behaviour, behaviour.read(setting.value, target), about);
  };
}

function undecided({ needs, ...why }: Doubt): Decision {
  return { verdict: 'unknown', nearMisses: [], why, needs };
}

function settle(behaviour: Behaviour, reading: Reading, about: { readonly variable: string }): Decision {
  if ('fault' in reading) return { ...failure(behaviour, reading.fault), ...about };
  if ('ignored' in reading)
    return {
      verdict: 'direct',
      ...about,
      nearMisses: [],
      why: ignores(behaviour.name, about.variable, reading.ignored),
    };
  return { verdict: 'proxy', ...about, proxy: reading.url, proxyScheme: reading.scheme, nearMisses: [] };
}

function failure(behaviour: Behaviour, fault: Fault): Decision {
  const { en, zh } = FAULTS[fault];
  const why = { en: `${behaviour.fails.en}: ${en}`, zh: `${behaviour.fails.zh}：${zh}` };
  return { verdict: 'error', nearMisses: [], why };
}

function ignores(client: string, variable: string, fault: Fault): Text {
  const { en, zh } = FAULTS[fault];
  const title = clientTitle(client);
  return {
    en: `${title.en} ignores ${variable} without a word: ${en}`,
    zh: `${title.zh} 会悄悄忽略 ${variable}：${zh}`,
  };
}

const PROXY_NAME = /^(?:https?|all)_proxy$/i;

function noProxyAtAll(
  behaviour: Behaviour,
  environ: Environ,
  target: Target,
  setting: NamedValue | undefined,
): Decision {
  const names = behaviour.reads(target);
  const unread = [...environ]
    .filter(([name, value]) => value !== '' && PROXY_NAME.test(name) && !names.includes(name))
    .map(([name]) => name);
  const scheme = target.scheme;
  const list = names.join(', ');
  const title = clientTitle(behaviour.name);
  const reads = {
    en: `${title.en} reads ${list} for ${scheme}:// and finds no proxy`,
    zh: `${title.zh} 访问 ${scheme}:// 时只看 ${list}，其中没有代理`,
  };
  const hint = { en: `; it does not read ${unread.join(', ')} here`, zh: `；这里不看 ${unread.join('、')}` };
  const why = unread.length === 0 || names.length === 0 ? reads : { en: reads.en + hint.en, zh: reads.zh + hint.zh };
  return { verdict: 'direct', variable: setting ? setting.name : undefined, nearMisses: [], why };
}

/** A list is set under a name that this client does not read: the reader should know. */
function unreadList(behaviour: Behaviour, environ: Environ): { readonly why?: Text | undefined } {
  const unread = ['no_proxy', 'NO_PROXY'].find((name) => environ.get(name));
  if (!unread) return {};
  const title = clientTitle(behaviour.name);
  return { why: { en: `${title.en} does not read ${unread}`, zh: `${title.zh} 不看 ${unread}` } };
}

/** Why values are refused, as the second half of a sentence. */
const FAULTS = {
  port: { en: 'what follows the host is not a port number', zh: '主机后面不是有效的端口号' },
  'no-port': {
    en: 'the proxy URL has no port, and this scheme has no default',
    zh: '代理地址没有端口，而该协议没有默认端口',
  },
  blank: { en: 'the proxy URL contains a space or a control character', zh: '代理地址里有空白或控制字符' },
  host: { en: 'the proxy URL names no host that can exist', zh: '代理地址里没有可用的主机名' },
  word: {
    en: 'the value is a word, and the client looks for a host of that name',
    zh: '这个值只是一个单词，客户端会把它当成主机名去解析',
  },
  scheme: { en: 'it cannot speak to a proxy with this scheme', zh: '它不支持这种代理协议' },
  url: { en: 'the value is not a URL it can read', zh: '它无法把这个值当作 URL 解析' },
  'no-scheme': { en: 'the value has no scheme such as http://', zh: '这个值没写 http:// 之类的协议' },
  path: { en: 'the proxy URL goes on after the port', zh: '代理地址的端口后面还有路径' },
  escape: { en: 'a % in the user name or password is not a complete escape', zh: '用户名或密码里的 % 不是完整的转义' },
  prompt: {
    en: 'the proxy URL has a user without a password, and nobody can answer when it asks for one',
    zh: '代理地址里只有用户名没有密码，它会提示输入，在无人应答的场合就会失败',
  },
  'tls-proxy': { en: 'it does not support https:// proxies', zh: '它不支持 https:// 代理' },
  cgi: {
    en: 'REQUEST_METHOD is set, so it takes itself for a CGI script',
    zh: '设置了 REQUEST_METHOD，它会认为自己运行在 CGI 环境中',
  },
  entry: { en: 'an entry of the NO_PROXY list is not a URL pattern to it', zh: 'NO_PROXY 里有一项无法解析成 URL 模式' },
  target: { en: 'the requested URL is not one it can read', zh: '它无法解析要请求的 URL' },
} as const satisfies Readonly<Record<string, Text>>;
