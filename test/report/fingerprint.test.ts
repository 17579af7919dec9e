/** Fingerprints that survive unrelated changes and tell findings apart. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Document } from '../../src/core.ts';
import { makeProject } from '../../src/project.ts';
import { fingerprint, fingerprints } from '../../src/report/machine/fingerprint.ts';
import { sha256 } from '../../src/report/machine/sha256.ts';
import { at, bare, both, shell } from './machine.ts';

test('sha256 agrees with the real one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
  for (const length of [0, 55, 56, 63, 64, 65, 1000]) {
    expect(sha256('a'.repeat(length))).toBe(createHash('sha256').update('a'.repeat(length)).digest('hex'));
  }
});

const finding = (document: Document, needle: string, rule = 'r', nth = 0): Diagnostic => ({
  rule,
  severity: 'error',
  at: at(document, needle, nth),
  message: both('m'),
});
const print = (document: Document, needle: string, rule?: string) =>
  fingerprint(finding(document, needle, rule), makeProject({ documents: [document] }));

describe('a fingerprint', () => {
  const before = shell('.env', 'A=1\nTIMEOUT=30\n', 'dotenv');

  test('survives moved lines, another line ending, another folder and blanks', () => {
    const name = print(before, '30');
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(print(shell('.env', '# new\n\nA=1\nB=2\nTIMEOUT=30\n', 'dotenv'), '30')).toBe(name);
    expect(print(shell('sub/.env', 'A=1\r\nTIMEOUT=30\r\n', 'dotenv'), '30')).toBe(name);
    expect(print(bare('c.yaml', 'clash', 'rules:\n  - MATCH,  a\n'), 'MATCH,  a')).toBe(
      print(bare('c.yaml', 'clash', 'rules: # x\n- MATCH, a\n'), 'MATCH, a'),
    );
  });

  test('tells apart rules, languages, variables and values', () => {
    const names = [
      print(before, '30'),
      print(before, '30', 'other'),
      print({ ...before, language: 'shell' }, '30'),
      print(shell('.env', 'A=1\nTIMEOUTS=30\n', 'dotenv'), '30'),
      print(shell('.env', 'A=1\nTIMEOUT=31\n', 'dotenv'), '31'),
      print(shell('.env', 'A=1\nTIMEOUT=30\n', 'dotenv', 'proxy_on'), '30'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test('does not change with a secret, so it cannot tell one', () => {
    const key = (value: string) => print(shell('.env', `A_KEY=${value}\n`, 'dotenv'), `A_KEY=${value}`);
    expect(key('Zx81kQp0aWm3')).toBe(key('another-secret-99'));
  });

  test('equal findings are numbered, so that repairing one ends one', () => {
    const twice = shell('.env', 'A=1\nA=1\n', 'dotenv');
    const findings = [finding(twice, 'A=1'), finding(twice, 'A=1', 'r', 1)];
    const all = [...fingerprints(findings, makeProject({ documents: [twice] })).values()];
    expect(new Set(all).size).toBe(2);
    const once = shell('.env', 'A=1\n', 'dotenv');
    expect(all).toContain(fingerprint(finding(once, 'A=1'), makeProject({ documents: [once] })));
  });
});
