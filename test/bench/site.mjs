#!/usr/bin/env node
/**
 * How soon the playground is usable: `node test/bench/site.mjs [RUNS]`. It builds the site, opens it in Chromium with a
 * processor slowed down four times, and prints when the first findings are there and the editor takes keys, how much of that
 * the page's own thread computed, and what was loaded. On a busy machine the computed time is the one to look at.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { buildSite } from '../../src/scripts/site.mjs';

const SLOWDOWN = 4;
const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const runs = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'envlint-bench-site-'));
const files = await buildSite(folder);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });

/** One visit with an empty cache. `rate`: how much slower the processor is. */
async function visit(rate) {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const loaded = [];
  page.on('request', (request) => loaded.push(fileURLToPath(request.url()).slice(folder.length + 1)));
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`file://${folder}/index.html`);
  await page.locator('body[data-checked]').waitFor();
  const usable = await page.evaluate('performance.getEntriesByName("envlint-usable")[0].startTime');
  const { metrics } = await session.send('Performance.getMetrics');
  const computed = 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  await context.close();
  return { usable, computed, loaded };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  await visit(1);
  const slowed = [];
  const plain = [];
  for (let run = 0; run < runs; run++) {
    slowed.push(await visit(SLOWDOWN));
    plain.push(await visit(1));
  }
  const { loaded } = plain[0];
  const size = (path) => gzipSync(files.get(path) ?? '', { level: 9 }).length;
  const ms = (values) => `${Math.round(median(values))} ms`;
  console.log(`usable, processor slowed down ${SLOWDOWN} times  ${ms(slowed.map(({ usable }) => usable))}`);
  console.log(`usable                                  ${ms(plain.map(({ usable }) => usable))}`);
  console.log(`computed by the page's thread           ${ms(plain.map(({ computed }) => computed))}`);
  console.log(`first load, compressed                  ${loaded.reduce((sum, path) => sum + size(path), 0)} bytes`);
  for (const path of loaded) console.log(`  ${path}  ${size(path)}`);
  console.log(
    `with the first change: assets/core.js   ${size('assets/core.js')} (${statSync(join(folder, 'assets/core.js')).size})`,
  );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
