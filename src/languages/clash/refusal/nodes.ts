/** What mihomo refuses in `proxies` (`adapter/parser.go`, `adapter/outbound/*.go`), node by node. */
import type { Text } from '../../../core.ts';
import { goScalar } from '../../../knowledge/go-scalar.ts';
import { isAddress, isPrefix } from '../../../knowledge/ip-text.ts';
import { closest } from '../../../knowledge/spelling.ts';
import { entriesOf, itemsOf, type MapEntry, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { checkMap, fieldOf } from './decode.ts';
import { inQuotes, isPlaceholder, type Report, refuse, refuseWord, rewrite, spanOfNode, writes } from './report.ts';
import { NODE_TYPES, nodeShape, partShape, pluginShape } from './shape.ts';

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

/** All nodes of a list. */
export function checkNodes(report: Report, list: Node | undefined): void {
  for (const item of itemsOf(list)) if (item.kind === 'map') checkNode(report, item);
}

function checkNode(report: Report, map: MapNode): void {
  const entries = entriesOf(map);
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
  const field = (key: string): Node | undefined => fieldOf(entries, key, 'dash')?.value;
  OF_ALL.forEach((check) => void check(report, field, type.value.text));
  OF_TYPE[type.value.text]?.(report, field);
  const mux = entries.get('smux')?.value;
  if (mux?.kind === 'map') checkMap(report, mux, partShape('single-mux'), 'weak', 'dash', 'smux.');
}

function refuseWithoutType(report: Report, map: MapNode, entries: ReadonlyMap<string, MapEntry>): void {
  const other = [...entries.values()].find(({ key }) => key.value.text.toLowerCase() === 'type');
  refuse(report, {
    at: other?.key.at ?? spanOfNode(report, map),
    what: { en: 'a node has no type', zh: '有节点没有写 type' },
    label: other
      ? { en: 'this key counts only in lower case', zh: '这个键必须小写' }
      : { en: 'type: says what kind of node it is', zh: 'type: 决定节点的协议' },
    said: 'proxy N: missing type',
    repair: other ? rewrite(writes('type'), true, other.key.at, 'type') : undefined,
  });
}

const NO_TEXT: Text = { en: 'the type of a node must be text', zh: '节点的 type 必须是文本' };

function refuseUnknownType(report: Report, type: ScalarNode): void {
  const { text } = type.value;
  if (type.type !== 'string') {
    refuseValue(
      report,
      type,
      NO_TEXT,
      { en: 'YAML reads no text here', zh: 'YAML 读到的不是文本' },
      'proxy N: missing type',
    );
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
    versions: { en: 'Another core, or a newer one, may know it.', zh: '其他内核或更新的版本可能支持。' },
  });
}

/** A value that begins with `#` right after the colon is a comment: `password: #abc`. */
function checkHiddenValues(report: Report, entries: ReadonlyMap<string, MapEntry>, keys: readonly string[]): void {
  for (const { key, value } of entries.values()) {
    const isNull = value.kind === 'scalar' && value.type === 'null';
    if (!isNull || !keys.includes(key.value.text)) continue;
    const match = /^:[ \t]+(#[^\s#][^\s]*)[ \t]*(?=\r?\n|$)/.exec(
      report.textOf(key.at.file).slice(key.at.end, key.at.end + 400),
    );
    const hidden = match?.[1];
    if (!match || hidden === undefined) continue;
    const start = key.at.end + match[0].indexOf('#');
    const at = { file: key.at.file, start, end: start + hidden.length };
    const name = key.value.text;
    refuse(report, {
      at,
      what: { en: `${name} is empty`, zh: `${name} 是空的` },
      label: { en: '`#` begins a comment here; put the value in quotes', zh: '`#` 后面成了注释，请给这个值加上引号' },
      said: `key '${name}' missing`,
      repair: rewrite({ en: 'put it in quotes', zh: '加上引号' }, false, at, `'${hidden.replaceAll("'", "''")}'`),
    });
  }
}

type Field = (key: string) => Node | undefined;
type Check = (report: Report, field: Field, type: string) => void;

const scalarOf = (node: Node | undefined): ScalarNode | undefined =>
  node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
