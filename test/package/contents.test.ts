/** What is published: these files and no others, with manifest and types as every resolver wants them. */
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, test } from 'vitest';
import { pack } from './packed.ts';

const FILES = `
  CHANGELOG.md LICENSE README.md README.zh-CN.md SKILL.md package.json
  dist/envlint.cjs dist/chunk.cjs
  dist/index.js dist/index.d.ts dist/index.cjs dist/index.d.cts
  dist/lib/chunk.js
  dist/schema.json dist/envlint.1 dist/LICENSES.txt
  docs/page.md docs/picture.svg
`;

describe('the tarball', () => {
  let packed: ReturnType<typeof pack>;
  beforeAll(() => {
    packed = pack();
  });

  test('holds what is needed and nothing else', () => {
    const found = packed.files.map(({ path }) =>
      path
        .replace(/^docs\/[\w.-]+(?=\.md$)/, 'docs/page')
        .replace(/^docs\/[\w.-]+(?=\.svg$)/, 'docs/picture')
        .replace(/^(dist\/(?:lib\/)?)(?!envlint\.|index\.)[\w-]+\.(c?js)$/, '$1chunk.$2'),
    );
    expect([...new Set(found)].sort()).toEqual(FILES.trim().split(/\s+/).sort());
    const runnable = packed.files.filter(({ mode }) => (mode & 0o111) !== 0);
    expect(runnable.map(({ path }) => path)).toEqual(['dist/envlint.cjs']);
  });

  test('hands on the licences of what is bundled', () => {
    const text = readFileSync(new URL('../../dist/LICENSES.txt', import.meta.url), 'utf8');
    const named = [...text.matchAll(/^(\S+) \d\S* \(([^)]+)\)$/gm)];
    expect(named.map(([, name]) => name)).toEqual(expect.arrayContaining(['diff', 'fast-glob', 'yaml']));
    // These ask for nothing but to be named, and Apache-2.0 for its text, which is in the file.
    expect(
      named.map(([, , license]) => license).filter((one) => !/^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0)$/.test(one!)),
    ).toEqual([]);
  });

  test('is right in the eyes of publint', async () => {
    const bytes = readFileSync(packed.tarball);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const { messages, pkg = {} } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('has types that every resolver finds and that say what is there', async () => {
    const answer = await checkPackage(createPackageFromTarballData(readFileSync(packed.tarball)));
    if (!answer.types) throw new Error('no types');
    expect(answer.problems).toEqual([
      // Before Node 12, nothing but files could be asked for.
      { kind: 'NoResolution', entrypoint: './schema.json', resolutionKind: 'node10' },
    ]);
  });
});
