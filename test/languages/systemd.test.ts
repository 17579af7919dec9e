/** Units and drop-ins as facts, and how they are written. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assignment, Document, ExecLine, Inclusion, Piece, Service, Setting, Value } from '../../src/core.ts';
import { systemd } from '../../src/languages/systemd/index.ts';
import { applyEdits, slice } from '../../src/text.ts';
import { assignments, edited, expectSoundSpans } from '../helpers/facts.ts';

function read(text: string, file = 'x.service'): Document {
  return systemd.parse({ file, text });
}

function settings(document: Document): Setting[] {
  return document.facts.filter((fact): fact is Setting => fact.kind === 'setting');
}

function service(document: Document): Service | undefined {
  return document.facts.find((fact): fact is Service => fact.kind === 'service');
}

/** Each assignment of an Environment= value: name, meaning, the whole word, and why it is dropped. */
function environment(value: string): string[][] {
  const document = read(`[Service]\nEnvironment=${value}`);
  return assignments(document).map((fact) => [
    fact.name.text,
    fact.value.text,
    slice(document, fact.at),
    ...(fact.dropped ? [`${fact.dropped.reason}: ${slice(document, fact.dropped.at)}`] : []),
  ]);
}

describe('the file grammar', () => {
  test('reads sections, keys and values with their places', () => {
    const document = read(
      '\uFEFF[Unit]\n Description = a b \n\n[Service]\nRestartSec=5 # x\r\nX-Mine=1\rEnvironment=\n',
    );
    expect(
      settings(document).map((one) => [one.path, slice(document, one.name.at), slice(document, one.value.at)]),
    ).toEqual([
      [['Unit', 'Description'], 'Description', 'a b'],
      [['Service', 'RestartSec'], 'RestartSec', '5 # x'],
      [['Service', 'X-Mine'], 'X-Mine', '1'],
      [['Service', 'Environment'], 'Environment', ''],
    ]);
    expect(document.errors).toEqual([]);
  });

  test('joins continued lines by one blank and leaves comment lines out', () => {
    const document = read('[Service]\nA=x \\\n# c \\\n  y\\\r\n;d\r\nz\nB=1');
    const [a, b] = settings(document);
    expect(a?.value.text).toBe('x    y z');
    expect(slice(document, a!.value.at)).toBe('x \\\n# c \\\n  y\\\r\n;d\r\nz');
    expect(a?.value.pieces.map((piece) => slice(document, piece.at))).toEqual([
      'x ',
      '\\\n# c \\\n',
      '  y',
      '\\\r\n;d\r\n',
      'z',
    ]);
    expect(slice(document, b!.at)).toBe('B=1');
    expect(document.comments.map((comment) => slice(document, comment.at))).toEqual(['# c \\', ';d']);
  });

  test('ends a continuation at an empty line, and knows an escaped backslash', () => {
    const document = read('[S]\nA=x\\\n\nB=y\\\\\nC=z\\');
    expect(settings(document).map((one) => one.value.text)).toEqual(['x', 'y\\\\', 'z']);
  });

  test.each<[string, string, string, string]>([
    ['a broken header', '[Service\nA=1', 'error', '[Service'],
    ['a comment after a header', '[Service] # x\nA=1', 'error', '[Service] # x'],
    ['no section', 'A=1\n[S]\nB=1', 'warning', 'A=1'],
    ['no equals sign', '[S]\nA\nB=1', 'warning', 'A'],
    ['no key', '[S]\n=1', 'warning', '=1'],
    ['blanks behind a backslash', '[S]\nExecStart=/a \\ \n  --b\n', 'error', '\\ '],
    ['the same before an option with =', '[S]\nExecStart=/a \\\t\n  --b=c\n', 'error', '\\\t'],
  ])('reports %s', (_, text, severity, place) => {
    const document = read(text);
    expect(document.errors.map((error) => [error.severity, slice(document, error.at)])).toEqual([[severity, place]]);
  });

  test('repairs a continuation', () => {
    const document = read('[S]\nExecStart=/a \\ \n  --b\n');
    const fix = document.errors[0]?.fixes?.[0];
    const text = applyEdits(document.text, fix?.edits ?? []);
    expect(text).toBe('[S]\nExecStart=/a \\\n  --b\n');
    expect(read(text).errors).toEqual([]);
  });

  test('says nothing of templates and of blanks at a line’s end', () => {
    expect(read('{% if x %}\n[S]\n{{ y }}\nA={{ z }}\n{% endif %}\n').errors).toEqual([]);
    expect(read('A\n', 'x.service.j2').errors).toEqual([]);
    expect(read('[S]\nA=x \\ \nB=1\n').errors).toEqual([]);
    expect(read('').errors).toEqual([]);
  });

  test('knows its dialects by name', () => {
    expect(read('', '/etc/systemd/user.conf').dialect).toBe('manager');
    expect(read('', 'system.conf.d/p.conf').dialect).toBe('manager');
    expect(read('', 'web.container').dialect).toBe('quadlet');
    expect(read('', 'eth.network').dialect).toBe('unit');
    expect(read('', '.config/containers/systemd/n.network').dialect).toBe('quadlet');
    expect(systemd.parse({ file: 'x', text: '' }, 'manager').dialect).toBe('manager');
  });
});

