/** Property lists of launchd as facts: the service, its settings and its variables. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assignment, Document, Service, Setting, SyntaxFinding, Value } from '../../src/core.ts';
import { HOLE } from '../../src/core.ts';
import { launchdKey } from '../../src/knowledge/launchd-keys.ts';
import { launchd } from '../../src/languages/launchd/index.ts';
import { applyEdits, inside, spanOf } from '../../src/text.ts';

const FILE = 'Library/LaunchAgents/ai.hermes.gateway.plist';

function parse(text: string, file = FILE): Document {
  return launchd.parse({ file, text });
}

/** A job with these lines inside its dict. */
function job(...lines: readonly string[]): string {
  const inner = ['<key>Label</key>', '<string>a.b</string>', ...lines].map((line) => `\t${line}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<plist version="1.0">',
    '<dict>',
    ...inner,
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}

function settings(document: Document): readonly Setting[] {
  return document.facts.filter((fact) => fact.kind === 'setting');
}

function setting(document: Document, ...path: readonly string[]): Setting {
  const found = settings(document).find((candidate) => candidate.path.join('/') === path.join('/'));
  if (!found) throw new Error(`no setting ${path.join('/')}`);
  return found;
}

function service(document: Document): Service | undefined {
  return document.facts.find((fact) => fact.kind === 'service');
}

function source(document: Document, at: { readonly start: number; readonly end: number }): string {
  return document.text.slice(at.start, at.end);
}

function causes(document: Document): readonly string[] {
  return document.errors.map((error) => error.message.en.replace(/^.*?file: /, ''));
}

/** What the characters of a literal piece mean, by a decoder of the test's own. */
function decoded(raw: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return raw.replace(/\r\n?/g, '\n').replace(/&(?:#x([\da-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (names[name] ?? whole);
  });
}

function values(document: Document): readonly Value[] {
  return document.facts.flatMap((fact): readonly Value[] => {
    if (fact.kind === 'setting' || fact.kind === 'env') return [fact.name, fact.value];
    return fact.kind === 'service' ? [fact.label, ...fact.commands.flatMap((command) => command.words)] : [];
  });
}

function expectExactSpans(document: Document): void {
  for (const value of values(document)) {
    let text = '';
    let end = value.at.start;
    for (const piece of value.pieces) {
      expect(piece.at.start).toBeGreaterThanOrEqual(end);
      expect(piece.at.end).toBeLessThanOrEqual(value.at.end);
      end = piece.at.end;
      const raw = source(document, piece.at);
      if (piece.kind === 'literal' && !/^<(?:true|false)/.test(raw)) {
        expect(raw.length === piece.text.length ? raw.replace(/\r/g, '\n') : decoded(raw)).toBe(piece.text);
      }
      text += piece.kind === 'literal' ? piece.text : HOLE;
    }
    expect(value.text).toBe(text);
  }
}

describe('facts of a job', () => {
  const text = job(
    '<key>ProgramArguments</key>',
    '<array>',
    '\t<string>/usr/bin/hermes</string>',
    '\t<string>--replace</string>',
    '</array>',
    '<key>EnvironmentVariables</key>',
    '<dict>',
    '\t<key>HTTPS_PROXY</key>',
    '\t<string>http://u:p&amp;w@127.0.0.1:7890</string>',
    '\t<key>N</key><integer>5</integer>',
    '</dict>',
    '<key>KeepAlive</key>',
    '<dict><key>SuccessfulExit</key><false/></dict>',
    '<key>ExitTimeOut</key> <integer> 20 </integer>',
  );
  const document = parse(text);

  test('are the service, its words and its restart policy', () => {
    const found = service(document)!;
    expect(document.errors).toEqual([]);
    expect(found.manager).toBe('launchd');
    expect(found.label.text).toBe('a.b');
    expect(found.domain).toBe('user');
    expect(found.commands.map(({ key, words }) => [key, words.map((word) => word.text)])).toEqual([
      ['ProgramArguments', ['/usr/bin/hermes', '--replace']],
    ]);
    expect(source(document, found.commands[0]!.words[1]!.at)).toBe('<string>--replace</string>');
    expect(source(document, inside(found.commands[0]!.words[1]!))).toBe('--replace');
    expect(found.restart?.policy).toBe('on-failure');
    expect(source(document, found.restart!.at)).toMatch(/^<key>KeepAlive<\/key>\n\t<dict>.*<\/dict>$/);
  });

  test('are settings with paths and types', () => {
    expect(settings(document).map(({ path, type, value }) => [path.join('/'), type, value.text])).toEqual([
      ['Label', 'string', 'a.b'],
      ['ProgramArguments', 'array', ''],
      ['ProgramArguments/0', 'string', '/usr/bin/hermes'],
      ['ProgramArguments/1', 'string', '--replace'],
      ['EnvironmentVariables', 'dict', ''],
      ['EnvironmentVariables/HTTPS_PROXY', 'string', 'http://u:p&w@127.0.0.1:7890'],
      ['EnvironmentVariables/N', 'integer', '5'],
      ['KeepAlive', 'dict', ''],
      ['KeepAlive/SuccessfulExit', 'false', 'false'],
      ['ExitTimeOut', 'integer', '20'],
    ]);
    expect(source(document, inside(setting(document, 'ExitTimeOut').value))).toBe('20');
    expect(source(document, setting(document, 'ExitTimeOut').at)).toBe(
      '<key>ExitTimeOut</key> <integer> 20 </integer>',
    );
  });

  test('are assignments, unknown where launchd ignores the type', () => {
    const assignments = document.facts.filter((fact): fact is Assignment => fact.kind === 'env');
    expect(
      assignments.map(({ name, value, reach, operation }) => [name.text, value.text, value.known, reach, operation]),
    ).toEqual([
      ['HTTPS_PROXY', 'http://u:p&w@127.0.0.1:7890', true, 'environment', 'set'],
      ['N', HOLE, false, 'environment', 'set'],
    ]);
    const value = assignments[0]!.value;
    expect(source(document, spanOf(value, 9, 12))).toBe('p&amp;w');
    expect(source(document, assignments[1]!.statement)).toBe('<key>N</key><integer>5</integer>');
  });

  test.each([
    ['Library/LaunchDaemons/x.plist', 'system'],
    ['home/LaunchAgents/x.plist', 'user'],
    ['launchd/x.plist', 'unknown'],
  ])('%s runs in the %s domain', (file, domain) => {
    expect(service(parse(job('<key>RunAtLoad</key><true/>'), file))?.domain).toBe(domain);
  });

  test('take Program where there are no arguments', () => {
    const found = service(parse(job('<key>Program</key><string>/bin/x</string>')))!;
    expect(found.commands.map(({ key, words }) => [key, words[0]?.text])).toEqual([['Program', '/bin/x']]);
  });

  test('take the last of duplicate keys', () => {
    const found = service(
      parse(job('<key>Program</key><string>/a</string>', '<key>Program</key><string>/b</string>')),
    )!;
    expect(found.commands[0]?.words[0]?.text).toBe('/b');
  });

  test.each([
    ['a preference list', '<plist><dict><key>Colors</key><dict/></dict></plist>'],
    [
      'a label without anything to run',
      '<plist><dict><key>Label</key><string>x</string><key>Debug</key><true/></dict></plist>',
    ],
    ['an Info.plist', '<plist><dict><key>CFBundleName</key><string>x</string></dict></plist>'],
    ['a list', '<plist><array><string>Label</string></array></plist>'],
  ])('are absent in %s', (_, text) => {
    const document = parse(text);
    expect([document.facts, document.errors, document.dialect]).toEqual([[], [], 'plist']);
  });
});

describe('KeepAlive', () => {
  test.each([
    ['<true/>', 'always'],
    ['<true></true>', 'always'],
    ['<false/>', 'no'],
    ['<dict/>', 'no'],
    ['<dict><key>SuccessfulExit</key><false/></dict>', 'on-failure'],
    ['<dict><key>Crashed</key><true/></dict>', 'on-failure'],
    ['<dict><key>SuccessfulExit</key><true/></dict>', 'always'],
    ['<dict><key>Crashed</key><true/><key>SuccessfulExit</key><true/></dict>', 'always'],
    ['<dict><key>PathState</key><dict><key>/x</key><true/></dict></dict>', 'always'],
    ['<dict><key>NetworkState</key><true/></dict>', 'no'],
    ['<string>true</string>', undefined],
    ['<string>{{KEEP}}</string>', undefined],
  ])('%s is %s', (value, policy) => {
    expect(
      service(parse(job(`<key>KeepAlive</key>${value}`, '<key>Program</key><string>/x</string>')))?.restart?.policy,
    ).toBe(policy);
  });

  test('that is absent says nothing', () => {
    expect(service(parse(job('<key>RunAtLoad</key><true/>')))?.restart).toBeUndefined();
  });
});

describe('characters', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a&amp;b&#65;&#x42;&lt;&gt;&quot;&apos;',
      'a&bAB<>"\'',
      ['a', '&amp;', 'b', '&#65;', '&#x42;', '&lt;', '&gt;', '&quot;', '&apos;'],
    ],
    ['a<!-- not -->b', 'ab', ['a', 'b']],
    ['x<![CDATA[<&]]>y', 'x<&y', ['x', '<&', 'y']],
    ['a\r\nb\rc', 'a\nb\nc', ['a', '\r\n', 'b', '\r', 'c']],
    [' padded ', ' padded ', [' padded ']],
    ['&#128512;', '😀', ['&#128512;']],
    ['{{HOME}}/x', `${HOLE}/x`, ['{{HOME}}', '/x']],
    ['__LOG_DIR__/x', `${HOLE}/x`, ['__LOG_DIR__', '/x']],
    ['<%= home %>/x', `${HOLE}/x`, ['<%= home %>', '/x']],
    ['', '', []],
  ])('%j decode to %j', (raw, text, pieces) => {
    const document = parse(job(`<key>Program</key><string>${raw}</string>`));
    const { value } = setting(document, 'Program');
    expect(document.errors).toEqual([]);
    expect(value.text).toBe(text);
    expect(value.known).toBe(!text.includes(HOLE));
    expect(value.pieces.map((piece) => source(document, piece.at))).toEqual(pieces);
    expect(source(document, value.at)).toBe(`<string>${raw}</string>`);
  });

  test('keep their offsets behind a byte order mark, CRLF and a wrapped DOCTYPE with a subset', () => {
    const text = `\uFEFF${job('<!-- 代理 😀 -->', '<key>Program</key>', '<string>/x</string>')}`
      .replace(
        '?>',
        '?>\n<!DOCTYPE plist\n  PUBLIC "-//Apple//DTD > 1.0//EN"\n  "x.dtd" [ <!ENTITY lol "lol"> <!-- ]> --> ]>',
      )
      .replace(/\n/g, '\r\n');
    const document = parse(text);
    expect(document.errors).toEqual([]);
    expect(source(document, inside(setting(document, 'Program').value))).toBe('/x');
    expect(document.comments.map(({ at, ownLine }) => [source(document, at), ownLine])).toEqual([
      ['<!-- 代理 😀 -->', true],
    ]);
  });

  test('never expand an entity of the document type', () => {
    const document = parse(
      '<!DOCTYPE plist [<!ENTITY a "&#60;"><!ENTITY b "&a;&a;">]><plist><string>&b;</string></plist>',
    );
    expect(causes(document)).toEqual(['&b; means nothing in XML']);
  });
});

describe('what is malformed', () => {
  const cases: [string, string, string, string?][] = [
    ['<string>a?b=1&c=2&&d</string>', '&', 'a bare & is not XML', '<string>a?b=1&amp;c=2&amp;&amp;d</string>'],
    ['<string>a && b</string>', '&&', 'a bare & is not XML', '<string>a &amp;&amp; b</string>'],
    ['<string>a < b</string>', '<', 'a bare < is not XML', '<string>a &lt; b</string>'],
    ['<string>a]]>b</string>', ']]>', ']]> stands outside a CDATA section', '<string>a]]&gt;b</string>'],
    ['<string>&nbsp;</string>', '&nbsp;', '&nbsp; means nothing in XML'],
    ['<string>&#0;</string>', '&#0;', '&#0; means nothing in XML'],
    ['<string>\u0007</string>', '\u0007', 'it holds the character U+0007, which XML forbids'],
    ['<string/><!-- x --replace y -->', '--', 'a comment must not hold --'],
    ['<string/><!-- x --->', '--', 'a comment must not hold --'],
    ['<string><HOME>/a:<HOME>/b</string>', '<HOME>', 'the placeholder <HOME> was never filled in'],
    ['<string><你的目录>/x</string>', '<你的目录>', 'the placeholder <你的目录> was never filled in'],
    ['<True/>', '<True/>', '<True/> is no property list tag', '<true/>'],
    ['<yes/>', '<yes/>', 'a property list has no <yes> here'],
    ['<array><string>x</array>', '<string>', '<string> is never closed'],
    ['<array><string>x<string>y</string></array>', '<string>', '<string> is never closed'],
    ['<string>x</strng>', '</strng>', 'the placeholder </strng> was never filled in'],
    ['<string>x</integer>', '</integer>', '</integer> closes a <string>'],
    ['<true/></dict></array>', '</array>', '</array> closes nothing'],
    ['', '<key>K</key>', 'the key K has no value'],
    ['<key>L</key><true/>', '<key>K</key>', 'the key K has no value'],
    ['<true/><true/>', '<true/>', 'a value in a dict has no key'],
    ['<true/> off', 'off', 'there is text between its elements'],
    ['<array><key>x</key></array>', '<key>x</key>', 'a <key> stands outside a dict'],
    ['<integer>ten</integer>', '<integer>ten</integer>', 'the content of <integer> is not one'],
    ['<date>today</date>', '<date>today</date>', 'the content of <date> is not one'],
    ['<string a=“1”>x</string>', '<string a=“1”>', 'its markup holds typographic quotes', '<string a="1">x</string>'],
    ['<string a>x</string>', '<string a>', 'a tag is malformed'],
    ['<string a="1" a="2">x</string>', '<string a="1" a="2">', 'a tag is malformed'],
  ];

  test.each(cases)('%s', (value, at, cause, fixed) => {
    const text = `<plist><dict><key>K</key>${value}</dict></plist>`;
    const document = parse(text);
    const error = document.errors.find((candidate) => source(document, candidate.at) === at) as SyntaxFinding;
    expect(causes(document)).toContain(cause);
    expect(error?.rule).toBe('malformed-plist');
    expect(error?.message.zh).toMatch(/\p{Script=Han}/u);
    const fix = error?.fixes?.[0];
    expect(fix && applyEdits(text, fix.edits)).toBe(fixed === undefined ? undefined : text.replace(value, fixed));
    if (fix) expect(parse(applyEdits(text, fix.edits)).errors).toEqual([]);
  });

  test.each([
    [
      '\n<?xml version="1.0"?><plist><true/></plist>',
      '<?xml must be its very first characters',
      '<?xml version="1.0"?><plist><true/></plist>',
    ],
    [
      '<?xml version=“1.0”?><plist><true/></plist>',
      'its markup holds typographic quotes',
      '<?xml version="1.0"?><plist><true/></plist>',
    ],
  ])('%j can be repaired', (text, cause, fixed) => {
    const document = parse(text);
    expect(causes(document)).toEqual([cause]);
    expect(applyEdits(text, document.errors[0]!.fixes![0]!.edits)).toBe(fixed);
  });

  test.each([
    ['', 'there is no property list in it'],
    ['<plist><true/><true/></plist>', 'it holds more than one top-level value'],
    ['<plist><dict>', '<dict> is never closed'],
    ['<plist><!-- x', 'a comment never ends'],
    ['<plist><string><![CDATA[x', 'a CDATA section never ends'],
    ['<!DOCTYPE plist [ <plist><true/></plist>', 'the DOCTYPE never ends'],
    ['<plist><true/></plist', 'a tag is malformed'],
  ])('%j: %s', (text, cause) => {
    expect(causes(parse(text))).toContain(cause);
  });

  test.each(['{ Label = "x"; }', '// old\n{ "Label": "x" }', '( "x" )'])('%j is not for launchd', (text) => {
    expect(parse(text).errors.map(({ message }) => message.en)).toEqual([
      'launchctl refuses this file: it is an old-style (ASCII) property list',
    ]);
  });

  test('still gives the facts that survive', () => {
    const text = job(
      '<key>Broken</key>',
      '<key>ProgramArguments</key>',
      '<array><string>/x</string><string>a & b</string></array>',
    );
    const document = parse(text);
    expect(causes(document)).toEqual(['the key Broken has no value', 'a bare & is not XML']);
    expect(service(document)?.commands[0]?.words.map((word) => word.text)).toEqual(['/x', 'a & b']);
  });

  test('takes a placeholder for a fault only where launchd reads', () => {
    const text = job('<key>Program</key><string><HOME>/x</string>');
    const severity = (file: string) => launchd.parse({ file, text }).errors.map((error) => error.severity);
    expect(severity('Library/LaunchAgents/x.plist')).toEqual([undefined]);
    expect(severity('setup/launchd/x.plist')).toEqual(['info']);
  });

  test('names a placeholder once', () => {
    const document = parse(
      job('<key>Program</key><string><HOME>/x</string>', '<key>WorkingDirectory</key><string><HOME></string>'),
    );
    expect(document.errors.map((error) => error.label?.en)).toEqual(['XML reads this as a tag (1 more like it)']);
    expect(setting(document, 'Program').value.text).toBe(`${HOLE}/x`);
  });
});

describe('writing', () => {
  const write = (
    text: string,
    edit: (document: Document) => readonly { at: Value['at']; text: string }[] | undefined,
  ): string | undefined => {
    const edits = edit(parse(text));
    return edits && applyEdits(text, edits);
  };
  const at = (text: string, part: string): Value['at'] => ({
    file: FILE,
    start: text.indexOf(part),
    end: text.indexOf(part) + part.length,
  });

  test.each<[string, string, number | undefined, number | undefined, string]>([
    ['<string>old</string>', 'a<b>&"c"', undefined, undefined, '<string>a&lt;b&gt;&amp;"c"</string>'],
    ['<string>http://h:1</string>', '7890', 9, 10, '<string>http://h:7890</string>'],
    ['<string>ab</string>', 'X', 1, 1, '<string>aXb</string>'],
    ['<string>ab</string>', 'X', 2, 2, '<string>abX</string>'],
    ['<string>a&amp;b</string>', 'X', 1, 2, '<string>aXb</string>'],
    ['<string>a<!-- keep -->b</string>', 'xy', undefined, undefined, '<string>xy<!-- keep --></string>'],
    ['<string><![CDATA[a&b]]></string>', '<&>', 0, 3, '<string><![CDATA[<&>]]></string>'],
    ['<string></string>', 'x', undefined, undefined, '<string>x</string>'],
    ['<string/>', 'x&', undefined, undefined, '<string>x&amp;</string>'],
    ['<integer> 5 </integer>', '60', undefined, undefined, '<integer> 60 </integer>'],
    ['<true/>', 'false', undefined, undefined, '<false/>'],
  ])('replaces in %s', (element, text, start, end, result) => {
    const before = job('<key>Program</key>', element);
    const after = write(before, (document) =>
      document.writer?.replace(setting(document, 'Program').value, text, start, end),
    );
    expect(after).toBe(before.replace(element, result));
  });

  test.each<[string, string, string | undefined]>([
    ['<string>true</string>', '<true/>', '<true/>'],
    ['<integer> 5 </integer>', '<string>5</string>', '<string>5</string>'],
    ['<string/>', '<false/>', '<false/>'],
    ['<string>5<!-- keep --></string>', '<integer>5</integer>', undefined],
    ['<true/>', '<true/>', undefined],
  ])('writes %s as %s', (element, wanted, result) => {
    const before = job('<key>Program</key>', element);
    const after = write(before, (document) => document.writer?.retype?.(setting(document, 'Program').value, wanted));
    expect(after).toBe(result === undefined ? undefined : before.replace(element, result));
  });

  test('refuses what XML cannot hold', () => {
    const text = job(
      '<key>Program</key><string>x</string>',
      '<key>Debug</key><true/>',
      '<key>Umask</key><string><![CDATA[x]]></string>',
    );
    const replace = (key: string, value: string) =>
      write(text, (document) => document.writer?.replace(setting(document, key).value, value));
    expect([
      replace('Program', '\u0000'),
      replace('Program', '\uD800'),
      replace('Debug', 'yes'),
      replace('Umask', ']]>'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  const variables = [
    { name: 'NO_PROXY', value: 'localhost,::1' },
    { name: 'X', value: '<&>' },
  ];
  test.each([
    [
      '\t\t<key>A</key>\n\t\t<string>b</string>',
      '\n\t\t<key>NO_PROXY</key>\n\t\t<string>localhost,::1</string>\n\t\t<key>X</key>\n\t\t<string>&lt;&amp;&gt;</string>',
    ],
    [
      '  <key>A</key>\r\n  <string>b</string>',
      '\r\n  <key>NO_PROXY</key>\r\n  <string>localhost,::1</string>\r\n  <key>X</key>\r\n  <string>&lt;&amp;&gt;</string>',
    ],
    [
      '    <key>A</key> <string>b</string> <!-- c -->',
      '\n    <key>NO_PROXY</key> <string>localhost,::1</string>\n    <key>X</key> <string>&lt;&amp;&gt;</string>',
    ],
  ])('adds pairs as the neighbour is laid out: %j', (pair, added) => {
    const eol = pair.includes('\r') ? '\r\n' : '\n';
    const text = [
      '<plist><dict>',
      '<key>Label</key><string>l</string>',
      '<key>EnvironmentVariables</key>',
      '<dict>',
      pair,
      '</dict>',
      '</dict></plist>',
    ].join(eol);
    const after = write(text, (document) =>
      document.writer?.assign(document.facts.find((fact) => fact.kind === 'env')!, variables),
    );
    expect(after).toBe(text.replace(pair, pair + added));
    expect(parse(after!).errors).toEqual([]);
  });

  test('adds pairs inside a line', () => {
    const text = job('<key>EnvironmentVariables</key><dict><key>A</key><string>b</string></dict>');
    const after = write(text, (document) =>
      document.writer?.assign(document.facts.find((fact) => fact.kind === 'env')!, variables.slice(0, 1)),
    );
    expect(after).toBe(text.replace('>b</string>', '>b</string><key>NO_PROXY</key><string>localhost,::1</string>'));
  });

  test.each([
    ['\t\t<string>--replace</string>\n', '<string>--replace</string>', ''],
    [
      '<array><string>x</string> <string>--replace</string></array>',
      '<string>--replace</string>',
      '<array><string>x</string></array>',
    ],
    ['\t<key>OnDemand</key>\n\t<true/>\n', '<key>OnDemand</key>\n\t<true/>', ''],
    ['\t<key>A</key><true/> <!-- why -->\n', '<key>A</key><true/>', '\t<!-- why -->\n'],
  ])('removes from %j', (lines, element, left) => {
    const text = `<plist>\n${lines}</plist>`;
    expect(write(text, (document) => document.writer?.remove(at(text, element)))).toBe(`<plist>\n${left}</plist>`);
  });

  test('removes nothing but whole elements', () => {
    const text = job('<key>Program</key><string>abc</string>');
    expect(write(text, (document) => document.writer?.remove(at(text, 'b')))).toBeUndefined();
  });

  test('puts a comment above a line, outside of everything', () => {
    const text = job('<key>Program</key>', '<string>a', 'b</string>');
    const above = (part: string) =>
      write(text, (document) => document.writer?.insertAbove(at(text, part), document.writer.comment('x --y')));
    expect(above('<key>Program')).toBe(text.replace('\t<key>Program', '\t<!-- x - -y -->\n\t<key>Program'));
    expect(above('b</string>')).toBe(text.replace('\t<string>a', '\t<!-- x - -y -->\n\t<string>a'));
    expect(above('<?xml')).toBeUndefined();
    expect(parse(above('b</string>')!).errors).toEqual([]);
  });

  test('changes one value and no other character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), fc.nat(30), (replacement, a, b) => {
        const before = job('<key>Program</key>', '<string>x&amp;y<!-- c --> z\r\n{{T}}<![CDATA[&]]>end</string>');
        const document = parse(before);
        const { value } = setting(document, 'Program');
        const [start, end] = [Math.min(a, b, value.text.length), Math.min(Math.max(a, b), value.text.length)];
        const edits = document.writer!.replace(value, replacement, start, end);
        if (!edits) return;
        const after = parse(applyEdits(before, edits));
        expect(after.errors).toEqual([]);
        expect(setting(after, 'Program').value.text).toBe(
          value.text.slice(0, start) + replacement.replace(/\r\n/g, '\r\n') + value.text.slice(end),
        );
        expect(source(after, after.comments[0]!.at)).toBe('<!-- c -->');
      }),
      { numRuns: 300 },
    );
  });
});

describe('any text', () => {
  const shard = fc.constantFrom(
    ...'<dict> </dict> <array> </array> <key> </key> <string> </string> <true/> <true> </true> <integer> </integer> <plist> </plist> <![CDATA[ ]]> <!-- --> <?xml ?> <!DOCTYPE [ ] > < & &amp; &#65; <HOME> </x> {{A}} {% %} __A__ <% %> " “ \r \n \t a 代'.split(
      ' ',
    ),
    ' ',
    '<key>Label</key><string>x</string><key>Program</key>',
  );

  test('gives a document with exact spans', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(shard, fc.string()), { maxLength: 40 }), (parts) => {
        const document = parse(parts.join(''));
        expectExactSpans(document);
        for (const { at } of [...document.errors, ...document.comments]) {
          expect(at.start).toBeLessThanOrEqual(at.end);
          expect(at.end).toBeLessThanOrEqual(document.text.length);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['<array>', 50_000],
    ['<dict><key>a</key>', 50_000],
    ['<x>', 50_000],
    ['<![CDATA[', 50_000],
    ['<!DOCTYPE [', 50_000],
    ['<!--', 50_000],
    ['<%', 50_000],
    ['{{', 50_000],
    ['&', 50_000],
    ['__A', 50_000],
    ['<a b="', 50_000],
    ['</array>', 50_000],
    ['<string>', 50_000],
  ])('%s fifty thousand times is read in one pass', (part, count) => {
    const document = parse(`<plist>${part.repeat(count)}`);
    expect(document.errors.length).toBeGreaterThan(0);
    expect(document.errors.length).toBeLessThanOrEqual(102);
  });

  test('may nest deeply and be closed again', () => {
    const document = parse(
      job(
        `<key>Deep</key>${'<array>'.repeat(50_000)}${'</array>'.repeat(50_000)}`,
        '<key>Program</key><string>/x</string>',
      ),
    );
    expect(document.errors.map((error) => error.rule)).toEqual(['malformed-plist']);
    expect(service(document)?.commands[0]?.words[0]?.text).toBe('/x');
  });
});

describe('the key table', () => {
  test.each([
    [['KeepAlive'], ['boolean', 'dict']],
    [['KeepAlive', 'PathState', '/tmp/x'], ['boolean']],
    [['EnvironmentVariables', 'PATH'], ['string']],
    [['StartCalendarInterval', '0', 'Hour'], ['integer']],
    [['StartCalendarInterval', 'Hour'], ['integer']],
    [['WatchPaths', '3'], ['string']],
    [['MachServices', 'a.b'], undefined],
    [['NotAKey'], undefined],
  ])('%j takes %j', (path, types) => {
    expect(launchdKey(path)?.types).toEqual(types);
  });
});

// ── against other readers ───────────────────────────────────────────────────────────────────────────────────────────

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

const text = fc.string({ unit: fc.constantFrom(...'ab &<>"\'\n\té代😀-]/=:?'), maxLength: 12 });
const plain: fc.Arbitrary<Plain> = fc.letrec<{ node: Plain }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(text, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node;

/** Writes a value as XML, in one of many spellings picked by `random`. */
function spelled(value: Plain, random: () => number): string {
  const pick = (...options: readonly string[]): string => options[Math.floor(random() * options.length)]!;
  const gap = (): string => pick('', '\n', '\n\t\t', '\r\n  ', '<!-- c -->', ' <?pi x?> ');
  const characters = (data: string): string =>
    [...data]
      .map((character) => {
        const name = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }[character];
        if (/[&<]/.test(character)) return pick(name!, `&#${character.codePointAt(0)};`, `<![CDATA[${character}]]>`);
        return pick(
          character,
          character,
          character,
          name ?? character,
          `&#x${character.codePointAt(0)!.toString(16)};`,
          `<!-- - -->${character}`,
        );
      })
      .join('')
      .replace(/\]\]>/g, ']]&gt;')
      .replace(/(<!\[CDATA\[.)\]\]&gt;/g, '$1]]>');
  if (typeof value === 'string')
    return value === '' ? pick('<string/>', '<string></string>') : `<string>${characters(value)}</string>`;
  if (typeof value === 'number') return `<integer>${pick('', ' ', '\n')}${value}</integer>`;
  if (typeof value === 'boolean')
    return pick(`<${value}/>`, `<${value}></${value}>`, `<${value} />`, `<${value}> </${value}>`);
  if (Array.isArray(value))
    return `<array>${value.map((item) => gap() + spelled(item, random)).join('')}${gap()}</array>`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${gap()}<key>${characters(key)}</key>${gap()}${spelled(item, random)}`,
  );
  return `<dict>${entries.join('')}${gap()}</dict>`;
}

/** A repeatable source of numbers from 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const PYTHON = `
import base64, json, plistlib, sys
def plain(x):
    if isinstance(x, bool): return ['bool', x]
    if isinstance(x, int): return ['int', str(x)]
    if isinstance(x, str): return ['str', x]
    if isinstance(x, list): return ['array', [plain(i) for i in x]]
    if isinstance(x, dict): return ['dict', [[k, plain(v)] for k, v in x.items()]]
    return ['other', str(x)]
