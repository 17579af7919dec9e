/** `.env` files as the dotenv package, Node, systemd and pam_env read them, and how they are written. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { dotenv } from '../../src/languages/dotenv/index.ts';
import { slice } from '../../src/text.ts';
import { assignments, edited, expectSoundSpans } from '../helpers/facts.ts';

function read(text: string, dialect = 'dotenv'): Document {
  return dotenv.parse({ file: '.env', text }, dialect);
}

/** `NAME`, its value, the raw word, and the trailing comment or the reason it is dropped. */
function rows(text: string, dialect?: string): string[][] {
  const document = read(text, dialect);
  return assignments(document).map((fact) => [
    slice(document, fact.name.at),
    fact.value.text,
    slice(document, fact.value.at),
    ...(fact.comment ? [slice(document, fact.comment)] : []),
    ...(fact.dropped ? [`${fact.dropped.reason}: ${slice(document, fact.dropped.at)}`] : []),
  ]);
}

/** What a file means in the end: later assignments win. */
function meaning(text: string, dialect?: string): Record<string, string> {
  return Object.fromEntries(assignments(read(text, dialect)).map((fact) => [fact.name.text, fact.value.text]));
}

describe('the dotenv dialect', () => {
  test.each<[string, string, string[][]]>([
    ['a bare value', 'A=b c', [['A', 'b c', 'b c']]],
    ['export', 'export A=b', [['A', 'b', 'b']]],
    ['export as a name', 'export = 5', [['export', '5', '5']]],
    ['export on a line of its own', 'export\nA=1', [['A', '1', '1']]],
    ['blanks around =', '  A = b  ', [['A', 'b', 'b']]],
    ['a colon', 'A: b', [['A', 'b', 'b']]],
    ['a colon without a blank', 'A:b', []],
    ['double quotes', 'A="b c"', [['A', 'b c', '"b c"']]],
    ['single quotes', "A='b c'", [['A', 'b c', "'b c'"]]],
    ['backticks', 'A=`b"c\'d`', [['A', 'b"c\'d', '`b"c\'d`']]],
    ['escapes in double quotes', 'A="x\\ny\\tz"', [['A', 'x\ny\\tz', '"x\\ny\\tz"']]],
    ['none in single quotes', "A='x\\ny'", [['A', 'x\\ny', "'x\\ny'"]]],
    [
      'a value over lines',
      'A="x\ny"\nB=1',
      [
        ['A', 'x\ny', '"x\ny"'],
        ['B', '1', '1'],
      ],
    ],
    ['a comment after a blank', 'A=b # c', [['A', 'b', 'b', '# c']]],
    ['a comment glued to the value', 'A=http://u:p#w@h', [['A', 'http://u:p', 'http://u:p', '#w@h']]],
    ['a comment after quotes', 'A="b # c" # d', [['A', 'b # c', '"b # c"', '# d']]],
    ['only a comment', 'A= # c', [['A', '', '', '# c']]],
    [
      'an empty value',
      'A=\nB=""',
      [
        ['A', '', ''],
        ['B', '', '""'],
      ],
    ],
    [
      'duplicates',
      'A=1\nA=2',
      [
        ['A', '1', '1'],
        ['A', '2', '2'],
      ],
    ],
    ['a byte order mark', '\uFEFFA=b', [['A', 'b', 'b']]],
    [
      'CRLF',
      'A=b\r\nC="d"\r\n',
      [
        ['A', 'b', 'b'],
        ['C', 'd', '"d"'],
      ],
    ],
    ['CRLF inside quotes', 'A="x\r\ny"', [['A', 'x\ny', '"x\r\ny"']]],
    [
      'lone carriage returns',
      'A=b\rC=d',
      [
        ['A', 'b', 'b'],
        ['C', 'd', 'd'],
      ],
    ],
    ['references stay literal', 'A=x${B}$C', [['A', 'x${B}$C', 'x${B}$C']]],
    [
      'a quote that nothing closes',
      'A="b\nC=d',
      [
        ['A', '"b', '"b'],
        ['C', 'd', 'd'],
      ],
    ],
    ['text after the quotes', 'A="b"c', [['A', '"b"c', '"b"c']]],
    ['two pairs of quotes', 'A="b" "c"', [['A', 'b" "c', '"b" "c"']]],
    ['an escaped quote', "A='x\\'y'", [['A', "x\\'y", "'x\\'y'"]]],
    ['a value on the next line', 'A=\n"b"', [['A', 'b', '"b"']]],
    ['shell code', 'if [ -f x ]; then\n  A=1\nfi\nalias ll="ls -l"\n', [['A', '1', '1']]],
    ['comments', '# A=1\n  # B=2\nC=3', [['C', '3', '3']]],
    [
      'odd names',
      'A-B=1\nA.B=2\n1A=3',
      [
        ['A-B', '1', '1'],
        ['A.B', '2', '2'],
        ['1A', '3', '3'],
      ],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  test('takes template tags for unknown', () => {
    const [a, b, c] = assignments(
      read('A=http://{{ host }}:1\nB=${{ secrets.B }}\n{% if x %}\nC="<%= y %>z"\n{% endif %}'),
    );
    expect(a?.value.pieces.map((piece) => piece.kind)).toEqual(['literal', 'unknown', 'literal']);
    expect(b?.value).toMatchObject({ text: '\uFFFC', known: false });
    expect(c?.value.text).toBe('\uFFFCz');
  });

  test('gives statements, comments and scope', () => {
    const document = read('# one\n  export A="b" # two\n');
    const [fact] = assignments(document);
    expect(slice(document, fact!.statement)).toBe('export A="b"');
    expect(slice(document, fact!.at)).toBe('A="b"');
    expect(document.comments.map((comment) => [slice(document, comment.at), comment.ownLine])).toEqual([
      ['# one', true],
      ['# two', false],
    ]);
    expect(fact).toMatchObject({
      operation: 'set',
      reach: 'environment',
      certain: true,
      scope: { kind: 'file', name: '' },
    });
    expect(document.errors).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['A=b # c', { docker: 'b # c', systemd: 'b # c' }],
    ['A="b"', { docker: '"b"' }],
    ['A="b" # c', { docker: '"b" # c', systemd: 'b# c' }],
    [
      'A=http://u:p#w@h',
      {
        docker: 'http://u:p#w@h',
        compose: 'http://u:p#w@h',
        python: 'http://u:p#w@h',
        systemd: 'http://u:p#w@h',
        bash: 'http://u:p#w@h',
      },
    ],
    ['A="b"c', { node: 'b', systemd: 'bc', bash: 'bc' }],
    ['A="x\\ny"', { docker: '"x\\ny"', systemd: 'x\\ny', bash: 'x\\ny' }],
    ['A=b   ', { docker: 'b   ' }],
    ['A=b"c"d', { bash: 'bcd' }],
    ['export A="b"', {}],
    ['A=`b c`', { docker: '`b c`', compose: '`b c`', python: '`b c`', systemd: '`b c`' }],
    ['A=localhost,*.x,10.0.0.0/8', {}],
  ])('knows who reads %j otherwise', (text, readings) => {
    const [fact] = assignments(read(text));
    expect(Object.fromEntries(fact?.readings?.() ?? [])).toEqual(readings);
  });
});

/** Fragments that meet in the corners of the grammar. */
const FRAGMENTS = [
  ...['A', 'B_1', 'c.d', 'e-f', 'export ', 'export', '=', ' = ', ': ', ':', '"', "'", '`', '\\', '\\"', "\\'", '\\n'],
  ...[
    '\\r',
    '#',
    ' # x',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    'x',
    '{',
    '$B',
    '${B}',
    '\u00a0',
    '\u3000',
    '\ufeff',
    '\u2028',
  ],
];
const soup = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join(''));
const assignmentSoup = fc
  .array(fc.tuple(fc.constantFrom('A', 'B', 'export C', 'D '), fc.constantFrom('=', '= ', ': '), soup), {
    maxLength: 6,
  })
  .map((lines) => lines.map((line) => line.join('')).join('\n'));

describe('the dotenv dialect against the package', () => {
  test('reads thousands of files alike', () => {
    fc.assert(
      fc.property(fc.oneof(soup, assignmentSoup), (text) => {
        expect(meaning(text)).toEqual({ ...parseDotenv(text) });
      }),
      { numRuns: 6000 },
    );
  });

  test('knows what Node reads', () => {
    const inner = fc.array(fc.constantFrom('x', ' ', '#', '\\', '\\n', '"', "'", '`', '=', '$A'), { maxLength: 6 });
    const quoted = fc.tuple(fc.constantFrom('"', "'", '`'), inner, fc.constantFrom('', ' ', ' # c', 'y'));
    fc.assert(
      fc.property(quoted, ([quote, parts, tail]) => {
        const text = `A=${quote}${parts.join('')}${quote}${tail}\n`;
        const [fact] = assignments(read(text));
        expect(fact?.readings?.().get('node') ?? fact?.value.text).toBe(parseEnv(text).A);
      }),
      { numRuns: 500 },
    );
  });

  test('is linear where the package is not', () => {
    const blank = '\n'.repeat(400_000);
    const texts = [
      blank,
      `A=1${blank}B=2`,
      'A="\\"'.repeat(60_000),
      `${'A='.repeat(9)}\n`.repeat(50_000),
      "A='".repeat(90_000),
    ];
    for (const text of texts) expect(read(text).facts.length).toBeGreaterThanOrEqual(0);
    expect(read(`A="${'x\r\n'.repeat(150_000)}"`).facts).toHaveLength(1);
    expect(meaning(`A=1${blank}B=2`)).toEqual({ A: '1', B: '2' });
  });
});

describe('every dialect', () => {
  const dialects = fc.constantFrom('dotenv', 'pam', 'environment.d', 'environment-file');

  test('never throws, and its spans decode to its values', () => {
    fc.assert(
      fc.property(fc.oneof(soup, assignmentSoup, fc.string({ unit: 'binary' })), dialects, (text, dialect) => {
        expectSoundSpans(read(text, dialect));
      }),
      { numRuns: 2500 },
    );
  });

  test('writes values that read back, and touches nothing else', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab ,:/"\'`#$%\\{}\n'), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(soup, assignmentSoup), dialects, value, fc.nat(), (text, dialect, wanted, pick) => {
        const document = read(text, dialect);
        const all = assignments(document);
        const index = pick % all.length;
        const fact = all[index];
        const edits = fact && document.writer?.replace(fact.value, wanted);
        if (!edits) return;
        const again = assignments(read(edited(document, edits), dialect));
        expect(again[index]?.value.text).toBe(wanted);
        const others = (list: typeof again) => list.filter((_, at) => at !== index).map((one) => one.value.text);
        expect(others(again)).toEqual(others(all));
      }),
      { numRuns: 2500 },
    );
  });

  test.each([
    ['A=1\nexport A\n', 'A=1\nexport B=2\nexport A\n'],
    ['export\nA=1\n', 'export\nA=1\nB=2\n'],
    ['A=1\nexport C # not A\n', 'A=1\nB=2\nexport C # not A\n'],
  ])('adds to %j what a shell that sources it exports as well', (text, expected) => {
    const document = read(text);
    const beside = assignments(document).find(({ name }) => name.text === 'A');
    const edits = beside && document.writer?.assign(beside, [{ name: 'B', value: '2' }]);
    expect(edits && edited(document, edits)).toBe(expected);
  });

  test('adds assignments that read back', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab ,:/"\'#$\\'), maxLength: 12 });
    fc.assert(
      fc.property(assignmentSoup, dialects, value, fc.nat(), (text, dialect, wanted, pick) => {
        const document = read(text, dialect);
        const facts = assignments(document);
        const beside = facts[pick % facts.length];
        const edits = beside && document.writer?.assign(beside, [{ name: 'NEW_ONE', value: wanted }]);
        if (!beside || !edits) return;
        const again = assignments(read(edited(document, edits), dialect));
        expect(again[facts.indexOf(beside) + 1]).toMatchObject({ name: { text: 'NEW_ONE' }, value: { text: wanted } });
        expect(again.length).toBe(facts.length + 1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('pam, /etc/environment', () => {
  // Measured with `su root -c env` and libpam-modules 1.5.2.
  test.each<[string, string[], string | undefined]>([
    ['A=b # c', ['A', 'b', 'b', '# c'], 'b '],
    ['A="http://u:p#w@h"', ['A', 'http://u:p#w@h', '"http://u:p#w@h"', 'inline-comment: #w@h"'], 'http://u:p'],
    ["A='a,b' # c", ['A', 'a,b', "'a,b'", '# c', 'inline-comment: # c'], "a,b' "],
    ['export A=x', ['A', 'x', 'x'], undefined],
    ['A = y', ['A', 'y', 'y', 'blank-around-equals:  ='], ' y'],
    ['A= z', ['A', 'z', 'z'], ' z'],
    ['A="in"ner"', ['A', 'in"ner', '"in"ner"'], undefined],
    ['A="x" ', ['A', 'x', '"x"', 'trailing-blank:  '], 'x" '],
    ['A=$HOME', ['A', '$HOME', '$HOME'], undefined],
    ['A=x\r\n', ['A', 'x', 'x'], 'x\r'],
    ['A-B=1', ['A-B', '1', '1', 'not-a-name: A-B'], undefined],
    ['export  A=1', ['A', '1', '1', 'blank-around-equals:  '], undefined],
  ])('reads %j', (text, row, actual) => {
    expect(rows(text, 'pam')).toEqual([row]);
    expect(assignments(read(text, 'pam'))[0]?.readings?.().get('pam')).toBe(actual);
  });

  test('takes a bare name for a request to delete it', () => {
    expect(assignments(read('HOME\n', 'pam'))[0]).toMatchObject({ name: { text: 'HOME' }, operation: 'unset' });
  });

  test('does not know values that go on in the next line', () => {
    expect(assignments(read('A=a\\\nb=c\nD=1', 'pam')).map((fact) => [fact.name.text, fact.value.text])).toEqual([
      ['A', 'a\uFFFC'],
      ['D', '1'],
    ]);
  });

  test('cannot write a #', () => {
    const document = read('A=b\n', 'pam');
    expect(document.writer?.replace(assignments(document)[0]!.value, 'x#y')).toBeUndefined();
  });
});

describe('systemd environment files', () => {
  test.each<[string, string[][]]>([
    ['export X=1', [['X', '1', '1', 'export-keyword: export ']]],
    ['A=a # x', [['A', 'a', 'a', '# x', 'inline-comment: # x']]],
    ['A="a" # x', [['A', 'a', '"a"', '# x', 'inline-comment: # x']]],
    ['A=a#x', [['A', 'a#x', 'a#x']]],
    ['A="a"\'b\'c\\ d', [['A', 'abc d', '"a"\'b\'c\\ d']]],
    ['A=C:\\p', [['A', 'C:p', 'C:\\p']]],
    ['A="x\\\ny"', [['A', 'xy', '"x\\\ny"']]],
    ['A=x\\\ny', [['A', 'xy', 'x\\\ny']]],
    ['; A=1\n#B=2\nC=3', [['C', '3', '3']]],
    [
      'A="open\nB=2',
      [
        ['A', 'open', '"open', 'unbalanced-quote: "'],
        ['B', '2', '2'],
      ],
    ],
    ['A B=1', [['A B', '1', '1', 'not-a-name: A B']]],
    ['A = "b"  ', [['A', 'b', '"b"']]],
  ])('reads %j', (text, expected) => {
    expect(rows(text, 'environment-file')).toEqual(expected);
  });

  test('keeps what systemd really reads', () => {
    expect(assignments(read('A="a" # x', 'environment-file'))[0]?.readings?.().get('systemd')).toBe('a# x');
  });

  test('agrees with systemd’s own parser', (context) => {
    const line = fc.tuple(
      fc.constantFrom('A', 'B', ' C', 'D ', 'E F', '1G', ''),
      fc.constantFrom('=', '= ', ''),
      fc.array(
        fc.constantFrom(
          'x',
          ' ',
          '\t',
          '"',
          "'",
          '\\',
          '#',
          ';',
          '$A',
          'é',
          '\\"',
          '\\\n',
          '\n',
          '=',
          "'y z'",
          '"y z"',
        ),
        { maxLength: 8 },
      ),
    );
    const texts = fc.sample(
      fc.array(line, { maxLength: 4 }).map((lines) => lines.map(([n, s, v]) => n + s + v.join('')).join('\n')),
      { numRuns: 1500, seed: 11 },
    );
    const real = loadEnvFiles(texts);
    if (!real) return context.skip('python3 with libsystemd-shared is not installed');
    let compared = 0;
    texts.forEach((text, index) => {
      const facts = assignments(read(text, 'environment-file'));
      const isOpen = facts.some((fact) => fact.dropped?.reason === 'unbalanced-quote');
      if (real[index] === null || isOpen) return;
      const mine = facts
        .filter((fact) => !['not-a-name', 'export-keyword'].includes(fact.dropped?.reason ?? ''))
        .map((fact) => `${fact.name.text}=${fact.readings?.().get('systemd') ?? fact.value.text}`);
      expect([text, last(mine)]).toEqual([text, last(real[index]!)]);
      compared++;
    });
    expect(compared).toBeGreaterThan(700);
  });
});

/** Later assignments win; names that are none are dropped when a service starts. */
function last(pairs: readonly string[]): Record<string, string> {
  const valid = pairs.filter((pair) => /^[A-Za-z_]\w*=/.test(pair));
  return Object.fromEntries(valid.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** systemd's `load_env_file` on each text; null where it fails. undefined: not installed. */
function loadEnvFiles(texts: readonly string[]): (string[] | null)[] | undefined {
  const script = `
import ctypes, glob, json, os, sys, tempfile
lib = ctypes.CDLL(sorted(glob.glob('/usr/lib/*/systemd/libsystemd-shared-*.so') + glob.glob('/lib/systemd/libsystemd-shared-*.so'))[0])
out = []
with tempfile.TemporaryDirectory() as d:
    for i, text in enumerate(json.load(sys.stdin)):
        name = os.path.join(d, 'f')
        open(name, 'w', newline='').write(text)
        strv = ctypes.POINTER(ctypes.c_char_p)()
        r = lib.load_env_file(None, name.encode(), ctypes.byref(strv))
        found = []
        k = 0
        while r >= 0 and strv and strv[k]:
            found.append(strv[k].decode()); k += 1
        out.append(found if r >= 0 else None)
json.dump(out, sys.stdout)`;
  const run = spawnSync('python3', ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' });
  return run.error || run.status !== 0 ? undefined : JSON.parse(run.stdout);
}

describe('environment.d', () => {
  test('expands, also in single quotes', () => {
    const [fact] = assignments(read('A=\'$B\'"\\$C"-x${D:-y$E}$$', 'environment.d'));
    expect(fact?.value.text).toBe('\uFFFC\uFFFC-x\uFFFC$');
    expect(fact?.value.pieces).toMatchObject([
      { kind: 'reference', name: 'B' },
      { kind: 'reference', name: 'C' },
      { kind: 'literal', text: '-x' },
      { kind: 'reference', name: 'D', operator: ':-', word: [{ text: 'y' }, { kind: 'reference', name: 'E' }] },
      { kind: 'literal', text: '$' },
    ]);
  });

  test.each([
    ['${A', '${A'],
    ['${A:=q}', '${A:=q}'],
    ['$(date)', '$(date)'],
    ['a$', 'a$'],
    ['$1', '\uFFFC'],
  ])('leaves %j as %j', (text, expected) => {
    expect(meaning(`X=${text}`, 'environment.d')).toEqual({ X: expected });
  });

  test('agrees with the generator', (context) => {
    if (!existsSync(GENERATOR)) return context.skip('the environment.d generator is not installed');
    const value = fc.array(
      fc.constantFrom('x', ' ', '$A', '${A}', '$$', '${U:-d}', '${A:+a$A}', "'", '"', '\\$', '{', '}', '#', '\\'),
      { minLength: 1, maxLength: 7 },
    );
    const values = fc.sample(value, { numRuns: 300, seed: 3 }).map((parts) => parts.join(''));
    const sound = values.filter((one) => {
      return !/\\$/.test(one) && assignments(read(`X=<>${one}`, 'environment.d'))[0]?.dropped === undefined;
    });
    const folder = mkdtempSync(path.join(tmpdir(), 'environment-d-'));
    mkdirSync(path.join(folder, 'environment.d'));
    const lines = sound.map((one, index) => `V${index}=<>${one}`);
    writeFileSync(path.join(folder, 'environment.d', 'a.conf'), `A=1\n${lines.join('\n')}\n`);
    const env = { XDG_CONFIG_HOME: folder, PATH: process.env.PATH ?? '' };
    const run = spawnSync(GENERATOR, { env, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    const real = new Map<string, string>();
    for (const row of run.stdout.split('\n'))
      real.set(row.slice(0, row.indexOf('=')), unquote(row.slice(row.indexOf('=') + 1)));
    lines.forEach((line, index) => {
      const [fact] = assignments(read(line, 'environment.d'));
      expect([line, evaluate(fact!.value.pieces)]).toEqual([line, real.get(`V${index}`)]);
    });
  });
});

const GENERATOR = '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator';

/** The generator prints shell words. */
function unquote(word: string): string {
  return word.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
}

/** With A=1 and nothing else set, as systemd's `:-` and `:+` decide. */
function evaluate(pieces: ReturnType<typeof assignments>[number]['value']['pieces']): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'literal') return piece.text;
      if (piece.kind === 'unknown') return '';
      const isSet = piece.name === 'A';
      if (piece.operator === ':-') return isSet ? '1' : evaluate(piece.word ?? []);
      if (piece.operator === ':+') return isSet ? evaluate(piece.word ?? []) : '';
      return isSet ? '1' : '';
    })
    .join('');
}

describe('writing', () => {
  test.each<[string, string, string, string]>([
    ['keeps bare values bare', 'A=b # c\n', 'x', 'A=x # c\n'],
    ['keeps quotes', "export A = 'b' # c\r\n", 'x y', "export A = 'x y' # c\r\n"],
    ['adds quotes for blanks', 'A=b\n', 'x y', 'A="x y"\n'],
    ['adds quotes for #', 'A=b # c\n', 'x#y', 'A="x#y" # c\n'],
    ['changes quotes it cannot use', 'A="b"\n', 'x"y', "A='x\"y'\n"],
    ['fills an empty value', 'A=\nB=1', 'x', 'A=x\nB=1'],
    ['fills empty quotes', 'A=""\n', 'x', 'A="x"\n'],
    ['escapes newlines', 'A="b"\n', 'x\ny', 'A="x\\ny"\n'],
  ])('%s', (_, text, value, expected) => {
    const document = read(text);
    expect(edited(document, document.writer?.replace(assignments(document)[0]!.value, value))).toBe(expected);
  });

  test('replaces a part and leaves the rest', () => {
    const document = read('NO_PROXY="localhost,127.0.0.1" # mine\n');
    const { value } = assignments(document)[0]!;
    expect(edited(document, document.writer?.replace(value, ',::1', value.text.length, value.text.length))).toBe(
      'NO_PROXY="localhost,127.0.0.1,::1" # mine\n',
    );
    expect(edited(document, document.writer?.replace(value, '', 0, 10))).toBe('NO_PROXY="127.0.0.1" # mine\n');
  });

  test('renames', () => {
    const document = read('export HTTPS_proxy=http://a:1\n');
    expect(edited(document, document.writer?.replace(assignments(document)[0]!.name, 'HTTPS_PROXY'))).toBe(
      'export HTTPS_PROXY=http://a:1\n',
    );
  });

  test.each<[string, string, string]>([
    ['plain', 'A=1\nB=2\n', 'A=1\nN=a,b\nB=2\n'],
    ['no final newline', 'A=1', 'A=1\nN=a,b'],
    [
      'export, blanks, quotes, indentation',
      "  export A = '1' # x\nB=2",
      "  export A = '1' # x\n  export N = 'a,b'\nB=2",
    ],
    ['CRLF', 'A="1"\r\n', 'A="1"\r\nN="a,b"\r\n'],
    ['a value over lines', 'A="1\n2"\nB=2', 'A="1\n2"\nN="a,b"\nB=2'],
    ['an empty neighbour', 'A =\n', 'A =\nN = a,b\n'],
  ])('writes beside: %s', (_, text, expected) => {
    const document = read(text);
    expect(edited(document, document.writer?.assign(assignments(document)[0]!, [{ name: 'N', value: 'a,b' }]))).toBe(
      expected,
    );
  });

  test('writes several, in order', () => {
    const document = read('A=1');
    const variables = [
      { name: 'N', value: 'x', inherit: true },
      { name: 'n', value: 'x', copyOf: 'N' },
    ];
    expect(edited(document, document.writer?.assign(assignments(document)[0]!, variables))).toBe('A=1\nN=x\nn=x');
  });

  test('keeps what is inherited where the format can say so', (context) => {
    const document = read('A=1\n', 'environment.d');
    const variables = [
      { name: 'NO_PROXY', value: 'x', inherit: true, orFrom: 'no_proxy' },
      { name: 'no_proxy', value: 'x', inherit: true, copyOf: 'NO_PROXY' },
    ];
    const after = edited(document, document.writer?.assign(assignments(document)[0]!, variables));
    expect(after).toBe('A=1\nNO_PROXY=${NO_PROXY:-${no_proxy:-x}}\nno_proxy=${no_proxy:-$NO_PROXY}\n');
    if (!existsSync(GENERATOR)) return context.skip('the environment.d generator is not installed');
    const folder = mkdtempSync(path.join(tmpdir(), 'environment-d-'));
    mkdirSync(path.join(folder, 'environment.d'));
    writeFileSync(path.join(folder, 'environment.d', 'a.conf'), after);
    const given = (inherited: Record<string, string>): string[] =>
      spawnSync(GENERATOR, { env: { XDG_CONFIG_HOME: folder, ...inherited }, encoding: 'utf8' })
        .stdout.split('\n')
        .filter((line) => /^no_proxy=/i.test(line));
    expect(given({})).toEqual(['NO_PROXY=x', 'no_proxy=x']);
    expect(given({ NO_PROXY: '.up' })).toEqual(['NO_PROXY=.up', 'no_proxy=.up']);
    expect(given({ no_proxy: '.low' })).toEqual(['NO_PROXY=.low', 'no_proxy=.low']);
    rmSync(folder, { recursive: true });
  });

  test.each<[string, string, string, string]>([
    ['environment.d', 'A=1\n', 'a$b', 'A=1\nN=a$$b\n'],
    ['environment-file', 'A=1\n', 'a\\b', 'A=1\nN=a\\\\b\n'],
    ['environment-file', 'A="1"\n', 'a"b', 'A="1"\nN="a\\"b"\n'],
    ['pam', 'A="1"\n', 'a b', 'A="1"\nN="a b"\n'],
    ['environment-file', 'export A=1\n', 'x', 'export A=1\nN=x\n'],
  ])('escapes for %s', (dialect, text, value, expected) => {
    const document = read(text, dialect);
    expect(edited(document, document.writer?.assign(assignments(document)[0]!, [{ name: 'N', value }]))).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['export A=1', 'export A=1\nB=2\n', 'A=1\nB=2\n'],
    ['a wrong name', 'pam|export  A=1\n', 'A=1\n'],
    ['blanks', 'pam|A = b\n', 'A=b\n'],
  ])('repairs what is dropped: %s', (_, given, expected) => {
    const [dialect, text] = given.includes('|') ? given.split('|') : ['environment-file', given];
    const document = read(text!, dialect);
    const [fact] = assignments(document);
    expect(edited(document, document.writer?.replace(fact!.value, fact!.value.text))).toBe(expected);
    expect(edited(document, document.writer?.repair?.(fact!))).toBe(expected);
  });

  test('repairs a blank behind a closing quote, and nothing that reads two ways', () => {
    const document = read('A="x" \nB="p#w"\n', 'pam');
    const [a, b] = assignments(document);
    expect(edited(document, document.writer?.repair?.(a!))).toBe('A="x"\nB="p#w"\n');
    expect(document.writer?.repair?.(b!)).toBeUndefined();
  });

  test('removes a statement, and keeps the comment after it', () => {
    const document = read('A=1\nexport B=2\nC=3 # why\n');
    const [, b, c] = assignments(document);
    expect(edited(document, document.writer?.remove(b!.statement))).toBe('A=1\nC=3 # why\n');
    expect(edited(document, document.writer?.remove(c!.statement))).toBe('A=1\nexport B=2\n# why\n');
  });

  test('inserts above the whole statement', () => {
    const document = read('A=1\n  B="x\ny"\n');
    const b = assignments(document)[1]!;
    const at = { ...b.at, start: b.value.at.end - 1, end: b.value.at.end };
    const line = document.writer!.comment('words');
    expect(edited(document, document.writer?.insertAbove(at, line))).toBe('A=1\n  # words\n  B="x\ny"\n');
  });
});
