/** What ENV and ARG set: `ENV A=1 B="2"`, the old form `ENV A all of the rest`, `ARG A=default`. */
import type { Assignment, Scope, SyntaxFinding, Text } from '../../core.ts';
import { assignment } from '../shared/blocks.ts';
import { sourceSpan } from '../shared/derived.ts';
import type { Instruction } from './instructions.ts';
import { type Range, valueIn, wordsOf } from './words.ts';

/** One variable with how it is written. */
export interface Variable {
  readonly fact: Assignment;
  readonly instruction: Instruction;
  /** `ENV NAME value`. */
  readonly isOldForm: boolean;
  /** The instruction sets nothing else. */
  readonly isAlone: boolean;
}

export interface Variables {
  readonly found: readonly Variable[];
  readonly errors: readonly SyntaxFinding[];
}

const NOTHING: Variables = { found: [], errors: [] };

/** The variables of one instruction, which belong to `scope`. */
export function variablesOf(instruction: Instruction, scope: Scope, escape: string): Variables {
  const { joined, start, end, keyword } = instruction;
  const words = wordsOf(joined, { start, end }, escape);
  const [first] = words;
  if (!first) return NOTHING;
  if (keyword === 'ENV' && equalsIn(instruction, first) < 0) return oldForm(instruction, first, scope, escape);
  const bare = keyword === 'ENV' ? words.find((word) => equalsIn(instruction, word) < 0) : undefined;
  const pairs = words.filter((word) => equalsIn(instruction, word) > word.start);
  const found = pairs.map((word): Variable => {
    const equals = equalsIn(instruction, word);
    const name = valueIn(joined, { start: word.start, end: equals }, escape);
    const value = valueIn(joined, { start: equals + 1, end: word.end }, escape);
    const at = sourceSpan(joined, word.start, word.end);
    const fact = { ...assignment(name, value, at, scope), statement: instruction.at };
    return { fact, instruction, isOldForm: false, isAlone: words.length === 1 };
  });
  return { found, errors: bare ? [withoutEquals(instruction, bare)] : [] };
}

function equalsIn({ joined }: Instruction, { start, end }: Range): number {
  const at = joined.text.slice(start, end).indexOf('=');
  return at < 0 ? -1 : start + at;
}

function oldForm(instruction: Instruction, first: Range, scope: Scope, escape: string): Variables {
  const { joined, start, end } = instruction;
  const [, name = '', gap = ''] = /^(\S+)(\s+)/.exec(joined.text.slice(start, end)) ?? [];
  if (name === '') return { found: [], errors: [withoutValue(instruction, first)] };
  const from = start + name.length + gap.length;
  const fact = {
    ...assignment(
      valueIn(joined, { start, end: start + name.length }, escape),
      valueIn(joined, { start: from, end }, escape),
      sourceSpan(joined, start, end),
      scope,
    ),
    statement: instruction.at,
  };
  return { found: [{ fact, instruction, isOldForm: true, isAlone: true }], errors: [] };
}

const MESSAGE: Text = { en: 'The image cannot be built: ENV is written wrongly', zh: '镜像无法构建：ENV 写错了' };

/** "Syntax error - can't find = in …. Must be of the form: name=value". */
function withoutEquals({ joined }: Instruction, { start, end }: Range): SyntaxFinding {
  const isComment = joined.text[start] === '#';
  return {
    at: sourceSpan(joined, start, end),
    message: MESSAGE,
    label: isComment
      ? { en: 'comments need a line of their own', zh: '注释必须单独成行' }
      : { en: 'this has no =; a value with spaces needs quotes', zh: '这里缺少 =；值里有空格要加引号' },
    isFatal: true,
  };
}

/** "ENV must have two arguments". */
function withoutValue({ joined }: Instruction, { start, end }: Range): SyntaxFinding {
  return {
    at: sourceSpan(joined, start, end),
    message: MESSAGE,
    label: { en: 'a value is missing', zh: '缺少值' },
    isFatal: true,
  };
}
