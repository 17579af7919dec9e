/**
 * Composed machines before and after `--fix`, judged by the real shells, by direnv, and by systemd's own order. What envlint
 * says of each way is what some run has; a fix changes no variable, output or status but what it declares; and where nothing is
 * left to report, every run that has a proxy exempts this machine.
 *
 * `npm run machines` tries 3,000 of them, in pieces.
 */
import { describe, expect, test } from 'vitest';
import { HOLE } from '../../src/core.ts';
import { fix } from '../../src/engine/fix.ts';
import { type Environment, environments } from '../../src/queries/environments/environment.ts';
import { parseAs, projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';
import { type Machine, machines } from './machines/generate.ts';
import {
  INHERITED,
  isHere,
  type Job,
  type Outcome,
  runDirenvs,
  runShells,
  runUnit,
  situations,
  type Variables,
} from './machines/real.ts';

const COUNT = Number(process.env.MACHINES ?? 80);
/** Where a piece of the long run begins. */
const FROM = Number(process.env.FROM ?? 0);
const SEED = Number(process.env.SEED ?? 13);
const IS_LONG = process.env.MACHINES !== undefined;

const TRACKED = /^(?:https?|all|no)_proxy$/i;
const LIST = /^no_proxy$/i;
/** What names the folder or the process. */
const FOREIGN = /^(?:_|PWD|OLDPWD|HOME|XDG_DATA_HOME|DIRENV_\w+)$/;

const here = new Map(['bash', 'zsh', 'dash', 'fish', 'direnv'].map((name) => [name, isHere(name)]));

const textOf = (machine: Machine, files: Variables): string =>
  Object.entries(files)
    .filter(([path]) => machine.files[path] !== undefined)
    .map(([path, text]) => `── ${path}\n${text}`)
    .join('');

interface Fixed {
  readonly after: Variables;
  /** Findings of missing lists that are left, by file. */
  readonly left: readonly string[];
}

function fixed({ files }: Machine): Fixed {
  const { project, result } = fix(projectOf(files), allRules, { unsafe: false, level: 'warning', parse: parseAs });
  const left = result.diagnostics.filter(({ rule }) => /no-proxy|unmatched|case-conflict/.test(rule));
  return {
    after: { ...files, ...Object.fromEntries([...project.documents.values()].map(({ file, text }) => [file, text])) },
    left: left.map(({ rule }) => rule),
  };
}

const tracked = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([name, value]) => TRACKED.test(name) && value !== ''));

/** Is it what envlint says of one way, as far as that is known? */
function isForeseen(environment: Environment | undefined, variables: Variables): boolean {
  if (!environment) return true;
  // Of too many conditions only some combinations are looked at.
  if (!hasAllWays(environment.ways())) return true;
  const real = tracked(variables);
  return environment.ways().some((way) => {
    const said = [...way.variables.values()].filter(
      ({ name, text, known }) => TRACKED.test(name) && !(known && text === ''),
    );
    const names = new Set([...said.map(({ name }) => name), ...Object.keys(real)]);
    return [...names].every((name) => {
      const one = said.find((other) => other.name === name);
      if (one && !one.known) return fits(one.text, real[name] ?? '');
      return one?.text === real[name];
    });
  });
}

/** Are all combinations of answers among the ways? */
function hasAllWays(ways: readonly Environment[]): boolean {
  const answers = new Map<string, Set<string>>();
  for (const way of ways)
    for (const [question, answer] of way.answers ?? [])
      answers.set(question, (answers.get(question) ?? new Set()).add(answer));
  return [...answers.values()].reduce((product, { size }) => product * size, 1) <= ways.length;
}

/** A value with holes for what only run time knows. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split(HOLE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

const isLoopback = (list: string | undefined): boolean =>
  list === undefined || ['localhost', '127.0.0.1'].every((host) => list.split(',').includes(host));

/** What a fix may not do: anything but add lists where none was, append to one, and repair what it says it repairs. */
function expectKept(old: Variables, now: Variables, where: string): void {
  const lists = (from: Variables): string[] =>
    Object.entries(from).flatMap(([name, value]) => (LIST.test(name) && value !== '' ? [value] : []));
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (FOREIGN.test(name) || old[name] === now[name]) continue;
    if (LIST.test(name)) {
      // An existing list keeps its hosts; one under the other name says the same.
      const hosts = (old[name] || lists(old)[0] || '')
        .split(/[,;]/)
        .filter((host) => host !== '')
        .map((host) => host.replace(/^\*/, ''));
      const kept = new Set((now[name] ?? '').split(','));
      expect(
        hosts.filter((host) => !kept.has(host)),
        `${name} lost hosts in ${where}`,
      ).toEqual([]);
    } else if (/^(?:https?|all)_proxy$/i.test(name)) {
      // A scheme that was missing, a name in mixed case.
      const isRepair = now[name] === `http://${old[name]}` || old[name] === undefined || now[name] === undefined;
      expect(isRepair, `${name}: ${old[name]} → ${now[name]} in ${where}`).toBe(true);
    } else expect(now[name], `${name} changed in ${where}`).toBe(old[name]);
  }
}

