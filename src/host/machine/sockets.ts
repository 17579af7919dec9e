/** Reads the tables of sockets, and finds the processes that own the relevant ones. */
import { join } from 'node:path';
import type { Process, Socket } from '../../doctor/machine.ts';
import { kindOf } from '../../doctor/programs.ts';
import { formatIp, unmapped } from '../../routing/url/ip.ts';
import { linkProc, namesProc, readProc } from './proc.ts';

interface Row {
  readonly socket: Socket;
  readonly inode: string;
}

const TABLES = [
  ['tcp', 'net/tcp'],
  ['tcp', 'net/tcp6'],
  ['udp', 'net/udp'],
  ['udp', 'net/udp6'],
] as const;

/** `st` of a TCP socket that listens and of a UDP socket that is bound (include/net/tcp_states.h). */
const STATES = { tcp: '0A', udp: '07' };
/** A host with a hundred thousand connections has tables of this size; in bytes. */
const LARGEST = 32 * 1024 * 1024;

/** All listening sockets; undefined if the first table cannot be read. */
export function readTables(proc: string): readonly Row[] | undefined {
  const rows: Row[] = [];
  for (const [protocol, name] of TABLES) {
    const table = readProc(join(proc, name), LARGEST, true);
    if ('failure' in table) {
      if (name === 'net/tcp') return undefined;
      continue;
    }
    for (const line of table.text.split('\n')) {
      const row = rowOf(line, protocol);
      if (row) rows.push(row);
    }
  }
  return rows;
}

/** Is the lower byte of a word first in memory? `node:os` says it, too, and takes 4 ms to load. */
const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** One line of a table: `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode` (proc_net_tcp.rst). */
export function rowOf(line: string, protocol: Socket['protocol'], isLittle = IS_LITTLE): Row | undefined {
  const [, local = '', , state, , , , uid, , inode] = line.trim().split(/\s+/);
  const [, hex, port] = /^((?:[\dA-F]{8}){1,4}):([\dA-F]{4})$/.exec(local) ?? [];
  if (state !== STATES[protocol] || hex === undefined || port === undefined || inode === undefined) return undefined;
  return { inode, socket: { protocol, address: addressOf(hex, isLittle), port: parseInt(port, 16), uid: Number(uid) } };
}

/** Words of four bytes, each in the order of the machine. */
function addressOf(hex: string, isLittle: boolean): string {
  const bytes = hex.match(/[\dA-F]{8}/g)!.flatMap((word) => {
    const four = word.match(/../g)!.map((byte) => parseInt(byte, 16));
    return isLittle ? four.reverse() : four;
  });
  const words = Array.from({ length: bytes.length / 2 }, (_, at) => bytes[2 * at]! * 256 + bytes[2 * at + 1]!);
  return formatIp(unmapped({ family: words.length === 2 ? 4 : 6, words }));
}

/** Limits on the descriptors that are looked at, in one process and in total; one process can have a hundred thousand. */
const MOST_OF_ONE = 20_000;
const MOST = 60_000;

/** The same sockets, with the owning processes of those on `ports`, and with all sockets of Clash. */
export function withHolders(
  proc: string,
  rows: readonly Row[],
  processes: ReadonlyMap<number, Process>,
  ports: ReadonlySet<number>,
): readonly Socket[] {
  const byInode = new Map(rows.map(({ inode }, index) => [inode, index]));
  const open = new Set(rows.filter(({ socket }) => ports.has(socket.port)).map(({ inode }) => inode));
  const holders = new Map<number, number>();
  let left = MOST;
  for (const process of inSearchOrder(processes)) {
    const isClash = kindOf(process) === 'clash';
    if ((open.size === 0 && !isClash) || left <= 0) continue;
    const inodes = socketsOf(proc, process.pid, Math.min(left, MOST_OF_ONE));
    left -= inodes.looked;
    for (const inode of inodes.found) {
      const row = byInode.get(inode);
      if (row === undefined || !(isClash || open.has(inode)) || holders.has(row)) continue;
      holders.set(row, process.pid);
      open.delete(inode);
    }
  }
  return rows.map(({ socket }, index) => {
    const pid = holders.get(index);
    return pid === undefined ? socket : { ...socket, pid };
  });
}

/** Clash and other proxies first: if several processes share one socket, those are the ones that serve it. */
function inSearchOrder(processes: ReadonlyMap<number, Process>): readonly Process[] {
  const rank = (process: Process): number => {
    const kind = kindOf(process);
    return kind === 'clash' ? 0 : kind === 'proxy' ? 1 : kind === 'shell' ? 3 : 2;
  };
  return [...processes.values()].sort((a, b) => rank(a) - rank(b) || a.pid - b.pid);
}

function socketsOf(
  proc: string,
  pid: number,
  most: number,
): { readonly found: readonly string[]; readonly looked: number } {
  const folder = `${proc}/${pid}/fd`;
  const names = namesProc(folder);
  if (typeof names === 'string') return { found: [], looked: 1 };
  const some = names.slice(0, most);
  const found = some.flatMap((name) => /^socket:\[(\d+)\]$/.exec(linkProc(`${folder}/${name}`) ?? '')?.[1] ?? []);
  return { found, looked: some.length + 1 };
}
