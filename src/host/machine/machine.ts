/**
 * Reads the running machine from `/proc`: no socket is opened, no program started, nothing written. Processes that end during
 * the reading are left out, and unreadable ones are counted.
 */
import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine, Process, Socket } from '../../doctor/machine.ts';
import { bootClock } from './clock.ts';
import { readProc } from './proc.ts';
import { readProcesses, withUnit } from './processes.ts';
import { readTables, withHolders } from './sockets.ts';

export interface MachineWish {
  /** Ports whose listeners are wanted with their processes. */
  readonly ports: ReadonlySet<number>;
  /** Units whose processes are wanted. */
  readonly units: ReadonlySet<string>;
  /** Files whose times are wanted. */
  readonly files: Iterable<string>;
  /** The project's own name of a file, by its path without links. */
  readonly nameOf: (real: string) => string;
  /** The folder `/proc`; another one in tests. */
  readonly proc?: string | undefined;
}

/** The machine as far as a run has to know it. */
export function readMachine({ ports, units, files, nameOf, proc = '/proc' }: MachineWish): Machine {
  const { processes, ...others } = readProcesses({ proc, boot: bootClock(proc), units, nameOf });
  const rows = readTables(proc);
  const hides = rows ? hidingListeners(proc) : 'unreadable';
  const resolv = readProc('/etc/resolv.conf', 64 * 1024);
  const sockets = withHolders(proc, rows ?? [], processes, ports);
  return {
    sockets,
    hidesListeners: hides,
    processes: withUnits(proc, processes, sockets),
    ...others,
    changed: timesOf(files),
    resolvConf: 'text' in resolv ? resolv.text : undefined,
  };
}

/** The same processes; those that own a socket with their units, by which they are ended. */
function withUnits(
  proc: string,
  processes: ReadonlyMap<number, Process>,
  sockets: readonly Socket[],
): ReadonlyMap<number, Process> {
  const all = new Map(processes);
  for (const { pid = 0 } of sockets) {
    const one = all.get(pid);
    if (one && !one.unit) all.set(pid, withUnit(proc, one));
  }
  return all;
}

/**
 * Why a connection may be accepted although no listener is listed. WSL 1 uses the network of Windows; WSL 2 shares it in
 * mirrored mode, recognisable by the interface `loopback0`; Docker without its userland proxy rewrites addresses in the
 * firewall.
 */
function hidingListeners(proc: string): Machine['hidesListeners'] {
  const text = (path: string): string => {
    const answer = readProc(path, 64 * 1024, true);
    return 'text' in answer ? answer.text : '';
  };
  const release = text(join(proc, 'sys/kernel/osrelease'));
  const hasMirror = (): boolean =>
    text(join(proc, 'net/dev'))
      .split('\n')
      .some((line) => line.trimStart().startsWith('loopback0:'));
  if (/-Microsoft\s*$/.test(release)) return 'wsl1';
  if (/microsoft/i.test(release) && hasMirror()) return 'wsl-mirrored';
  return /"userland-proxy"\s*:\s*false/.test(text('/etc/docker/daemon.json')) ? 'docker' : undefined;
}

/** When files were last changed; a link that was set anew counts as a change. */
function timesOf(files: Iterable<string>): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const file of files) {
    try {
      const link = lstatSync(file);
      times.set(file, Math.max(statSync(file).mtimeMs, link.isSymbolicLink() ? link.mtimeMs : 0));
    } catch {
      // Its time stays unknown, so nothing is concluded from it.
    }
  }
  return times;
}
