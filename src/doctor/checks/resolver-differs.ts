import type { Document, Listener, Span, Text } from '../../core.ts';
import { factsIn } from '../../project.ts';
import { clashSettings, readableClash } from '../../queries/clash/clash.ts';
import { dnsServers, nameservers, resolvedMachines, resolvFiles, type Server } from '../../queries/resolvers.ts';
import { formatIp, unmapped } from '../../routing/url/ip.ts';
import { inside } from '../../text.ts';
import { type Check, called, type Found, type Scene } from '../check.ts';
import { clashProcesses, documentOf } from '../clash-processes.ts';
import type { Process } from '../machine.ts';
import { titleOf } from '../programs.ts';
import { serversOf } from '../resolv-conf.ts';
import { takes } from '../sockets.ts';

const REAL = '/etc/resolv.conf';
/** systemd-resolved listens on these two (systemd-resolved.service(8)). */
const STUBS = ['127.0.0.53', '127.0.0.54'];

export default {
  id: 'resolver-differs',
  severity: 'warning',
  summary: {
    en: '/etc/resolv.conf asks other servers than the files expect.',
    zh: '/etc/resolv.conf 使用的服务器与文件里期望的不同。',
  },
  text: {
    en: `
Programs ask the servers in \`/etc/resolv.conf\` and no others. Three files can expect something else, without any effect:
a \`resolv.conf\` kept with the dotfiles; \`DNS=\` of systemd-resolved while it runs and resolv.conf leads past it; \`dns.listen\`
of a running Clash on port 53 of loopback while resolv.conf does not name it and no TUN takes the requests over. NetworkManager,
DHCP and VPNs rewrite resolv.conf.

To repair it, make resolv.conf lead to the resolver that the files describe.`,
    zh: `
程序只会去问 \`/etc/resolv.conf\` 里的服务器。有三种文件可能期望别的结果，却不起作用：放在 dotfiles 里的 \`resolv.conf\`；systemd-resolved 正在运行、
设置了 \`DNS=\`，而 resolv.conf 绕过了它；正在运行的 Clash 用 \`dns.listen\` 监听本机 53 端口，resolv.conf 却没有指向它，也没有 TUN 接管请求。
NetworkManager、DHCP、VPN 都会改写 resolv.conf。

修复：让 resolv.conf 指向文件里描述的 DNS。`,
  },
  example: `$ cat /etc/systemd/resolved.conf.d/cn.conf
[Resolve]
DNS=223.5.5.5
$ cat /etc/resolv.conf
nameserver 8.8.8.8`,

  *find(scene) {
    const { machine } = scene;
    const real = serversOf(machine.resolvConf);
    if (real.length === 0) return;
    yield* ofFiles(scene, real);
    yield* ofResolved(scene, real);
    yield* ofClash(scene, real);
  },
} satisfies Check;

const textOf = ({ ip }: Server): string => formatIp(unmapped(ip));

const listed = (servers: readonly string[]): Text => ({ en: servers.join(', '), zh: servers.join('、') });

/** A resolv.conf of the project that is meant to be this machine's. */
function* ofFiles({ project }: Scene, real: readonly string[]): Iterable<Found> {
  for (const document of resolvFiles(project)) {
    const wanted = nameservers(project, document);
    const [first] = wanted;
    if (document.file === REAL || !first || wanted.map(textOf).join() === real.join()) continue;
    yield differs(inside(first.setting.value), real, {
      en: `sudo cp ${document.file} ${REAL}`,
      zh: `sudo cp ${document.file} ${REAL}`,
    });
  }
}

function differs(at: Span, real: readonly string[], repair: Text): Found {
  const names = listed(real);
  return {
    at,
    message: { en: `This machine asks ${names.en} instead`, zh: `本机实际使用的是 ${names.zh}` },
    label: { en: `${REAL} does not say this`, zh: `${REAL} 里不是这样` },
    repair,
  };
}

/** systemd-resolved runs, but nothing queries it. */
function* ofResolved({ project, machine }: Scene, real: readonly string[]): Iterable<Found> {
  const runs = machine.sockets.some(({ address, port }) => port === 53 && STUBS.includes(address));
  if (!runs || real.some((server) => STUBS.includes(server))) return;
  for (const documents of resolvedMachines(project)) {
    if (!documents.some(({ file }) => file.startsWith('/etc/'))) continue;
    const servers = dnsServers(project, documents);
    const [first] = servers;
    if (!first || servers.some((server) => real.includes(textOf(server)))) continue;
    const link = `sudo ln -sf /run/systemd/resolve/stub-resolv.conf ${REAL}`;
    yield differs(inside(first.setting.value), real, { en: link, zh: link });
  }
}

/** A Clash that runs according to its file is meant to be this machine's resolver, but is not queried. */
function* ofClash(scene: Scene, real: readonly string[]): Iterable<Found> {
  const { project, machine } = scene;
  for (const process of clashProcesses(machine)) {
    const file = documentOf(project, process);
    if (file === undefined || hasTun(scene, file)) continue;
    const resolver = factsIn(project, file, 'listener').find(isLocalResolver);
    const isAsked = real.some((server) => takes({ address: '127.0.0.1' }, server));
    if (resolver && !isAsked && !isBehindResolved(scene, real)) yield unasked(process, resolver, real);
  }
}

function isLocalResolver({ protocol, address, port }: Listener): boolean {
  return protocol === 'dns' && port.text === '53' && /^(?:127\.0\.0\.1|localhost)$/.test(address);
}

/** systemd-resolved is in between, and may query Clash itself. */
function isBehindResolved({ project }: Scene, real: readonly string[]): boolean {
  const asks = resolvedMachines(project).some((documents: readonly Document[]) =>
    dnsServers(project, documents).some((server) => textOf(server).startsWith('127.')),
  );
  return asks && real.some((server) => STUBS.includes(server));
}

function hasTun({ project }: Scene, file: string): boolean {
  const clash = readableClash(project).find(({ at }) => at.file === file);
  if (!clash) return true;
  for (const { path, value } of clashSettings(project, clash))
    if (path.join('.') === 'tun.enable') return value.text !== 'false';
  return false;
}

function unasked(process: Process, resolver: Listener, real: readonly string[]): Found {
  const who = called(titleOf(process), process);
  const names = listed(real);
  return {
    at: resolver.at,
    message: {
      en: `${who.en} is asked for no name: this machine asks ${names.en}`,
      zh: `没有程序向 ${who.zh}查询域名：本机使用的是 ${names.zh}`,
    },
    label: { en: `${REAL} does not name it`, zh: `${REAL} 没有指向它` },
    process,
    repair: {
      en: `write nameserver 127.0.0.1 into ${REAL}, or switch tun on`,
      zh: `在 ${REAL} 里写 nameserver 127.0.0.1，或开启 tun`,
    },
  };
}
