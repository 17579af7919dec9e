/** What mihomo refuses in `sniffer`, `hosts` and what it reads from single keys (`config/config.go`). */
import { isAddress, isPrefix } from '../../../knowledge/go/ip-text.ts';
import { entriesOf, get, itemsOf, type Node, type ScalarNode, scalarAt } from '../tree.ts';
import { isDomainPattern } from './domains.ts';
import { isOutside, UNSAFE_PATH } from './paths.ts';
import { isRange } from './ranges.ts';
import { isPlaceholder, type Report, refuse, refuseWord, rewrite, spanOfNode, writes } from './report.ts';
import { prefixFault } from './scalars.ts';

function scalarOf(node: Node | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
}

const PROTOCOLS = ['TLS', 'HTTP', 'QUIC'];

/** `parseSniffer` runs also where the sniffer is off. */
export function checkSniffer(report: Report, sniffer: Node | undefined): void {
  if (sniffer?.kind !== 'map') return;
  const sniff = get(sniffer, 'sniff');
  const protocols = sniff?.kind === 'map' ? [...entriesOf(sniff).values()] : [];
  for (const { key, value } of protocols) {
    checkProtocol(report, key);
    for (const item of itemsOf(get(value, 'ports'))) checkPort(report, scalarOf(item));
  }
  if (protocols.length === 0) {
    for (const item of itemsOf(get(sniffer, 'sniffing'))) checkProtocol(report, scalarOf(item));
    for (const item of itemsOf(get(sniffer, 'port-whitelist'))) checkPort(report, scalarOf(item));
  }
  for (const list of ['force-domain', 'skip-domain']) {
    for (const item of itemsOf(get(sniffer, list))) checkDomain(report, scalarOf(item), list);
  }
  for (const list of ['skip-src-address', 'skip-dst-address']) {
    for (const item of itemsOf(get(sniffer, list))) checkNetwork(report, scalarOf(item), list);
  }
}

function checkProtocol(report: Report, protocol: ScalarNode | undefined): void {
  if (!protocol || PROTOCOLS.includes(protocol.value.text.toUpperCase()) || isPlaceholder(protocol.value.text)) return;
  refuseWord(report, protocol, PROTOCOLS, `not find the sniffer[${protocol.value.text}]`, 'sniff');
}

function checkPort(report: Report, port: ScalarNode | undefined): void {
  if (!port || port.value.text === '' || isRange(port.value.text)) return;
  refuse(report, {
    at: port.at,
    what: { en: 'the sniffer has a port that is none', zh: '嗅探的端口不合法' },
    label: { en: 'one number or one range such as 8080-8880', zh: '每项填一个数字，或 8080-8880 这样的范围' },
    said: `invalid range: ${port.value.text}`,
  });
}

function checkDomain(report: Report, item: ScalarNode | undefined, list: string): void {
  if (!item || /^(?:geosite|rule-set):/i.test(item.value.text) || isDomainPattern(item.value.text)) return;
  refuse(report, {
    at: item.at,
    what: { en: `${list} has an entry that is no domain`, zh: `${list} 里有不合法的域名` },
    label: { en: 'empty, a dot at its end, or two in a row', zh: '为空、末尾有点，或者有连续的点' },
    said: `error in ${list}, error:invalid domain`,
  });
}

function checkNetwork(report: Report, item: ScalarNode | undefined, list: string): void {
  if (!item || /^(?:geoip|rule-set):/i.test(item.value.text) || isPrefix(item.value.text)) return;
  const { text } = item.value;
  const meant = isAddress(text) ? `${text}/${text.includes(':') ? 128 : 32}` : undefined;
  refuse(report, {
    at: item.at,
    what: { en: `${list} takes networks such as 10.0.0.0/8`, zh: `${list} 只接受 10.0.0.0/8 这样的网段` },
    label: meant ? { en: 'an address without /mask', zh: '地址后面没有掩码' } : { en: 'not a network', zh: '不是网段' },
    said: `error in ${list}, error:${prefixFault(text)}`,
    repair: meant ? rewrite(writes(meant), true, item.at, `"${meant}"`) : undefined,
  });
}