const textOf = (node: Node | undefined): string => scalarOf(node)?.value.text ?? '';
const isOn = (node: Node | undefined): boolean => scalarOf(node)?.type === 'true';

/** A scalar refused for what it says. */
function refuseValue(report: Report, node: Node, what: Text, label: Text, said: string): void {
  refuse(report, { at: spanOfNode(report, node), what, label, said });
}

/** TLS pins and REALITY keys of every type that has them. */
const OF_ALL: readonly Check[] = [
  (report, field) => checkPin(report, scalarOf(field('fingerprint'))),
  (report, field, type) => {
    const reality = field('reality-opts');
    if (['vmess', 'vless', 'trojan'].includes(type) && reality?.kind === 'map') checkReality(report, reality);
  },
];

const BROWSERS = /^(?:chrome|firefox|safari|ios|android|edge|360|qq|random|randomized)$/;
/** When a pin is worked out while the file loads: types whose TLS is set up at once. */
function checkPin(report: Report, pin: ScalarNode | undefined): void {
  const text = pin?.value.text ?? '';
  if (!pin || text === '' || !BROWSERS.test(text)) return;
  refuse(report, {
    at: pin.at,
    what: { en: 'fingerprint takes the SHA-256 of a certificate', zh: 'fingerprint 填的是证书的 SHA-256' },
    label: { en: 'a browser belongs in client-fingerprint', zh: '浏览器指纹应写在 client-fingerprint' },
    said: '`fingerprint` is used for TLS certificate pinning',
    versions: {
      en: 'Cores from April 2025 on say so; some node types fail only when they connect.',
      zh: '2025 年 4 月起的内核会这样提示；部分类型的节点要到连接时才出错。',
    },
  });
}

function checkReality(report: Report, map: MapNode): void {
  const entries = entriesOf(map);
  const key = scalarOf(fieldOf(entries, 'public-key', 'dash')?.value);
  if (!key || key.value.text === '') return;
  if (key.type === 'string' && !/^[\w-]{43}$/.test(key.value.text)) {
    const label = { en: 'not 32 bytes of base64url (43 characters)', zh: '不是 32 字节的 base64url（43 个字符）' };
    const what = { en: 'public-key is no REALITY key', zh: 'public-key 不是合法的 REALITY 公钥' };
    refuseValue(report, key, what, label, 'invalid REALITY public key');
  }
  const id = scalarOf(fieldOf(entries, 'short-id', 'dash')?.value);
  if (id) checkShortId(report, id);
}

/** At most eight bytes in hexadecimal; an unquoted `815458e4` is a number to YAML and comes back as another text. */
function checkShortId(report: Report, id: ScalarNode): void {
  const { text } = id.value;
  const isHex = (value: string): boolean => value.length <= 16 && /^(?:[\da-f]{2})*$/i.test(value);
  const received = id.type === 'string' ? text : goScalar(text).asText;
  if (received !== undefined && isHex(received)) return;
  const isRetyped = received !== text && isHex(text);
  refuse(report, {
    at: id.at,
    what: { en: 'short-id is not read as written', zh: 'short-id 没有按原样读取' },
    label: isRetyped
      ? { en: 'without quotes, YAML reads a number', zh: '不加引号时，YAML 会读成数字' }
      : { en: 'not an even number of hexadecimal digits, 16 at most', zh: '应为偶数个十六进制字符，最多 16 个' },
    said: 'invalid REALITY short ID',
    repair: isRetyped ? inQuotes(id.value, true) : undefined,
  });
}

const SS_MODES: Readonly<Record<string, readonly string[]>> = {
  obfs: ['tls', 'http'],
  'v2ray-plugin': ['websocket'],
  'gost-plugin': ['websocket'],
};

