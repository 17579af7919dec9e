/** Timeouts in the project whose owner and unit are known. */
import type { Assignment, Project, Value } from '../core.ts';
import { parseGoDuration } from '../knowledge/time-span.ts';
import { type TimeoutKnob, timeoutKnob } from '../knowledge/timeouts.ts';
import { derive } from '../project.ts';

export interface TimeoutSetting {
  readonly knob: TimeoutKnob;
  readonly assignment: Assignment;
  readonly value: Value;
  /** In the knob's unit (seconds for durations); undefined: not a number of that unit. */
  readonly amount: number | undefined;
  /** What the number is written as, e.g. `30` of `30s`. */
  readonly digits: string;
}

/** All known timeouts that are set to something known, in file order. */
export const timeouts = derive((project: Project): readonly TimeoutSetting[] =>
  project.facts('env').flatMap((assignment) => {
    const knob = timeoutKnob(assignment.name.text);
    const { value, operation, reach } = assignment;
    if (!knob || !value.known || value.text.trim() === '' || operation === 'unset' || reach === 'command') return [];
    return [{ knob, assignment, value, ...read(knob, value.text.trim()) }];
  }),
);

function read(knob: TimeoutKnob, text: string): { amount: number | undefined; digits: string } {
  if (/^[+-]?\d+(?:\.\d*)?$/.test(text)) return { amount: Number(text), digits: text };
  if (knob.unit !== 'go-duration') return { amount: undefined, digits: '' };
  const span = parseGoDuration(text);
  return { amount: span === undefined ? undefined : span / 1_000_000, digits: '' };
}

/** The least a timeout should be here: the user's own word over the table's. */
export function minimumOf(project: Project, knob: TimeoutKnob): number {
  return project.network.timeouts[knob.name] ?? knob.minimum;
}

/** Is it so short that healthy requests are cut off? Zero and less mean "off" or "forever"; the other unit is another fault. */
export function isTooLow(project: Project, { knob, amount }: TimeoutSetting): boolean {
  return amount !== undefined && amount > 0 && amount < minimumOf(project, knob) && !looksLikeOtherUnit(knob, amount);
}

/** A number with its unit, as a person writes it. */
export function withUnit(amount: number, unit: TimeoutKnob['unit']): string {
  return `${amount} ${unit === 'ms' ? 'ms' : 's'}`;
}

/** Plainly the other unit: milliseconds written where seconds are read, or the reverse. */
export function looksLikeOtherUnit(knob: TimeoutKnob, amount: number): boolean {
  if (knob.unit === 'ms') return amount > 0 && amount < 1000 && amount * 1000 >= knob.minimum / 2;
  return amount >= 10_000 && amount >= knob.normal * 20;
}
