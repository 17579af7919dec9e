/** Looks for many short pieces in long texts at once, for tests that must find none. */

/** Five bits of each of the last six characters: whatever came before has been shifted out. */
const rolled = (key: number, text: string, at: number): number => ((key << 5) ^ text.charCodeAt(at)) & 0x3fffffff;
const KEYED_CHARACTERS = 6;

const BITS = 22;
const slot = (key: number): number => (key ^ (key >>> (30 - BITS))) & ((1 << BITS) - 1);

/**
 * A search for these pieces, each of at least six characters. It answers the pieces that a text contains, each with the place of
 * its first occurrence. A table of how pieces begin rules out nearly all places of a text, which is megabytes long.
 */
export function searchFor(pieces: Iterable<string>): (text: string) => ReadonlyMap<string, number> {
  const begins = new Uint8Array(1 << BITS);
  const known = new Set(pieces);
  const lengths = new Set<number>();
  for (const piece of known) {
    if (piece.length < KEYED_CHARACTERS) throw new Error(`too short: ${piece}`);
    lengths.add(piece.length);
    let key = 0;
    for (let i = 0; i < KEYED_CHARACTERS; i++) key = rolled(key, piece, i);
    begins[slot(key)] = 1;
  }
  return (text) => {
    const found = new Map<string, number>();
    let key = 0;
    for (let end = 0; end < text.length; end++) {
      key = rolled(key, text, end);
      const start = end + 1 - KEYED_CHARACTERS;
      if (start < 0 || begins[slot(key)] === 0) continue;
      for (const length of lengths) {
        const piece = text.slice(start, start + length);
        if (known.has(piece) && !found.has(piece)) found.set(piece, start);
      }
    }
    return found;
  };
}