/** Where nothing is left to report, a proxy never comes without a list that exempts this machine. */
function expectClean({ left }: Fixed, variables: Variables, where: string): void {
  const all = tracked(variables);
  const hasProxy = Object.keys(all).some(
    (name) => !LIST.test(name) && (name === name.toLowerCase() || name === name.toUpperCase()),
  );
  if (left.length > 0 || !hasProxy) return;
  expect(all.no_proxy ?? all.NO_PROXY, `nothing is exempt in ${where}`).toBeDefined();
  for (const list of [all.no_proxy, all.NO_PROXY]) expect(isLoopback(list), `${list} in ${where}`).toBe(true);
}

function nameOf(machine: Machine): string {
  if (machine.kind !== 'shell') return '.envrc';
  return machine.call === '' ? machine.main : `${machine.main}:${machine.call}`;
}

/** `npm test` tries a few of the ways through a machine with each inherited list, the long run most of them. */
const MOST_RUNS = IS_LONG ? 12 : 6;

/** At most so many, from the whole range. */
function everyFew<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, index) => index % step === 0);
}

type Run = Exclude<Machine, { kind: 'unit' }>;

/** Every machine of one kind before and after, all in one process where the program can. */
function compareAll(all: readonly Run[], run: (jobs: readonly Job[]) => readonly (readonly Outcome[])[]): void {
  const results = all.map(fixed);
  const given = all.map((machine) => {
    const some = situations(machine.files).flatMap((one) => INHERITED.map((list) => ({ ...one, ...list })));
    // A direnv takes its time to start.
    return everyFew(some, machine.kind === 'direnv' ? MOST_RUNS / 3 : MOST_RUNS);
  });
  const jobs = all.flatMap((machine, index): Job[] => [
    { ...machine, given: given[index]! },
    { ...machine, files: results[index]!.after, given: given[index]! },
  ]);
  const ends = run(jobs);
  collect(all, (machine, index) => compare(machine, results[index]!, ends[2 * index]!, ends[2 * index + 1]!));
}

/** Tries every machine, says how many there were, and shows the first that are not as they should be. */
function collect<M>(all: readonly M[], look: (machine: M, index: number) => void): void {
  const exceptions: string[] = [];
  for (const [index, machine] of all.entries()) {
    try {
      look(machine, index);
    } catch (error) {
      exceptions.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (IS_LONG) console.log(`${all.length} machines, ${exceptions.length} exceptions`);
  expect(exceptions.length, exceptions.slice(0, SHOWN).join('\n\n')).toBe(0);
}

const SHOWN = IS_LONG ? 40 : 2;

function compare(machine: Run, result: Fixed, before: readonly Outcome[], after: readonly Outcome[]): void {
  const find = (files: Variables) => environments(projectOf(files)).find(({ id }) => id === nameOf(machine));
  const [old, now] = [find(machine.files), find(result.after)];
  for (const [index, one] of before.entries()) {
    const end = after[index] as Outcome;
    const where = `${JSON.stringify(one.given)}\n${textOf(machine, machine.files)}\n=>\n${textOf(machine, result.after)}`;
    expect(one.variables, `not run: ${where}`).not.toHaveProperty('UNREAD');
    const isInherited = Object.keys(one.given).some((name) => LIST.test(name));
    if (!isInherited) {
      expect(
        isForeseen(old, one.variables),
        `not foreseen before: ${JSON.stringify(tracked(one.variables))} ${where}`,
      ).toBe(true);
      expect(
        isForeseen(now, end.variables),
        `not foreseen after: ${JSON.stringify(tracked(end.variables))} ${where}`,
      ).toBe(true);
      expectClean(result, end.variables, where);
    }
    expectKept(one.variables, end.variables, where);
    expect(end.said, `it says something else: ${where}`).toBe(one.said);
  }
}

function compareUnits(machine: Extract<Machine, { kind: 'unit' }>): void {
  const result = fixed(machine);
  for (const name of machine.units) {
    const [before, after] = [runUnit(name, machine.files), runUnit(name, result.after)];
    const where = `${name}\n${textOf(machine, machine.files)}\n=>\n${textOf(machine, result.after)}`;
    const find = (files: Variables) => environments(projectOf(files)).find(({ id }) => id === name);
    expect(isForeseen(find(machine.files), before), `not foreseen before: ${JSON.stringify(before)} ${where}`).toBe(
      true,
    );
    expect(isForeseen(find(result.after), after), `not foreseen after: ${JSON.stringify(after)} ${where}`).toBe(true);
    expectKept(before, after, where);
    expectClean(result, after, where);
  }
}

const all = machines(FROM + COUNT, SEED).slice(FROM);
const isRun = (machine: Machine): machine is Run => machine.kind !== 'unit';

describe('composed machines', () => {
  const kinds = ['bash', 'zsh', 'dash', 'fish', 'unit', 'direnv'] as const;
  test.each(kinds)(
    '%s',
    (kind) => {
      if (here.get(kind) === false) return;
      const own = all.filter((machine) => (machine.kind === 'shell' ? machine.shell : machine.kind) === kind);
      if (kind === 'unit') collect(own, (machine) => machine.kind === 'unit' && compareUnits(machine));
      if (kind === 'direnv') compareAll(own.filter(isRun), runDirenvs);
      else if (kind !== 'unit')
        compareAll(own.filter(isRun), (jobs) => runShells(kind, jobs as Parameters<typeof runShells>[1]));
      if (!IS_LONG) expect(own.length).toBeGreaterThan(COUNT / 100);
    },
    3_600_000,
  );
});
