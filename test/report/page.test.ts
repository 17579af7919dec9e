/** The HTML page in a real browser: by keyboard, at any width, in light and dark, for a screen reader, against attacks. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Route } from '../../src/core.ts';
import { format } from '../../src/report/format.ts';
import { hasBrowser, inBrowser } from './browser.ts';
import { HOSTILE } from './hostile.ts';
import { both, CLASH, DOTENV, FINDINGS, reportOf, routesOf, ZSHRC } from './machine.ts';

const MACHINE = [ZSHRC, CLASH, DOTENV];
const ORIGIN = { date: '2026-11-30 09:05 +08:00', folder: '~/work', revision: '0123456789ab', command: 'envlint .' };
const REPORT = reportOf(MACHINE, FINDINGS, { routes: routesOf(true), origin: ORIGIN });

/** Every route of the usual ones from so many environments, in every ninth of which it goes another way. */
const fromMany = (count: number): Route[] =>
  Array.from({ length: count }, (_, index) =>
    routesOf(index % 9 === 0).flatMap((route) => [
      { ...route, environment: `app${index}/.env` },
      { ...route, url: `https://api${index % 12}.example.com`, environment: `app${index}/.env` },
    ]),
  ).flat();

const shown = (page: Page): Promise<string[]> =>
  page.locator('article:visible').evaluateAll((all) => all.map((one) => one.getAttribute('data-rule') ?? ''));

/** Every text whose contrast is below 4.5, with that (WCAG 2.2, 1.4.3). Runs in the page. */
const FAINT = `(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const opaque = (text) => { const c = parse(text); return text.startsWith('rgb') && (c[3] ?? 1) === 1 ? c : undefined; };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.matches('g.node')) return opaque(getComputedStyle(at.querySelector('rect')).fill);
      const found = opaque(getComputedStyle(at).backgroundColor);
      if (found) return found;
    }
  };
  const found = [];
  for (const element of document.querySelectorAll('body *:not(script):not(style):not(option)')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.skip')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(element.closest('svg') ? style.fill : style.color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push([contrast.toFixed(2), element.tagName, element.className.baseVal ?? element.className, element.textContent.slice(0, 30)]);
  }
  return found;
})()`;

