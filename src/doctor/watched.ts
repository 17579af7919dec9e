/** The processes whose environment is compared with the files. */
import type { Machine, Process } from './machine.ts';
import { isInteractiveShell, type Kind, kindOf, titleOf } from './programs.ts';

const KNOWN: ReadonlySet<Kind> = new Set(['agent', 'model-server']);

/** Is the initial environment of this process worth checking, whatever started it? */
export const isKnown = (process: Pick<Process, 'argv' | 'comm'>): boolean => KNOWN.has(kindOf(process));

/** Programs that people keep open in terminals and that send no requests through a proxy. */
const IDLE =
  /^(?:n?vim?|nano|micro|emacs|less|more|most|man|h?top|btop|tail|watch|ssh|mosh|tmux|screen|sleep|cat|su|sudo|doas|script|fzf|dash|sh)$/;

/** Agents, gateways and model servers, by their process ids. */
export function knownProcesses({ processes }: Machine): readonly Process[] {
  return [...processes.values()].filter((process) => process.environ && isKnown(process));
}

/**
 * Other programs that were started from an interactive shell. The shell itself is not judged: `/proc` shows its initial
 * environment, without what its files have exported since.
 */
export function shellChildren(machine: Machine): readonly Process[] {
  return [...machine.processes.values()].filter(
    (process) => process.environ && isShellChild(machine.processes, process),
  );
}

/** Is it a program, not one of those that are known by name, below a shell someone types into? */
export function isShellChild(processes: Machine['processes'], process: Process): boolean {
  const parent = processes.get(process.parent);
  return (
    parent !== undefined &&
    isInteractiveShell(parent) &&
    ['server', 'other'].includes(kindOf(process)) &&
    !IDLE.test(titleOf(process))
  );
}

/** The process and all it comes from, the nearest first. */
export function* ancestry(processes: Machine['processes'], process: Process): Iterable<Process> {
  let at: Process | undefined = process;
  for (let steps = 0; at && steps < 64; steps++) {
    yield at;
    at = processes.get(at.parent);
  }
}

/** Was a process started by one of these, so that restarting that one repairs it? */
export function isCovered({ processes }: Machine, process: Process, by: ReadonlySet<number>): boolean {
  for (const one of ancestry(processes, process)) if (one !== process && by.has(one.pid)) return true;
  return false;
}

/** The processes below a given one that have the same value of a variable: they inherited it from there. */
export function heirsOf({ processes }: Machine, process: Process, name: string): readonly Process[] {
  const value = process.environ?.get(name);
  return [...processes.values()].filter(
    (one) =>
      one !== process &&
      one.environ?.get(name) === value &&
      one.environ !== undefined &&
      [...ancestry(processes, one)].includes(process),
  );
}
