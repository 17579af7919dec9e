/** resolv.conf and resolved.conf as facts, and how they are written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document, Setting, TextEdit } from '../../src/core.ts';
import { resolver } from '../../src/languages/resolver/index.ts';
import { applyEdits } from '../../src/text.ts';

function parse(text: string, file = '/etc/resolv.conf'): Document {
  return resolver.parse({ file, text });
}

function settings(document: Document): readonly Setting[] {
  return document.facts.filter((fact) => fact.kind === 'setting');
}

/** Path, value and, where the reader skips it, why. */
function rows(document: Document): readonly (readonly string[])[] {
  return settings(document).map(({ path, value, ignored }) => [
    path.join('/'),
    value.text,
    ...(ignored ? [ignored] : []),
  ]);
}

function source(document: Document, at: Setting['at']): string {
  return document.text.slice(at.start, at.end);
}

describe('resolv.conf', () => {
  test.each<[string, readonly (readonly string[])[]]>([
    [
      'nameserver 8.8.8.8\n',
      [
        ['nameserver', '8.8.8.8'],
        ['nameserver/0', '8.8.8.8'],
      ],
    ],
    [
      'nameserver\t1.1.1.1   # Cloudflare',
      [
        ['nameserver', '1.1.1.1   # Cloudflare'],
        ['nameserver/0', '1.1.1.1'],
        ['nameserver/1', '#'],
        ['nameserver/2', 'Cloudflare'],
      ],
    ],
    [
      'search a.b  c.d\r\n',
      [
        ['search', 'a.b  c.d'],
        ['search/0', 'a.b'],
        ['search/1', 'c.d'],
      ],
    ],
    [
      ' nameserver 8.8.8.8',
      [
        ['nameserver', '8.8.8.8', 'leading-blank'],
        ['nameserver/0', '8.8.8.8', 'leading-blank'],
      ],
    ],
    [
      'NameServer 8.8.8.8',
      [
        ['NameServer', '8.8.8.8', 'unknown-name'],
        ['NameServer/0', '8.8.8.8', 'unknown-name'],
      ],
    ],
    ['nameserver=8.8.8.8', [['nameserver=8.8.8.8', '', 'unknown-name']]],
    ['options', [['options', '']]],
    ['# nameserver 1.1.1.1\n; x\n\n \t\n', []],
    [
      '\uFEFFdomain lan',
      [
        ['domain', 'lan'],
        ['domain/0', 'lan'],
      ],
    ],
    ['nameserver\u00A08.8.8.8', [['nameserver\u00A08.8.8.8', '', 'unknown-name']]],
  ])('%j', (text, expected) => {
    const document = parse(text);
    expect(rows(document)).toEqual(expected);
    for (const { value, name } of settings(document)) {
      expect([source(document, value.at), source(document, name.at)]).toEqual([value.text, name.text]);
    }
  });

  test('knows its comments and its lines', () => {
    const document = parse('# one\n  ; two\nsearch a # b\n');
    expect(document.comments.map(({ at, ownLine }) => [source(document, at), ownLine])).toEqual([
      ['# one', true],
      ['; two', true],
    ]);
    expect(source(document, settings(document)[0]!.at)).toBe('search a # b');
    expect(document.dialect).toBe('resolv.conf');
  });
});

