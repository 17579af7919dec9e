/** The answer of `envlint route`, as a tree and as JSON. */
import { describe, expect, test } from 'vitest';
import type { Route } from '../../src/core.ts';
import { routeJson, routePretty, waysOf } from '../../src/report/route.ts';
import { widthOf } from '../../src/report/terminal/width.ts';
import { at, both, CLASH, DOTENV, reportOf, routesOf, ZSHRC } from './machine.ts';

const base = reportOf([ZSHRC, CLASH, DOTENV], []);
const same = { ...base, routes: routesOf(false) };
const differ = { ...base, routes: routesOf(true) };

describe('the tree', () => {
  test('clients that go the same way share it', () => {
    expect(routePretty({ ...same, width: 110 })).toBe(`https://api.deepseek.com  leaves through 🇯🇵 东京
as curl, python, node and go, from home/.zshrc:proxy_on
├ https_proxy  http://127.0.0.1:7890    ~/.zshrc:13            it takes this proxy
├ 127.0.0.1:7890 is Clash's mixed-port  clash/config.yaml:1    Clash decides
├ MATCH,节点选择                        clash/config.yaml:233  the first of 214 rules that catches it
└ 节点选择 → 🇯🇵 东京  through the proxy
`);
  });

  test('at 80 columns the words of every step stand below it', () => {
    const lines = routePretty(same).split('\n');
    expect(lines.slice(2, 4)).toEqual([
      '├ https_proxy  http://127.0.0.1:7890    ~/.zshrc:13',
      '│   it takes this proxy',
    ]);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  test('where clients differ, that is the headline, with the step that makes the difference', () => {
    const text = routePretty(differ);
    expect(text.split('\n').slice(0, 3).join(' ').replace(/\s+/g, ' ')).toBe(
      'https://api.deepseek.com curl connects directly; python, node and go leave through the proxy: only curl reads this entry',
    );
    expect(text).toContain('\ncurl  connects directly\n');
    expect(text).toContain('\npython, node and go  leave through the proxy\n');
  });

  test('in Chinese', () => {
    expect(routePretty({ ...differ, lang: 'zh-CN' }).split('\n')[1]).toBe(
      '  curl 直连；python、node、go 走代理：只有 curl 认这一项',
    );
  });

  test('secrets and control characters do not come through', () => {
    const route: Route = {
      ...routesOf(false)[0]!,
      url: 'https://me:hunter2@x.io/\u001b[2J',
      steps: [{ what: 'variable', about: 'https_proxy  http://me:hunter2@h:1\u001b[2J', message: both('a\u202eb') }],
    };
    for (const text of [routePretty({ ...base, routes: [route] }), routeJson({ ...base, routes: [route] })]) {
      expect(text).not.toMatch(/hunter2|\u001b/);
      expect(text).toContain('me:***@');
    }
  });
});

test('ways: the unusual one first', () => {
  expect(waysOf(routesOf(true)).map(({ clients }) => clients)).toEqual([['curl'], ['python', 'node', 'go']]);
});

test('json is what the contract shows', () => {
  const { version, routes } = JSON.parse(routeJson(differ));
  expect([version, routes.length]).toEqual([1, 4]);
  expect(routes[0]).toMatchObject({
    url: 'https://api.deepseek.com',
    client: 'curl',
    environment: 'home/.zshrc:proxy_on',
    verdict: 'direct',
    steps: [
      { what: 'no-proxy', path: 'home/.zshrc', start: { line: 14, column: 10 }, message: 'only curl reads this entry' },
    ],
    proxy: null,
    bypass: 'deepseek.com',
    clash: { rule: null, policy: null },
  });
  expect(routes[0].steps[0].start.offset).toBe(at(ZSHRC, 'all_proxy').start);
  expect(routes[1]).toMatchObject({
    proxy: 'http://127.0.0.1:7890',
    clash: { rule: 'MATCH,节点选择', policy: '🇯🇵 东京' },
  });
  expect(routes[1].steps[3]).toMatchObject({ what: 'policy', path: null, start: null, end: null });
});
