/** Debian's Chromium on pages of the site, as files or from a server of this machine. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { complaintsOf, hasChromium, startChromium } from '../helpers/chromium.ts';

/** Is there a browser on this machine? */
export const hasBrowser = hasChromium('the site is not opened');

export interface Visit {
  readonly page: Page;
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
  /** What the console complains about, violations of the policy among it, and uncaught errors. */
  readonly complaints: readonly string[];
}

export interface Browser {
  /** A page in a window of its own. */
  visit(url: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** Starts the browser; whoever starts it closes it. */
export async function startBrowser(): Promise<Browser> {
  const browser = await startChromium();
  return {
    async visit(url, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en-US',
        permissions: ['clipboard-read', 'clipboard-write'],
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const requests: string[] = [];
      const complaints = complaintsOf(page);
      page.on('request', (request) => requests.push(request.url()));
      page.on('websocket', (socket) => requests.push(socket.url()));
      await page.goto(url);
      return { page, requests, complaints };
    },
    close: () => browser.close(),
  };
}
