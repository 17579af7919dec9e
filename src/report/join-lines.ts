/** Lines of a paragraph put together again, in English and in Chinese. */

const HAN = /[\u3400-\u9fff]/;
/** Full-width signs bring their own space. */
const SIGN = /[\u3000-\u303f\uff00-\uffef]/;
const QUOTE = /[‘’“”…—]/;

/** Two lines as one: with a space, but none between Chinese characters, nor beside a full-width sign. */
export function joinLines(before: string, next: string): string {
  const sides = [before.slice(-1), next.slice(0, 1)];
  const isTight =
    sides.some((side) => SIGN.test(side)) ||
    (sides.some((side) => HAN.test(side)) && sides.every((side) => HAN.test(side) || QUOTE.test(side)));
  return isTight ? before + next : `${before} ${next}`;
}
