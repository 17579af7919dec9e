/** JSON5, which OpenClaw's file is written in: read as the package that OpenClaw reads it with, and written in the owner's style. */
import fc from 'fast-check';
import JSON5 from 'json5';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { json } from '../../src/languages/json/index.ts';
import { JSON5 as grammar } from '../../src/languages/json/json5.ts';
import { parseJson } from '../../src/languages/json/parse.ts';
import type { Node } from '../../src/languages/shared/tree.ts';
import { applyEdits, slice } from '../../src/text.ts';
import { assignmentOf, assignments, edited, expectSoundSpans } from '../helpers/facts.ts';

const read = (text: string): Document => json.parse({ file: '.openclaw/openclaw.json', text });

describe('facts', () => {
  test('reads variables, servers and the proxy, each where it is', () => {
    const document = read(
      `// mine\n{\n  env: { vars: { HTTPS_PROXY: 'http://h:1', 'B': "it\\'s", }, PLAIN: 'x', shellEnv: { enabled: true } },\n  proxy: { proxyUrl: "\${PROXY_URL}" },\n  mcp: { servers: { docs: { command: 'npx', env: { C: '\${X} \${low} $\${Y}' } } } },\n}\n`,
    );
    expect(document.errors).toEqual([]);
    expect(assignments(document).map((fact) => [slice(document, fact.name.at), fact.value.text.length])).toEqual([
      ['HTTPS_PROXY', 'http://h:1'.length],
      ['B', "it's".length],
      ['PLAIN', 1],
      ['C', '? ${low} $${Y}'.length],
    ]);
    expect(assignments(document).map(({ scope: { recipient } }) => [recipient?.kind, recipient?.inherits])).toEqual([
      ...Array(3).fill(['agent', 'all']),
      ['server', 'nothing'],
    ]);
    const [proxy] = document.facts.filter((fact) => fact.kind === 'proxy-setting');
    expect(proxy).toMatchObject({ client: 'openclaw', role: 'all' });
    expect(proxy?.value.known).toBe(false);
    expectSoundSpans(document);
  });

  test('gives numbers as everyone writes them', () => {
    const document = read('{ models: { providers: { a: { timeoutSeconds: 0x1E }, b: { timeoutSeconds: +.5e1 } } } }');
    const values = document.facts.flatMap((fact) =>
      fact.kind === 'setting' && fact.path.at(-1) === 'timeoutSeconds' ? [fact.value] : [],
    );
    expect(values.map((value) => [value.text, slice(document, value.at)])).toEqual([
      ['30', '0x1E'],
      ['5', '+.5e1'],
    ]);
    expect(edited(document, document.writer?.replace(values[0]!, '60'))).toContain('timeoutSeconds: 60 }');
  });

  test('says what is no JSON5', () => {
    const cause = (text: string): string | undefined => read(text).errors[0]?.label?.en;
    expect(cause("{ a: 'b }")).toBe('a quote is opened and never closed');
    expect(cause('{ a: 1 b: 2 }')).toBe('this cannot stand here');
    expect(cause("{ a: 1 'b': 2 }")).toBe('a comma or a colon is missing before this');
    expect(cause('{ a: [1, 2 }')).toBe('this cannot stand here');
    expect(cause('{ a: 1')).toBe('this { is never closed');
    expect(cause('{ a: 1 } /* b')).toBe('this comment is never closed');
    expect(read('{ a: b }').errors[0]?.message.en).toBe('This file cannot be loaded: it is not valid JSON5');
  });
});

