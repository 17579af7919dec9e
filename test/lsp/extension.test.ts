/** The extension's manifest says in both languages what the server takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/cli/lsp/settings.ts';
import type { LanguageName } from '../../src/core.ts';

const folder = new URL('../../src/vscode/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const words = (name: string): Record<string, string> => JSON.parse(text(name)) as Record<string, string>;

test('every text of the manifest is there in English and in Chinese, and none besides', () => {
  const named = [...text('manifest.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key).sort();
  const [english, chinese] = [words('package.nls.json'), words('package.nls.zh-cn.json')];
  expect(Object.keys(english).sort()).toEqual(named);
  expect(Object.keys(chinese).sort()).toEqual(named);
  expect(Object.values(chinese).filter((one) => !/[一-鿿]/.test(one))).toEqual([]);
});

test('its settings are those of the server, with the same defaults', () => {
  const { contributes } = JSON.parse(text('manifest.json')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> } };
  };
  const own = Object.entries(contributes.configuration.properties).map(([key, value]) => [
    key.replace('envlint.', ''),
    value.default,
  ]);
  expect(readSettings(Object.fromEntries(own))).toEqual(readSettings(undefined));
  expect(own.map(([key]) => key).sort()).toEqual(Object.keys(readSettings(undefined)).sort());
});

test('its walkthrough leads to pages that are there', () => {
  const pages = [...text('manifest.json').matchAll(/"markdown": "walkthrough\/([^"]+)"/g)].map(([, name]) => name);
  expect(pages.sort()).toEqual(readdirSync(new URL('walkthrough/', folder)).sort());
});

/** What VS Code, with this extension, calls the files of each language (extensions/{yaml,ini,json,docker,xml,shellscript}/package.json). */
const OPENED_AS: Readonly<Record<LanguageName, readonly string[]>> = {
  dotenv: ['dotenv', 'plaintext'],
  shell: ['shellscript', 'fish'],
  clash: ['yaml'],
  yaml: ['yaml', 'dockercompose'],
  json: ['json', 'jsonc'],
  toml: ['toml'],
  dockerfile: ['dockerfile'],
  systemd: ['systemd', 'properties'],
  launchd: ['xml'],
  resolver: ['properties'],
  settings: ['properties', 'git-config', 'ini', 'json', 'plaintext'],
};

const told = [...(/const LANGUAGES = \[(.*?)\];/s.exec(text('extension.ts'))?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(
  ([, id]) => id,
);

test('its server is told about the files of every language, and about no others', () => {
  expect([...told].sort()).toEqual([...new Set(Object.values(OPENED_AS).flat())].sort());
});

test('each of them starts it, but for what VS Code calls any text', () => {
  const { activationEvents, contributes } = JSON.parse(text('manifest.json')) as {
    activationEvents: readonly string[];
    contributes: { languages: readonly { id: string }[] };
  };
  const starting = activationEvents.flatMap((event) => /^onLanguage:(.*)$/.exec(event)?.[1] ?? []);
  expect(starting.sort()).toEqual(told.filter((id) => id !== 'plaintext').sort());
  expect(starting).toEqual(expect.arrayContaining(contributes.languages.map(({ id }) => id)));
});
