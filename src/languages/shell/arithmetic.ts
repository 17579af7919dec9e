/** Variables that arithmetic sets: `((port++))`, `let port=port+1`. */
import { slice, span, verbatim } from '../../text.ts';
import { addAssignment, type Lowering, unknownValue } from './facts.ts';
import type { SimpleCommand } from './syntax.ts';

const SET =
  /(?<!\w)([A-Za-z_]\w{0,100})[ \t]{0,4}(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))|(?:\+\+|--)[ \t]{0,4}([A-Za-z_]\w{0,100})/g;

/** The names that a text of arithmetic sets, with where they begin in it. */
export function setByArithmetic(text: string): readonly { readonly name: string; readonly start: number }[] {
  return [...text.matchAll(SET)].map(({ index, 0: whole, 1: after, 2: before = '' }) =>
    after === undefined ? { name: before, start: index + whole.length - before.length } : { name: after, start: index },
  );
}

/** A whole command, `let …` or `((…))`: what it sets is only known when it runs. */
export function lowerLet(l: Lowering, command: SimpleCommand): void {
  const reach = l.allExported ? 'environment' : 'shell';
  const { at } = command;
  for (const { name, start } of setByArithmetic(slice({ text: l.text }, at))) {
    const named = span(at, at.start + start, at.start + start + name.length);
    const change = { at: named, name: verbatim(name, named), value: unknownValue(named), reach } as const;
    addAssignment(l, command, { ...change, operation: 'set' });
  }
}
