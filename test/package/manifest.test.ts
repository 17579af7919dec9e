/** What package.json and the lock file promise. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}
const manifest: { readonly version: string; readonly devDependencies: Readonly<Record<string, string>> } = JSON.parse(
  read('package.json'),
);
const lock: { readonly version: string; readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  read('package-lock.json'),
);

describe('dependencies', () => {
  test('nothing is needed at run time', () => {
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies']) {
      expect(manifest).not.toHaveProperty(kind);
    }
  });

  test('each is named in ARCHITECTURE.md, with its reason', () => {
    const [, section = ''] = read('ARCHITECTURE.md').split('\n## Dependencies\n');
    const named = new Set([...section.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(Object.keys(manifest.devDependencies).filter((name) => !named.has(name))).toEqual([]);
  });

  test('each has a range within one major', () => {
    for (const [name, range] of Object.entries(manifest.devDependencies))
      expect([name, range]).toEqual([name, expect.stringMatching(/^[\^~]\d+\.\d+\.\d+$/)]);
  });
});

describe('the lock file', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  test('is of this version, and names no registry', () => {
    expect([lock.version, lock.packages['']?.version]).toEqual([manifest.version, manifest.version]);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test('knows what every package holds, also those for other platforms', () => {
    expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  });
});

test('the documents name this version', () => {
  const heads = read('CHANGELOG.md').match(/^## (?!Unreleased)(\S+)/m);
  expect(heads?.[1]).toBe(manifest.version);
  const pages = ['README.md', 'README.zh-CN.md', 'docs/hooks-and-ci.md', 'docs/hooks-and-ci.zh-CN.md'];
  for (const file of pages) {
    const pins = [...read(file).matchAll(/(?:rev: |\/envlint@)v(\S+)/g)].map(([, version]) => version);
    expect(pins).toEqual([manifest.version, manifest.version]);
  }
});
