/** PEM texts as Go's `encoding/pem` reads them: each block begins on a line of its own, and its base64 on the next. */

interface PemText {
  /** What the blocks that can be read contain: `CERTIFICATE`, `EC PRIVATE KEY`. */
  readonly labels: readonly string[];
  /** The base64 of the first block, without line breaks. */
  readonly body: string;
  /** Why no block can be read; undefined: one can, or the text is a placeholder of which no one knows. */
  readonly fault?: 'one-line' | 'no-end' | undefined;
}

const BLOCK = /(?:^|\n)-----BEGIN ([^\n]+?)-----[ \t\r]*\n([\s\S]{0,20000}?)-----END \1-----/g;
/** Characters of base64 that a key or certificate certainly has; what is shorter was shortened by someone. */
const SHORTEST_BODY_CHARACTERS = 60;

/** Is a text meant as PEM, not as the path of a file? */
export const isPem = (text: string): boolean => text.includes('-----BEGIN ');

/** What a text in PEM contains. */
export function readPem(text: string): PemText {
  const blocks = [...text.matchAll(BLOCK)];
  const [first] = blocks;
  if (first) return { labels: blocks.map(([, label = '']) => label), body: withoutHeaders(first[2] ?? '') };
  const label = /-----BEGIN ([^\n]+?)-----/.exec(text);
  const rest = text.slice((label?.index ?? 0) + (label?.[0].length ?? 0));
  const body = rest.replace(/-----END [\s\S]*$/, '').replace(/\s/g, '');
  const isReal = body.length >= SHORTEST_BODY_CHARACTERS && /^[A-Za-z\d+/]+={0,2}$/.test(body);
  if (!isReal) return { labels: [], body: '' };
  return { labels: [], body, fault: /-----END /.test(rest) ? 'one-line' : 'no-end' };
}

/** The base64 alone: `Proc-Type: 4,ENCRYPTED` and its like are above it. */
function withoutHeaders(block: string): string {
  return block
    .split('\n')
    .filter((line) => !line.includes(':'))
    .join('')
    .replace(/\s/g, '');
}
