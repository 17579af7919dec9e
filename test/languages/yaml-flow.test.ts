/** Maps in braces on one line are read without the library: whatever a text is, the answer is the library's. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose } from '../../src/languages/shared/yaml/compose.ts';
import { flowRuns } from '../../src/languages/shared/yaml/flow-lines.ts';

const ALWAYS = 0;
const NEVER = Number.POSITIVE_INFINITY;

const byLibrary = (text: string) => compose(text, 'f.yaml', undefined, NEVER);
const quickly = (text: string) => compose(text, 'f.yaml', undefined, ALWAYS);
const isSame = (text: string): void => {
  expect(quickly(text), text).toEqual(byLibrary(text));
};

const NODE = '- {name: n, type: ss, server: a.example, port: 443}';
const mapsIn = (text: string): number => flowRuns(text, 'f.yaml').reduce((sum, { maps }) => sum + maps.length, 0);

describe('a line that is read without the library', () => {
  test.each([
    NODE,
    `${NODE} # the first`,
    `${NODE}\r`,
    '  -   { name: "a b", "type":"ss", \'port\': 1 }   ',
    '- {"name":"🇭🇰 香港 01","server":"h.example","port":443,"udp":true,"tls":false,"x":null,"y":1.5}',
    '- { name: a:b#c, url: "http://a.example/?x={y}", path: /a/b, ws-opts: { path: /, headers: { Host: h.example } } }',
    '- { name: x y  z , alpn: [h2, "http/1.1"], empty: {}, none: [], date: 2020-01-01, hex: 0x1F }',
    'p: { type: http, url: "https://a.example/x", interval: 3600 }',
  ])('%s', (line) => {
    const text = `${line}\n`;
    expect(mapsIn(text)).toBe(1);
    isSame(text);
  });
});

describe('a line that is left to the library', () => {
  test.each([
    '- &a {name: n}',
    '- {name: n, <<: *a}',
    '- {name: n, name: m}',
    '- {name: "a\\n"}',
    "- {name: 'it''s'}",
    '- {name: n',
    '- {name: n}}',
    '- {name: n} x',
    '- {name: n}: x',
    '- {name: n #c',
    '- {name}',
    '- {name:n}',
    '- {name: }',
    '- {name: a: b}',
    '- {name: -x}',
    '- {name: *x}',
    '- {name: !t x}',
    '- {name: a\tb}',
    '- {name: n,}',
    '- {, name: n}',
    '- [{name: n}]',
    '- - {name: n}',
    '? {name: n}',
  ])('%s', (line) => {
    expect(mapsIn(`${line}\n`)).toBe(0);
    isSame(`${line}\n`);
  });
});

describe('what is around the lines decides, too', () => {
  test.each([
    `x: |\n  ${NODE}\n  ${NODE}\n`,
    `x: "a\n  ${NODE}\n  b"\n`,
    `x: a\n  ${NODE}\n`,
    `x: [\n  ${NODE}\n]\n`,
    `${NODE}\n  more\n`,
    `${NODE}\n more: x\n`,
    `${NODE}\n: x\n`,
    `x:\n  ${NODE}\n ${NODE}\n`,
    `x:\n  ${NODE}\n  y: z\n`,
    `x:\n  ${NODE}\n    ${NODE}\n`,
    `a: b\n---\n${NODE}\n`,
    `${NODE}\n---\n${NODE}\n`,
    `${NODE}\n...\n`,
    `# ${NODE}\n${NODE}\n\n${NODE}\n# c\n${NODE}`,
    `- &a {x: 1}\n${NODE}\n- *a\n`,
    `x: &a\n  ${NODE}\ny: *a\n`,
    `%YAML 1.2\n---\n${NODE}\n`,
    `\ufeff${NODE}\n${NODE}\n`,
    `${NODE}\r\n${NODE}\r\nx\r\n`,
    `p: {a: b}\np: {a: b}\nq: {c: d}`,
    `- a: {b: c}\n  d: {e: f}\n`,
  ])('%j', isSame);
});

const word = fc.constantFrom(
  'a',
  'name',
  'server',
  '443',
  'true',
  '~',
  'a b',
  'a:b',
  'a#b',
  '节点',
  '🇭🇰',
  '/x',
  '<<',
  '-1',
  '"q"',
  "'q'",
  '""',
  '*a',
  '0x1',
  '1.5',
);
const flow = fc.letrec<{ value: string; map: string }>((tie) => ({
  value: fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 1, arbitrary: tie('map') },
    fc.array(word, { maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
  ),
  map: fc
    .array(fc.tuple(word, fc.constantFrom(': ', ':', ' : ', ':  '), tie('value')), { maxLength: 4 })
    .chain((pairs) =>
      fc.constantFrom(', ', ',', ' , ').map((comma) => `{${pairs.map((pair) => pair.join('')).join(comma)}}`),
    ),
})).map;
const lineOfText = fc
  .tuple(
    fc.constantFrom('', '  ', '    '),
    fc.constantFrom('- ', '-  ', 'key: ', 'other: ', '- x: ', '- &a ', '# ', ''),
    fc.oneof(
      { weight: 5, arbitrary: flow },
      { weight: 2, arbitrary: word },
      fc.constantFrom('|', '"', '[', ']', '}', '---'),
    ),
    fc.constantFrom('', '', '', ' ', ' # c', '\r', ' x', ','),
  )
  .map((parts) => parts.join(''));

test('texts made of such lines come out as the library reads them', () => {
  fc.assert(
    fc.property(fc.array(lineOfText, { maxLength: 8 }), (lines) => isSame(`${lines.join('\n')}\n`)),
    { seed: 20_261_130, numRuns: 1500 },
  );
});

test('well-formed lists of maps come out as the library reads them, and without it', () => {
  const key = fc.constantFrom('name', 'type', 'server', 'port', 'ws-opts', '"uuid"', "'sni'", '节点');
  const scalar = fc.constantFrom(
    'a.example',
    '443',
    'true',
    '"a b"',
    "'x, y'",
    '""',
    '🇭🇰 01',
    '1e3',
    '{ a: b }',
    '[x, y]',
  );
  const map = fc
    .uniqueArray(fc.tuple(key, scalar), { selector: ([name]) => name, minLength: 1, maxLength: 6 })
    .map((pairs) => `{${pairs.map(([name, value]) => `${name}: ${value}`).join(', ')}}`);
  const list = fc.array(fc.tuple(map, fc.constantFrom('', ' # c')), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(list, fc.constantFrom('', '  '), (maps, indent) => {
      const text = `x: 1\nproxies:\n${maps.map(([one, comment]) => `${indent}- ${one}${comment}\n`).join('')}rules:\n  - a\n`;
      expect(mapsIn(text)).toBe(maps.length);
      isSame(text);
    }),
    { seed: 20_261_130, numRuns: 500 },
  );
});