describe('Environment=', () => {
  test.each<[string, string[][]]>([
    [
      'A=1 "B=2 3" C="4 5" \'D=6\'',
      [
        ['A', '1', 'A=1'],
        ['B', '2 3', '"B=2 3"'],
        ['C', '4 5', 'C="4 5"'],
        ['D', '6', "'D=6'"],
      ],
    ],
    [
      "'A=a\\tb' B=\\x41\\u4e2d\\xe4\\xb8\\xad\\101\\s",
      [
        ['A', 'a\tb', "'A=a\\tb'"],
        ['B', 'A中中A ', 'B=\\x41\\u4e2d\\xe4\\xb8\\xad\\101\\s'],
      ],
    ],
    [
      'A=100%% B=5% "C=a %b"',
      [
        ['A', '100%', 'A=100%%'],
        ['B', '5%', 'B=5%'],
        ['C', 'a \uFFFC', '"C=a %b"'],
      ],
    ],
    ['A=$HOME/~', [['A', '$HOME/~', 'A=$HOME/~']]],
    ['A=x"y z"w', [['A', 'xy zw', 'A=x"y z"w']]],
    [
      'HTTPS_PROXY = http://h:1',
      [['HTTPS_PROXY', 'http://h:1', 'HTTPS_PROXY = http://h:1', 'blank-around-equals:  = ']],
    ],
    ['A= b', [['A', 'b', 'A= b', 'blank-around-equals:  ']]],
    [
      'A =b C=1',
      [
        ['A', 'b', 'A =b', 'blank-around-equals:  ='],
        ['C', '1', 'C=1'],
      ],
    ],
    [
      'A = B=1',
      [
        ['A', '', 'A =', 'blank-around-equals:  ='],
        ['B', '1', 'B=1'],
      ],
    ],
    ['export X=1', [['X', '1', 'X=1', 'export-keyword: export ']]],
    [
      '"A=1", "B=2"',
      [
        ['A', '1', '"A=1",', 'stray-punctuation: ,'],
        ['B', '2', '"B=2"'],
      ],
    ],
    [
      '"A=1" , "B=2"',
      [
        ['A', '1', '"A=1"', 'stray-punctuation: ,'],
        ['B', '2', '"B=2"'],
      ],
    ],
    ['A="1";', [['A', '1', 'A="1";', 'stray-punctuation: ;']]],
    ['http_proxy=http://h:1;', [['http_proxy', 'http://h:1', 'http_proxy=http://h:1;', 'stray-punctuation: ;']]],
    ['"http_proxy=http://h:1,"', [['http_proxy', 'http://h:1', '"http_proxy=http://h:1,"', 'stray-punctuation: ,']]],
    ['NO_PROXY=a,b,', [['NO_PROXY', 'a,b,', 'NO_PROXY=a,b,']]],
    [
      'NO_PROXY=localhost, 127.0.0.1',
      [['NO_PROXY', 'localhost, 127.0.0.1', 'NO_PROXY=localhost, 127.0.0.1', 'unquoted-blank: 127.0.0.1']],
    ],
    ['H=a#b # c d', [['H', 'a#b', 'H=a#b', 'inline-comment: # c d']]],
    [
      '“A=1 2” B=3',
      [
        ['A', '1 2', '“A=1 2”', 'smart-quotes: “'],
        ['B', '3', 'B=3'],
      ],
    ],
    ['A=“1”', [['A', '1', 'A=“1”', 'smart-quotes: “']]],
    [
      'A=1 "B=C:\\path" D=2',
      [
        ['A', '1', 'A=1'],
        ['B', 'C:\\path', '"B=C:\\path"', 'bad-escape: \\p'],
        ['D', '2', 'D=2', 'bad-escape: \\p'],
      ],
    ],
    ['"A=1', [['A', '1', '"A=1', 'unbalanced-quote: "']]],
    ['A=http://u:p%40s@h:1', [['A', 'http://u:p%40s@h:1', 'A=http://u:p%40s@h:1', 'specifier: %4']]],
    ['A=http://u:p%C3%A9@h:1', [['A', 'http://u:p%C3%A9@h:1', 'A=http://u:p%C3%A9@h:1', 'specifier: %C']]],
    ['A=http://u:p%%40s@h:1', [['A', 'http://u:p%40s@h:1', 'A=http://u:p%%40s@h:1']]],
    [
      'FOO 1A=2',
      [
        ['FOO', '', 'FOO', 'not-a-name: FOO'],
        ['1A', '2', '1A=2', 'not-a-name: 1A'],
      ],
    ],
    ['{% if p %}"A={{ p | x }}"{% endif %}', [['A', '\uFFFC', '"A={{ p | x }}"']]],
  ])('reads %s', (value, expected) => {
    expect(environment(value)).toEqual(expected);
  });

  test('gives each word its places', () => {
    const document = read('[Service]\n  Environment = "A=1 2"  B="3"\n');
    const [a, b] = assignments(document);
    expect([a, b].map((fact) => slice(document, fact!.statement))).toEqual(
      Array(2).fill('Environment = "A=1 2"  B="3"'),
    );
    expect([a, b].map((fact) => slice(document, fact!.value.at))).toEqual(['1 2', '"3"']);
    expect(a).toMatchObject({ operation: 'set', reach: 'environment', certain: true });
  });

  test('reads on over continuations inside quotes', () => {
    const document = read('[Service]\nEnvironment="NO_PROXY=localhost,\\\n    127.0.0.1"');
    expect(assignments(document)[0]?.value.text).toBe('localhost,     127.0.0.1');
  });

  test('forgets all before at an empty line', () => {
    expect(assignments(read('[Service]\nEnvironment=\n'))[0]).toMatchObject({ operation: 'unset', name: { text: '' } });
  });

  test('reads the manager’s and Quadlet’s own', () => {
    const of = (text: string, file: string) => assignments(read(text, file)).map((fact) => fact.name.text);
    expect(of('[Manager]\nDefaultEnvironment=\\\n  "A=1" \\\n  B=2\n', 'user.conf')).toEqual(['A', 'B']);
    expect(of('[Container]\nEnvironment=A=1\n', 'x.container')).toEqual(['A']);
  });

  test('takes PassEnvironment= for unknown and UnsetEnvironment= for unset', () => {
    const facts = assignments(read('[Service]\nPassEnvironment=P Q\nUnsetEnvironment=U "V=1"\n'));
    expect(facts.map((fact) => [fact.operation, fact.name.text, fact.value.text, fact.certain])).toEqual([
      ['set', 'P', '\uFFFC', true],
      ['set', 'Q', '\uFFFC', true],
      ['unset', 'U', '', true],
      ['unset', 'V', '1', false],
    ]);
  });
});

