/** The ports that proxy variables name on this machine, and those where the project's Clash listens. */
import type { Listener, Project, Span } from '../../core.ts';
import type { KnownPort } from '../../knowledge/ports.ts';
import { explicitPort, isLoopback, parseUrl, type UrlParts } from '../../routing/url/target.ts';
import { groupBy, inside, spanOf, type Together, together } from '../../text.ts';
import { clashListeners } from '../clash/clash.ts';
import { clashConfigs } from '../region.ts';
import { services } from '../services/services.ts';
import { type ProxyValue, proxyValues } from './proxy-values.ts';

/** A proxy on this machine; several that name one port in one file are one typo. */
export interface LocalProxy {
  readonly proxy: ProxyValue;
  readonly url: UrlParts;
  readonly port: number;
  readonly isSocks: boolean;
}

/** The proxies on this machine that the project names, those of one file with one port and kind together. */
export function localProxies(project: Project): readonly Together<LocalProxy>[] {
  const local = proxyValues(project).flatMap((proxy): LocalProxy[] => {
    const url = parseUrl(proxy.text);
    const port = isLoopback(url) ? explicitPort(url) : undefined;
    return port === undefined ? [] : [{ proxy, url, port, isSocks: url.scheme.startsWith('socks') }];
  });
  return together(local, ({ proxy, port, isSocks }) => `${proxy.value.at.file} ${isSocks} ${port}`);
}

/** The port's own characters, where they are written in this value. */
export function portSpan({ proxy: { value }, url }: LocalProxy): Span {
  return value.known && url.port ? spanOf(value, url.port.start, url.port.end) : inside(value);
}

/** Is the default program of this port one that speaks the protocol the variable names? */
export function speaks({ speaks: kind }: KnownPort, isSocks: boolean): boolean {
  return kind === 'mixed' || kind === (isSocks ? 'socks' : 'http');
}

const PROXY_PROTOCOLS = new Set(['http', 'socks', 'mixed']);

/** Where Clash listens: by port, and as a proxy of either kind. In a large tree there are as many listeners as variables. */
export interface ClashPorts {
  readonly at: ReadonlyMap<number, readonly Listener[]>;
  readonly http: readonly Listener[];
  readonly socks: readonly Listener[];
}

/** Undefined without a Clash file that listens for proxy requests. */
export function clashPorts(project: Project): ClashPorts | undefined {
  const listeners = ownListeners(project);
  if (listeners.length === 0) return undefined;
  const proxies = listeners.filter(({ protocol }) => PROXY_PROTOCOLS.has(protocol));
  return {
    at: groupBy(listeners, ({ port }) => Number(port.text)),
    http: proxies.filter(({ protocol }) => protocol !== 'socks'),
    socks: proxies.filter(({ protocol }) => protocol !== 'http'),
  };
}

/** Ports of the Clash configurations in the project; none if another proxy's port may be in use as well. */
function ownListeners(project: Project): readonly Listener[] {
  const own = clashConfigs(project).flatMap((file) => clashListeners(project, file).filter(({ port }) => port.known));
  return own.some((fact) => PROXY_PROTOCOLS.has(fact.protocol)) ? own : [];
}

const CORES = new Set(['mihomo', 'clash', 'clash-meta', 'verge-mihomo']);

/** Does a core run the project's Clash files unchanged? Otherwise the user's app may have replaced their ports with its own. */
export function runsAsWritten(project: Project): boolean {
  return (
    services(project).some(({ program }) => CORES.has(program.name)) ||
    clashConfigs(project).every(({ at }) => /clash-verge[^/]*\/[^/]+$/.test(at.file))
  );
}
