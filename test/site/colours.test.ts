/** The colours of the site: written for the reader's system and for the reader's choice, and the same in both. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STYLE } from '../../src/report/page/style.ts';

const site = readFileSync(new URL('../../src/site/style.css', import.meta.url), 'utf8');

/** The variables that each block of dark colours sets, one list a block. */
const darkBlocks = (css: string): string[][] =>
  [...css.matchAll(/:root(?::not\(\[data-theme="?light"?\]\)|\[data-theme="?dark"?\])\s*\{([^}]*)\}/g)].map(
    ([, body = '']) => [...body.matchAll(/--[\w-]+:\s*[^;}]+/g)].map(([one]) => one.replace(/\s+/g, ' ').trim()).sort(),
  );

test.each([
  ['the site', site],
  ['an HTML report', STYLE],
])('%s is equally dark by the system and by choice', (_, css) => {
  const [bySystem, byChoice, ...others] = darkBlocks(css);
  expect(bySystem?.length).toBeGreaterThanOrEqual(5);
  expect(byChoice).toEqual(bySystem);
  expect(others).toEqual([]);
});

test('every colour that the site uses is set by it or by the style of reports', () => {
  const set = new Set([...`${STYLE}${site}`.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const used = [...site.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((name) => !set.has(name))).toEqual([]);
});
