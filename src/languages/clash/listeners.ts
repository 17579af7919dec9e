/** What a Clash file listens on. */
import type { Listener, Scope, Span, Value } from '../../core.ts';
import { goBoolean } from '../../knowledge/go/scalar.ts';
import { spanOf, verbatim } from '../../text.ts';
import { foldedFieldsOf, get, itemsOf, type MapNode, type Node, scalarAt, scalarOf, valuesOf } from './tree.ts';

const PORTS: readonly (readonly [key: string, protocol: string])[] = [
  ['port', 'http'],
  ['socks-port', 'socks'],
  ['mixed-port', 'mixed'],
  ['redir-port', 'redir'],
  ['tproxy-port', 'tproxy'],
];

/** Stands in `Listener.address` for every address of the machine. */
const EVERYWHERE = '*';

/**
 * The listeners of a file, in the order of its keys. `isWhole`: the file is all there is, so that defaults apply (an
 * absent `allow-lan` binds loopback); in a part of a configuration the address stays empty. Port 0 is off.
 */
export function listenersOf(root: Node | undefined, scope: Scope, isWhole: boolean): Listener[] {
  const listeners: Listener[] = [];
  const add: Add = (protocol, address, port, at, more) => {
    if (!port || port.text === '' || /^0+$/.test(port.text)) return;
    listeners.push({ kind: 'listener', at, scope, certain: true, protocol, address, port, ...more });
  };
  const inbound = inboundAddress(root, isWhole);
  for (const [key, protocol] of PORTS) {
    const port = scalarAt(root, key);
    if (port) add(protocol, inbound, port, keyed(root, key, port));
  }
  for (const key of ['external-controller', 'external-controller-tls']) endpoint(root, key, 'controller', add);
  if (isOn(get(root, 'dns'))) endpoint(get(root, 'dns'), 'listen', 'dns', add);
  if (isOn(get(root, 'tuic-server'))) endpoint(get(root, 'tuic-server'), 'listen', 'tuic', add);
  for (const item of itemsOf(get(root, 'listeners'))) if (item.kind === 'map') declared(item, add);
  return listeners;
}

type Add = (
  protocol: string,
  address: string,
  port: Value | undefined,
  at: Span,
  more?: Pick<Listener, 'name' | 'isWithoutUdp'>,
) => void;

function declared(item: MapNode, add: Add): void {
  const fields = foldedFieldsOf(item);
  const value = (key: string): Value | undefined => scalarOf(fields.get(key)?.value);
  const isWithoutUdp = goBoolean(value('udp')?.text ?? '') === false || isTcpTunnel(fields.get('network')?.value);
  add(value('type')?.text ?? '', value('listen')?.text ?? EVERYWHERE, value('port'), item.at, {
    name: value('name')?.text ?? '',
    isWithoutUdp,
  });
}

/** `network: [tcp]` of a tunnel. */
function isTcpTunnel(network: Node | undefined): boolean {
  const values = valuesOf(network);
  return values.length > 0 && values.every(({ text }) => text.toLowerCase() === 'tcp');
}

/** `allow-lan: false` binds loopback whatever `bind-address` says (`listener.go: genAddr`). */
function inboundAddress(root: Node | undefined, isWhole: boolean): string {
  const allow = scalarAt(root, 'allow-lan');
  const isOpen = allow && goBoolean(allow.text);
  if (isOpen === true) return scalarAt(root, 'bind-address')?.text ?? EVERYWHERE;
  return isOpen === false || isWhole ? '127.0.0.1' : '';
}

/** A key that contains `host:port`; an empty host is every address. */
function endpoint(map: Node | undefined, key: string, protocol: string, add: Add): void {
  const value = scalarAt(map, key);
  const match = value && /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(value.text);
  if (!value || !match) return;
  const start = value.text.length - (match[3] as string).length;
  const port = verbatim(match[3] as string, spanOf(value, start, value.text.length));
  add(protocol, (match[1] ?? match[2]) || EVERYWHERE, port, keyed(map, key, value));
}

function isOn(map: Node | undefined): boolean {
  return goBoolean(scalarAt(map, 'enable')?.text ?? '') === true;
}

function keyed(map: Node | undefined, key: string, value: Value): Span {
  const entry = map?.kind === 'map' ? map.entries.find((one) => one.key.value.text === key) : undefined;
  const start = entry && entry.key.at.start <= value.at.start ? entry.key.at.start : value.at.start;
  return { file: value.at.file, start, end: value.at.end };
}
