/** Servers in the lists of `dns`, as `config/config.go: parseNameServer` reads them. */
import { isAddress } from '../../../knowledge/go/ip-text.ts';
import type { ScalarNode } from '../tree.ts';
import { type Report, refuse, refuseWord } from './report.ts';

const SCHEMES = ['udp', 'tcp', 'tls', 'http', 'https', 'quic', 'system', 'dhcp', 'rcode', 'ts', 'tailscale'];
/** What other programs call these ways. */
const OTHER_SCHEMES: ReadonlyMap<string, string> = new Map([
  ['doh', 'https'],
  ['h3', 'https'],
  ['dot', 'tls'],
  ['doq', 'quic'],
  ['dns', 'udp'],
]);
const RCODES = ['success', 'format_error', 'server_failure', 'name_error', 'not_implemented', 'refused'];

/** One server, as `parseNameServer` reads it. */
export function checkServer(report: Report, server: ScalarNode | undefined, list: string, index: number): void {
  const text = server?.value.text ?? '';
  if (!server || text === '' || text === 'system' || isAddress(text)) return;
  const scheme = /^([A-Za-z][A-Za-z\d+.-]*):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !SCHEMES.includes(scheme)) {
    const said = `DNS NameServer[${index}] unsupport scheme: ${scheme}`;
    refuseScheme(report, server, { list, scheme, said });
    return;
  }
  if (scheme === 'rcode' && !RCODES.includes(text.slice(8).split(/[/#?]/)[0] ?? '')) {
    refuseWord(
      report,
      server,
      RCODES.map((code) => `rcode://${code}`),
      `DNS NameServer[${index}] format error: unsupported RCode type: ${text.slice(8)}`,
      list,
    );
    return;
  }
  if (scheme === 'ts' || scheme === 'tailscale') checkTailscale(report, server, list, index);
  if (scheme === 'dhcp' || scheme === 'rcode' || scheme === 'system') return;
  const fault = hostFault(scheme === undefined ? text : text.slice(scheme.length + 3));
  if (!fault) return;
  refuse(report, {
    at: server.at,
    what: { en: `${list} has a server that is no address`, zh: `${list} 里有不合法的服务器地址` },
    label:
      fault === 'port'
        ? { en: 'the port is not a number', zh: '端口不是数字' }
        : { en: 'a host cannot contain this character', zh: '主机名里不能有这样的字符' },
    said: `DNS NameServer[${index}] format error: parse "${text}"`,
  });
}

function refuseScheme(
  report: Report,
  { at }: ScalarNode,
  { list, scheme, said }: { readonly list: string; readonly scheme: string; readonly said: string },
): void {
  const meant = OTHER_SCHEMES.get(scheme);
  refuse(report, {
    at,
    what: { en: `${list} has a server of an unknown kind, ${scheme}://`, zh: `${list} 里有不支持的协议 ${scheme}://` },
    label: meant
      ? { en: `mihomo writes ${meant}://`, zh: `mihomo 写作 ${meant}://` }
      : { en: `one of ${SCHEMES.slice(0, 6).join(', ')}`, zh: `可用 ${SCHEMES.slice(0, 6).join('、')}` },
    said,
  });
}

/** `ts://name`: the node of type tailscale whose resolver answers. */
function checkTailscale(report: Report, server: ScalarNode, list: string, index: number): void {
  if (/^[a-z]+:\/\/[^/?#]/i.test(server.value.text)) return;
  refuse(report, {
    at: server.at,
    what: { en: `${list} has a server without a name`, zh: `${list} 里有服务器没有写名字` },
    label: { en: 'the name of a tailscale node belongs here', zh: '这里要写 tailscale 节点的名字' },
    said: `DNS NameServer[${index}] format error: missing Tailscale proxy name`,
  });
}

/** What Go's `url.Parse` and `net.SplitHostPort` certainly refuse in the host of a URL. */
function hostFault(rest: string): 'port' | 'character' | undefined {
  const host = (rest.split(/[/?#]/)[0] ?? '').replace(/^.*@/, '');
  if (/[\s"<>\\^`{|}]/.test(host)) return 'character';
  if (host.startsWith('[')) return /^\[[^\]]*\](?::\d*)?$/.test(host) ? undefined : 'port';
  const colon = host.indexOf(':');
  return colon < 0 || /^:\d*$/.test(host.slice(colon)) ? undefined : 'port';
}

/** Names of servers are themselves looked up here: only addresses are of use. */
export function checkPureAddress(report: Report, server: ScalarNode | undefined): void {
  const text = server?.value.text ?? '';
  if (!server || text === '' || /^(?:system(?::|$)|dhcp:\/\/system$)/i.test(text)) return;
  const rest = text.replace(/^[A-Za-z][A-Za-z\d+.-]*:\/\//, '').split(/[/?#]/)[0] ?? '';
  const host = isAddress(rest) ? rest : rest.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isAddress(host) || hostFault(rest)) return;
  refuse(report, {
    at: server.at,
    what: { en: 'default-nameserver takes only IP addresses', zh: 'default-nameserver 只能填 IP 地址' },
    label: { en: 'a name; it resolves the names of the other servers', zh: '这是域名；它负责解析其他服务器的域名' },
    said: 'default nameserver should be pure IP',
  });
}
