/** Timeouts in the project whose owner and unit are known. */

import type { Assignment, Project, Text, Value } from '../core.ts';
import { hermesKnob } from '../knowledge/hermes-config.ts';
import { openclawKnob } from '../knowledge/openclaw-config.ts';
import { parseGoDuration } from '../knowledge/time-span.ts';
import { CHAINS, type TimeoutKnob, timeoutKnob } from '../knowledge/timeouts.ts';
import { derive } from '../project.ts';
import { entryOf } from '../text.ts';
import { commandSettings } from './command-settings.ts';

export interface TimeoutSetting {
  readonly knob: TimeoutKnob;
  readonly assignment: Assignment;
  readonly value: Value;
  /** In the knob's unit (seconds for durations); undefined: not a number of that unit. */
  readonly amount: number | undefined;
  /** The number as it is written, e.g. `30` of `30s`. */
  readonly digits: string;
  /** The name in a program's own file or command; undefined for a variable. */
  readonly key?: string | undefined;
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

/** A timeout in a program's own file, or one that a command writes there. */
export type OwnTimeout = Omit<TimeoutSetting, 'assignment'>;

/** The variables that say the same as a key of a program's own file. */
const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pip: { timeout: 'PIP_TIMEOUT', 'default-timeout': 'PIP_DEFAULT_TIMEOUT' },
  npm: { 'fetch-timeout': 'NPM_CONFIG_FETCH_TIMEOUT' },
};

/** Timeouts of pip, npm, Hermes and OpenClaw in their files, and in commands that write to the user's file. */
export const ownTimeouts = derive((project: Project): readonly OwnTimeout[] => {
  const inFiles = project.facts('setting').flatMap(({ at, path, value, ignored }) => {
    const { language, dialect } = project.document(at.file);
    if (dialect === 'hermes') return agentTimeout(hermesKnob(path), value);
    if (dialect === 'openclaw') return agentTimeout(openclawKnob(path), value);
    return language === 'settings' && !ignored ? ownTimeout(dialect, path.at(-1) ?? '', value) : [];
  });
  const inCommands = commandSettings(project).flatMap(({ client, key, value, isLasting, text }) =>
    value && isLasting && value.text === text ? ownTimeout(client, key.replace(/^[\w-]+\./, ''), value) : [],
  );
  return [...inFiles, ...inCommands];
});

function agentTimeout(knob: TimeoutKnob | undefined, value: Value): readonly OwnTimeout[] {
  return knob && value.known && value.text !== '' ? [{ knob, value, ...read(knob, value.text.trim()) }] : [];
}

function ownTimeout(client: string, key: string, value: Value): readonly OwnTimeout[] {
  const knob = timeoutKnob(entryOf(KEYS[client] ?? {}, key) ?? '');
  return knob && value.known ? [{ knob, value, key, ...read(knob, value.text.trim()) }] : [];
}

function read(knob: TimeoutKnob, text: string): { amount: number | undefined; digits: string } {
  if (/^[+-]?\d+(?:\.\d*)?$/.test(text)) return { amount: Number(text), digits: text };
  if (knob.unit !== 'go-duration') return { amount: undefined, digits: '' };
  const span = parseGoDuration(text);
  return { amount: span === undefined ? undefined : span / 1_000_000, digits: '' };
}

/** pip waits 15 s of its own accord; 10 s is somebody's choice, and not what cuts off a download that moves. */
const CHOSEN: ReadonlyMap<string, number> = new Map([
  ['PIP_TIMEOUT', 10],
  ['PIP_DEFAULT_TIMEOUT', 10],
]);

/** What is too low: below the minimum, and below what people choose with good reason. */
const leastOf = (project: Project, knob: TimeoutKnob): number =>
  project.network.timeouts[knob.name] ?? CHOSEN.get(knob.name) ?? knob.minimum;

/** The minimum for a timeout here: the user's own setting, else the table's. */
export function minimumOf(project: Project, knob: TimeoutKnob): number {
  return project.network.timeouts[knob.name] ?? knob.minimum;
}

/** Is it so short that healthy requests are cut off? Zero and less mean "off" or "forever"; a wrong unit is another fault. */
export function isTooLow(project: Project, { knob, amount }: OwnTimeout): boolean {
  return amount !== undefined && amount > 0 && amount < leastOf(project, knob) && !looksLikeOtherUnit(knob, amount);
}

/** A number with its unit, as a person writes it: `30 s`, `30 秒`. */
export function withUnit(amount: number, unit: TimeoutKnob['unit']): Text {
  return unit === 'ms' ? { en: `${amount} ms`, zh: `${amount} 毫秒` } : { en: `${amount} s`, zh: `${amount} 秒` };
}

/** Plainly the other unit: milliseconds written where seconds are read, or the reverse. */
export function looksLikeOtherUnit(knob: TimeoutKnob, amount: number): boolean {
  if (knob.unit === 'ms') return amount > 0 && amount < 1000 && amount * 1000 >= knob.minimum / 2;
  return amount >= 10_000 && amount >= knob.normal * 20;
}

/** The limits of the same file that would expire before a timeout that is raised to `minimum`; all in one unit. */
export function limitsBelow(project: Project, one: TimeoutSetting, minimum: number): readonly TimeoutSetting[] {
  const shorter = CHAINS.filter(({ longer }) => longer === one.knob.name).map((chain) => chain.shorter);
  const limits = timeouts(project).filter(
    ({ knob, amount = 0, assignment: { scope } }) =>
      shorter.includes(knob.name) && scope === one.assignment.scope && amount > 0 && amount < minimum,
  );
  return limits.flatMap((limit) => [limit, ...limitsBelow(project, limit, minimum)]);
}