out = []
for item in json.load(sys.stdin):
    try:
        value = plistlib.loads(item.encode('utf-8', 'surrogatepass'), fmt=plistlib.FMT_XML)
        try: binary = base64.b64encode(plistlib.dumps(value, fmt=plistlib.FMT_BINARY)).decode()
        except Exception: binary = None
        out.append({'value': plain(value), 'binary': binary})
    except Exception as error:
        out.append(None)
json.dump(out, sys.stdout)
`;

type Verdict = { readonly value: unknown; readonly binary: string | null } | null;

function plistlib(documents: readonly string[]): readonly Verdict[] {
  const run = spawnSync('python3', ['-c', PYTHON], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return JSON.parse(run.stdout);
}

const hasPython = spawnSync('python3', ['-c', 'import plistlib'], { encoding: 'utf8' }).status === 0;
const hasXmllint = spawnSync('xmllint', ['--version'], { encoding: 'utf8' }).status === 0;
if (!hasPython) console.log('skipped: comparison with plistlib (no python3)');
if (!hasXmllint) console.log('skipped: comparison with xmllint (not installed)');

/** A document's settings in the shape the Python side prints, below `ProgramArguments`. */
function asPlain(document: Document, path: readonly string[]): unknown {
  const all = new Map(settings(document).map((fact) => [JSON.stringify(fact.path), fact]));
  const children = new Map<string, string[][]>();
  for (const fact of all.values()) {
    const parent = JSON.stringify(fact.path.slice(0, -1));
    children.set(parent, [...(children.get(parent) ?? []), [...fact.path]]);
  }
  const convert = (where: readonly string[]): unknown => {
    const { type, value } = all.get(JSON.stringify(where))!;
    const inner = children.get(JSON.stringify(where)) ?? [];
    if (type === 'array') return ['array', inner.map(convert)];
    if (type === 'dict') return ['dict', inner.map((child) => [child.at(-1), convert(child)])];
    if (type === 'true' || type === 'false') return ['bool', type === 'true'];
    return [type === 'integer' ? 'int' : 'str', value.text];
  };
  return convert(path);
}

const jobOf = (value: string): string =>
  `<plist version="1.0"><dict><key>Label</key><string>l</string><key>ProgramArguments</key>${value}</dict></plist>`;
const generated = fc
  .sample(plain, { numRuns: 400, seed: 7 })
  .map((value, index) => jobOf(spelled(value, seeded(index))));

describe.skipIf(!hasPython)('plistlib', () => {
  test('reads the same values, from XML and from its binary form', () => {
    const verdicts = plistlib(generated);
    for (const [index, verdict] of verdicts.entries()) {
      const document = parse(generated[index]!);
      expect([document.errors, generated[index]]).toEqual([[], generated[index]]);
      expectExactSpans(document);
      const theirs = new Map((verdict!.value as ['dict', [string, unknown][]])[1]).get('ProgramArguments');
      expect(asPlain(document, ['ProgramArguments'])).toEqual(theirs);
      if (verdict!.binary === null) continue;
      const bytes = new Uint8Array(Buffer.from(verdict!.binary, 'base64'));
      const binary = launchd.parse({ file: FILE, text: '', bytes });
      expect([binary.errors, binary.dialect, binary.writer]).toEqual([[], 'binary-plist', undefined]);
      expect(canonical(asPlain(binary, ['ProgramArguments']))).toEqual(canonical(theirs));
    }
  });

  test('accepts what is accepted here, with the same values', () => {
    const mutated = mutations(generated, 1500);
    const verdicts = plistlib(mutated);
    let accepted = 0;
    for (const [index, verdict] of verdicts.entries()) {
      const document = parse(mutated[index]!);
      if (document.errors.length > 0) continue;
      accepted++;
      expect([verdict === null, mutated[index]]).toEqual([false, mutated[index]]);
    }
    expect(accepted).toBeGreaterThan(50);
  });
});

describe.skipIf(!hasXmllint)('xmllint', () => {
  test('accepts what is accepted here', () => {
    const accepted = mutations(generated, 1500).filter((candidate) => parse(candidate).errors.length === 0);
    const wrapped = accepted.slice(0, 60);
    for (const candidate of wrapped) {
      const run = spawnSync('xmllint', ['--noout', '--nonet', '-'], { input: candidate, encoding: 'utf8' });
      expect([run.status, run.stderr, candidate]).toEqual([0, '', candidate]);
    }
    expect(wrapped.length).toBeGreaterThan(30);
  });
});

describe('a binary property list', () => {
  // plistlib.dumps({'Label': 'a', 'Program': '/x', 'KeepAlive': True}, fmt=FMT_BINARY)
  const bytes = Uint8Array.from(
    Buffer.from(
      'YnBsaXN0MDDTAQIDBAUGVUxhYmVsV1Byb2dyYW1ZS2VlcEFsaXZlUWFSL3gJCA8VHScpLAAAAAAAAAEBAAAAAAAAAAcAAAAAAAAAAAAAAAAAAAAt',
      'base64',
    ),
  );

  test('gives the same facts without places', () => {
    const document = launchd.parse({ file: FILE, text: 'bplist00', bytes });
    expect(service(document)?.restart).toEqual({ policy: 'always', at: { file: FILE, start: 0, end: 0 } });
    expect(service(document)?.commands[0]?.words[0]?.text).toBe('/x');
    expect([document.dialect, document.writer, document.errors]).toEqual(['binary-plist', undefined, []]);
  });

  test('that is damaged is an error, never a throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(bytes.length),
        (changes, length) => {
          const damaged = bytes.slice();
          for (const [index, byte] of changes) if (index >= 8) damaged[index] = byte;
          const document = launchd.parse({ file: FILE, text: '', bytes: damaged.subarray(0, Math.max(length, 8)) });
          expect(document.dialect).toBe('binary-plist');
          expect(document.errors.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('that refers to itself or shares without end is bounded', () => {
    const header = [...'bplist00'].map((letter) => letter.charCodeAt(0));
    // One array of fifteen references to itself.
    const objects = [...header, 0xae, ...Array.from({ length: 14 }, () => 0), 8];
    const trailer = [
      0,
      0,
      0,
      0,
      0,
      0,
      1,
      1,
      ...[1, 0, objects.length - 1].flatMap((value) => [0, 0, 0, 0, 0, 0, 0, value]),
    ];
    const document = launchd.parse({ file: FILE, text: '', bytes: Uint8Array.from([...objects, ...trailer]) });
    expect(document.errors.map((error) => error.rule)).toEqual(['malformed-plist']);
  });
});

/** Dicts in one order: a binary property list written by Python sorts its keys. */
function canonical(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [kind, inner] = value as [unknown, unknown];
  if (kind === 'dict') {
    return [
      'dict',
      [...(inner as [string, unknown][])]
        .map(([key, item]) => [key, canonical(item)])
        .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    ];
  }
  return kind === 'array' ? ['array', (inner as unknown[]).map(canonical)] : value;
}

/** Documents with a few characters taken out, doubled or exchanged. */
function mutations(documents: readonly string[], count: number): readonly string[] {
  const random = seeded(99);
  const pieces = [
    '<',
    '>',
    '&',
    '/',
    '"',
    ' ',
    '-',
    'x',
    '<key>',
    '</key>',
    '</string>',
    '<true/>',
    ']]>',
    '&amp;',
    '\u0001',
    '<!--',
    '-->',
  ];
  return Array.from({ length: count }, (_, index) => {
    let text = documents[index % documents.length]!;
    for (let change = Math.floor(random() * 3); change >= 0; change--) {
      const at = Math.floor(random() * text.length);
      const length = Math.floor(random() * 3);
      text =
        text.slice(0, at) +
        (random() < 0.5 ? pieces[Math.floor(random() * pieces.length)]! : '') +
        text.slice(at + length);
    }
    // Half a surrogate pair cannot be handed to the other readers.
    return /\p{Surrogate}/u.test(text) ? documents[index % documents.length]! : text;
  });
}
