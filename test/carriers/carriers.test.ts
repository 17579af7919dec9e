/** Each rule about what programs are given, crossed with each carrier that can say its fault: no cell is silent without a reason. */
import { expect, test } from 'vitest';
import { lint } from '../../src/engine/lint.ts';
import { projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';
import { CARRIERS, type Carrier } from './carriers.ts';
import { FAULTS, type Fault, NOT_CROSSED } from './faults.ts';

/** Does the rule speak of the carrier's file, or of the file beside it that it is told with? Undefined: it cannot say this. */
function speaks(rule: string, fault: Fault, carrier: Carrier): boolean | undefined {
  const files = carrier.say(fault.facts);
  if (!files) return undefined;
  const project = projectOf({ ...fault.beside, ...files });
  expect(project.documents.has(carrier.file), `${carrier.file} is read`).toBe(true);
  const own = allRules.filter(({ id }) => id === rule);
  return lint(project, own, { only: new Set([rule]) }).diagnostics.some(
    ({ at }) => at.file === carrier.file || fault.beside?.[at.file] !== undefined,
  );
}

const cells = Object.entries(FAULTS).flatMap(([rule, fault]) =>
  CARRIERS.map((carrier) => ({
    rule,
    carrier: carrier.name,
    reason: fault.silent?.[carrier.name],
    answer: speaks(rule, fault, carrier),
  })),
);

test('every rule speaks in every carrier of its fault, or a reason is stated', () => {
  const wordless = cells.filter(({ answer, reason }) => answer === false && reason === undefined);
  expect(wordless.map(({ rule, carrier }) => `${rule} says nothing in ${carrier}`)).toEqual([]);
  const count = (is: (cell: (typeof cells)[number]) => boolean): number => cells.filter(is).length;
  console.log(
    `${Object.keys(FAULTS).length} rules × ${CARRIERS.length} carriers: ${count(({ answer }) => answer === true)} cells speak, ` +
      `${count(({ answer }) => answer === false)} are silent for a reason, ${count(({ answer }) => answer === undefined)} have no words for the fault`,
  );
});

test('no reason is stated for a cell that speaks, or for a carrier that is none', () => {
  const stale = cells.filter(({ answer, reason }) => answer !== false && reason !== undefined);
  expect(stale.map(({ rule, carrier }) => `${rule} in ${carrier}`)).toEqual([]);
  const names = new Set(CARRIERS.map(({ name }) => name));
  const unknown = Object.values(FAULTS).flatMap(({ silent = {} }) =>
    Object.keys(silent).filter((name) => !names.has(name)),
  );
  expect(unknown).toEqual([]);
});

test('every rule that needs variables or proxies of programs is crossed, or a reason is stated', () => {
  const needing = allRules.filter(({ needs = [] }) => needs.includes('env') || needs.includes('proxy-setting'));
  const left = needing.filter(({ id }) => FAULTS[id] === undefined && NOT_CROSSED[id] === undefined);
  expect(left.map(({ id }) => id)).toEqual([]);
  expect(
    Object.keys(NOT_CROSSED).filter((id) => FAULTS[id] !== undefined || allRules.every((rule) => rule.id !== id)),
  ).toEqual([]);
});