describe('resolved.conf', () => {
  const file = '/etc/systemd/resolved.conf.d/dns.conf';

  test.each<[string, readonly (readonly string[])[]]>([
    [
      '[Resolve]\nDNS=1.1.1.1#one.one.one.one 8.8.8.8\n',
      [
        ['Resolve/DNS', '1.1.1.1#one.one.one.one 8.8.8.8'],
        ['Resolve/DNS/0', '1.1.1.1#one.one.one.one'],
        ['Resolve/DNS/1', '8.8.8.8'],
      ],
    ],
    ['[Resolve]\n DNSOverTLS = yes ', [['Resolve/DNSOverTLS', 'yes']]],
    [
      '[Resolve]\nDNS=\nCache=no # x',
      [
        ['Resolve/DNS', ''],
        ['Resolve/Cache', 'no # x'],
      ],
    ],
    [
      'DNS=1.1.1.1\n[Network]\nDNS=1.1.1.2',
      [
        ['/DNS', '1.1.1.1', 'wrong-section'],
        ['/DNS/0', '1.1.1.1', 'wrong-section'],
        ['Network/DNS', '1.1.1.2', 'wrong-section'],
        ['Network/DNS/0', '1.1.1.2', 'wrong-section'],
      ],
    ],
    [
      '[Resolve]\nDNS=1.1.1.1 \\\n# aside\n  8.8.8.8\nLLMNR=no',
      [
        ['Resolve/DNS', '1.1.1.1    8.8.8.8'],
        ['Resolve/DNS/0', '1.1.1.1'],
        ['Resolve/DNS/1', '8.8.8.8'],
        ['Resolve/LLMNR', 'no'],
      ],
    ],
    ['[Resolve]\nDNS\n=x\n[Resolve\nCache=yes', [['Resolve/Cache', 'yes']]],
    ['[Resolve]\r\u00A0DNS=1.1.1.1', [['Resolve/\u00A0DNS', '1.1.1.1']]],
  ])('%j', (text, expected) => {
    expect(rows(parse(text, file))).toEqual(expected);
  });

  test('gives every word its place, also behind a continuation', () => {
    const document = parse('[Resolve]\r\nDNS=1.1.1.1 \\\r\n# aside\r\n\t8.8.8.8#x\r\n', file);
    expect(
      settings(document)
        .slice(1)
        .map(({ at }) => source(document, at)),
    ).toEqual(['1.1.1.1', '8.8.8.8#x']);
    expect(document.comments.map(({ at }) => source(document, at))).toEqual(['# aside']);
  });

  test.each([
    ['/etc/systemd/resolved.conf', 'resolved.conf'],
    ['/etc/systemd/resolved.conf.d/x.conf', 'resolved.conf'],
    ['loose.conf', 'resolved.conf'],
    ['/run/resolv.conf', 'resolv.conf'],
  ])('%s is read as %s', (name, dialect) => {
    expect(parse('[Resolve]\n', name).dialect).toBe(dialect);
  });
});

describe('writing', () => {
  const text = 'search a # b\nnameserver 8.8.8.8,1.1.1.1\n';
  const change = (edit: (document: Document) => readonly TextEdit[] | undefined): string | undefined => {
    const edits = edit(parse(text));
    return edits && applyEdits(text, edits);
  };
  const fact = (document: Document, path: string): Setting =>
    settings(document).find((candidate) => candidate.path.join('/') === path)!;

  test('replaces, removes, and adds lines', () => {
    expect(change((document) => document.writer?.replace(fact(document, 'nameserver/0').value, ' ', 7, 8))).toBe(
      'search a # b\nnameserver 8.8.8.8 1.1.1.1\n',
    );
    expect(change((document) => document.writer?.remove(fact(document, 'search/1').at))).toBe(
      'search a b\nnameserver 8.8.8.8,1.1.1.1\n',
    );
    expect(change((document) => document.writer?.remove(fact(document, 'search').at))).toBe(
      'nameserver 8.8.8.8,1.1.1.1\n',
    );
    expect(
      change((document) =>
        document.writer?.insertAbove(fact(document, 'nameserver').at, document.writer.comment('why\nnot')),
      ),
    ).toBe('search a # b\n# why not\nnameserver 8.8.8.8,1.1.1.1\n');
  });

  test('refuses what would end the line', () => {
    expect(change((document) => document.writer?.replace(fact(document, 'search/0').value, 'x\ny'))).toBeUndefined();
    expect(change((document) => document.writer?.replace(fact(document, 'search/0').value, 'x\\'))).toBeUndefined();
  });
});

describe('any text', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '[Resolve]',
      'DNS=',
      'nameserver ',
      '\\',
      '\n',
      '\r\n',
      '\r',
      '#',
      ';',
      ' ',
      '\t',
      '=',
      '中',
      '\uFEFF',
    ),
    fc.string(),
  );

  test('gives words that stand where they say', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.boolean(), (parts, isResolved) => {
        const document = resolver.parse(
          { file: 'x', text: parts.join('') },
          isResolved ? 'resolved.conf' : 'resolv.conf',
        );
        for (const { at, name, value } of settings(document)) {
          expect(at.start <= name.at.start || at.start === value.at.start).toBe(true);
          for (const piece of [...name.pieces, ...value.pieces]) {
            const raw = source(document, piece.at);
            expect(
              piece.kind === 'literal' && (piece.text === raw || (piece.text === ' ' && raw.startsWith('\\'))),
            ).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['nameserver 1 ', 'resolv.conf'],
    ['DNS=1 \\\n', 'resolved.conf'],
    ['[', 'resolved.conf'],
    [' \\\n#\n', 'resolved.conf'],
    [' ', 'resolv.conf'],
  ])('%j a hundred thousand times is read in one pass', (unit, dialect) => {
    const document = resolver.parse({ file: 'x', text: `[Resolve]\nDNS=a\\\n${unit.repeat(100_000)}` }, dialect);
    expect(document.facts.length).toBeGreaterThan(0);
  });
});
