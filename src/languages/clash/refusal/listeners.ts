/** What mihomo refuses in `listeners` and `tunnels` (`listener/parse.go`, `listener/inbound/*.go`, `listener/config/tunnel.go`). */
import type { Text } from '../../../core.ts';
import { isAddress } from '../../../knowledge/go/ip-text.ts';
import { closest } from '../../../knowledge/spelling.ts';
import {
  type Fields,
  fieldsOf,
  get,
  itemsOf,
  type MapEntry,
  type MapNode,
  type Node,
  type ScalarNode,
} from '../tree.ts';
import { checkMap, fieldOf } from './decode.ts';
import { isRanges } from './ranges.ts';
import { inItem, isPlaceholder, type Report, refuse, refuseNewWord, refuseWord, spanOfNode } from './report.ts';
import { addressFault } from './scalars.ts';
import { LISTENER_TYPES, listenerShape, partShape } from './shape.ts';
import { checkStart } from './starts.ts';

/** Names of nodes people write for a listener. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['ss', 'shadowsocks'],
  ['socks5', 'socks'],
  ['hy2', 'hysteria2'],
]);

export function checkListeners(report: Report, list: Node | undefined): void {
  // mihomo calls a listener a proxy, too.
  for (const [index, item] of itemsOf(list).entries()) {
    if (item.kind !== 'map') continue;
    inItem(report, `proxy ${index}: `, () => checkListener(report, item));
    const type = scalarOf(get(item, 'type'));
    if (type?.type === 'string' && listenerShape(type.value.text)) checkStart(report, item, type.value.text);
    checkOwnName(report, fieldsOf(item));
  }
}

function checkListener(report: Report, map: MapNode): void {
  const entries = fieldsOf(map);
  const type = entries.get('type')?.value;
  if (!type) {
    refuse(report, {
      at: spanOfNode(report, map),
      what: { en: 'a listener has no type', zh: '有监听（listeners）没有写 type' },
      label: { en: 'type: says what it speaks', zh: 'type: 决定它的协议' },
      said: 'missing type',
    });
    return;
  }
  const known = scalarOf(type);
  if (known?.type !== 'string') return;
  const shape = listenerShape(known.value.text);
  if (!shape) {
    const meant = OTHER_NAMES.get(known.value.text) ?? closest(known.value.text, LISTENER_TYPES);
    refuseNewWord(report, known, LISTENER_TYPES, `unsupport proxy type: ${known.value.text}`, 'type', meant);
    return;
  }
  checkMap(report, map, shape, 'weak', 'dash');
  checkType(report, entries, known.value.text);
  checkPlace(report, entries);
}

/** The address and the ports of a listener. */
function checkPlace(report: Report, entries: Fields): void {
  const listen = scalarOf(fieldOf(entries, 'listen', 'dash')?.value);
  if (listen && listen.value.text !== '' && !isAddress(listen.value.text)) {
    refuse(report, {
      at: listen.at,
      what: { en: 'listen takes an IP address', zh: 'listen 只接受 IP 地址' },
      label: { en: 'not an IP address; every address is 0.0.0.0', zh: '不是 IP 地址；监听所有地址请写 0.0.0.0' },
      said: addressFault(listen.value.text),
    });
  }
  const port = scalarOf(fieldOf(entries, 'port', 'dash')?.value);
  if (port && !isRanges(port.value.text)) {
    refuse(report, {
      at: port.at,
      what: { en: 'a listener has a port that is none', zh: '监听的 port 不合法' },
      label: { en: 'a number, or ranges such as 200,302 or 200-204', zh: '填数字，或 200,302、200-204 这样的范围' },
      said: `invalid range: ${port.value.text}`,
    });
  }
}

/** `parseListeners` looks for the name among the listener's own keys instead of among the other listeners. */
function checkOwnName(report: Report, entries: Fields): void {
  const name = scalarOf(fieldOf(entries, 'name', 'dash')?.value);
  if (!name || name.value.text === '' || !entries.get(name.value.text)) return;
  refuse(report, {
    at: name.at,
    what: {
      en: `a listener cannot be called ${name.value.text}`,
      zh: `监听（listeners）不能叫 ${name.value.text}`,
    },
    label: { en: 'one of its own keys has this name', zh: '与它自己的一个键同名' },
    said: `listener ${name.value.text} is the duplicate name`,
  });
}

