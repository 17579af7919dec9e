/** Which socket accepts a connection to an address. */
import { parseIp, sameIp } from '../routing/url/ip.ts';
import type { Machine, Process, Socket } from './machine.ts';

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
  if (host.toLowerCase() === 'localhost') return takes({ address }, '127.0.0.1') || takes({ address }, '::1');
  const target = parseIp(host);
  const own = parseIp(address);
  if (!target || !own) return false;
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
