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

test.each([
  ['no_proxy=$no_proxy,§', 'joined by its name'],
  ['no_proxy+=,§', 'appended to'],
  ['more=,§\nno_proxy="$no_proxy$more"', 'joined from two variables'],
])('so is the length of one that grows over several lines: %s', (line) => {
  const [one, two] = [hosts(4000), hosts(4100)];
  const text = `export https_proxy=http://127.0.0.1:7890\nexport no_proxy=${one}\n${line.replace('§', two)}\nexport no_proxy="$no_proxy,z.example"\n`;
  const count = one.length + 1 + two.length;
  expect(count).toBeGreaterThan(131_072);
  const messages = lint(projectOf({ '.bashrc': text }), allRules)
    .diagnostics.filter(({ rule }) => rule === 'unmatched-no-proxy-entry')
    .map(({ message }) => message.en);
  expect(messages).toEqual([`no_proxy has ${count.toLocaleString('en')} characters: Linux starts no program with it`]);
});

test('a shorter one is judged by its entries', () => {
  expect(told(`${PROXY}NO_PROXY=${hosts(5000)}\n`)).toEqual([
    'Requests to subdomains of h0.example.com go to the proxy in curl, requests, httpx and urllib',
  ]);
});
