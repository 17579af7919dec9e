/**
 * Proves that edits did what they were meant to and nothing else: every byte outside them is equal, the text still
 * reads, and every fact outside them says what it said before.
 */
import type { Document, Fact, Text, TextEdit } from './core.ts';

/** Why a set of edits must not stand; undefined: proven. */
export function refute(before: Document, after: Document, edits: readonly TextEdit[]): Text | undefined {
  const sorted = [...edits].sort((a, b) => a.at.start - b.at.start);
  if (!sameOutside(before.text, after.text, sorted)) {
    return { en: 'text outside the edit changed', zh: '改动范围之外的内容发生了变化' };
  }
  if (after.errors.length > before.errors.length) {
    return { en: 'the file no longer reads as before', zh: '改完后文件有语法错误' };
  }
  if (!sameFacts(before, after, sorted)) {
    return { en: 'something else in the file changed its meaning', zh: '文件里别处的含义被连带改变了' };
  }
  return undefined;
}

function sameOutside(before: string, after: string, edits: readonly TextEdit[]): boolean {
  let old = 0;
  let now = 0;
  for (const { at, text } of edits) {
    const length = at.start - old;
    if (length < 0 || before.slice(old, at.start) !== after.slice(now, now + length)) return false;
    now += length + text.length;
    old = at.end;
  }
  return before.slice(old) === after.slice(now);
}

/** Facts that touch no edit, by what they say and where they then stand, must be the same on both sides. */
function sameFacts(before: Document, after: Document, edits: readonly TextEdit[]): boolean {
  const moved = mover(edits);
  const expected = new Map<string, number>();
  for (const fact of before.facts) {
    if (edits.some(({ at }) => at.start <= fact.at.end && at.end >= fact.at.start)) continue;
    const key = `${moved.forward(fact.at.start)} ${meaning(fact)}`;
    expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  for (const fact of after.facts) {
    if (moved.touches(fact.at.start, fact.at.end)) continue;
    const key = `${fact.at.start} ${meaning(fact)}`;
    const left = expected.get(key) ?? 0;
    if (left === 0) return false;
    expected.set(key, left - 1);
  }
  return [...expected.values()].every((left) => left === 0);
}

/** Maps old offsets to new ones, and tells whether a new range touches an edit's result. */
function mover(edits: readonly TextEdit[]): {
  forward(offset: number): number;
  touches(start: number, end: number): boolean;
} {
  let shift = 0;
  const moves = edits.map(({ at, text }) => {
    const move = { after: at.end, start: at.start + shift, end: at.start + shift + text.length, shift: 0 };
    shift += text.length - (at.end - at.start);
    move.shift = shift;
    return move;
  });
  return {
    forward(offset) {
      let by = 0;
      for (const move of moves) {
        if (move.after > offset) break;
        by = move.shift;
      }
      return offset + by;
    },
    touches: (start, end) => moves.some((move) => move.start <= end && move.end >= start),
  };
}

/** What a fact says, without where it stands. Large facts (a Clash file) are compared through their small parts. */
function meaning(fact: Fact): string {
  switch (fact.kind) {
    case 'env':
      return `env ${fact.operation} ${fact.reach} ${fact.certain} ${fact.scope.kind} ${fact.scope.name} ${fact.name.text}=${fact.value.text}`;
    case 'command':
      return `command ${fact.certain} ${fact.background} ${fact.words.map((word) => word.text).join('\0')}`;
    case 'include':
      return `include ${fact.certain} ${fact.path.text}`;
    case 'setting':
      return `setting ${fact.path.at(-1)} ${fact.type}=${fact.value.text}`;
    case 'listener':
      return `listener ${fact.protocol} ${fact.address} ${fact.port.text}`;
    case 'proxy-setting':
      return `proxy ${fact.client} ${fact.role} ${fact.value.text}`;
    case 'service':
      return `service ${fact.label.text}`;
    case 'clash':
      return 'clash';
  }
}
