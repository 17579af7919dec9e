/** Reading, writing and walking: bytes stay as they are, and nothing is replaced that changed meanwhile. */
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walk } from '../../src/host/find/walk.ts';
import { decode, LARGEST_FILE_BYTES, readHead, readSource } from '../../src/host/read/read.ts';
import { replaceText } from '../../src/host/write/write.ts';

let dir = '';
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-host-')));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function put(file: string, text: string | Uint8Array = 'A=1\n'): string {
  const path = join(dir, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('reading', () => {
  test('keeps every character, a byte order mark too', () => {
    const text = '\ufeffA=中\r\nB=😀';
    expect(readSource(put('.env', text))).toEqual({ kind: 'text', text });
  });

  test.each([
    [Buffer.from([0x41, 0x0a, 0xe4, 0xb8]), 'it is not valid UTF-8 (line 2)'],
    [Buffer.from('A=\xff\n', 'latin1'), 'it is not valid UTF-8 (line 1)'],
    [Buffer.concat([Buffer.from('\n'.repeat(5000)), Buffer.from([0xc0, 0xaf])]), 'it is not valid UTF-8 (line 5001)'],
    [Buffer.from([0xff, 0xfe, 0x41, 0]), 'it is UTF-16; save it as UTF-8'],
    [Buffer.from('A=\0'), 'it is not text (NUL byte in line 1)'],
  ])('%# says what is wrong', (bytes, why) => {
    const reading = decode(bytes);
    expect(reading.kind === 'unreadable' && reading.why.en).toBe(why);
  });

  test('binary property lists keep their bytes', () => {
    const bytes = Buffer.from('bplist00\0\xff', 'latin1');
    expect(decode(bytes)).toMatchObject({ kind: 'bytes', bytes });
  });

  test('stops at the limit, reads files without a size, and what is not a file is no fault', () => {
    const big = put('big', '');
    writeFileSync(big, Buffer.alloc(LARGEST_FILE_BYTES + 1, 65));
    expect(readSource(big).kind).toBe('unreadable');
    expect(readSource('/proc/self/status')).toMatchObject({ kind: 'text', text: expect.stringContaining('Pid:') });
    expect(readSource(dir)).toMatchObject({ kind: 'unreadable', benign: true });
    expect(readSource('/dev/zero')).toMatchObject({ kind: 'unreadable', benign: true });
    expect(readSource(join(dir, 'nowhere'))).toMatchObject({ kind: 'unreadable', benign: false });
    expect(readHead(put('x', '#!/bin/sh\n'), 2)).toBe('#!');
  });
});

describe('writing', () => {
  test('replaces the target of a link, keeps the mode, leaves nothing else behind', () => {
    const target = put('real/env', 'A=1\n');
    chmodSync(target, 0o600);
    symlinkSync('real/env', join(dir, '.env'));
    expect(replaceText(join(dir, '.env'), 'A=1\n', 'A=2\n')).toEqual({ written: true });
    expect(readFileSync(target, 'utf8')).toBe('A=2\n');
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dir, 'real'))).toEqual(['env']);
    expect(readdirSync(dir)).toEqual(['.env', 'real']);
  });

  test('refuses what changed meanwhile, is read-only, or has hard links', () => {
    const file = put('.env');
    expect(replaceText(file, 'B=1\n', 'C=1\n')).toMatchObject({
      written: false,
      why: { en: expect.stringContaining('changed') },
    });
    chmodSync(file, 0o400);
    expect(replaceText(file, 'A=1\n', 'C=1\n')).toMatchObject({ written: false, why: { en: 'it is read-only' } });
    chmodSync(file, 0o600);
    linkSync(file, join(dir, 'twin'));
    expect(replaceText(file, 'A=1\n', 'C=1\n')).toMatchObject({
      written: false,
      why: { en: expect.stringContaining('2 hard links') },
    });
    expect(replaceText(join(dir, 'nowhere'), 'A=1\n', 'C=1\n')).toMatchObject({ written: false });
    expect(readFileSync(file, 'utf8')).toBe('A=1\n');
    expect(readdirSync(dir)).toEqual(['.env', 'twin']);
  });
});

describe('walking', () => {
  const found = (root = dir): string[] =>
    walk(root, { ignore: [], git: true, within: [dir] }).files.map(({ path }) => path.slice(dir.length + 1));

  test('skips vendored trees, leftovers, links of systemd and what is not ours', () => {
    for (const file of [
      '.env',
      'node_modules/a/.env',
      'vendor/.env',
      '.venv/x.sh',
      'a.png',
      '.env.swp',
      '.zshrc~',
      'bin/tool.py',
      'multi-user.target.wants/x.service',
    ])
      put(file, 'A=1\n');
    put('bin/run', '#!/bin/sh\n');
    put('bin/data', 'A=1\n');
    expect(found()).toEqual(['.env', 'bin/run']);
  });

  test('a link and its target are one file, under the name that tells the language', () => {
    put('dotfiles/rc', 'A=1\n');
    put('dotfiles/zshenv', 'A=1\n');
    symlinkSync('dotfiles/rc', join(dir, '.zshrc'));
    symlinkSync('dotfiles/zshenv', join(dir, '.zshenv'));
    expect(found()).toEqual(['.zshrc', 'dotfiles/zshenv']);
  });

  test('links to folders are followed out of the tree, once, and only where that is allowed', () => {
    put('config/fish/conf.d/proxy.fish', 'set -gx A 1\n');
    mkdirSync(join(dir, 'tree'));
    symlinkSync('../config', join(dir, 'tree/one'));
    symlinkSync('../config', join(dir, 'tree/two'));
    symlinkSync('..', join(dir, 'tree/up'));
    symlinkSync('/etc', join(dir, 'tree/etc'));
    expect(found(join(dir, 'tree'))).toEqual(['tree/one/fish/conf.d/proxy.fish']);
  });

  test('what packages install is not reached through links', () => {
    mkdirSync(join(dir, 'system'));
    symlinkSync('/usr/share/doc', join(dir, 'system/x.service'));
    symlinkSync('/usr/lib/os-release', join(dir, 'system/y.env'));
    expect(found()).toEqual([]);
  });

  test('nested .gitignore files, and those above', () => {
    put('.git/HEAD', '');
    put('.gitignore', '*.sh\n');
    put('a/.gitignore', '!keep.sh\n');
    put('a/keep.sh', 'A=1\n');
    put('a/drop.sh', 'A=1\n');
    expect(found()).toEqual(['a/keep.sh']);
    expect(found(join(dir, 'a'))).toEqual(['a/keep.sh']);
  });
});
