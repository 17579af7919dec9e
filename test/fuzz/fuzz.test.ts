/** A short run of the fuzzer, everything it ever found, and proof that it would notice. `npm run fuzz` runs for longer. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAs } from '../helpers/project.ts';
import { check, DEPTHS } from './check.ts';
import type { Input } from './input.ts';
import { inputAt } from './inputs.ts';
import { minimise } from './minimise.ts';
import { wrongOutput, wrongXml } from './output.ts';
import { loadSeeds } from './seeds.ts';
import { wrongDocument } from './spans.ts';

const seeds = loadSeeds(fileURLToPath(new URL('../../', import.meta.url)));
const STRETCH = 400;

describe('whatever is broken', () => {
  test('there is enough to break', () => expect(seeds.length).toBeGreaterThan(100));

  test.each([...Array(10).keys()])('inputs of stretch %i hold', { timeout: 120_000 }, async (stretch) => {
    for (let index = stretch * STRETCH; index < (stretch + 1) * STRETCH; index++) {
      const { input, depth } = inputAt(seeds, 20_240, index);
      const failed = await check(input, depth);
      if (failed) throw new Error(`input ${index} at depth ${depth}: ${failed.detail}\n${JSON.stringify(input)}`);
    }
  });

  test('an input is the same every time, and others are others', () => {
    const texts = [0, 1, 2, 0].map((index) => JSON.stringify(inputAt(seeds, 7, index)));
    expect(texts[3]).toBe(texts[0]);
    expect(new Set(texts).size).toBe(3);
  });
});

const one = (path: string, text: string): Input => ({ origin: 'found', files: [{ path, text }] });

/** Each of these once broke something. */
const FOUND: readonly (readonly [string, string])[] = [
  ['etc/resolv.conf', 'erver 127.0.0.'],
  ['resolved.conf', 'Domains=http://127.0.0.1:7890\n'],
  ['systemd/system.conf', '[]\nA_B=true"\n'],
  ['a.service', '[\n"\\\nt='],
  ['vllm.service', '[Service]\rEnvironment=\\\n'],
  ['a.service.d/b.conf', '[Service]\nRestartSec =\\\nWantedBy '],
  ['.npmrc', 'proxy=30s"\r'],
  ['.npmrc', 'https-proxy=true'],
  ['.curlrc', 'noproxy=.a.cn, *.b;'],
  ['apt.conf', 'Acquire::http::Proxy ="中文";'],
  ['.env', 'Y\nY=\n='],
  ['.env', 'd:\n'],
  ['.env', 's:\r\n'],
  ['LaunchAgents/a.plist', '<plist n=".0">\n<dict>\n<key>Label</key>\n<integer>5</integer>\n</dict>\n</plist>'],
  ['config.yaml', 'mixed-port:\r'],
  ['config.yaml', ":\n {%\n'ts"],
  [
    'mihomo.yaml',
    'rules: E\nproxies: [{}]: &dl {proxies:[接,荷兰故障]}\nproxy-groups:\n  - {<<: *dl}\n  - {<<: *dl}\n  - name: 荷兰故',
  ],
  ['.env', 'no_proxy="#,t,#,e",10.1.2.3/32,http://a/b\nhttp_proxy=1'],
  ['.bashrc', '"\n'],
  ['a.fish', "'\n"],
  ['.zshrc', '"${\n}"'],
  ['.zshrc', '"`\n`"'],
  ['a.sh', '${A-"\n$}'],
  ['.zshrc', '${A-${A-\n}'],
  ['.zshrc', 'export t<<'],
  ['.zshrc', 'Y=<<: a\nc=('],
  ['.bashrc', 'export O"=Y"='],
  ['.profile', 'export O<<<<<='],
  ['.bashrc', `alias s='"e\r."'`],
  ['mihomo.yaml', 'tproxy-port: :\n{]| t'],
  ['a.bash', 'alias x=\\𐌽'],
  ['a.sh', '> (if()then'],
  ['.env', "SE_URL=htt[p'ateta\non() {% %}\n"],
  ['config/mihomo/proxychain.yaml', '{%\n\r\r\nproxy-groups:'],
  ['.zshrc', `export ${'$('.repeat(300)}`],
];

test.each(FOUND)('%s: %j', async (path, text) => {
  for (const depth of DEPTHS) expect(await check(one(path, text), depth)).toBeUndefined();
});

describe('it would be noticed', () => {
  const document = parseAs({ file: '.env', text: 'A="b\\nc"\n' }, 'dotenv');
  const [fact] = document.facts;
  if (fact?.kind !== 'env') throw new Error('no assignment');

  test('a span beyond the text, of another file, or the wrong way round', () => {
    const wrong = [
      { ...fact.at, end: 100 },
      { ...fact.at, file: 'other' },
      { ...fact.at, start: 5, end: 2 },
      { ...fact.at, start: 0.5 },
    ];
    expect(wrongDocument(document)).toBeUndefined();
    for (const at of wrong) expect(wrongDocument({ ...document, facts: [{ ...fact, at }] })).toBeTypeOf('string');
  });

  test('a piece that says something else than its characters', () => {
    const [first, ...others] = fact.value.pieces;
    if (first?.kind !== 'literal') throw new Error('no literal');
    for (const text of ['x', 'bb']) {
      const value = { ...fact.value, text: text + fact.value.text.slice(1), pieces: [{ ...first, text }, ...others] };
      expect(wrongDocument({ ...document, facts: [{ ...fact, value }] })).toBeTypeOf('string');
    }
  });

  test('reports that are broken', () => {
    expect(wrongOutput('json', '{')).toBe('not JSON');
    expect(wrongOutput('jsonl', '{}\n{')).toBe('a line is not JSON');
    expect(wrongOutput('pretty', 'a\u001bb')).toContain('control');
    expect(['<a>', '<a></b>', '<a x="<"/>', '<a>&x;</a>', '<a>\u0001</a>'].map(wrongXml)).not.toContain(undefined);
    expect(wrongXml('<?xml version="1.0"?>\n<a b="c"><d/>&amp;e</a>\n')).toBeUndefined();
  });

  test('and made small', async () => {
    const input: Input = {
      origin: '',
      files: [
        { path: 'a', text: 'one\ntwo\nthree four\n' },
        { path: 'b', text: 'five\n' },
      ],
    };
    const fails = async ({ files }: Input): Promise<boolean> => files.some(({ text }) => text.includes('hre'));
    expect((await minimise(input, fails, { tries: 1000, time: 60_000 })).files).toEqual([{ path: 'a', text: 'hre' }]);
  });
});
