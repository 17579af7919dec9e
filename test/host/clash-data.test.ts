/** Data on disk beside a Clash configuration: GeoSite.dat and what rule-providers were last filled with. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clashData } from '../../src/host/read/clash-data.ts';
import { compile, route } from '../../src/routing/clash/evaluate.ts';
import { clashFile } from '../routing/clash/file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clash-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const field = (number: number, content: readonly number[]): number[] => [number * 8 + 2, content.length, ...content];
const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));
const geosite = Uint8Array.from(field(1, [...field(1, ascii('CN')), ...field(2, [8, 2, ...field(2, ascii('a.cn'))])]));
const file = clashFile({
  rules: ['GEOSITE,cn,DIRECT'],
  'rule-providers': { list: { type: 'http', behavior: 'ipcidr', format: 'mrs', url: 'https://example.org/a.mrs' } },
});
const data = () => clashData(file, join(folder, 'config.yaml'), join(folder, 'home'));

describe('data beside a configuration', () => {
  test('is optional', () => {
    expect(data().geosite).toBeUndefined();
    expect(data().sets?.size).toBe(0);
  });

  test('finds GeoSite.dat in any case, beside it before the home folder', () => {
    mkdirSync(join(folder, 'home', '.config', 'mihomo'), { recursive: true });
    writeFileSync(join(folder, 'home', '.config', 'mihomo', 'GeoSite.dat'), geosite);
    expect([...(data().geosite?.names ?? [])]).toEqual(['cn']);
    writeFileSync(join(folder, 'geosite.DAT'), new Uint8Array());
    expect([...(data().geosite?.names ?? [])]).toEqual([]);
  });

  test('reads what providers were last filled with', () => {
    const providers = {
      text: { type: 'http', behavior: 'domain', format: 'text', url: 'https://example.org/a', path: './a.list' },
      yaml: { type: 'file', behavior: 'classical', path: 'b.yaml' },
    };
    writeFileSync(join(folder, 'a.list'), '# names\n+.a.com\n');
    writeFileSync(join(folder, 'b.yaml'), 'payload:\n  - DOMAIN,b.com\n');
    const config = clashFile({ 'rule-providers': providers, rules: ['RULE-SET,text,P', 'RULE-SET,yaml,Q'] }, [
      'P',
      'Q',
    ]);
    const router = compile(config, clashData(config, join(folder, 'config.yaml'), folder));
    const index = (host: string): number => route(router, { host }).index;
    expect(['x.a.com', 'b.com', 'c.com'].map(index)).toEqual([0, 1, -1]);
  });

  test('does not read what is not a file', () => {
    mkdirSync(join(folder, 'geosite.dat'));
    expect(data().geosite).toBeUndefined();
  });

  test('unpacks binary lists where Node can', ({ skip }) => {
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (from: Uint8Array) => Uint8Array };
    skip(zstdCompressSync === undefined, 'this Node has no zstd');
    const range = [...new Array<number>(10).fill(0), 255, 255, 1, 2, 3, 4];
    const int64 = (value: number): number[] => [0, 0, 0, 0, 0, 0, 0, value];
    const bytes = [...ascii('MRS'), 1, 1, ...int64(1), ...int64(0), 1, ...int64(1), ...range, ...range];
    mkdirSync(join(folder, 'rules'));
    const name = createHash('md5').update('https://example.org/a.mrs').digest('hex');
    writeFileSync(join(folder, 'rules', name), zstdCompressSync!(Uint8Array.from(bytes)));
    const set = data().sets?.get('list');
    expect(set?.behavior === 'ipcidr' && set.holds({ family: 4, value: 0x01020304 })).toBe(true);
  });
});
