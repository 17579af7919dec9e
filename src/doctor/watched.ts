/** The processes whose environment is compared with the files. */
import type { Machine, Process } from './machine.ts';
import { isInteractiveShell, type Kind, kindOf } from './programs.ts';

const KNOWN: ReadonlySet<Kind> = new Set(['agent', 'model-server']);

/** Is it worth to look at what a process was started with? Those below it are worth it too. */
export const isKnown = (process: Pick<Process, 'argv' | 'comm'>): boolean => KNOWN.has(kindOf(process));

/** Agents, gateways, model servers, what they started, and shells somebody types into; by their process ids. */
export function watchedProcesses(machine: Machine): readonly Process[] {
  return [...machine.processes.values()].filter(
    (process) => process.environ && (isInteractiveShell(process) || isBelowKnown(machine, process)),
  );
}

/** The process and all it comes from, the nearest first. */
function* lineOf({ processes }: Machine, process: Process): Iterable<Process> {
  let at: Process | undefined = process;
  for (let steps = 0; at && steps < 64; steps++) {
    yield at;
    at = processes.get(at.parent);
  }
}

function isBelowKnown(machine: Machine, process: Process): boolean {
  for (const one of lineOf(machine, process)) if (isKnown(one)) return true;
  return false;
}

/** Is a process repaired with one of these, because it was started by it? A shell's children are not: they stay as they are. */
export function isCovered(machine: Machine, process: Process, by: ReadonlySet<number>): boolean {
  for (const one of lineOf(machine, process))
    if (one !== process && by.has(one.pid) && !isInteractiveShell(one)) return true;
  return false;
}