const OF_TYPE: Readonly<Record<string, (report: Report, field: Field) => void>> = {
  ss(report, field) {
    const plugin = textOf(field('plugin'));
    const options = field('plugin-opts');
    const shape = pluginShape(plugin);
    if (!shape || options?.kind !== 'map') return;
    checkMap(report, options, shape, 'weak', 'case', 'plugin-opts.');
    const mode = scalarOf(fieldOf(entriesOf(options), 'mode', 'case')?.value);
    const modes = SS_MODES[plugin];
    if (mode && modes && !modes.includes(mode.value.text)) {
      refuseWord(report, mode, modes, `obfs mode error: ${mode.value.text}`, `the mode of ${plugin}`);
    }
  },
  ssr(report, field) {
    wordOf(report, field, 'obfs', SSR_OBFS, 'initialize obfs error');
    wordOf(report, field, 'protocol', SSR_PROTOCOLS, 'initialize protocol error');
  },
  vless(report, field) {
    const flow = scalarOf(field('flow'));
    if (flow && flow.value.text.length >= 16 && !flow.value.text.startsWith('xtls-rprx-vision')) {
      refuseWord(
        report,
        flow,
        ['xtls-rprx-vision'],
        `unsupported xtls flow type: ${flow.value.text.slice(0, 16)}`,
        'flow',
      );
    }
    const encryption = scalarOf(field('encryption'));
    const isKnown = /^(?:none)?$|^mlkem768x25519plus\.(?:native|xorpub|random)\.(?:0rtt|1rtt)\../;
    if (encryption && !isKnown.test(encryption.value.text)) {
      const label = { en: 'none, or mlkem768x25519plus.…', zh: '只能是 none 或 mlkem768x25519plus.…' };
      const what = { en: 'encryption has a value mihomo does not know', zh: 'encryption 的值 mihomo 不认识' };
      refuse(report, {
        at: encryption.at,
        what,
        label,
        said: `invaild vless encryption value: ${encryption.value.text}`,
        versions: { en: 'Older cores do not read this key.', zh: '旧内核不读取这个键。' },
      });
    }
  },
  trojan(report, field) {
    const options = field('ss-opts');
    if (options?.kind !== 'map') return;
    const entries = entriesOf(options);
    if (!isOn(fieldOf(entries, 'enabled', 'dash')?.value) || fieldOf(entries, 'password', 'dash')) return;
    const what = { en: 'ss-opts has no password', zh: 'ss-opts 没有 password' };
    refuseValue(report, options, what, { en: 'enabled, and no password', zh: '已启用，但没有密码' }, 'empty password');
  },
  snell(report, field) {
    const options = field('obfs-opts');
    const mode = options?.kind === 'map' ? scalarOf(fieldOf(entriesOf(options), 'mode', 'case')?.value) : undefined;
    const modes = ['tls', 'http', 'shadow-tls'];
    if (mode && mode.value.text !== '' && !modes.includes(mode.value.text)) {
      refuseWord(report, mode, modes, `snell obfs mode error: ${mode.value.text}`, 'the mode of obfs-opts');
    }
    const version = scalarOf(field('version'));
    if (version && version.type === 'integer' && !/^[0-5]$/.test(version.value.text)) {
      const what = {
        en: `mihomo has no Snell version ${version.value.text}`,
        zh: `mihomo 没有 Snell v${version.value.text}`,
      };
      refuseValue(
        report,
        version,
        what,
        { en: '1 to 5', zh: '只能是 1 到 5' },
        `snell version error: ${version.value.text}`,
      );
    } else if (version && /^[12]$/.test(version.value.text) && isOn(field('udp'))) {
      const what = { en: `Snell ${version.value.text} has no UDP`, zh: `Snell v${version.value.text} 不支持 UDP` };
      const label = { en: 'with udp: true the node is refused', zh: '写了 udp: true 就会被拒绝' };
      refuseValue(report, version, what, label, `snell version ${version.value.text} not support UDP`);
    }
  },
  hysteria(report, field) {
    for (const [key, said] of [
      ['up', 'invaild upload speed'],
      ['down', 'invaild download speed'],
    ] as const) {
      const speed = scalarOf(field(key));
      if (!speed || isSpeed(speed)) continue;
      const what = { en: `${key} is no speed`, zh: `${key} 不是合法的速率` };
      const label = { en: 'a number of Mbps, or such as "30 Mbps"', zh: '填 Mbps 数值，或写成 "30 Mbps"' };
      refuseValue(report, speed, what, label, `${said}: ${speed.value.text}`);
    }
  },
  hysteria2(report, field) {
    const obfs = scalarOf(field('obfs'));
    const kinds = ['salamander', 'gecko'];
    if (obfs && obfs.value.text !== '') {
      if (!field('obfs-password')) {
        const what = { en: 'obfs has no obfs-password', zh: '写了 obfs，却没有 obfs-password' };
        refuseValue(report, obfs, what, { en: 'it needs a password', zh: '它需要密码' }, 'missing obfs password');
      } else if (!kinds.includes(obfs.value.text)) {
        refuseWord(report, obfs, kinds, `unknown obfs type: ${obfs.value.text}`, 'obfs');
      }
    }
    if (!field('port') && !field('ports')) {
      const server = field('server');
      const what = { en: 'a Hysteria 2 node has neither port nor ports', zh: 'Hysteria 2 节点没有写 port 或 ports' };
      if (server) refuseValue(report, server, what, { en: 'no port', zh: '没有端口' }, 'invalid port');
    }
  },
  wireguard(report, field) {
    const [ip, ip6] = [scalarOf(field('ip')), scalarOf(field('ipv6'))];
    const key = field('private-key');
    if (!field('ip') && !field('ipv6') && key) {
      const what = { en: 'a WireGuard node has neither ip nor ipv6', zh: 'WireGuard 节点没有写 ip 或 ipv6' };
      refuseValue(
        report,
        key,
        what,
        { en: 'the address inside the tunnel is missing', zh: '缺少隧道内的地址' },
        'missing local address',
      );
    }
    for (const one of [ip, ip6]) {
      if (!one || isAddress(one.value.text) || isPrefix(one.value.text)) continue;
      const what = { en: 'a WireGuard node has an address that is none', zh: 'WireGuard 节点的地址不合法' };
      refuseValue(report, one, what, { en: 'not an IP address', zh: '不是 IP 地址' }, 'ip address parse error');
    }
    const reserved = field('reserved');
    if (reserved?.kind === 'list' && reserved.items.length !== 3 && reserved.items.length > 0) {
      const what = { en: 'reserved must be three numbers', zh: 'reserved 必须是三个数字' };
      const label = { en: `these are ${reserved.items.length}`, zh: `这里有 ${reserved.items.length} 个` };
      refuseValue(report, reserved, what, label, 'invalid reserved value, required 3 bytes');
    }
  },
  mieru(report, field) {
    wordOf(report, field, 'transport', ['TCP', 'UDP'], 'transport must be TCP or UDP');
  },
  rematch(report, field) {
    const name = field('name');
    if (!name || field('target-rematch-name') || field('target-sub-rule')) return;
    const what = { en: 'a rematch node names no target', zh: 'rematch 节点没有指定目标' };
    const label = {
      en: 'target-rematch-name or target-sub-rule is missing',
      zh: '缺少 target-rematch-name 或 target-sub-rule',
    };
    refuseValue(report, name, what, label, 'requires at least one of target-rematch-name or target-sub-rule');
  },
};

/** Obfuscations and protocols that register themselves (`transport/ssr/obfs`, `transport/ssr/protocol`). */
const SSR_OBFS = ['plain', 'http_simple', 'http_post', 'random_head', 'tls1.2_ticket_auth', 'tls1.2_ticket_fastauth'];
const SSR_PROTOCOLS = ['origin', 'auth_sha1_v4', 'auth_aes128_md5', 'auth_aes128_sha1', 'auth_chain_a', 'auth_chain_b'];

function wordOf(report: Report, field: Field, key: string, words: readonly string[], said: string): void {
  const node = scalarOf(field(key));
  if (node && node.type === 'string' && node.value.text !== '' && !words.includes(node.value.text)) {
    refuseWord(report, node, words, said, key);
  }
}

/** `utils.StringToBps` gives more than nothing. */
function isSpeed({ value: { text }, type }: ScalarNode): boolean {
  if (type === 'integer' || /^\d+$/.test(text)) return Number(text) !== 0;
  return type !== 'string' || (/^\d+\s*[KMGT]?[Bb]ps$/.test(text) && Number.parseInt(text, 10) > 0);
}
