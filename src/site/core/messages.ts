/** How page and worker talk: the functions of the machine by name, their arguments, and their answers by number. */
import type { Machine } from './machine.ts';

export interface Question {
  readonly id: number;
  readonly name: keyof Machine;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  /** The machine failed: a fault of envlint, in its own words. */
  readonly fault?: string | undefined;
}