describe('EnvironmentFile=', () => {
  test.each<[string, string, boolean, readonly string[]]>([
    ['-%h/.env', '\uFFFC/.env', true, ['HOME']],
    ['/etc/a /etc/b', '/etc/a /etc/b', false, []],
    ['-/a%%b', '/a%b', true, []],
    ['%t/x', '\uFFFC/x', false, []],
    ['', '', false, []],
  ])('%j', (value, text, optional, references) => {
    const document = read(`[Service]\nEnvironmentFile=${value}`);
    const fact = document.facts.find((one): one is Inclusion => one.kind === 'include');
    expect(fact).toMatchObject({ optional, path: { text } });
    const found = fact?.path.pieces.flatMap((piece) => (piece.kind === 'reference' ? [piece.name] : []));
    expect(found).toEqual(references);
  });

  test.each(['"/etc/a"', 'a.env', '-./a.env', '~/.env'])('%j is not loaded: systemd ignores it', (value) => {
    const document = read(`[Service]\nEnvironmentFile=${value}`);
    expect(document.facts.filter((fact) => fact.kind === 'include')).toEqual([]);
  });
});

describe('services', () => {
  function commands(...lines: string[]): string[][] {
    const found = service(read(`[Service]\n${lines.join('\n')}\n`))?.commands ?? [];
    return found.map((command) => [command.key, command.prefix, ...command.words.map((word) => word.text)]);
  }

  test.each<[string, string[][]]>([
    ['/bin/a b "c d" \'e\'', [['ExecStart', '', '/bin/a', 'b', 'c d', 'e']]],
    ['-@:+!/bin/a x', [['ExecStart', '-@:+!', '/bin/a', 'x']]],
    [
      '/bin/a x ; /bin/b y',
      [
        ['ExecStart', '', '/bin/a', 'x'],
        ['ExecStart', '', '/bin/b', 'y'],
      ],
    ],
    ['/bin/a \\; a;b', [['ExecStart', '', '/bin/a', ';', 'a;b']]],
    ['/bin/a $B ${C}d $E/f $$ g$H', [['ExecStart', '', '/bin/a', '\uFFFC', '\uFFFCd', '\uFFFC', '$', 'g$H']]],
    [':/bin/a $B', [['ExecStart', ':', '/bin/a', '$B']]],
    ['/bin/a %i %% \\x41 \\q', [['ExecStart', '', '/bin/a', '\uFFFC', '%', 'A', '\\q']]],
    ['%h/bin/a', [['ExecStart', '', '\uFFFC/bin/a']]],
    ['/bin/a \\\n  # no\n  --b', [['ExecStart', '', '/bin/a', '--b']]],
    ["docker ps --format '{{.Names}} x'", [['ExecStart', '', 'docker', 'ps', '--format', '\uFFFC x']]],
    ['', [['ExecStart', '']]],
  ])('splits ExecStart=%s', (line, expected) => {
    expect(commands(`ExecStart=${line}`)).toEqual(expected);
  });

  test('resets by an empty line, which stays for the unit below', () => {
    expect(commands('ExecStart=/a', 'ExecStartPre=/p', 'ExecStart=', 'ExecStart=/b')).toEqual([
      ['ExecStartPre', '', '/p'],
      ['ExecStart', ''],
      ['ExecStart', '', '/b'],
    ]);
  });

  test('gives words their places, without prefixes', () => {
    const document = read('[Service]\nExecStart=-/bin/a "b c" \\\n  d\n');
    const [line] = service(document)?.commands ?? [];
    expect(line?.words.map((word) => slice(document, word.at))).toEqual(['/bin/a', '"b c"', 'd']);
    expect(slice(document, line!.at)).toBe('-/bin/a "b c" \\\n  d');
  });

  test('says how it is restarted', () => {
    const of = (text: string) => service(read(`[Service]\n${text}`));
    expect(of('Restart=no\nRestart=always\nType=simple\n')).toMatchObject({
      restart: { policy: 'always' },
      type: { text: 'simple' },
    });
    expect(of('Restart=on-abnormal')?.restart?.policy).toBe('on-failure');
    expect(of('Restart=yes')?.restart).toBeUndefined();
    expect(of('')?.type).toBeUndefined();
    expect(service(read('[Unit]\nDescription=x\n'))).toBeUndefined();
  });

  test.each([
    ['hermes.service', 'hermes.service', false, 'unknown'],
    ['home/.config/systemd/user/hermes.service', 'hermes.service', false, 'user'],
    ['/etc/systemd/user/a@.service', 'a@.service', false, 'user'],
    ['/etc/systemd/system/docker.service.d/http-proxy.conf', 'docker.service', true, 'system'],
    ['etc/systemd/system/docker.service', 'docker.service', false, 'system'],
    ['/usr/lib/systemd/system/x.service', 'x.service', false, 'system'],
    ['http-proxy.conf', '', true, 'unknown'],
    ['dot_config/systemd/user/a.service.tmpl', 'a.service', false, 'user'],
    ['.config/containers/systemd/web.container', 'web.service', false, 'user'],
    ['web.pod', 'web-pod.service', false, 'unknown'],
  ] as const)('%s is %s', (file, label, dropIn, domain) => {
    expect(service(read('[Service]\nRestart=no\n', file))).toMatchObject({ label: { text: label }, dropIn, domain });
  });
});

