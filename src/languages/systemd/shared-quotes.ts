/**
 * `Environment="HTTPS_PROXY=a NO_PROXY=b"`: one assignment to systemd, two to whoever wrote it. Only a proxy variable after
 * the space tells: in `"JAVA_OPTS=-Xmx1g -Da=b"` the space belongs to the value.
 */
import type { Span } from '../../core.ts';
import { literals, sourceSpan } from '../shared/derived.ts';
import type { UnitLine } from './unit-file.ts';
import type { Word } from './words.ts';

const GAP = /(?<![ \t])[ \t]+(?=(?:https?|ftp|all|no)_proxy=)/gi;

/** The words of a line with those in shared quotes apart, and the space before each that should have ended the quotes. */
export function apart(
  line: UnitLine,
  words: readonly Word[],
): { words: readonly Word[]; gaps: ReadonlyMap<Word, Span> } {
  const gaps = new Map<Word, Span>();
  return { words: words.flatMap((word) => wordsIn(line, word, gaps)), gaps };
}

function wordsIn({ joined }: UnitLine, word: Word, gaps: Map<Word, Span>): readonly Word[] {
  const [start, end] = [word.start + 1, word.end - 1];
  // With an escape, offsets in the text are not those in the line.
  const isVerbatim = word.quote !== '' && joined.text.slice(start, end) === word.text;
  if (!isVerbatim || !/^\w+=.*\s\w+_proxy=/i.test(word.text)) return [word];
  const found: Word[] = [];
  let from = start;
  let gap: Span | undefined;
  for (const { 0: blank, index } of [...word.text.matchAll(GAP), { 0: '', index: word.text.length }]) {
    const to = start + index;
    const own = part(from, to);
    found.push(own);
    if (gap) gaps.set(own, gap);
    from = to + blank.length;
    gap = sourceSpan(joined, to, from);
  }
  return found.length > 1 ? found : [word];

  function part(from: number, to: number): Word {
    const text = joined.text.slice(from, to);
    return {
      start: from,
      end: to,
      at: sourceSpan(joined, from, to),
      pieces: literals(joined, from, to),
      text,
      quote: '',
    };
  }
}
