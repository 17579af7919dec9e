/** What the resolver files of a project ask: which servers, and what systemd-resolved makes of its drop-ins together. */
import type { Document, Project, Setting, Value } from '../core.ts';
import { saysGenerated } from '../knowledge/files/generated.ts';
import { type PublicResolver, publicResolver } from '../knowledge/resolvers.ts';
import { derive, documentsIn } from '../project.ts';
import { formatIp, type Ip, parseIp, parseIpv4Legacy } from '../routing/url/ip.ts';
import { basename, groupBy, memo } from '../text.ts';

/** A server of a resolver file. `setting` is its word. */
export interface Server extends Address {
  readonly setting: Setting;
}

/** The resolv.conf files of a project. */
export function resolvFiles(project: Project): readonly Document[] {
  return documentsIn(project, 'resolver').filter(({ dialect }) => dialect === 'resolv.conf');
}

/** A machine's resolved.conf and its drop-ins, in the order in which they are read. */
export const resolvedMachines = derive((project: Project): readonly (readonly Document[])[] => {
  const files = documentsIn(project, 'resolver').filter(({ dialect }) => dialect === 'resolved.conf');
  const machines = groupBy(files, ({ file }) => file.replace(/resolved\.conf(?:\.d\/[^/]*)?$/, ''));
  return [...machines.values()].map((documents) => [...documents].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)));
});

/** The main file, then drop-ins by name, wherever they lie. */
function rank({ file }: Document): string {
  return /\.d\/[^/]*$/.test(file) ? `1${basename(file)}` : '0';
}

/** All lines of a resolver file that its reader looks at, without their words. */
export function linesOf(document: Document, key: string): readonly Setting[] {
  return document.facts.filter(
    (fact): fact is Setting => fact.kind === 'setting' && !fact.ignored && fact.path.at(-1) === key && !isWord(fact),
  );
}

/** Is this one word of a line, rather than the line? */
function isWord(setting: Setting): boolean {
  return setting.path.length > 1 && setting.path.at(-1) !== setting.name.text;
}

/** All words of resolver files by the line they are on, which they share their name with. */
const wordsByName = derive((project: Project): ReadonlyMap<Value, readonly Setting[]> => {
  const settings = [...resolvFiles(project), ...resolvedMachines(project).flat()].flatMap(({ facts }) => facts);
  return groupBy(
    settings.filter((fact): fact is Setting => fact.kind === 'setting' && isWord(fact)),
    ({ name }) => name,
  );
});

/** The words of a line, up to what was meant as a comment. */
export function wordsOf(project: Project, line: Setting): readonly Setting[] {
  const words = wordsByName(project).get(line.name) ?? [];
  const comment = words.findIndex(({ value }) => /^[#;]/.test(value.text));
  return comment < 0 ? words : words.slice(0, comment);
}

/** The lines of `[Resolve]` that count for a key: an empty one takes back all before it. */
export function effectiveLines(machine: readonly Document[], key: string): readonly Setting[] {
  const lines = machine.flatMap((document) => linesOf(document, key));
  const reset = lines.findLastIndex(({ value }) => value.known && value.text === '');
  return lines.slice(reset + 1);
}

/** An address as glibc takes it after `nameserver`: dotted in any old form, or IPv6 with a zone. */
export function nameserverIp(text: string): Ip | undefined {
  return parseIp(text.replace(/%[^%]*$/, '')) ?? parseIpv4Legacy(text);
}

interface Address {
  readonly ip: Ip;
  /** What follows `#` in resolved.conf. */
  readonly tlsName?: string | undefined;
  readonly hasPort: boolean;
}

/** `address[:port][%interface][#name]`, with brackets around IPv6 before a port, and only there. A name contains no list mark. */
export function resolvedAddress(text: string): Address | undefined {
  const match =
    /^(?:\[([^\]]+)\]:(\d{1,5})|([\d.]+)(?::(\d{1,5}))?|([\da-fA-F:.]+))(?:%([^%#\s]+))?(?:#([^,;，；]+))?$/.exec(text);
  if (!match) return undefined;
  const [, bracketed, port6, v4, port4, v6, , tlsName] = match;
  const ip = parseIp(bracketed ?? v4 ?? v6 ?? '');
  const port = port6 ?? port4;
  if (!ip || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return undefined;
  return { ip, hasPort: port !== undefined, tlsName: tlsName || undefined };
}

/** The servers of a resolv.conf that glibc uses: of each line the first word, and of these three. */
export function nameservers(project: Project, document: Document): readonly Server[] {
  const servers = linesOf(document, 'nameserver').flatMap((line): readonly Server[] => {
    const word = wordsOf(project, line)[0];
    const ip = word && nameserverIp(word.value.text);
    return ip ? [{ setting: word, ip, hasPort: false }] : [];
  });
  return servers.slice(0, 3);
}

/** The servers of `DNS=` that systemd-resolved accepts. */
export function dnsServers(project: Project, machine: readonly Document[]): readonly Server[] {
  return effectiveLines(machine, 'DNS').flatMap((line) =>
    wordsOf(project, line).flatMap((setting) => {
      const address = resolvedAddress(setting.value.text);
      return address ? [{ setting, ...address }] : [];
    }),
  );
}

/** The public resolver a server is, if envlint knows it. */
export function operatorOf({ ip }: Server): PublicResolver | undefined {
  return publicResolver(formatIp(ip));
}

/** A file some program writes: what is changed in it by hand is lost. */
export const isManaged = memo((document: Document): boolean => {
  if (saysGenerated(document.text)) return true;
  return document.comments.some(({ at }) => /managed by|resolvconf/i.test(document.text.slice(at.start, at.end)));
});
