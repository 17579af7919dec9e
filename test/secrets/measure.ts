/** Prints both figures of masking: what leaks of planted secrets, and what is masked in the diffs of real files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rules } from '../../rules/index.ts';
import type { Document, Span } from '../../src/core.ts';
import { fix } from '../../src/engine/fix.ts';
import { detect } from '../../src/languages/detect.ts';
import { makeProject } from '../../src/project.ts';
import { unifiedDiff } from '../../src/report/diff.ts';
import { unpainted } from '../../src/report/terminal/paint.ts';
import { MASK, type Masker, maskedSlice, placesOf, secretsOf } from '../../src/secrets/index.ts';
import { scanRandom } from '../../src/secrets/shape.ts';
import { parseAs } from '../helpers/project.ts';
import { type Leak, leaksOf } from './leaks.ts';
import { maker, planted, SHAPES } from './planted.ts';

/** Answers the exit code: 1 if anything leaks. */
export function main(argv: readonly string[]): number {
  const isVerbose = argv.includes('-v');
  const leaked = measureLeaks(isVerbose);
  measureTokens();
  for (const folder of argv.filter((word) => word !== '-v')) measureMasks(folder, isVerbose);
  return leaked > 0 ? 1 : 0;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const count = (number: number): string => number.toLocaleString('en');

function measureLeaks(isVerbose: boolean): number {
  const files = planted();
  const leaks = files.flatMap(leaksOf);
  const secrets = files.reduce((sum, file) => sum + file.secrets.length, 0);
  const leaked = new Set(leaks.map(({ secret }) => secret)).size;
  print(`planted: ${SHAPES} shapes, ${count(files.length)} files, ${count(secrets)} secrets; ${count(leaked)} leak`);
  for (const by of [
    (leak: Leak) => `seen in ${leak.seen}`,
    (leak: Leak) => `position: ${leak.planted.position}`,
    (leak: Leak) => `shape: ${leak.planted.shape}`,
  ]) {
    const groups = new Map<string, Leak[]>();
    for (const leak of leaks) groups.set(by(leak), [...(groups.get(by(leak)) ?? []), leak]);
    const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
    for (const [name, own] of isVerbose ? sorted : sorted.slice(0, 5)) {
      print(`  ${own.length}  ${name}`);
      if (isVerbose) for (const { planted: file, line } of own.slice(0, 3)) print(`        ${file.position}: ${line}`);
    }
  }
  return leaked;
}

/** How often a random token is caught where nothing but its shape tells. */
function measureTokens(): void {
  const kinds = [
    '{12}',
    '{16}',
    '{24}',
    '{u22}',
    '{u43}',
    '{hex12}',
    '{hex32}',
    '{l12}',
    '{l16}',
    '{l24}',
    '{a16}',
    '{b32}',
    '{uuid}',
  ];
  const make = maker(1);
  const tries = 2000;
  const shares = kinds.map((kind) => {
    const caught = Array.from({ length: tries }, () => make.token(kind)).filter(
      (token) => scanRandom(token).length > 0,
    ).length;
    return `${kind} ${((100 * caught) / tries).toFixed(1)}`;
  });
  print(`random tokens caught, per cent: ${shares.join(', ')}`);
}

type Reason = 'place' | 'shape' | 'reference';

interface Figures extends Record<Reason, number> {
  lines: number;
}

/** What is masked in real files: in the diff of all their repairs, and in all their lines, which any frame or diff can show. */
function measureMasks(folder: string, isVerbose: boolean): void {
  const before = makeProject({ documents: documentsIn(folder) });
  const mask = secretsOf(before);
  // Files of many machines say nothing about each other: each is repaired alone.
  const changed = [...before.documents.values()].flatMap((one) => {
    const { project } = fix(makeProject({ documents: [one] }), rules, { unsafe: true, level: 'info', parse: parseAs });
    const after = project.document(one.file);
    return after.text === one.text ? [] : [[one, after] as const];
  });
  const printed: Figures = { lines: 0, place: 0, shape: 0, reference: 0 };
  const all: Figures = { lines: 0, place: 0, shape: 0, reference: 0 };
  const shown: string[] = [];
  for (const document of before.documents.values()) {
    for (const at of linesOf(document)) {
      const why = reasonOf(mask, document, at);
      all.lines++;
      if (!why) continue;
      all[why]++;
      shown.push(`${why}\t${document.file}\t${document.text.slice(at.start, at.end).slice(0, 200)}`);
    }
  }
  for (const [one, after] of changed) {
    const change = { path: one.file, before: one, after };
    for (const line of unifiedDiff([change], { paint: unpainted, mask }).split('\n').slice(2, -1)) {
      if (/^(?:@@|\\)/.test(line)) continue;
      printed.lines++;
      // A line that was masked before shows the reason itself; what a repair wrote is counted as a place.
      const same = line.includes(MASK)
        ? linesOf(one).find((at) => maskedSlice(mask, one, at) === line.slice(1))
        : undefined;
      if (line.includes(MASK)) printed[(same && reasonOf(mask, one, same)) ?? 'place']++;
    }
  }
  const told = ({ lines, place, shape, reference }: Figures): string =>
    `${count(lines)} lines; masked by place ${place}, by shape alone ${shape}, by reference alone ${reference}`;
  print(`real diffs of ${folder}: ${changed.length} files changed, ${told(printed)}`);
  print(`all lines of ${folder}: ${before.documents.size} files, ${told(all)}`);
  for (const line of isVerbose ? shown : []) print(`  ${line}`);
}

function documentsIn(folder: string): Document[] {
  return filesOf(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const found = text.includes('\ufffd') ? undefined : detect(file, text, false);
    return found ? [parseAs({ file, text }, found.language, found.dialect)] : [];
  });
}

function linesOf({ file, text }: Document): Span[] {
  return [...text.matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => ({
    file,
    start: index,
    end: index + line.length,
  }));
}

function reasonOf(mask: Masker, document: Document, at: Span): Reason | undefined {
  if (!mask.excerpt(document, at).some(({ masked }) => masked)) return undefined;
  if (placesOf(document).some(({ start, end }) => start < at.end && end > at.start)) return 'place';
  return scanRandom(document.text.slice(at.start, at.end)).length > 0 ? 'shape' : 'reference';
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 1_000_000)
    .map((path) => relative(folder, path))
    .sort();
}
