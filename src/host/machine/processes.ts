/** Reads this user's processes: the names of all, and the environments of those that a check asks about. */
import { existsSync, realpathSync } from 'node:fs';
import { clashConfigPath } from '../../doctor/clash-command.ts';
import type { Machine, Process, Skipped, UnitName } from '../../doctor/machine.ts';
import { kindOf, takesOver } from '../../doctor/programs.ts';
import { fileNames } from '../../doctor/units.ts';
import { ancestry, isKnown, isShellChild } from '../../doctor/watched.ts';
import type { Boot } from './clock.ts';
import { type Folder, folderOf, linkProc, namesProc, readOfProcess } from './proc.ts';
import { isSetElsewhere } from './unit-folders.ts';

export interface ProcessWish {
  /** The folder `/proc`. */
  readonly proc: string;
  readonly boot: Boot;
  /** Units whose processes are wanted. */
  readonly units: ReadonlySet<string>;
  /** The project's own name of a file that was read, by its path without links. */
  readonly nameOf: (real: string) => string;
}

type Found = Pick<Machine, 'processes' | 'othersTakeOver'> & { readonly skipped: Skipped };

type Counts = { -readonly [K in keyof Skipped]: Skipped[K] };

/** The processes of this user that run, by their ids. */
export function readProcesses(wish: ProcessWish): Found {
  const skipped: Counts = { ofOthers: 0, unreadable: 0, elsewhere: 0 };
  const { all, folders, othersTakeOver } = listProcesses(wish, skipped);
  readClosely(wish, all, folders, skipped);
  return {
    processes: all,
    skipped: hidesOthers(wish.proc) ? { ...skipped, areOthersHidden: true } : skipped,
    othersTakeOver,
  };
}

/** The processes of this user with what everybody may see of them; those of others are counted. */
function listProcesses(wish: ProcessWish, skipped: Counts) {
  const { proc } = wish;
  const all = new Map<number, Process>();
  const folders = new Map<number, Folder>();
  let othersTakeOver = false;
  const own = process.geteuid?.();
  const names = namesProc(proc);
  for (const name of typeof names === 'string' ? [] : names) {
    if (!/^\d+$/.test(name)) continue;
    const folder = folderOf(`${proc}/${name}`);
    if (!folder) continue;
    if (folder.uid !== own) {
      skipped.ofOthers++;
      othersTakeOver ||= isTakingOver(proc, name);
    } else {
      const found = readOne(wish, Number(name));
      if (found === 'denied') skipped.unreadable++;
      else if (found !== 'gone') {
        all.set(found.pid, found);
        folders.set(found.pid, folder);
      }
    }
  }
  return { all, folders, othersTakeOver };
}

/** Reads the environments of those that are wanted; those that live in other namespaces are taken out and counted. */
function readClosely(
  wish: ProcessWish,
  all: Map<number, Process>,
  folders: ReadonlyMap<number, Folder>,
  skipped: Counts,
): void {
  const here = spacesOf(wish.proc, 'self');
  for (const found of all.values()) {
    const isKnownProgram = isWanted(all, found);
    if (found.pid === process.pid || !(isKnownProgram || wish.units.size > 0)) continue;
    const one = withUnit(wish.proc, found);
    all.set(one.pid, one);
    if (!isKnownProgram && !isOfUnits(wish, one)) continue;
    const spaces = spacesOf(wish.proc, one.pid);
    if (spaces === undefined) skipped.unreadable++;
    else if (spaces !== here) {
      skipped.elsewhere++;
      all.delete(one.pid);
    } else {
      const read = withEnvironment(wish, one, folders.get(one.pid));
      if (read === 'denied') skipped.unreadable++;
      else if (read === 'gone') all.delete(one.pid);
      else all.set(one.pid, read);
    }
  }
}

/** Of a process of another user nothing is read but its name in the kernel, which everybody may see. */
function isTakingOver(proc: string, pid: string): boolean {
  const name = readOfProcess(`${proc}/${pid}/comm`);
  return 'text' in name && takesOver({ argv: [], comm: name.text.trim() });
}

/** Process 1 always exists: if it is not visible, `hidepid=2` hides the processes of other users (proc(5)). */
function hidesOthers(proc: string): boolean {
  return !folderOf(`${proc}/1`) && folderOf(`${proc}/self`) !== undefined;
}

/** A network and a process namespace: in others, ports and files are other ones. */
function spacesOf(proc: string, pid: number | string): string | undefined {
  const net = linkProc(`${proc}/${pid}/ns/net`);
  const pids = linkProc(`${proc}/${pid}/ns/pid`);
  return net === undefined || pids === undefined ? undefined : `${net} ${pids}`;
}

