/** Where a connection by ssh goes: `ssh://…` and `git@host:path`, which no proxy variable reaches. */

import type { Project, Route, RouteStep, Text } from '../core.ts';
import { sshSettings } from '../routing/ssh/config.ts';
import type { SshConfig, SshLine } from '../routing/ssh/model.ts';
import { proxyOfCommand } from '../routing/ssh/proxy-command.ts';
import { parseTarget } from '../routing/url/target.ts';
import { entryOf } from '../text.ts';
import { throughClash } from './clash/clash-routes.ts';

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
export function sshRoute(project: Project, config: SshConfig, client: string, url: string): Route {
  const destination = sshDestination(url);
  const about = { url, client, environment: config.files[0]?.name ?? 'ssh' };
  if (!destination || !SSH_CLIENTS.includes(client))
    return { ...about, verdict: 'error', steps: [step('client', NO_SSH)] };
  const { hostName, port, proxy, open } = sshSettings(config, destination);
  const steps: RouteStep[] = [];
  for (const line of [hostName, destination.port === '' ? port : undefined]) if (line) steps.push(place(line, SET));
  if (open) return { ...about, verdict: 'unknown', steps: [...steps, place(open, RUN_TIME)] };
  if (!proxy) return { ...about, verdict: 'direct', steps: [...steps, step('client', NO_VARIABLE)] };
  steps.push(place(proxy, FIRST));
  if (proxy.value.toLowerCase() === 'none')
    return { ...about, verdict: 'direct', steps: [...steps, step('client', SWITCHED_OFF)] };
  const host = hostName?.value.replaceAll('%h', destination.host) ?? destination.host;
  const to = {
    host,
    port: destination.port || port?.value || '22',
    original: destination.host,
    user: destination.user,
  };
  if (proxy.keyword === 'proxyjump') {
    const hops = withTokens(proxy.value, to)
      .split(',')
      .map((hop) => hop.trim().replace(/^ssh:\/\//, ''));
    if (hops.some((hop) => isItself(hop, to)))
      return { ...about, verdict: 'error', steps: [...steps, step('client', LOOP)] };
    const [jump = ''] = hops;
    return { ...about, verdict: 'proxy', proxy: `ssh://${jump}`, steps: [...steps, step('client', JUMP)] };
  }
  const through = proxyOfCommand(withTokens(proxy.value, to));
  if (through === undefined) return { ...about, verdict: 'unknown', steps: [...steps, step('unknown', COMMAND)] };
  const { verdict, steps: onward, clash } = throughClash(project, parseTarget(`ssh://${to.host}:${to.port}`), through);
  return { ...about, verdict, proxy: through, steps: [...steps, ...onward], clash };
}

interface Final {
  readonly host: string;
  readonly port: string;
  /** As it was typed. */
  readonly original: string;
  readonly user: string;
}

/** A jump host that is the destination, under the same user: OpenSSH ends with "jumphost loop". */
function isItself(hop: string, { host, port, user }: Final): boolean {
  const [, hopUser = user, hopHost, hopPort = '22'] = /^(?:([^@]*)@)?([^:]+)(?::(\d+))?$/.exec(hop) ?? [];
  return hopHost?.toLowerCase() === host.toLowerCase() && hopPort === port && hopUser === user;
}

/** `%h`, `%p`, `%n` and `%%` of ProxyCommand and ProxyJump. */
function withTokens(text: string, { host, port, original }: Final): string {
  const tokens: Readonly<Record<string, string>> = { '%h': host, '%p': port, '%n': original, '%%': '%' };
  return text.replace(/%[hpn%]/g, (token) => tokens[token] ?? token);
}

const TITLES: Readonly<Record<string, string>> = {
  hostname: 'HostName',
  port: 'Port',
  proxycommand: 'ProxyCommand',
  proxyjump: 'ProxyJump',
  match: 'Match',
  include: 'Include',
  canonicaldomains: 'CanonicalDomains',
};
const titled = (keyword: string): string => entryOf(TITLES, keyword) ?? keyword;

const step = (what: string, message: Text): RouteStep => ({ what, message });

/** The file is not a document of the project, so its line is described in words. */
function place(line: SshLine, { en, zh }: Text): RouteStep {
  const about = `${titled(line.keyword)} ${line.value}`;
  return { what: 'setting', about, message: { en: `${line.place}  ${en}`, zh: `${line.place}  ${zh}` } };
}

const SET: Text = { en: 'where ssh really connects', zh: 'ssh 实际连接的地址' };
const FIRST: Text = { en: 'the first that fits this host', zh: '第一个对这个主机生效的设置' };
const RUN_TIME: Text = { en: 'only run time decides what it sets', zh: '它带来的设置要到运行时才知道' };
const SWITCHED_OFF: Text = { en: '`none`: ssh connects directly', zh: '`none`：ssh 直连' };
const JUMP: Text = { en: 'the connection goes through that host', zh: '连接经过这台跳板机' };
const LOOP: Text = {
  en: 'ssh fails with "jumphost loop": this host would be reached through itself; exclude it (Host * !NAME)',
  zh: 'ssh 会报 “jumphost loop” 并退出：这台主机要经过它自己才能到达；请排除它（Host * !名字）',
};
const COMMAND: Text = { en: 'this program decides where the connection goes', zh: '连接走向由这个程序决定' };
const NO_VARIABLE: Text = {
  en: 'ssh reads no proxy variable, and no ProxyCommand or ProxyJump fits this host',
  zh: 'ssh 不读代理变量，也没有 ProxyCommand 或 ProxyJump 对这个主机生效',
};
const NO_SSH: Text = { en: 'it does not speak ssh; git and ssh do', zh: '它不支持 ssh 协议；git 和 ssh 才支持' };
