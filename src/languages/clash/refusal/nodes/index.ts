/** What mihomo refuses in `proxies` (`adapter/parser.go`, `adapter/outbound/*.go`), node by node. */
import type { Text } from '../../../../core.ts';
import { closest } from '../../../../knowledge/spelling.ts';
import { type Fields, fieldsOf, itemsOf, type MapNode, type Node, type ScalarNode } from '../../tree.ts';
import { checkMap, fieldOf } from '../decode.ts';
import {
  fullWidthColon,
  inItem,
  inPart,
  isPlaceholder,
  NEWER,
  type Report,
  refuse,
  refuseWord,
  rewrite,
  spanOfNode,
  writes,
} from '../report.ts';
import { NODE_TYPES, nodeShape, partShape } from '../shape.ts';
import { type Check, type Field, refuseValue } from './field.ts';
import { checkHiddenValues } from './hidden.ts';
import { checkOpenVpn } from './openvpn.ts';
import { checkGostRelay, checkMieru, checkRematch, checkSudoku } from './others.ts';
import { checkHysteria, checkHysteria2, checkTrustTunnel, checkTuic } from './quic.ts';
import { checkShadowsocks, checkShadowsocksR, checkSnell } from './shadowsocks.ts';
import { checkSsh } from './ssh.ts';
import { checkMux, checkTls } from './tls.ts';
import { checkMasque, checkWireGuard } from './tunnels.ts';
import { checkTrojan, checkVless, checkVmess } from './v2ray.ts';

/** What each type checks besides the types of its keys. */
const OF_TYPE: Readonly<Record<string, Check>> = {
  ss: checkShadowsocks,
  ssr: checkShadowsocksR,
  snell: checkSnell,
  vmess: checkVmess,
  vless: checkVless,
  trojan: checkTrojan,
  hysteria: checkHysteria,
  hysteria2: checkHysteria2,
  tuic: checkTuic,
  trusttunnel: checkTrustTunnel,
  wireguard: checkWireGuard,
  masque: checkMasque,
  openvpn: checkOpenVpn,
  ssh: checkSsh,
  mieru: checkMieru,
  sudoku: checkSudoku,
  'gost-relay': checkGostRelay,
  rematch: checkRematch,
};

/** Names other programs and links use for a type. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['shadowsocks', 'ss'],
  ['shadowsocksr', 'ssr'],
  ['socks', 'socks5'],
  ['socks5h', 'socks5'],
  ['https', 'http'],
  ['hy', 'hysteria'],
  ['hy2', 'hysteria2'],
  ['hysteria-2', 'hysteria2'],
  ['wg', 'wireguard'],
  ['v2ray', 'vmess'],
  ['trojan-go', 'trojan'],
]);

/** The nodes of a list that count; `start` is what mihomo prints before a message about one of them. */
export function checkNodes(
  report: Report,
  list: Node | undefined,
  start = (index: number) => `proxy ${index}: `,
  counts: (node: MapNode) => boolean = () => true,
): void {
  for (const [index, item] of itemsOf(list).entries())
    if (item.kind === 'map' && counts(item)) inItem(report, start(index), () => checkNode(report, item));
}

function checkNode(report: Report, map: MapNode): void {
  const entries = fieldsOf(map);
  const type = entries.get('type')?.value;
  if (!type) {
    refuseWithoutType(report, map, entries);
    return;
  }
  if (type.kind !== 'scalar' || type.type === 'null' || isPlaceholder(type.value.text)) return;
  const shape = type.type === 'string' ? nodeShape(type.value.text) : undefined;
  if (!shape) {
    refuseUnknownType(report, type);
    return;
  }
  checkHiddenValues(
    report,
    entries,
    shape.filter(({ isRequired }) => isRequired).map(({ key }) => key),
  );
  checkMap(report, map, shape, 'weak', 'dash');
  const field: Field = (key) => fieldOf(entries, key, 'dash')?.value;
  checkTls(report, field, type.value.text);
  OF_TYPE[type.value.text]?.(report, field);
  const mux = entries.get('smux')?.value;
  if (mux?.kind !== 'map') return;
  inPart(report, 'smux.', () => checkMap(report, mux, partShape('single-mux'), 'weak', 'dash', 'smux.'));
  checkMux(report, mux);
}

function refuseWithoutType(report: Report, map: MapNode, entries: Fields): void {
  const other = fieldOf(entries, 'type', 'case');
  refuse(report, {
    at: other?.key.at ?? spanOfNode(report, map),
    what: { en: 'a node has no type', zh: '有节点没有写 type' },
    label: other
      ? { en: 'this key counts only in lower case', zh: '这个键必须小写' }
      : { en: 'type: says what kind of node it is', zh: 'type: 决定节点的协议' },
    said: 'missing type',
    ...fullWidthColon(report, map, 'type'),
    ...(other ? { repair: rewrite(writes('type'), true, other.key.at, 'type') } : {}),
  });
}

const NO_TEXT: Text = { en: 'the type of a node must be text', zh: '节点的 type 必须是文本' };

function refuseUnknownType(report: Report, type: ScalarNode): void {
  const { text } = type.value;
  if (type.type !== 'string') {
    refuseValue(report, type, NO_TEXT, { en: 'YAML reads no text here', zh: 'YAML 读到的不是文本' }, 'missing type');
    return;
  }
  const meant = OTHER_NAMES.get(text.toLowerCase()) ?? closest(text, NODE_TYPES);
  const said = `unsupport proxy type: ${text}`;
  if (meant) {
    refuseWord(report, type, NODE_TYPES, said, 'type', meant);
    return;
  }
  refuse(report, {
    at: type.at,
    what: { en: `mihomo has no nodes of type ${text}`, zh: `mihomo 没有 ${text} 类型的节点` },
    label: { en: 'no type of this name up to July 2026', zh: '直到 2026 年 7 月都没有这种类型' },
    said,
    versions: NEWER,
  });
}