describe('writing', () => {
  function first(document: Document): Assignment {
    return assignments(document)[0]!;
  }

  test.each<[string, string, string, string]>([
    ['in place', '"A=1"', 'x y', '"A=x y"'],
    ['doubles %', 'A=1', 'p%40', 'A=p%%40'],
    ['escapes for double quotes', '"A=1"', 'a"b\\c\'', '"A=a\\"b\\\\c\'"'],
    ['escapes for single quotes', "'A=1'", 'a"b\'', "'A=a\"b\\''"],
    ['inside inner quotes', 'A="1" B=2', 'x y', 'A="x y" B=2'],
    ['adds quotes', 'A=1 B=2', 'x y', '"A=x y" B=2'],
    ['fills empty values', 'A= B=2', 'x', 'A=x B=2'],
    ['fills empty inner quotes', 'A=""', 'x', 'A="x"'],
    ['mixed quotes', 'A=a"b c"', 'x', '"A=x"'],
  ])('replaces a value: %s', (_, line, value, expected) => {
    const document = read(`[Service]\nEnvironment=${line}\n`);
    expect(edited(document, document.writer?.replace(first(document).value, value))).toBe(
      `[Service]\nEnvironment=${expected}\n`,
    );
  });

  test('replaces a part, and keeps what is only known at run time', () => {
    const document = read('[Service]\nEnvironment=A=%h/x,b\n');
    const { value } = first(document);
    expect(edited(document, document.writer?.replace(value, ',c', 5, 5))).toBe('[Service]\nEnvironment=A=%h/x,b,c\n');
    expect(edited(document, document.writer?.replace(value, ' c', 5, 5))).toBe('[Service]\nEnvironment="A=%h/x,b c"\n');
  });

  test.each<[string, string]>([
    ['HTTPS_PROXY = http://h:1', 'HTTPS_PROXY=http://h:1'],
    ['A= b', 'A=b'],
    ['export X=1', 'X=1'],
    ['"A=1", "B=2"', '"A=1" "B=2"'],
    ['"A=1" , "B=2"', '"A=1" "B=2"'],
    ['A="1";', 'A=1'],
    ['http_proxy=http://h:1;', 'http_proxy=http://h:1'],
    ['"http_proxy=http://h:1,"', '"http_proxy=http://h:1"'],
    ['NO_PROXY=localhost, 127.0.0.1', '"NO_PROXY=localhost, 127.0.0.1"'],
    ['“A=1 2” B=3', '"A=1 2" B=3'],
    ['A=“1”', 'A=1'],
    ['"B=C:\\path"', '"B=C:\\\\path"'],
    ['"A=1', '"A=1"'],
    ['A=http://u:p%40s@h:1', 'A=http://u:p%%40s@h:1'],
  ])('writes what is dropped in sound form: %s', (line, expected) => {
    const document = read(`[Service]\nEnvironment=${line}\n`);
    const fact = first(document);
    const text = edited(document, document.writer?.replace(fact.value, fact.value.text));
    expect(text).toBe(`[Service]\nEnvironment=${expected}\n`);
    expect(assignments(read(text))[0]).toMatchObject({
      name: { text: fact.name.text },
      value: { text: fact.value.text },
    });
    expect(assignments(read(text))[0]?.dropped).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['Environment="A=1"\nX=1\n', 'Environment="A=1"\nEnvironment="N=a,b"\nEnvironment="n=50%%"\nX=1\n', 'quoted'],
    ['Environment=A=1', 'Environment=A=1\nEnvironment=N=a,b\nEnvironment=n=50%%', 'no final newline'],
    [
      ' Environment = A="1"\r\n',
      ' Environment = A="1"\r\n Environment = N="a,b"\r\n Environment = n="50%%"\r\n',
      'CRLF, blanks',
    ],
    ["Environment='A=1' 'B=2'\n", "Environment='A=1' 'B=2' 'N=a,b' 'n=50%%'\n", 'several on a line'],
    [
      'Environment="A=1\\\n  2"\nX=1',
      'Environment="A=1\\\n  2"\nEnvironment="N=a,b"\nEnvironment="n=50%%"\nX=1',
      'continued',
    ],
    ['Environment=A = 1\n', 'Environment=A = 1\nEnvironment=N=a,b\nEnvironment=n=50%%\n', 'a dropped neighbour'],
    ['PassEnvironment=A\n', 'PassEnvironment=A\nEnvironment="N=a,b"\nEnvironment="n=50%%"\n', 'PassEnvironment='],
    [
      'Environment=A=1\\',
      'Environment=A=1\\\n\nEnvironment=N=a,b\nEnvironment=n=50%%',
      'a backslash at the end of the file',
    ],
  ])('adds variables beside %j', (text, expected) => {
    const document = read(`[Service]\n${text}`);
    const variables = [
      { name: 'N', value: 'a,b' },
      { name: 'n', value: '50%', inherit: true },
    ];
    const after = edited(document, document.writer?.assign(first(document), variables));
    expect(after).toBe(`[Service]\n${expected}`);
    expect(assignments(read(after)).map((fact) => fact.name.text)).toEqual(expect.arrayContaining(['N', 'n']));
  });

  test('quotes a new value where its neighbour has no quotes', () => {
    const document = read('[Manager]\nDefaultEnvironment=A=1\n', 'user.conf');
    expect(edited(document, document.writer?.assign(first(document), [{ name: 'N', value: 'a b' }]))).toBe(
      '[Manager]\nDefaultEnvironment=A=1\nDefaultEnvironment="N=a b"\n',
    );
  });

  test.each<[string, string, string]>([
    ['/a run --replace --x\n', '/a run --x\n', 'in the middle'],
    ['/a run --replace\nB=1\n', '/a run\nB=1\n', 'at the end'],
    ['/a \\\n  --replace \\\n  --x\n', '/a \\\n  --x\n', 'on its own line'],
    ['/a \\\n  --x \\\n  --replace\nB=1\n', '/a \\\n  --x\nB=1\n', 'on the last line'],
    ['/a \\\r\n  --replace', '/a', 'on the last line of the file'],
    ['/a \\\n  # why\n  --replace\nB=1\n', '/a\n  # why\nB=1\n', 'behind a comment'],
    ['/a \\\n  --x --replace \\\n  --y\n', '/a \\\n  --x \\\n  --y\n', 'at the end of a continued line'],
    ['/a \\\n  --replace --x\n', '/a \\\n  --x\n', 'at the start of a continued line'],
    ['/a "--replace"\n', '/a\n', 'quoted'],
  ])('removes an argument of ExecStart=%j', (line, expected) => {
    const document = read(`[Service]\nExecStart=${line}`);
    const word = service(document)?.commands[0]?.words.find((one) => one.text === '--replace');
    const after = edited(document, document.writer?.remove(word!.at));
    expect(after).toBe(`[Service]\nExecStart=${expected}`);
    const words = (one: Document) => service(one)?.commands[0]?.words.map((each) => each.text);
    expect(words(read(after))).toEqual(words(document)?.filter((each) => each !== '--replace'));
  });

  test('removes whole settings and whole lines of words', () => {
    const document = read('[Service]\nA=1 \\\n 2\nEnvironment=X=1\nEnvironment=\\\n  Y=1 \\\n  Z=1\n');
    const [a] = settings(document);
    const [x, y] = assignments(document);
    expect(edited(document, document.writer?.remove(a!.at))).toBe(
      '[Service]\nEnvironment=X=1\nEnvironment=\\\n  Y=1 \\\n  Z=1\n',
    );
    expect(edited(document, document.writer?.remove(x!.at))).toBe(
      '[Service]\nA=1 \\\n 2\nEnvironment=\\\n  Y=1 \\\n  Z=1\n',
    );
    expect(assignments(read(edited(document, document.writer?.remove(y!.at)))).map((fact) => fact.name.text)).toEqual([
      'X',
      'Z',
    ]);
  });

  test('replaces arguments', () => {
    const document = read('[Service]\nExecStart=/a –replace x "y z"\n');
    const [, dash, x, yz] = service(document)!.commands[0]!.words;
    expect(edited(document, document.writer?.replace(dash!, '--', 0, 1))).toBe(
      '[Service]\nExecStart=/a --replace x "y z"\n',
    );
    expect(edited(document, document.writer?.replace(x!, 'a $b%'))).toBe(
      '[Service]\nExecStart=/a –replace "a $$b%%" "y z"\n',
    );
    expect(edited(document, document.writer?.replace(yz!, '"', 1, 2))).toBe(
      '[Service]\nExecStart=/a –replace x "y\\"z"\n',
    );
  });

  test('replaces plain values as they are, on one line', () => {
    const document = read('[Service]\nTimeoutStopSec=5 # x\n');
    const [setting] = settings(document);
    expect(edited(document, document.writer?.replace(setting!.value, '210'))).toBe('[Service]\nTimeoutStopSec=210\n');
    expect(document.writer?.replace(setting!.value, 'a\nb')).toBeUndefined();
  });

  test('inserts above the logical line', () => {
    const document = read('[Service]\n  ExecStart=/a \\\n    --b\n');
    const word = service(document)!.commands[0]!.words[1]!;
    expect(edited(document, document.writer?.insertAbove(word.at, document.writer.comment('why')))).toBe(
      '[Service]\n  # why\n  ExecStart=/a \\\n    --b\n',
    );
  });
});

