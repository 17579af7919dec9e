/** Words that every object inherits (`constructor`, `toString`), in place of each word of every kind of file: none is taken for one of ours. */
import { describe, expect, test } from 'vitest';
import { readInstead } from '../../src/knowledge/read-instead.ts';
import { detect } from '../../src/languages/detect.ts';
import { check } from '../fuzz/check.ts';
import { oneOfEach } from '../fuzz/generate.ts';
import type { InputFile } from '../fuzz/input.ts';

const INHERITED = ['constructor', 'toString', '__proto__'];

/** Files whose words are looked up in tables besides those that the generator makes. */
const MORE: readonly (readonly [string, string])[] = [
  [
    'a.sh',
    'npm config set strict-ssl false\ngit config --global http.proxy http://127.0.0.1:7890\npip config set global.timeout 5\n',
  ],
  ['b.fish', 'set --global --export HTTPS_PROXY http://127.0.0.1:7890\nset --erase HTTP_PROXY\n'],
  ['c.bash', '#!/usr/bin/env bash\non() { return 0; }\non && export HTTPS_PROXY=http://127.0.0.1:7890\n'],
  ['.wgetrc', 'use_proxy = true\nhttps_proxy = http://127.0.0.1:7890\n'],
  ['.npmrc', 'proxy = http://127.0.0.1:7890\nfetch-timeout = 5\n'],
  ['.ssh/config', 'Host github.com\n  ProxyCommand nc -x 127.0.0.1:7891 %h %p\n'],
  ['a.service', '[Service]\nType=simple\nRestart=always\nNice=5\nExecStart=/bin/true\n'],
  ['com.a.plist', '<plist><dict><key>Label</key><string>a&amp;b</string><key>KeepAlive</key><true/></dict></plist>\n'],
];

/** The text with each of its words replaced in turn, the first forty. */
function* replaced(text: string, by: string): Iterable<string> {
  let count = 0;
  for (const { 0: word, index } of text.matchAll(/[A-Za-z][A-Za-z_-]{2,}/g)) {
    if (++count > 40) return;
    yield text.slice(0, index) + by + text.slice(index + word.length);
  }
}

const inputs: readonly InputFile[] = [...oneOfEach(), ...MORE.map(([path, text]) => ({ path, text }))];

describe.each(INHERITED)('%s', (word) => {
  test.each(inputs)('$path', async (file) => {
    for (const text of replaced(file.text, word))
      expect(await check({ origin: file.path, files: [{ ...file, text }] }, 'fix'), text).toBeUndefined();
  });
  test('has no key that is read instead, and names no shell', () => {
    for (const client of ['npm', 'pip', 'curl']) expect(readInstead(client, word)).toBeUndefined();
    expect(detect('x', `#!/bin/${word}\nexport HTTP_PROXY=a\n`)?.dialect).toBeUndefined();
  });
});
