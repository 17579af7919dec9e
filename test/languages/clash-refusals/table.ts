/** A table of places in a Clash file: the values mihomo accepts there and those it refuses, each with its source. */
import { describe, expect, test } from 'vitest';
import type { ClashFile, Refusal } from '../../../src/core.ts';
import { clash } from '../../../src/languages/clash/index.ts';

/** One place, with its source in mihomo. */
export interface Row {
  readonly place: string;
  readonly source: string;
  /** The file with `%` for the value. */
  readonly text: string;
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** Values that only some versions refuse, or that fail only when they are used: warnings. */
  readonly doubtful?: readonly string[];
}

/** A file with one key at its top. */
export const top = (key: string): string => `mixed-port: 7890\n${key}: %\n`;
/** A file with one key in a section. */
export const within = (section: string, key: string): string => `${section}:\n  ${key}: %\n`;
/** A file with one node; it has a name, a server and a port. */
export const node = (fields: string): string => `proxies:\n  - {name: a, server: s.example, port: 443, ${fields}}\n`;

/** All refusals of a file that is sound YAML. */
export function refusalsIn(text: string): readonly Refusal[] {
  const { facts, errors } = clash.parse({ file: 'config.yaml', text });
  expect(errors, text).toEqual([]);
  const file = facts.find((fact): fact is ClashFile => fact.kind === 'clash');
  return file?.refusals?.() ?? [];
}

const isCertain = ({ versions, isLate }: Refusal): boolean => !versions && !isLate;

/** What mihomo prints for what every core refuses. */
export const refusals = (text: string): readonly string[] =>
  refusalsIn(text)
    .filter(isCertain)
    .map(({ said }) => said);

/** One test for each value of each row. */
export function judge(rows: readonly Row[]): void {
  describe.each(rows)('$place ($source)', ({ text, accepted, refused, doubtful = [] }) => {
    const found = (value: string): readonly Refusal[] => refusalsIn(text.replace('%', () => value));
    test.each(accepted.map((value) => [value]))('takes %s', (value) => expect(found(value)).toEqual([]));
    if (refused.length > 0) {
      test.each(refused.map((value) => [value]))('refuses %s', (value) =>
        expect(found(value).some(isCertain)).toBe(true),
      );
    }
    if (doubtful.length > 0) {
      test.each(doubtful.map((value) => [value]))('warns of %s', (value) =>
        expect(found(value).map(isCertain)).toEqual([false]),
      );
    }
  });
}
