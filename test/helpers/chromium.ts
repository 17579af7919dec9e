/** Debian's Chromium, for tests that need a real page. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const executablePath = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((file) => existsSync(file));

/** Is there a browser on this machine? If not, says what is skipped. */
export function hasChromium(skipped: string): boolean {
  if (executablePath === undefined) console.log(`skipped: chromium is not installed, ${skipped}`);
  return executablePath !== undefined;
}

/** Without the requests that a browser sends of its own accord. */
const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Starts the browser; the caller closes it. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? '', args: QUIET.split(' ') });
}

/** What the console of a page complains about from now on, violations of its policy among it, and uncaught errors. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