const FRAGMENTS = [
  ...[
    '[Service]',
    '[',
    ']',
    '\n',
    '\n',
    '\r\n',
    '\r',
    '\\',
    '\\\n',
    '\\ \n',
    '#',
    ';',
    '=',
    ' ',
    '\t',
    '"',
    "'",
    '%',
    '%%',
    '%h',
  ],
  ...[
    'Environment=',
    'ExecStart=',
    'EnvironmentFile=-',
    'PassEnvironment=',
    'UnsetEnvironment=',
    'A=1',
    'B',
    'export ',
    '“',
    '”',
  ],
  ...[
    '\\x41',
    '\\xe4',
    '\\u4e2d',
    '\\q',
    ',',
    '{{',
    '}}',
    '{%',
    '%}',
    '$A',
    '${B}',
    '$$',
    'é',
    '\u{1F600}',
    '\ufeff',
    '--x',
  ],
];
const soup = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 50 }).map((parts) => `[Service]\n${parts.join('')}`);

describe('any text', () => {
  test('never throws, and its spans decode to its values', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        expectSoundSpans(read(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('is read in linear time', () => {
    const texts = [
      `[S]\nA=${'x\\\n'.repeat(40_000)}`,
      `[Service]\nEnvironment=${'“A=1 '.repeat(20_000)}`,
      `[Service]\nEnvironment=${'A = '.repeat(20_000)}`,
      `[Service]\nExecStart=/a ${'{{ '.repeat(20_000)}`,
      `[Service]\nExecStart=/a ${'; '.repeat(20_000)}${'%'.repeat(99_999)}`,
      `[Service]\nEnvironment="A=${'\\xe4'.repeat(20_000)}`,
      '[S\n'.repeat(40_000),
      `[Service]\nExecStart=${'/a ; '.repeat(120_000)}`,
    ];
    for (const text of texts) expect(read(text).text).toBe(text);
  });

  test('writes values that read back, and nothing else changes', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab ,:/"\'\\%$#\n\t='), maxLength: 10 });
    fc.assert(
      fc.property(soup, value, fc.nat(), (text, wanted, pick) => {
        const document = read(text);
        const all = assignments(document);
        const index = pick % all.length;
        const fact = all[index];
        // A fault spoils all words after it; words before it do not see it.
        const isSound = all.every((one) => one.dropped === undefined) && fact?.operation === 'set';
        const isWritten = fact?.value.pieces.some((piece) => piece.kind === 'literal') ?? false;
        if (!isSound || !isWritten) return;
        const after = read(edited(document, document.writer?.replace(fact!.value, wanted)));
        expect(assignments(after).map((one) => [one.name.text, one.value.text])).toEqual(
          all.map((one) => [one.name.text, one === fact ? wanted : one.value.text]),
        );
        expect(settings(after).length).toBe(settings(document).length);
      }),
      { numRuns: 3000 },
    );
  });
});

const UNIT_FOLDERS = ['/lib/systemd/system', '/usr/lib/systemd/user'];

describe('against the installed systemd', () => {
  test('finds no fault in the file grammar of installed units', (context) => {
    const folders = UNIT_FOLDERS.filter(existsSync);
    if (folders.length === 0) return context.skip('no systemd units are installed');
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
    for (const file of files.filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile())) {
      const document = read(readFileSync(file, 'utf8'), file);
      expect([file, document.errors, assignments(document).filter((fact) => fact.dropped)]).toEqual([file, [], []]);
    }
  });

  test('reads Environment= and ExecStart= as systemd-analyze does', (context) => {
    const part = fc.constantFrom(
      ...[
        'x',
        'y',
        ' ',
        ' ',
        '"',
        "'",
        '\\t',
        '\\x41',
        '\\u4e2d',
        '\\"',
        '\\\\',
        '\\q',
        '%%',
        '%',
        '%4',
        '=',
        '#',
        ';',
        ' ; /bin/true ',
        '\\; ',
      ],
      ...['$A', '${B}', '$$', ',', 'é', '\\\n', '\\\n# c\n  ', '~', "'q r'", '"s t"'],
    );
    const soups = fc.sample(fc.array(part, { maxLength: 9 }), { numRuns: 400, seed: 5 }).map((parts) => parts.join(''));
    const lines = soups.map((one, index) =>
      index % 2 === 0 ? `Environment=V${index}=${one}` : `ExecStart=/bin/true _${index} ${one}`,
    );
    const real = analyze(lines.map((line) => `[Service]\nType=oneshot\nExecStart=/bin/true\n${line}\n`));
    if (!real) return context.skip('systemd-analyze is not installed');
    let compared = 0;
    lines.forEach((line, index) => {
      const document = read(`[Service]\n${line}\n`);
      if (index % 2 === 0) compared += compareEnvironment(document, real.environment, index);
      else compared += compareCommands(service(document)?.commands ?? [], document, real.commands, index);
    });
    expect(compared).toBeGreaterThan(200);
  });
});

interface Analyzed {
  readonly environment: ReadonlyMap<string, string>;
  readonly commands: readonly string[][];
}

/** What systemd-analyze dumps of units, all in one run; undefined: not installed. */
function analyze(units: readonly string[]): Analyzed | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'units-'));
  const names = units.map((_, index) => `./u${index}.service`);
  units.forEach((text, index) => {
    writeFileSync(path.join(folder, names[index]!), text);
  });
  const env = { ...process.env, SYSTEMD_LOG_LEVEL: 'debug', SYSTEMD_UNIT_PATH: '' };
  const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: 1e8 } as const;
  const run = spawnSync('systemd-analyze', ['verify', '--man=no', ...names], options);
  rmSync(folder, { recursive: true });
  if (run.error) return undefined;
  const dump = run.stdout + run.stderr;
  const pairs = [...dump.matchAll(/^\t\tEnvironment: (\w+)=(.*)$/gm)].map((match) => [match[1]!, match[2]!] as const);
  const commands = [...dump.matchAll(/^\t\t\tCommand Line: (.*)$/gm)].map((match) => dumpedWords(match[1]!));
  return { environment: new Map(pairs), commands };
}