/** What single types check (`listener/inbound/mieru.go`, `snell.go`, `sudoku.go`). */
function checkType(report: Report, entries: Fields, type: string): void {
  const transport = scalarOf(fieldOf(entries, 'transport', 'dash')?.value);
  if (type === 'mieru' && transport && !['TCP', 'UDP', ''].includes(transport.value.text)) {
    refuseWord(report, transport, ['TCP', 'UDP'], 'transport must be TCP or UDP', 'transport');
  }
  if (type === 'mieru') checkMieruUsers(report, fieldOf(entries, 'users', 'dash'));
  if (type === 'mieru' || type === 'sudoku') checkOwnKeys(report, entries, type);
  const version = scalarOf(fieldOf(entries, 'version', 'dash')?.value);
  if (type === 'snell' && version?.type === 'integer' && !/^[0-5]$/.test(version.value.text)) {
    const said = `snell inbound version ${version.value.text} is not supported`;
    refuseNewWord(report, version, ['1', '2', '3', '4', '5'], said, 'version', undefined);
  }
}

/** `validateMieruOption`: one user at least, and each with a name and a password. */
function checkMieruUsers(report: Report, users: MapEntry | undefined): void {
  const pairs = users?.value.kind === 'map' ? users.value.entries : undefined;
  if (!users || !pairs) return;
  const isBlank = (node: Node): boolean => node.kind === 'scalar' && node.type === 'string' && node.value.text === '';
  const nameless = pairs.find(({ key }) => key.value.text === '');
  const open = pairs.find(({ value }) => isBlank(value));
  const start = 'failed to validate mieru option: ';
  if (pairs.length === 0 && users.value.kind === 'map' && users.value.merges.length === 0) {
    refuseOwn(report, users.key, 'users is empty', start, {
      en: 'name: password is missing',
      zh: '缺少 `用户名: 密码`',
    });
  } else if (nameless) {
    refuseOwn(report, nameless.key, 'username is empty', start, { en: 'a user without a name', zh: '用户没有名字' });
  } else if (open) {
    refuseOwn(report, open.key, 'password is empty', start, { en: 'a user without a password', zh: '用户没有密码' });
  }
}

/** A Mieru listener has no port of its own accord; a Sudoku key is no empty text. */
function checkOwnKeys(report: Report, entries: Fields, type: string): void {
  const port = fieldOf(entries, 'port', 'dash');
  const name = entries.get('name');
  if (type === 'mieru' && !port && name) {
    refuseOwn(report, name.key, 'port is not set', '', { en: 'port is missing', zh: '缺少 port' });
  }
  const key = fieldOf(entries, 'key', 'dash');
  if (type === 'sudoku' && key?.value.kind === 'scalar' && key.value.type === 'string' && key.value.value.text === '') {
    refuseOwn(report, key.key, 'sudoku inbound requires key', '', { en: 'empty', zh: '为空' });
  }
}

function refuseOwn(report: Report, at: ScalarNode, said: string, start: string, label: Text): void {
  refuse(report, {
    at: at.at,
    what: { en: 'a listener lacks what its type needs', zh: '监听（listeners）缺少该类型必需的内容' },
    label,
    said: start + said,
  });
}

function scalarOf(node: Node | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
}

/** The short form `tcp/udp,address,target[,policy]`; of the long one mihomo checks only the types. */
export function checkTunnels(report: Report, list: Node | undefined): void {
  for (const item of itemsOf(list)) {
    const tunnel = scalarOf(item);
    if (item.kind === 'map') checkMap(report, item, partShape('tunnel'), 'yaml', 'exact');
    if (!tunnel) continue;
    const said = tunnelFault(tunnel.value.text);
    if (!said) continue;
    refuse(report, {
      at: tunnel.at,
      what: { en: 'a tunnel is not written as mihomo reads it', zh: '隧道（tunnels）的写法不对' },
      label: { en: 'tcp/udp,address:port,target:port,policy', zh: '应写作 `tcp/udp,监听地址:端口,目标:端口,策略`' },
      said,
    });
  }
}

function tunnelFault(text: string): string | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 3 && parts.length !== 4) return `invalid tunnel config ${text}`;
  const [networks = '', address = '', target = ''] = parts;
  const bad = networks.split('/').find((network) => network !== 'tcp' && network !== 'udp');
  if (bad !== undefined) return `invalid tunnel network ${bad}`;
  const wrong = [address, target].find((one) => !/^(?:\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(one));
  return wrong === undefined ? undefined : `invalid tunnel target or address ${wrong}`;
}
