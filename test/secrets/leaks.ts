/** Looks for planted secrets in what reports, diffs and messages say of the files they stand in. */
import type { Document } from '../../src/core.ts';
import { detect } from '../../src/languages/detect.ts';
import { makeProject } from '../../src/project.ts';
import { unifiedDiff } from '../../src/report/diff.ts';
import { unpainted } from '../../src/report/terminal/paint.ts';
import { maskedSlice, secretsOf } from '../../src/secrets/index.ts';
import { parseAs } from '../helpers/project.ts';
import { searchFor } from '../helpers/traces.ts';
import type { Planted } from './planted.ts';

export interface Leak {
  readonly planted: Planted;
  readonly secret: string;
  /** Where it was seen: `excerpt`, `diff`, `message`, `elsewhere`. */
  readonly seen: string;
  readonly line: string;
}

/** So many characters of a secret in a row give it away. */
const TELLING = 8;

/** Does a text show a telling part of a secret? */
export function shows(text: string, secret: string): boolean {
  for (let i = 0; i + TELLING <= secret.length; i++) if (text.includes(secret.slice(i, i + TELLING))) return true;
  return secret.length < TELLING && text.includes(secret);
}

/** A search for all of these secrets at once: answers those of which a text shows a telling part. */
export function showsAny(secrets: readonly string[]): (text: string) => readonly string[] {
  const long = new Map<string, string>();
  for (const secret of secrets)
    for (let i = 0; i + TELLING <= secret.length; i++) long.set(secret.slice(i, i + TELLING), secret);
  const short = secrets.filter((secret) => secret.length < TELLING);
  const search = searchFor(long.keys());
  return (text) => [
    ...new Set([...search(text).keys()].map((piece) => long.get(piece) ?? '')),
    ...short.filter((secret) => text.includes(secret)),
  ];
}

function documentOf({ file, text }: Pick<Planted, 'file' | 'text'>): Document {
  const found = detect(file, text, true);
  // A list of nodes is Clash's where a configuration names it.
  if (!found) return parseAs({ file, text }, 'clash');
  return parseAs({ file, text }, found.language, found.dialect);
}

/** All that leaks of one file: in a frame, in a diff either way, in a message that quotes a secret, in another file. */
export function leaksOf(planted: Planted): Leak[] {
  const document = documentOf(planted);
  const other = documentOf({
    file: 'other.sh',
    text: planted.secrets.map((secret) => `./run '${secret}' x\n`).join(''),
  });
  const masker = secretsOf(makeProject({ documents: [document, other] }));
  const whole = (one: Document): string => maskedSlice(masker, one, { file: one.file, start: 0, end: one.text.length });
  const empty = documentOf({ file: planted.file, text: planted.text.split('\n')[0] ?? '' });
  const diff = (before: Document, after: Document): string =>
    unifiedDiff([{ path: planted.file, before, after }], { paint: unpainted, mask: masker });
  const said: readonly (readonly [string, string])[] = [
    ['excerpt', whole(document)],
    ['diff', diff(document, empty) + diff(empty, document)],
    ['message', masker.mask(planted.secrets.map((secret) => `what ${secret} means`).join('\n'))],
    ['elsewhere', whole(other)],
  ];
  return said.flatMap(([seen, text]) =>
    planted.secrets
      .filter((secret) => shows(text, secret))
      .map((secret) => ({ planted, secret, seen, line: text.split('\n').find((line) => shows(line, secret)) ?? '' })),
  );
}
