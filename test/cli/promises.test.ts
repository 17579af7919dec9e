/** `envlint test`: routes that a configuration promises. */
import { expect, test } from 'vitest';
import { machine } from './harness.ts';

const CONFIG = (expected: string): string =>
  `network:\n  region: cn\nroutes:\n  - { url: "https://api.deepseek.com", expect: ${expected}, clients: [curl] }\n`;
const ENV = 'https_proxy=http://127.0.0.1:7890\nno_proxy=localhost,127.0.0.1,::1,deepseek.com\n';

test('a promise that is kept', () => {
  const here = machine({ '.env': ENV, 'envlint.yaml': CONFIG('direct') });
  const { code, out } = here.run(['test']);
  expect([code, out]).toEqual([0, 'ok    https://api.deepseek.com  direct\n1 expected route: all hold.\n']);
});

test('one that is broken fails, and shows the way', () => {
  const here = machine({ '.env': ENV, 'envlint.yaml': CONFIG('proxy') });
  const { code, out } = here.run(['test']);
  expect(code).toBe(1);
  expect(out).toContain('not ok  https://api.deepseek.com  expected: proxy');
  expect(out).toContain('deepseek.com');
  expect(out).toMatch(/1 expected route: 1 not met\.\n$/);
  const [promise] = JSON.parse(here.run(['test', '--format', 'json']).out).promises;
  expect(promise).toMatchObject({ ok: false, routes: [{ client: 'curl', environment: '.env', verdict: 'direct' }] });
});

test('without a promise it is wrong usage', () => {
  const { code, err } = machine({ '.env': ENV }).run(['test']);
  expect(code).toBe(2);
  expect(err).toContain('expects no routes');
});
