/** The state of variables in layers, and laid over each other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exported, newState, type Slot, type State } from '../../src/queries/environments/evaluation/state.ts';

/** A variable of which only name, text and export matter here. */
const slot = (name: string, text: string, isExported: boolean): Slot =>
  ({ name, text, exported: isExported }) as unknown as Slot;

type Step = readonly ['set', string, string, boolean] | readonly ['clear', string] | readonly ['forget'];

const name = fc.constantFrom('A', 'B', 'C', 'D');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('set' as const), name, fc.constantFrom('x', ''), fc.boolean()) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('clear' as const), name) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('forget' as const)) },
);

function take(state: State, steps: readonly Step[]): State {
  for (const [kind, variable = '', text = '', isExported = false] of steps) {
    if (kind === 'set') state.set(variable, slot(variable, text, isExported));
    else if (kind === 'clear') state.set(variable, undefined);
    else state.forget();
  }
  return state;
}

const all = (state: State): unknown => ({
  entries: [...state.entries()],
  known: ['A', 'B', 'C', 'D'].map((one) => [state.has(one), state.get(one)]),
  exported: [...exported(state).values()],
});

describe('a state over another', () => {
  test('is what one state with both their steps would be, and leaves the other alone', () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), fc.array(step), (first, second, third) => {
        const below = take(newState(), first);
        const before = all(below);
        const above = take(newState(take(newState(below), second)), third);
        expect(all(above)).toEqual(all(take(newState(), [...first, ...second, ...third])));
        expect(all(below)).toEqual(before);
      }),
    );
  });

  test('is the same when what a file sets is laid over it at once', () => {
    const isSet = ({ text }: Slot): boolean => text !== '';
    const sets = fc.array(step).map((steps) => steps.filter(([kind]) => kind === 'set'));
    fc.assert(
      fc.property(fc.array(step), fc.array(sets, { maxLength: 10 }), fc.array(step), (first, files, last) => {
        const laid = take(newState(), first);
        for (const file of files) if (!laid.lay(take(newState(), file))) take(laid, file);
        take(laid, last);
        const plain = take(newState(), [...first, ...files.flat(), ...last]);
        expect(all(laid)).toEqual(all(plain));
        const chosen = exported(laid).select(isSet);
        expect(chosen).toEqual(exported(laid).select(isSet));
        expect(new Set(chosen)).toEqual(new Set([...exported(plain).values()].filter(isSet)));
      }),
    );
  });

  test('hands exported variables on, and none that was cleared', () => {
    const below = take(newState(), [
      ['set', 'A', 'x', true],
      ['set', 'B', 'x', true],
      ['set', 'C', 'x', false],
    ]);
    const variables = exported(take(newState(below), [['clear', 'A']]));
    expect([...variables.values()].map((one) => one.name)).toEqual(['B']);
    expect(['A', 'B', 'C'].map((one) => variables.has(one))).toEqual([false, true, false]);
  });
});
