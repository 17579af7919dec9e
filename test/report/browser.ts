/** Debian's Chromium, for the few tests that need a real page. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { complaintsOf, hasChromium, startChromium } from '../helpers/chromium.ts';

/** Is there a browser on this machine? */
export const hasBrowser = hasChromium('the page is not opened');

/** What the browser complains about: the console's warnings and errors, policy violations among them. */
export type Complaints = readonly string[];

let started: Promise<Browser> | undefined;
afterAll(async () => (await started)?.close());

/** Opens `html` as a file in a window of a size, with nothing kept from other windows, and runs `use` on it. */
export async function inBrowser(
  html: string,
  use: (page: Page, complaints: Complaints) => Promise<void>,
  { width = 1280, height = 900 } = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-page-'));
  writeFileSync(join(folder, 'page.html'), html);
  started ??= startChromium();
  const context = await (await started).newContext({ viewport: { width, height } });
  try {
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${folder}/page.html`);
    await use(page, complaints);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
