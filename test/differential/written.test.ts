/** What hand-written start-up files set in the real shell is what envlint says, or what it says it cannot know. */
import { expect, test } from 'vitest';
import { HOLE } from '../../src/core.ts';
import { type Environment, environments } from '../../src/queries/environments/environment.ts';
import { projectOf } from '../helpers/project.ts';
import { isHere, runShells, situations, type Variables } from './machines/real.ts';
import { WRITTEN } from './machines/written.ts';

const TRACKED = /^(?:https?|all|no)_proxy$/i;

/** Why this way is not what a run had; undefined where it can be. */
function contradiction(way: Environment, real: Variables): string | undefined {
  const names = [...way.variables.values()].map(({ name }) => name).filter((name) => TRACKED.test(name));
  for (const name of new Set([...names, ...Object.keys(real).filter((one) => TRACKED.test(one))])) {
    if (way.isIncomplete && !way.settled.has(name)) continue;
    const said = way.variables.get(name);
    const text = real[name] ?? '';
    // On some runs only.
    if (said && !said.certain && (text === '' || text === said.otherwise?.text)) continue;
    if (said && !said.known ? !fits(said.text, text) : (said?.text ?? '') !== text)
      return `${name} is ${JSON.stringify(text)}, not ${JSON.stringify(said?.text ?? '')}`;
  }
  return undefined;
}

/** A text with holes for what only run time knows. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split(HOLE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

test.each(Object.entries(WRITTEN))('%s', (name, machines) => {
  const shell = name as keyof typeof WRITTEN;
  if (!isHere(shell)) return;
  const jobs = machines.map((files) => ({
    files,
    main: Object.keys(files)[0] ?? '',
    call: '',
    given: situations(files),
  }));
  const runs = runShells(shell, jobs);
  for (const [index, { files, main }] of jobs.entries()) {
    const environment = environments(projectOf(files)).find(({ id }) => id === main);
    for (const { given, variables } of runs[index] ?? []) {
      const where = `${JSON.stringify(given)}\n${files[main]}`;
      expect(variables, `not run: ${where}`).not.toHaveProperty('UNREAD');
      const said = environment?.ways().map((way) => contradiction(way, variables)) ?? [];
      expect(said.includes(undefined), `${said.join('; ')} ${where}`).toBe(true);
    }
  }
});
