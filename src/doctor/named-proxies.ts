/** The proxies on this machine that files name, each place once. */
import type { Project, Span } from '../core.ts';
import { derive, isTemplate } from '../project.ts';
import { ownerOf } from '../queries/environments/environment.ts';
import { type ProxyValue, proxyValues } from '../queries/proxies/proxy-values.ts';
import { explicitPort, isLoopback, parseUrl, type UrlParts } from '../routing/url/target.ts';
import { groupBy, inside, spanOf } from '../text.ts';

export interface NamedProxy {
  /** `https_proxy`, `http.proxy`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The port's own characters. */
  readonly at: Span;
  /** The same proxy further on in the same file. */
  readonly others: readonly Span[];
  /** Programs are sent there without anybody calling a function first. */
  readonly isAsked: boolean;
}

/** Where a program listens for all addresses; as the address of a proxy it means this machine. */
const UNSPECIFIED: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** By file, host and port; where one place sends programs there at once, that comes first. */
export const namedProxies = derive((project: Project): readonly NamedProxy[] => {
  const local = proxyValues(project).flatMap((proxy) => {
    const url = parseUrl(proxy.text);
    const port = isLoopback(url) || UNSPECIFIED.has(url.host.text) ? explicitPort(url) : undefined;
    const { file } = proxy.value.at;
    if (port === undefined || isTemplate(project.documents.get(file))) return [];
    return [{ proxy, url, port, file, isAsked: isAsked(project, proxy) }];
  });
  const groups = groupBy(local, ({ file, url, port }) => `${url.host.text.toLowerCase()} ${port} ${file}`);
  return [...groups.values()].flatMap((group): readonly NamedProxy[] => {
    const [first, ...others] = [...group].sort((a, b) => Number(b.isAsked) - Number(a.isAsked));
    if (!first) return [];
    const { proxy, url, port, isAsked: asked } = first;
    const rest = others.map((other) => portSpan(other.proxy, other.url));
    return [{ name: proxy.name, host: url.host.text, port, at: portSpan(proxy, url), others: rest, isAsked: asked }];
  });
});

function isAsked(project: Project, { assignment }: ProxyValue): boolean {
  const kind = assignment && ownerOf(project, assignment)?.kind;
  return kind !== 'function' && kind !== 'alias';
}

function portSpan({ value }: ProxyValue, { port }: UrlParts): Span {
  return value.known && port ? spanOf(value, port.start, port.end) : inside(value);
}
