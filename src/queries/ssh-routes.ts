/** Where a connection by ssh goes: `ssh://…` and `git@host:path`, which no proxy variable reaches. */
import type { Project, Route, RouteStep, Text } from '../core.ts';
import { sshSettings } from '../routing/ssh/config.ts';
import { proxyOfCommand } from '../routing/ssh/proxy-command.ts';
import { parseTarget } from '../routing/url/target.ts';
import { throughClash } from './clash/clash-routes.ts';

/** ssh's own configuration, where there is one. */
export interface SshConfig {
  /** As the user would type it. */
  readonly name: string;
  readonly text: string;
}

interface Destination {
  readonly user: string;
  readonly host: string;
  readonly port: string;
}

/** `ssh://git@host:22/path`, `git+ssh://…`, and git's short form `git@host:path`. */
export function sshDestination(url: string): Destination | undefined {
  const long = /^(?:git\+)?ssh:\/\/(?:([^@/]*)@)?(\[[^\]]+\]|[^:/]+)(?::(\d+))?(?:\/|$)/i.exec(url);
  const short = long ? null : /^([\w.-]+)@([\w.-]+):(?!\d+(?:\/|$))/.exec(url);
  const [, user = '', host, port = ''] = long ?? short ?? [];
  return host === undefined ? undefined : { user, host, port };
}

/** The clients that speak ssh. */
export const SSH_CLIENTS: readonly string[] = ['git', 'ssh'];

/** The route of one such request. `client`: any client; a client without ssh support gets an answer that says so. */
export function sshRoute(project: Project, config: SshConfig | undefined, client: string, url: string): Route {
  const destination = sshDestination(url);
  const about = { url, client, environment: config?.name ?? 'ssh' };
  if (!destination || !SSH_CLIENTS.includes(client))
    return { ...about, verdict: 'error', steps: [step('client', NO_SSH)] };
  const { hostName, port, proxy, open } = sshSettings(config?.text ?? '', destination.host, destination.user);
  const steps: RouteStep[] = [];
  for (const line of [hostName, destination.port === '' ? port : undefined])
    if (line) steps.push(place(config, line.line, `${titled(line.keyword)} ${line.value}`, SET));
  if (open && !proxy)
    return {
      ...about,
      verdict: 'unknown',
      steps: [...steps, place(config, open.line, `${titled(open.keyword)} ${open.value}`, RUN_TIME)],
    };
  if (!proxy || proxy.value.toLowerCase() === 'none')
    return { ...about, verdict: 'direct', steps: [...steps, step('client', NO_VARIABLE)] };
  steps.push(place(config, proxy.line, `${titled(proxy.keyword)} ${proxy.value}`, FIRST));
  if (proxy.keyword === 'proxyjump') {
    const jump = proxy.value.split(',')[0] ?? '';
    return { ...about, verdict: 'proxy', proxy: `ssh://${jump}`, steps: [...steps, step('client', JUMP)] };
  }
  const through = proxyOfCommand(proxy.value);
  if (through === undefined) return { ...about, verdict: 'unknown', steps: [...steps, step('unknown', COMMAND)] };
  const asked = `ssh://${hostName?.value.replaceAll('%h', destination.host) ?? destination.host}:${destination.port || port?.value || '22'}`;
  const { verdict, steps: onward, clash } = throughClash(project, parseTarget(asked), through);
  return { ...about, verdict, proxy: through, steps: [...steps, ...onward], ...(clash ? { clash } : {}) };
}

const TITLES: Readonly<Record<string, string>> = {
  hostname: 'HostName',
  port: 'Port',
  proxycommand: 'ProxyCommand',
  proxyjump: 'ProxyJump',
  match: 'Match',
  include: 'Include',
};
const titled = (keyword: string): string => TITLES[keyword] ?? keyword;

const step = (what: string, message: Text): RouteStep => ({ what, message });

/** The file is not a document of the project, so its line is described in words. */
function place(config: SshConfig | undefined, line: number, about: string, { en, zh }: Text): RouteStep {
  const where = `${config?.name}:${line}`;
  return { what: 'setting', about, message: { en: `${where}  ${en}`, zh: `${where}  ${zh}` } };
}

const SET: Text = { en: 'where ssh really connects', zh: 'ssh 实际连接的地址' };
const FIRST: Text = { en: 'the first that fits this host', zh: '第一个对这个主机生效的设置' };
const RUN_TIME: Text = { en: 'only run time decides what it adds', zh: '它带来的设置要到运行时才知道' };
const JUMP: Text = { en: 'the connection goes through that host', zh: '连接经过这台跳板机' };
const COMMAND: Text = { en: 'this program decides where the connection goes', zh: '连接走向由这个程序决定' };
const NO_VARIABLE: Text = {
  en: 'ssh reads no proxy variable, and no ProxyCommand or ProxyJump fits this host',
  zh: 'ssh 不读代理变量，也没有 ProxyCommand 或 ProxyJump 对这个主机生效',
};
const NO_SSH: Text = { en: 'it does not speak ssh; git and ssh do', zh: '它不支持 ssh 协议；git 和 ssh 才支持' };
