/** Which socket accepts a connection to an address. */
import { parseIp, sameIp, unmapped } from '../routing/url/ip.ts';
import type { Machine, Process, Socket } from './machine.ts';

/** Names of more than one address of this machine. Linux takes a connection to the unspecified address for one to loopback. */
const PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  ['localhost', ['127.0.0.1', '::1']],
  ['0.0.0.0', ['127.0.0.1']],
  ['::', ['::1', '127.0.0.1']],
]);

/** Sockets that take a TCP connection to `host:port`; `localhost` is either loopback address. */
export function listenersAt({ sockets }: Machine, host: string, port: number): readonly Socket[] {
  return sockets.filter((socket) => socket.protocol === 'tcp' && socket.port === port && takes(socket, host));
}

/** All sockets that listen on a port, whatever the address. */
export function listenersOn({ sockets }: Machine, port: number): readonly Socket[] {
  return sockets.filter((socket) => socket.protocol === 'tcp' && socket.port === port);
}

/**
 * Does a socket accept what is sent to an address? `::` is assumed to accept IPv4, which is the default. `/proc` does not show
 * exceptions, and nothing is reported in unclear cases.
 */
export function takes({ address }: Pick<Socket, 'address'>, host: string): boolean {
  const places = PLACES.get(host.toLowerCase());
  if (places) return places.some((place) => takes({ address }, place));
  const ip = parseIp(host);
  const own = parseIp(address);
  if (!ip || !own) return false;
  // A connection to `::ffff:127.0.0.1` is one over IPv4.
  const target = unmapped(ip);
  if (address === '::') return true;
  if (address === '0.0.0.0') return target.family === 4;
  return sameIp(target, own);
}

/** The process that has a socket open, if it could be looked at. */
export function holderOf({ processes }: Machine, { pid }: Socket): Process | undefined {
  return pid === undefined ? undefined : processes.get(pid);
}

/** `127.0.0.1:7890`, `[::1]:7890`. */
export function endpointOf({ address, port }: Pick<Socket, 'address' | 'port'>): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
