/**
 * The npm package dotenv, which most programs use to read their `.env`, as a second check of edits. Only loaded when such a
 * file changes.
 */
import { parse } from 'dotenv';
import type { Document, Text, TextEdit } from '../../core.ts';
import { namesTouched } from '../../engine/proof.ts';

/** In UTF-16 units. dotenv's expressions take seconds on longer files. */
const MAX_CHARACTERS = 256 * 1024;

/**
 * What dotenv reads before and after may differ only in the variables that the edits write to. Returns why the edits must be
 * refused; undefined if dotenv agrees or does not read such files.
 */
export function dotenvObjects(before: Document, after: Document, edits: readonly TextEdit[]): Text | undefined {
  if (before.dialect !== 'dotenv' || Math.max(before.text.length, after.text.length) > MAX_CHARACTERS) return undefined;
  const was = new Map(Object.entries(parse(before.text)));
  const is = new Map(Object.entries(parse(after.text)));
  const meant = namesTouched(before, after, edits);
  const changed = [...new Set([...was.keys(), ...is.keys()])].find(
    (name) => !meant.has(name) && was.get(name) !== is.get(name),
  );
  if (changed === undefined) return undefined;
  return {
    en: `dotenv would read ${changed} otherwise than before`,
    zh: `dotenv 读到的 ${changed} 会与之前不同`,
  };
}