/** The dump quotes words for a shell, and tabs as `\\t`. */
function dumpedWords(line: string): string[] {
  const plain = (quoted: string) => quoted.replace(/\\(.)/g, (_, character) => (character === 't' ? '\t' : character));
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map((match) => match[2] ?? plain(match[1]!));
}

function compareEnvironment(document: Document, real: Analyzed['environment'], index: number): number {
  const facts = assignments(document);
  const name = `V${index}`;
  const own = facts.find((fact) => fact.name.text === name);
  const lost = ['bad-escape', 'unbalanced-quote'];
  if (own && lost.includes(own.dropped?.reason ?? ''))
    expect([document.text, real.get(name)]).toEqual([document.text, undefined]);
  const isPlain = facts.every((fact) => fact.dropped === undefined && fact.value.known && fact.value.text.length < 40);
  if (!own || !isPlain) return 0;
  expect([document.text, real.get(name)]).toEqual([document.text, own.value.text]);
  return 1;
}

/** References as written, a doubled dollar still doubled: the dump is from before the start. */
function loaded(document: Document, word: Value): string {
  return word.pieces
    .map((piece) => {
      const raw = slice(document, piece.at);
      return piece.kind !== 'literal' || raw === '$$' ? raw : piece.text;
    })
    .join('');
}

/** Specifiers, and references whose name is spelled with escapes: the dump shows them resolved. */
function isRewritten(document: Document, piece: Piece): boolean {
  return piece.kind === 'unknown' || (piece.kind === 'reference' && slice(document, piece.at).includes('\\'));
}

function compareCommands(
  lines: readonly ExecLine[],
  document: Document,
  real: Analyzed['commands'],
  index: number,
): number {
  const mark = `_${index}`;
  const dumped = real.find((words) => words[1] === mark);
  const [mine] = lines;
  const isOpaque = mine?.words.some((word) => word.pieces.some((piece) => isRewritten(document, piece)));
  if (!dumped || !mine || isOpaque) return 0;
  const words = mine.words.map((word) => loaded(document, word));
  expect([document.text, words]).toEqual([document.text, dumped]);
  return 1;
}
