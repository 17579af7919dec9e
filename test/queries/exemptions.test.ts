/** A list that no program can be given. */
import { expect, test } from 'vitest';
import { lint } from '../../src/engine/lint.ts';
import { projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';

const PROXY = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const hosts = (count: number): string =>
  Array.from({ length: count }, (_, index) => `*.h${index}.example.com`).join(',');
const told = (text: string): string[] =>
  lint(projectOf({ '.env': text }), allRules)
    .diagnostics.filter(({ rule }) => rule === 'unmatched-no-proxy-entry')
    .map(({ message }) => message.en);

test('its length is told, and nothing of its entries', () => {
  const list = hosts(7000);
  expect(list.length).toBeGreaterThan(131_072);
  expect(told(`${PROXY}NO_PROXY=${list}\n`)).toEqual([
    `NO_PROXY has ${list.length.toLocaleString('en')} characters: Linux starts no program with it`,
  ]);
});

test('a shorter one is judged by its entries', () => {
  expect(told(`${PROXY}NO_PROXY=${hosts(5000)}\n`)).toEqual([
    'Requests to subdomains of h0.example.com go to the proxy in curl, requests, httpx and urllib',
  ]);
});
