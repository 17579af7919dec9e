/** Identifies the process that owns something on disk, so that another process can later tell whether it has ended. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** A process on another machine or in another container cannot be looked up; no run takes longer than this. In milliseconds. */
const LONGEST_RUN_MS = 60 * 60 * 1000;
/** How far the clock and the time since start can disagree. In milliseconds. */
const CLOCK_SLACK_MS = 60 * 1000;

let own: string | undefined;

/** The name of this process: `PLACE-PID-START`, as `OWNER` says. */
export function ownName(): string {
  own ??= `${place()}-${process.pid}-${startOf(process.pid) ?? 0}`;
  return own;
}

/** Has the process with this name certainly ended? `since`: when it was last known to run, in milliseconds of the clock. */
export function isGone(owner: string, since: number): boolean {
  const [where, pid, start] = owner.split('-');
  if (where !== place()) return Date.now() - since > LONGEST_RUN_MS;
  if (since < Date.now() - uptime() * 1000 - CLOCK_SLACK_MS) return true;
  if (!isRunning(Number(pid))) return true;
  // Process numbers are reused; where /proc is available, the start time shows whether it is still the same process.
  const now = startOf(Number(pid));
  return start !== '0' && now !== undefined && now !== Number(start);
}

/**
 * Identifies the scope of process numbers, one machine or one container: 32 bits of FNV-1a, cheap because every start needs it.
 */
function place(): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${hostname()}\0${namespace()}`)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has ended; its parent has not collected its exit status yet. Z: zombie, X: dead. Source: proc(5), field 3 of
    // stat.
    return !/^[ZX]$/.test(statFields(pid)?.[0] ?? '');
  } catch (error) {
    // A process of another user is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Start of a process in ticks since the machine's; undefined where no one tells. Source: proc(5), field 22 of stat. */
function startOf(pid: number): number | undefined {
  const start = statFields(pid)?.[19];
  return start === undefined ? undefined : Number(start);
}

/** What the kernel tells of a process, from the third field on; undefined where there is no such process or no /proc. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses and can contain anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