/** What `stat` says: parent, terminal and start in ticks; undefined for what has ended but is still listed. */
function statOf(proc: string, pid: number) {
  const stat = readOfProcess(`${proc}/${pid}/stat`);
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
  const line = readOfProcess(`${proc}/${pid}/cmdline`);
  if ('failure' in line) return line.failure;
  // Threads of the kernel have no command line.
  if (line.text === '') return 'gone';
  const { comm, parent, hasTerminal, ticks } = stat;
  const started = boot(ticks);
  const argv = wordsOf(comm, line.text);
  return { pid, parent, comm, argv, hasTerminal, started };
}

/** A process with its unit or scope. Few checks ask for it, so it is read of few processes. */
export function withUnit(proc: string, one: Process): Process {
  const group = readOfProcess(`${proc}/${one.pid}/cgroup`);
  return 'text' in group ? { ...one, ...placeIn(group.text) } : one;
}

/** The words of a command line; the same ones for all processes of this name that run it. */
function wordsOf(comm: string, line: string): readonly string[] {
  const key = `${comm}\0${line}`;
  const known = lines.get(key);
  if (known) return known;
  const words = line.split('\0');
  // A program that rewrites its title fills the rest with zeros.
  while (words.at(-1) === '') words.pop();
  lines.set(key, words);
  return words;
}

const lines = new Map<string, readonly string[]>();

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
  // Desktops start applications as `app-NAME@RANDOM.service`, and those of autostart as `app-NAME@autostart.service`.
  if (unit !== undefined && !/^app-.*@/.test(unit)) return { unit: { name: unit, isUser: manager >= 0 } };
  const last = own.findLast((part) => /\.(?:scope|service)$/.test(part));
  return last === undefined ? {} : { scope: last };
}

const isOfUnits = ({ units }: ProcessWish, { unit }: Process): boolean =>
  unit !== undefined && fileNames(unit.name).some((name) => units.has(name));

function isWanted(all: ReadonlyMap<number, Process>, one: Process): boolean {
  if (kindOf(one) === 'clash' || isShellChild(all, one)) return true;
  for (const above of ancestry(all, one)) if (isKnown(above)) return true;
  return false;
}

const homes = new Map<string, string>();

function withEnvironment(wish: ProcessWish, one: Process, listed?: Folder): Process | 'gone' | 'denied' {
  const { proc } = wish;
  const folder = `${proc}/${one.pid}`;
  const read = readOfProcess(`${folder}/environ`);
  if ('failure' in read) return read.failure;
  if (!isStillThere(wish, one, listed, read.text)) return 'gone';
  // A program that shows its state as its title, such as PostgreSQL or vLLM, writes over the environment it was started with.
  if (read.text !== '' && !/^[^\0=]+=/.test(read.text)) return 'denied';
  const environ = variablesIn(read.text);
  const home = environ.get('HOME');
  const whole: Process = {
    ...one,
    ...unitOf(one, home),
    environ,
    home: home?.startsWith('/') ? realHome(home) : one.home,
  };
  if (kindOf(whole) !== 'clash') return whole;
  const cwd = linkProc(`${folder}/cwd`);
  // The kernel marks a folder that is gone so; a file of that name in a new folder is another one.
  const path = clashConfigPath(whole, cwd?.endsWith(' (deleted)') ? undefined : cwd, existsSync);
  return path === undefined ? whole : { ...whole, clashConfig: wish.nameOf(realHome(path)) };
}

/**
 * Another process may have been given the same number meanwhile. One that has ended and is still listed has an empty environment.
 */
function isStillThere({ proc, boot }: ProcessWish, { pid, started }: Process, listed?: Folder, environ = ''): boolean {
  if (environ !== '' && listed && folderOf(`${proc}/${pid}`)?.ino === listed.ino) return true;
  const again = statOf(proc, pid);
  return typeof again !== 'string' && boot(again.ticks) === started;
}

/** The variables of an environment; processes that were started alike share it. */
function variablesIn(text: string): ReadonlyMap<string, string> {
  const known = initials.get(text);
  if (known) return known;
  const environ = new Map<string, string>();
  for (const entry of text.split('\0')) {
    const at = entry.indexOf('=');
    // The first of two wins, as for getenv(3).
    if (at > 0 && !environ.has(entry.slice(0, at))) environ.set(entry.slice(0, at), entry.slice(at + 1));
  }
  initials.set(text, environ);
  return environ;
}

const initials = new Map<string, ReadonlyMap<string, string>>();

function unitOf({ unit }: Process, home = ''): Pick<Process, 'unit'> {
  return unit && isSetElsewhere(unit, home) ? { unit: { ...unit, isSetElsewhere: true } } : {};
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
