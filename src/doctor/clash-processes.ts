/** The Clash cores that run, and the files of the project that they read. */
import type { Project } from '../core.ts';
import type { Machine, Process } from './machine.ts';
import { kindOf } from './programs.ts';

/** The cores that could be looked at, by their process ids. */
export function clashProcesses({ processes }: Machine): readonly Process[] {
  return [...processes.values()].filter((process) => process.environ && kindOf(process) === 'clash');
}

/** The document that a core was started with, if it is in the project. */
export function documentOf(project: Project, { clashConfig }: Process): string | undefined {
  if (clashConfig === undefined) return undefined;
  const document = project.documents.get(clashConfig);
  return document?.language === 'clash' ? clashConfig : undefined;
}
