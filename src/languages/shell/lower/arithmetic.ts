/** Variables that arithmetic sets: `((port++))`, `let port=port+1`. */
import { slice, span, verbatim } from '../../../text.ts';
import type { SimpleCommand } from '../syntax.ts';
import { addAssignment, type Lowering, unknownValue } from './facts.ts';

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
  addSet(l, command, command.at.start, slice({ text: l.text }, command.at));
}

function addSet(l: Lowering, command: SimpleCommand, offset: number, text: string): void {
  const reach = l.allExported ? 'environment' : 'shell';
  for (const { name, start } of setByArithmetic(text)) {
    const named = span(command.at, offset + start, offset + start + name.length);
    const change = { at: named, name: verbatim(name, named), value: unknownValue(named), reach } as const;
    addAssignment(l, command, { ...change, operation: 'set' });
  }
}

/** `http://127.0.0.1:$((port++))`: arithmetic in a word sets variables, too. */
export function addCounted(l: Lowering, command: SimpleCommand): void {
  const text = slice({ text: l.text }, command.at);
  if (!text.includes('$((')) return;
  for (const { index, 0: whole } of text.matchAll(IN_WORD)) addSet(l, command, command.at.start + index, whole);
}

const IN_WORD = /\$\(\([^()\n]{0,200}\)\)/g;