describe('the parser that OpenClaw uses', () => {
  /** What a tree says; numbers as numbers. */
  function plain(node: Node): unknown {
    if (node.kind === 'list') return node.items.map(plain);
    if (node.kind === 'map')
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.value.text, plain(value)]));
    if (node.kind !== 'scalar') return undefined;
    const { type, value } = node;
    if (type === 'string') return value.text;
    if (type === 'integer' || type === 'float') return Number(value.text);
    return type === 'null' ? null : type === 'true';
  }

  const space = fc.constantFrom('', ' ', '\n', '\r\n  ', '\u00A0', '/* , */', '// x\n', '\uFEFF', '\u2028');
  const part = fc.constantFrom(
    ...['a', 'é', '中', '\\n', '\\"', "\\'", '\\\\', '\\/', '\\x41', '\\u00e9', '\\v', '\\0', '\\q', '\\\n', '\\\r\n'],
    ...['//', '#', '{', '\\\u2028'],
  );
  const string = fc
    .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom('"', "'"))
    .map(([parts, quote]) => quote + parts.join('') + quote);
  const name = fc.constantFrom(
    'a',
    '$b',
    '_c1',
    'é',
    'null',
    'true',
    'Infinity',
    'NaN',
    '\\u0061b',
    'ключ',
    'a-b',
    '1a',
  );
  const number = fc.constantFrom(
    '0',
    '-1',
    '+2',
    '.5',
    '5.',
    '0x1F',
    '-0xfF',
    '1e3',
    'Infinity',
    '-NaN',
    '01',
    '1.2.3',
  );
  const scalar = fc.oneof(string, number, fc.constantFrom('true', 'false', 'null', 'nul'));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc
        .tuple(fc.array(tie('tree'), { maxLength: 3 }), space, fc.constantFrom('', ','))
        .map(([items, gap, end]) => `[${gap}${items.join(`${gap},`)}${items.length > 0 ? end : ''}${gap}]`),
      fc
        .tuple(
          fc.array(fc.tuple(fc.oneof(name, string), tie('tree')), { maxLength: 3 }),
          space,
          fc.constantFrom('', ','),
        )
        .map(
          ([pairs, gap, end]) =>
            `{${gap}${pairs.map(([key, value]) => `${key}${gap}:${gap}${value}`).join(`,${gap}`)}${pairs.length > 0 ? end : ''}${gap}}`,
        ),
    ),
  }));
  const broken = fc
    .tuple(tree, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '1', '/', "'", 'x', '\\'))
    .map(
      ([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice((at % (text.length + 1)) + 1),
    );

  const rubbish = fc.string({ unit: fc.constantFrom(...'{}[],:\'"\\/*0x1.e+-$_ab\n\r \u2028\uD800é') });

  test('agrees with it on what is JSON5 and what it says', () => {
    let valid = 0;
    for (const text of fc.sample(fc.oneof(tree, broken), { seed: 5, numRuns: 1500 })) {
      const { root, errors } = parseJson({ file: 'x.json', text }, grammar);
      let known: { readonly value: unknown } | undefined;
      try {
        known = { value: JSON5.parse(text) };
      } catch {
        known = undefined;
      }
      expect(errors.length === 0 && root !== undefined, text).toBe(known !== undefined);
      if (!known || !root) continue;
      valid++;
      expect(plain(root), text).toEqual(known.value);
    }
    expect(valid).toBeGreaterThan(400);
  });

  test('never throws, and every span is sound', () => {
    fc.assert(
      fc.property(fc.oneof(broken, rubbish), (text) => {
        expectSoundSpans(read(`{env: ${text}}`));
        expectSoundSpans(read(text));
      }),
      { seed: 5, numRuns: 60 },
    );
    expect(read('['.repeat(200_000)).errors[0]?.message.en).toContain('nested too deeply');
    expect(read(`{ a: '${'\\'.repeat(200_000)}`).errors).toHaveLength(1);
    expect(read(`{ ${'a'.repeat(200_000)}: 1 }`).errors).toHaveLength(1);
  });
});

describe('writing', () => {
  test.each([
    ['no quotes around keys', `{ A: '1' }`, `{ A: '1', N: 'it\\'s "x"' }`],
    ['double quotes', `{ "A": "1" }`, `{ "A": "1", "N": "it's \\"x\\"" }`],
    ['each kind of its own', `{\n  'A': "1",\n}`, `{\n  'A': "1",\n  'N': "it's \\"x\\"",\n}`],
    ['a number beside it', `{ A: 1, B: 2 }`, `{ A: 1, N: "it's \\"x\\"", B: 2 }`],
  ])('adds members in the style of the neighbour: %s', (_, before, after) => {
    const document = read(`{env: {vars: ${before}}}`);
    const edits = document.writer?.assign(assignmentOf(document, 'A'), [{ name: 'N', value: `it's "x"` }]);
    const text = edited(document, edits);
    expect(refute(document, read(text), edits ?? [])).toBeUndefined();
    expect(text).toBe(`{env: {vars: ${after}}}`);
    expect(JSON5.parse(text).env.vars.N).toBe(`it's "x"`);
  });

  test('what is written is read back by the package, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', "'"), (value, quote) => {
        const document = read(`{env: {vars: {A: ${quote}old${quote}, B: 'x', }}}`);
        const edits = document.writer?.replace(assignmentOf(document, 'A').value, value);
        expect(edits === undefined).toBe(/\$|\{(?:env|file):/.test(value));
        if (edits) expect(JSON5.parse(applyEdits(document.text, edits)).env.vars).toEqual({ A: value, B: 'x' });
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});
