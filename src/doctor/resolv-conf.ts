/** The servers that the machine's real resolv.conf names, without a project: it is read as it is now. */
import { nameserverIp } from '../queries/resolvers.ts';
import { formatIp, unmapped } from '../routing/url/ip.ts';

/** The addresses after `nameserver`, as glibc takes them: one a line, the first three. None for a file that is not there. */
export function serversOf(text: string | undefined): readonly string[] {
  const lines = (text ?? '').split(/\r?\n/);
  const servers = lines.flatMap((line) => {
    const word = /^nameserver[ \t]+(\S+)/.exec(line)?.[1];
    const ip = word === undefined ? undefined : nameserverIp(word);
    return ip ? [formatIp(unmapped(ip))] : [];
  });
  return servers.slice(0, 3);
}
