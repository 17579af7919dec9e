/** Reads this user's processes: the names of all, and the environments of those that a check asks about. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { clashConfigPath } from '../../doctor/clash-command.ts';
import type { Process, Skipped, UnitName } from '../../doctor/machine.ts';
import { kindOf } from '../../doctor/programs.ts';
import { ancestry, isKnown, isShellChild } from '../../doctor/watched.ts';
import type { Boot } from './clock.ts';
import { linkProc, namesProc, readProc, userOf } from './proc.ts';

export interface ProcessWish {
  /** The folder `/proc`. */
  readonly proc: string;
  readonly boot: Boot;
  /** Units whose processes are wanted. */
  readonly units: ReadonlySet<string>;
  /** The project's own name of a file that was read, by its path without links. */
  readonly nameOf: (real: string) => string;
}

type Found = { readonly processes: ReadonlyMap<number, Process>; readonly skipped: Skipped };

/** The processes of this user that run, by their ids. */
export function readProcesses(wish: ProcessWish): Found {
  const { proc } = wish;
  const skipped = { ofOthers: 0, unreadable: 0, elsewhere: 0 };
  const all = new Map<number, Process>();
  const own = process.geteuid?.();
  const names = namesProc(proc);
  for (const name of typeof names === 'string' ? [] : names) {
    if (!/^\d+$/.test(name)) continue;
    const uid = userOf(join(proc, name));
    if (uid === undefined) continue;
    if (uid !== own) skipped.ofOthers++;
    else {
      const found = readOne(wish, Number(name));
      if (found === 'denied') skipped.unreadable++;
      else if (found !== 'gone') all.set(found.pid, found);
    }
  }
  const here = spacesOf(proc, 'self');
  for (const one of all.values()) {
    if (one.pid === process.pid || !isWanted(wish, all, one)) continue;
    const spaces = spacesOf(proc, one.pid);
    if (spaces === undefined) skipped.unreadable++;
    else if (spaces !== here) {
      skipped.elsewhere++;
      all.delete(one.pid);
    } else {
      const read = withEnvironment(wish, one);
      if (read === 'denied') skipped.unreadable++;
      else if (read === 'gone') all.delete(one.pid);
      else all.set(one.pid, read);
    }
  }
  return { processes: all, skipped: hidesOthers(proc) ? { ...skipped, areOthersHidden: true } : skipped };
}

/** Process 1 always exists: if it is not visible, `hidepid=2` hides the processes of other users (proc(5)). */
function hidesOthers(proc: string): boolean {
  return userOf(join(proc, '1')) === undefined && userOf(join(proc, 'self')) !== undefined;
}

/** A network and a process namespace: in others, ports and files are other ones. */
function spacesOf(proc: string, pid: number | string): string | undefined {
  const net = linkProc(join(proc, String(pid), 'ns/net'));
  const pids = linkProc(join(proc, String(pid), 'ns/pid'));
  return net === undefined || pids === undefined ? undefined : `${net} ${pids}`;
}

/** What `stat` says: parent, terminal and start in ticks; undefined for what has ended but is still listed. */
function statOf(proc: string, pid: number) {
  const stat = readProc(join(proc, String(pid), 'stat'), 8192);
  if ('failure' in stat) return stat.failure;
  // The name is in brackets and can contain any character; the numbers follow its last bracket (proc_pid_stat(5)).
  const end = stat.text.lastIndexOf(')');
  const comm = stat.text.slice(stat.text.indexOf('(') + 1, end);
  const fields = stat.text.slice(end + 2).split(' ');
  const [state = '', parent, , , terminal] = fields;
  if (/[ZXx]/.test(state)) return 'gone';
  return { comm, parent: Number(parent), hasTerminal: terminal !== '0', ticks: Number(fields[19]) };
}

function readOne({ proc, boot }: ProcessWish, pid: number): Process | 'gone' | 'denied' {
  const stat = statOf(proc, pid);
  if (typeof stat === 'string') return stat;
  const line = readProc(join(proc, String(pid), 'cmdline'), 128 * 1024);
  if ('failure' in line) return line.failure;
  // Threads of the kernel have no command line.
  if (line.text === '') return 'gone';
  const { comm, parent, hasTerminal, ticks } = stat;
  const started = boot(ticks);
  const argv = line.text.split('\0');
  // A program that rewrites its title fills the rest with zeros.
  while (argv.at(-1) === '') argv.pop();
  const group = readProc(join(proc, String(pid), 'cgroup'), 64 * 1024);
  const cgroup = 'text' in group ? placeIn(group.text) : {};
  return { pid, parent, comm, argv, hasTerminal, ...(started === undefined ? {} : { started }), ...cgroup };
}

/**
 * The unit of a process by its control group: the group of version 2 (`0::/…`), or that of systemd in version 1. Below
 * `user@1000.service` are the units of the user's own manager.
 */
export function placeIn(groups: string): { readonly unit?: UnitName; readonly scope?: string } {
  const paths = groups.split('\n').flatMap((line) => /^\d+:(?:name=systemd)?:(.*)$/.exec(line)?.[1] ?? []);
  const parts = paths.map((path) => path.split('/').filter((part) => part !== ''));
  const best = parts.sort((a, b) => b.length - a.length)[0] ?? [];
  const manager = best.findLastIndex((part) => /^user@\d+\.service$/.test(part));
  const own = best.slice(manager + 1);
  const unit = own.find((part) => part.endsWith('.service'));
  if (unit !== undefined && !unit.startsWith('app-')) return { unit: { name: unit, isUser: manager >= 0 } };
  const last = own.findLast((part) => /\.(?:scope|service)$/.test(part));
  return last === undefined ? {} : { scope: last };
}

function isWanted({ units }: ProcessWish, all: ReadonlyMap<number, Process>, one: Process): boolean {
  if (one.unit && units.has(one.unit.name)) return true;
  if (kindOf(one) === 'clash' || isShellChild(all, one)) return true;
  for (const above of ancestry(all, one)) if (isKnown(above)) return true;
  return false;
}

const homes = new Map<string, string>();

function withEnvironment(wish: ProcessWish, one: Process): Process | 'gone' | 'denied' {
  const { proc, boot } = wish;
  const folder = join(proc, String(one.pid));
  const read = readProc(join(folder, 'environ'));
  if ('failure' in read) return read.failure;
  // Another process may have been given the same number meanwhile.
  const again = statOf(proc, one.pid);
  if (typeof again === 'string' || boot(again.ticks) !== one.started) return 'gone';
  const environ = new Map<string, string>();
  for (const entry of read.text.split('\0')) {
    const at = entry.indexOf('=');
    // The first of two wins, as for getenv(3).
    if (at > 0 && !environ.has(entry.slice(0, at))) environ.set(entry.slice(0, at), entry.slice(at + 1));
  }
  const home = environ.get('HOME');
  const whole: Process = { ...one, environ, ...(home?.startsWith('/') ? { home: realHome(home) } : {}) };
  if (kindOf(whole) !== 'clash') return whole;
  const path = clashConfigPath(whole, linkProc(join(folder, 'cwd')), existsSync);
  return path === undefined ? whole : { ...whole, clashConfig: wish.nameOf(realHome(path)) };
}

function realHome(path: string): string {
  const known = homes.get(path);
  if (known !== undefined) return known;
  let real = path;
  try {
    real = realpathSync(path);
  } catch {
    // The file does not exist, so nothing of the project is in it.
  }
  homes.set(path, real);
  return real;
}
