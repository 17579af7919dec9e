/** The built site: its pages and links, and the playground in a real browser, as a file and below a path of a server. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, inflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docs } from '../../rules/docs.ts';
import { checks } from '../../src/doctor/checks/index.ts';
import { parseExample } from '../../src/engine/examples.ts';
import { symptoms } from '../../src/knowledge/symptoms/index.ts';
import { buildSite } from '../../src/scripts/site.mjs';
import { POLICY } from '../../src/site/frame.ts';
import { storyTitle } from '../../src/site/pages/stories.ts';
import { PREFIX, readState } from '../../src/site/state.ts';
import { machine } from '../cli/harness.ts';
import { ruleFiles } from '../helpers/rules.ts';
import { type Browser, hasBrowser, startBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'envlint-site-'));
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  files = await buildSite(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unescaped = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
const pagesOf = (): [string, string][] => [...files].filter(([path]) => path.endsWith('.html'));

const CLASH = 'mixed-port: 7890\nrules:\n  - MATCH,DIRECT\n';

describe('the pages', () => {
  test('are there in both languages, for every rule, error, check and page of docs/', () => {
    const names = (folderName: string, ids: readonly string[]): string[] => ids.map((id) => `${folderName}/${id}.html`);
    const guides = readdirSync(join(root, 'docs')).flatMap((file) => /^([\w-]+)\.md$/.exec(file)?.[1] ?? []);
    const wanted = [
      ...['index.html', 'no-proxy.html', 'rules/index.html', 'errors/index.html', 'docs/index.html'],
      ...names(
        'rules',
        ruleFiles.map((file) => file.replace(/\.ts$/, '')),
      ),
      ...names(
        'errors',
        symptoms.map(({ id }) => id),
      ),
      ...names(
        'checks',
        checks.map(({ id }) => id),
      ),
      ...names('docs', guides),
    ].sort();
    const english = pagesOf()
      .map(([path]) => path)
      .filter((path) => !path.startsWith('zh/'));
    const chinese = pagesOf()
      .map(([path]) => path)
      .filter((path) => path.startsWith('zh/'));
    expect(english.sort()).toEqual(wanted);
    expect(chinese.map((path) => path.slice('zh/'.length)).sort()).toEqual(wanted);
  });

  test('lead to files and places that exist, all by relative paths', () => {
    const dead: string[] = [];
    for (const [path, html] of pagesOf()) {
      for (const [, raw = ''] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        const [target = '', hash = ''] = unescaped(raw).split('#');
        if (target.startsWith('data:image/svg+xml,')) continue;
        if (/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/.test(target)) continue;
        const file = target === '' ? path : normalize(join(dirname(path), target));
        const isPlace = hash === '' || hash.startsWith('1.') || files.get(file)?.includes(` id="${hash}"`);
        if (!files.has(file) || !isPlace) dead.push(`${path}: ${raw}`);
      }
    }
    expect(dead).toEqual([]);
  });

  test('load nothing from elsewhere and forbid it', () => {
    for (const [path, html] of pagesOf()) {
      expect(unescaped(html), path).toContain(`content="${POLICY}"`);
      expect(html, path).not.toMatch(/<(?:iframe|object|embed|video|audio|form[^>]*action)\b|\son\w+=|\sstyle=/);
    }
    expect(POLICY).toMatch(/^default-src 'none'; /);
    expect(POLICY).not.toMatch(/https?:|\*|unsafe|connect-src/);
  });

  test('open each example of a rule in the playground', () => {
    const opened = (html: string): string[] =>
      [...html.matchAll(/index\.html(#1\.[\w-]+)/g)].map(([, hash = '']) => {
        const text = inflateRawSync(Buffer.from(hash.slice(PREFIX.length), 'base64url')).toString();
        return JSON.stringify(readState(text)?.files.map((file) => [file.path, file.text]));
      });
    for (const [id, { bad, good }] of Object.entries(docs)) {
      const expected = [...bad, ...good].map(({ files: text }) => JSON.stringify([...parseExample(text).files]));
      expect(opened(files.get(`zh/rules/${id}.html`) ?? ''), id).toEqual(expected);
    }
  });

  test('offer every machine of fixtures/ under a title in both languages', () => {
    for (const name of readdirSync(join(root, 'fixtures'))) {
      expect(files.has(`assets/machines/${name}.js`), name).toBe(true);
      expect(files.get('zh/index.html')).toContain(`value="${name}"`);
      expect(storyTitle(name).en, `a title for ${name}`).not.toBe(name);
      expect(storyTitle(name).zh, `a Chinese title for ${name}`).not.toBe(storyTitle(name).en);
    }
  });

  test('hold the text of the configuration’s keys and say nothing in the other language', () => {
    expect(files.get('docs/configuration.html')).toContain('id="key-network.region"');
    expect(files.get('zh/rules/missing-no-proxy.html')).toContain('没有 <code>NO_PROXY</code> 时');
    expect(files.get('rules/missing-no-proxy.html')).not.toMatch(/本机|代理/);
    // The mark for the end of a message is nothing that anybody sees.
    expect(files.get('errors/server-disconnected.html')).toMatch(/: EOF\n/);
  });

  test('need at most 300 kB for the first load, and the worker only when something changes', () => {
    const size = (path: string): number => gzipSync(files.get(path) ?? '', { level: 9 }).length;
    for (const path of ['index.html', 'zh/index.html', 'no-proxy.html', 'rules/index.html', 'errors/index.html']) {
      const html = files.get(path) ?? '';
      const loaded = [...html.matchAll(/(?:src|rel="stylesheet" href)="([^"]*)"/g)].map(([, name = '']) =>
        normalize(join(dirname(path), name)),
      );
      expect(loaded).not.toContain('assets/core.js');
      expect(
        [path, ...loaded].reduce((sum, one) => sum + size(one), 0),
        path,
      ).toBeLessThan(300_000);
    }
    expect(size('assets/core.js')).toBeLessThan(450_000);
  });
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const at = (path: string): string => `file://${folder}/${path}`;
  const headline = (page: Page): Promise<string | null> => page.textContent('#headline');
  const isSaying = (page: Page, text: string): Promise<void> => page.locator('#headline', { hasText: text }).waitFor();
  /** Addresses that are neither the site's own files nor made in memory. */
  const elsewhere = (requests: readonly string[]): string[] =>
    requests.filter((url) => !url.startsWith(`file://${folder}/`) && !/^(?:blob:null\/|data:)/.test(url));

  test('the first machine is there at once; a fix, typing and undoing are answered by the worker', async () => {
    const { page, requests, complaints } = await browser.visit(at('index.html'));
    await isSaying(page, '2 errors, 1 warning');
    expect(requests.some((url) => url.endsWith('core.js'))).toBe(false);
    await page.locator('#cards article', { hasText: 'Local requests' }).locator('button.fix').click();
    await isSaying(page, '1 error, 1 warning');
    expect(requests.some((url) => url.endsWith('core.js'))).toBe(true);
    await page.locator('#fixSafe').click();
    await isSaying(page, 'Nothing found');
    await page.locator('.tab', { hasText: '.hermes/.env' }).click();
    const editor = page.locator('#editor .cm-content');
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nALL_PROXY=127.0.0.1:7890');
    await isSaying(page, '1 error');
    for (let count = 0; count < 30 && (await headline(page)) !== 'Nothing found'; count++) {
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(150);
    }
    await isSaying(page, 'Nothing found');
    expect([complaints, elsewhere(requests)]).toEqual([[], []]);
  });

  test('a finding is shown and repaired in the editor itself', async () => {
    const { page, complaints } = await browser.visit(at('index.html'));
    const place = await page.locator('#editor .cm-lintRange-error').boundingBox();
    await page.mouse.move((place?.x ?? 0) + 20, (place?.y ?? 0) + 8);
    await page.mouse.move((place?.x ?? 0) + 24, (place?.y ?? 0) + 9);
    await page.locator('#editor .hover td', { hasText: 'api.deepseek.com' }).waitFor();
    await page.locator('#editor .cm-diagnosticAction').click();
    await isSaying(page, '1 error, 1 warning');
    expect(await page.locator('#editor .cm-line', { hasText: 'DOMAIN-SUFFIX,deepseek.com,DIRECT' }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('a link carries everything but secrets', async () => {
    const { page, requests, complaints } = await browser.visit(at('index.html'));
    await page.locator('#paste').click();
    await page
      .locator('#paste-text')
      .fill('HTTPS_PROXY=http://me:hunter2secret@127.0.0.1:7890\nMY_API_KEY=q8Zt3LmWx0\n');
    await page.locator('#paste-kind', { hasText: 'dotenv' }).waitFor();
    expect(await page.inputValue('#paste-name')).toBe('.env');
    await page.locator('#paste-ok').click();
    await isSaying(page, 'error');
    await page
      .locator('#error')
      .fill('proxy http://me:hunter2secret@127.0.0.1:7890: connect ECONNREFUSED 127.0.0.1:7890');
    await page.locator('#explained h3').first().waitFor();
    await page.locator('#share').click();
    await page.locator('#told', { hasText: 'masked' }).waitFor();
    const state = inflateRawSync(Buffer.from(new URL(page.url()).hash.slice(PREFIX.length), 'base64url')).toString();
    expect(state).not.toMatch(/hunter2secret|q8Zt3LmWx0/);
    expect(state).toContain('127.0.0.1:7890');
    const other = await browser.visit(page.url());
    await isSaying(other.page, 'error');
    await other.page.locator('#explained h3').first().waitFor();
    expect(await other.page.locator('.tab').allTextContents()).toEqual(['.env']);
    expect([...complaints, ...other.complaints, ...elsewhere([...requests, ...other.requests])]).toEqual([]);
  });

  test('no request leaves the page, whatever is tried', async () => {
    const { page, requests } = await browser.visit(at('index.html'));
    await page.locator('#copyComment').click();
    await page.locator('#told', { hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('api.deepseek.com leaves through');
    await page.locator('#copyPicture').click();
    const kinds = (): Promise<unknown> =>
      page.evaluate('navigator.clipboard.read().then(([item]) => item.types.join())');
    await expect.poll(kinds, { timeout: 20_000 }).toBe('image/png');
    const knocks: string[] = [];
    const outside = createServer((request, response) => {
      knocks.push(request.url ?? '');
      response.end();
    });
    outside.on('upgrade', (request) => knocks.push(request.url ?? ''));
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    const port = (outside.address() as AddressInfo).port;
    try {
      await page.evaluate(tries(port));
      await page.waitForTimeout(500);
    } finally {
      outside.close();
    }
    expect(knocks).toEqual([]);
    const own = requests.filter((url) => !url.includes(`127.0.0.1:${port}/`));
    expect(elsewhere(own)).toEqual([]);
  });

  test('it works from any path of a server and asks for nothing outside of it', async () => {
    const server = createServer((request, response) => {
      const path = (request.url ?? '').replace(/^\/some\/where\//, '').replace(/[?#].*$/, '') || 'index.html';
      const text = files.get(path);
      const kind = { html: 'text/html', css: 'text/css', js: 'text/javascript' }[path.split('.').at(-1) ?? ''];
      response.writeHead(text === undefined ? 404 : 200, { 'content-type': `${kind ?? 'text/plain'}; charset=utf-8` });
      response.end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`;
      const { page, requests, complaints } = await browser.visit(`${base}zh/index.html`, { locale: 'zh-CN' });
      await page.locator('#example').selectOption('proxy-functions');
      await isSaying(page, '3 个错误');
      const own = (url: string): boolean => url.startsWith(base) || /^(?:blob:|data:)/.test(url);
      expect(requests.filter((url) => !own(url))).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      server.close();
    }
  });

  test('Chinese comes first where the browser says so, until the reader chooses otherwise', async () => {
    const { page } = await browser.visit(`${at('rules/missing-no-proxy.html')}#wrong`, { locale: 'zh-CN' });
    await page.waitForURL('**/zh/rules/missing-no-proxy.html#wrong');
    await page.locator('a.language').click();
    await page.waitForURL(`${at('rules/missing-no-proxy.html')}#wrong`);
    await page.goto(at('index.html'));
    await page.waitForTimeout(300);
    expect(page.url()).toBe(at('index.html'));
    const english = await browser.visit(at('index.html'));
    expect(await english.page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('a folder that is dropped is looked through as the command does, and a file is never written into another', async () => {
    const on = machine({
      'home/.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n',
      'home/.config/mihomo/config.yaml': CLASH,
      'home/docs/other.yaml': 'a: 1\n',
      'home/LICENSE': 'words\n',
      'home/node_modules/x/.env': 'A=1\n',
      'one.env': 'A=1\n',
    });
    const { page, complaints } = await browser.visit(at('index.html'));
    const session = await page.context().newCDPSession(page);
    const drop = async (file: string): Promise<void> => {
      const data = { items: [], files: [on.path(file)], dragOperationsMask: 1 };
      // As a hand does: the page is asked several times whether it takes what is over it.
      for (const type of ['dragEnter', 'dragOver', 'dragOver', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 300, y: 450, data });
        await page.waitForTimeout(80);
      }
    };
    const tabs = (): Promise<string[]> => page.locator('.tab').allTextContents();
    await drop('home');
    await expect.poll(tabs, { timeout: 10_000 }).toEqual(['.config/mihomo/config.yaml', '.env']);
    await isSaying(page, '1 error');
    await drop('one.env');
    await expect.poll(tabs, { timeout: 10_000 }).toEqual(['.config/mihomo/config.yaml', '.env', 'one.env']);
    await page.locator('.tab', { hasText: 'config.yaml' }).click();
    expect(await page.locator('#editor .cm-line').allTextContents()).toEqual(CLASH.split('\n'));
    expect(complaints).toEqual([]);
  });

  test('the map answers for hosts that are typed, and its boxes lead to their lines', async () => {
    const { page, complaints } = await browser.visit(at('index.html'));
    await page.locator('#other-host').fill('example.org');
    await page.locator('#ask').click();
    await page.locator('#picture text', { hasText: 'example.org' }).waitFor();
    expect(await page.locator('#host option:checked').textContent()).toBe('example.org');
    await page.locator('#picture .leads', { hasText: 'HTTPS_PROXY' }).press('Enter');
    await page.locator('.tab[aria-selected=true]', { hasText: '.hermes/.env' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('everything is reached by keyboard, named for a screen reader, and fits 360 px in light and dark', async () => {
    const { page } = await browser.visit(at('index.html'));
    await page.locator('.tab[aria-selected=true]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.tab[aria-selected=true]', { hasText: '.hermes/.env' }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-selected")')).toBe('true');
    const { page: small } = await browser.visit(at('index.html'), { viewport: { width: 360, height: 740 } });
    for (const path of [
      'index.html',
      'zh/no-proxy.html',
      'rules/missing-no-proxy.html',
      'zh/docs/configuration.html',
    ]) {
      await small.goto(at(path));
      await small.waitForTimeout(200);
      expect(await small.evaluate('document.documentElement.scrollWidth'), path).toBe(360);
      expect(await small.evaluate(NAMELESS), path).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await small.emulateMedia({ colorScheme });
        expect(await small.evaluate(FAINT), `${path} ${colorScheme}`).toEqual([]);
      }
    }
  });
});

/** Everything a script can try to reach a server with. Runs in the page. */
const tries = (port: number): string => `(async () => {
  const to = 'http://127.0.0.1:${port}/';
  const added = (name, attribute, path) => {
    const one = document.createElement(name);
    one[attribute] = to + path;
    return document.body.appendChild(one);
  };
  const all = [
    () => fetch(to + 'fetch'),
    () => { new Image().src = to + 'image'; },
    () => navigator.sendBeacon(to + 'beacon'),
    () => new WebSocket(to.replace('http', 'ws')),
    () => new EventSource(to + 'events'),
    () => added('script', 'src', 'script'),
    () => added('iframe', 'src', 'frame'),
    () => { const one = added('link', 'href', 'style'); one.rel = 'stylesheet'; },
    () => { const one = added('link', 'href', 'ahead'); one.rel = 'prefetch'; },
    () => added('form', 'action', 'form').submit(),
    () => new Worker(to + 'worker'),
    () => new FontFace('x', 'url(' + to + 'font)').load(),
    () => added('video', 'src', 'video'),
    () => import(to + 'module'),
  ];
  for (const attempt of all) try { await attempt(); } catch {}
})()`;

/** Controls without a name, ids that occur twice, headings that skip a level. Runs in the page. */
const NAMELESS = `(() => {
  const name = (one) => one.getAttribute('aria-label') || one.getAttribute('title') || one.textContent.trim() || one.getAttribute('placeholder')
    || [...(one.labels ?? [])].map((label) => label.textContent.trim()).join('')
    || document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent;
  const nameless = [...document.querySelectorAll('a, button, input:not([hidden]), select, textarea, [role]')]
    .filter((one) => one.getAttribute('role') !== 'presentation' && one.getAttribute('role') !== 'status' && one.checkVisibility() && !name(one))
    .map((one) => one.outerHTML.slice(0, 80));
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]));
  const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1).map((level) => 'h' + level);
  return [...nameless, ...ids.filter((id, index) => ids.indexOf(id) !== index), ...jumps];
})()`;

/** Texts whose contrast is below 4.5 (WCAG 2.2, 1.4.3). Runs in the page. */
const FAINT = `(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      if (at.matches?.('g.node')) return parse(getComputedStyle(at.querySelector('rect')).fill);
      const color = getComputedStyle(at).backgroundColor;
      if (color.startsWith('rgb') && (parse(color)[3] ?? 1) === 1) return parse(color);
    }
    return [255, 255, 255];
  };
  const all = [...document.querySelectorAll('body *:not(script):not(option)'), ...(document.querySelector('#editor')?.shadowRoot?.querySelectorAll('.cm-content *') ?? [])];
  const found = [];
  for (const element of all) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.skip, .told, template')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(element.closest('svg') ? style.fill : style.color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push([contrast.toFixed(2), element.tagName, String(element.className.baseVal ?? element.className), element.textContent.slice(0, 30)]);
  }
  return found;
})()`;