/** `hosts`: an address, several, `lan`, or a name with a dot in it (`resolver/host.go: NewHostValue`). */
export function checkHosts(report: Report, hosts: Node | undefined): void {
  if (hosts?.kind !== 'map') return;
  for (const { value } of entriesOf(hosts).values()) {
    if (value.kind === 'map' || (value.kind === 'list' && value.items.length === 0)) refuseHost(report, value, 'value');
    else if (value.kind === 'list') {
      const items = value.items.map(scalarOf);
      const wrong = items.length > 1 ? items.find((item) => item && !isAddress(item.value.text)) : undefined;
      if (wrong) refuseHost(report, wrong, 'list', value);
    } else {
      const one = scalarOf(value);
      const text = one?.value.text ?? '';
      const isName = text.split('.').filter((label) => label !== '').length > 1;
      if (one && text !== 'lan' && !isAddress(text) && !isName) refuseHost(report, one, 'name');
    }
  }
}

const HOST_LABELS = {
  value: { en: 'an address, a list of them, or another name', zh: '应为地址、地址列表，或另一个域名' },
  list: { en: 'in a list only addresses count', zh: '列表里只能写地址' },
  name: { en: 'a name needs a dot in it', zh: '域名里必须有点' },
} as const;

/** The value as Go prints it with `%s`: a list in brackets, what is no text with its type. */
function hostWords(value: Node): string {
  if (value.kind === 'map') return 'value format error, must be string or array';
  const written = value.kind === 'list' ? listWords(value) : goText(value);
  return `${written} is not a valid value`;
}

/** A long list is cut after its first entries. */
function listWords(list: Node): string {
  const items = itemsOf(list);
  const first = items.slice(0, MOST_SHOWN).map((item) => scalarOf(item)?.value.text);
  return `[${first.join(' ')}${items.length > MOST_SHOWN ? ' …' : ''}]`;
}

const MOST_SHOWN = 4;

function goText(value: Node): string {
  if (value.kind !== 'scalar') return '';
  const { text } = value.value;
  if (value.type === 'true' || value.type === 'false') return `%!s(bool=${value.type})`;
  return value.type === 'integer' ? `%!s(int=${text})` : text;
}

function refuseHost(report: Report, node: Node, kind: keyof typeof HOST_LABELS, whole = node): void {
  const text = node.kind === 'scalar' ? node.value.text : '';
  refuse(report, {
    at: spanOfNode(report, node),
    what: { en: 'hosts has a value that is no address', zh: 'hosts 里有不合法的值' },
    label: HOST_LABELS[kind],
    said: hostWords(whole),
    repair:
      text === 'localhost' && node.kind === 'scalar'
        ? rewrite(writes('127.0.0.1'), true, node.at, '127.0.0.1')
        : undefined,
  });
}

/** Paths mihomo serves files from must be inside its own folder (`parseController`, from v1.19.5 and v1.19.9 on). */
export function checkController(report: Report, root: Node | undefined): void {
  const folder = scalarAt(root, 'external-ui');
  if (folder && isOutside(folder.text)) {
    refuse(report, {
      at: folder.at,
      what: { en: 'external-ui leads out of mihomo’s folder', zh: 'external-ui 指向了 mihomo 的目录之外' },
      label: { en: 'begins in that folder, and leaves it with ..', zh: '相对路径从该目录算起，`..` 会离开它' },
      said: `path is not subpath of home directory or SAFE_PATHS: ${folder.text}`,
      versions: UNSAFE_PATH,
    });
  }
  const name = scalarAt(root, 'external-ui-name');
  if (name && /^\/|(?:^|\/)\.\.(?:\/|$)/.test(name.text)) {
    refuse(report, {
      at: name.at,
      what: { en: 'external-ui-name leads out of its folder', zh: 'external-ui-name 指向了目录之外' },
      label: { en: 'a plain folder name', zh: '只能是普通的目录名' },
      said: `external UI name is not local: ${name.text}`,
      versions: { en: 'Cores from v1.19.9 (May 2025) on refuse it.', zh: '从 v1.19.9（2025 年 5 月）起的内核会拒绝。' },
    });
  }
}