describe.skipIf(!hasBrowser)('in a browser', () => {
  test('everything is reached and used by keyboard', async () => {
    await inBrowser(await format('html', REPORT), async (page, complaints) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('findings');
      await page.reload();
      await page.locator('.chip.warning').focus();
      await page.keyboard.press('Space');
      expect(await shown(page)).toEqual(['timeout-too-low']);
      expect(await page.locator('[role=status]').textContent()).toBe('1 of 3 findings shown');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.type('deepseek leaves');
      expect(await shown(page)).toEqual(['domestic-via-proxy']);
      await page.keyboard.type(' nowhere');
      expect(await page.locator('.empty').isVisible()).toBe(true);
      await page.locator('.words').fill('');
      const stops = new Set<string>();
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        stops.add(await page.evaluate('`${document.activeElement.tagName}.${document.activeElement.className}`'));
      }
      for (const stop of ['DIV.scroll', 'DIV.frame', 'A.anchor', 'SUMMARY.', 'SELECT.rule', 'BUTTON.theme'])
        expect(stops).toContain(stop);
      expect(complaints).toEqual([]);
    });
  });

  test('a link to a finding or a rule shows it, and folds open what hides it', async () => {
    await inBrowser(await format('html', REPORT), async (page) => {
      await page.locator('article .id a').first().click();
      expect(await page.locator('#rule-missing-no-proxy').isVisible()).toBe(true);
      expect(await page.locator('.about').nth(2).isVisible()).toBe(false);
      await page.locator('article summary').first().click();
      expect(await page.locator('.diff:visible').first().textContent()).toContain('NO_PROXY=localhost');
      const anchor = await page.locator('.anchor').nth(1).getAttribute('href');
      expect(anchor).toMatch(/^#f-[0-9a-f]{12}$/);
      expect(await page.locator(anchor ?? '').getAttribute('data-rule')).toBe('domestic-via-proxy');
    });
  });

  test.each([5, 70])('the map of %i environments is readable, and is drawn anew for a choice', async (count) => {
    const report = reportOf(MACHINE, FINDINGS, { routes: fromMany(count), origin: ORIGIN });
    await inBrowser(await format('html', report), async (page, complaints) => {
      const ways = page.locator('.way');
      expect(await page.locator('[name=environment] option').count()).toBe(count + 1);
      expect(await ways.count()).toBeLessThanOrEqual(40);
      const outside = await page.evaluate(`[...document.querySelectorAll('.node')].filter((node) => {
        const box = node.querySelector('rect').getBBox();
        return [...node.querySelectorAll('text')].some((text) => text.getBBox().x + text.getBBox().width > box.x + box.width);
      }).length`);
      expect(outside).toBe(0);
      const smallest =
        "Math.min(...[...document.querySelectorAll('.node .note')].map((one) => one.getBoundingClientRect().height))";
      expect(await page.evaluate(smallest)).toBeGreaterThan(9);
      await page.locator('[name=environment]').selectOption({ label: 'app3/.env' });
      expect(await ways.count()).toBe(2);
      await page.locator('[name=host]').selectOption({ index: 1 });
      expect(await ways.count()).toBe(1);
      await page.locator('[name=environment]').selectOption({ index: 0 });
      expect(await page.locator('tbody tr').count()).toBe(await ways.count());
      expect(complaints).toEqual([]);
    });
  });

  test('no text is faint, in light, in dark and chosen by hand; nothing is wider than a telephone', async () => {
    const html = await format(
      'html',
      reportOf(MACHINE, FINDINGS, {
        ...REPORT,
        applied: [{ rule: 'r', file: '.env', title: both('done') }],
        reload: [both('source ~/.zshrc')],
      }),
    );
    await inBrowser(html, async (page) => {
      for (const fold of await page.locator('summary').all()) await fold.click();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate(FAINT)).toEqual([]);
        await page.locator('.theme').click();
        expect(await page.evaluate(FAINT)).toEqual([]);
        await page.locator('.theme').click();
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(360);
      // The name of an option stays on one line.
      const lines = '[...document.querySelectorAll(".option")].map((one) => one.getClientRects().length)';
      expect(new Set((await page.evaluate(lines)) as number[])).toEqual(new Set([1]));
    });
  });

  test('a screen reader is told the landmarks, the map as a table, and what each control does', async () => {
    await inBrowser(await format('html', REPORT), async (page) => {
      await page.getByText('The same as a table').click();
      const tree = await page.locator('body').ariaSnapshot();
      for (const part of [
        'banner',
        'main',
        'contentinfo',
        'search "Filter"',
        'searchbox "Search the findings"',
        'img "How requests travel"',
        'columnheader "Way out"',
        'heading "2 errors, 1 warning" [level=1]',
        'heading "How requests travel" [level=2]',
        'navigation "Files with findings"',
        'link "Link to this finding"',
      ])
        expect(tree).toContain(part);
      for (const part of [ORIGIN.date, ORIGIN.folder, ORIGIN.revision, ORIGIN.command, REPORT.version])
        expect(tree).toContain(part);
    });
  });

  test('hostile text runs nothing, also where the map is drawn anew, and a planted script is refused', async () => {
    const [route] = HOSTILE.routes ?? [];
    if (!route) throw new Error('no route');
    const hostile = { ...HOSTILE, routes: [route, { ...route, environment: 'b', url: 'https://b.example' }] };
    const planted = (await format('html', hostile)).replace(
      '</main>',
      '</main><script>document.title = "injected"</script>',
    );
    await inBrowser(planted, async (page, complaints) => {
      expect(await page.title()).toBe('envlint: 1 error');
      expect(complaints).toHaveLength(1);
      expect(complaints[0]).toContain('Content Security Policy');
      await page.locator('[name=environment]').selectOption({ index: 1 });
      await page.locator('[name=host]').selectOption({ index: 0 });
      expect(await page.locator('section.map img, section.map script, section.map b').count()).toBe(0);
      expect(complaints).toHaveLength(1);
    });
  });
});
