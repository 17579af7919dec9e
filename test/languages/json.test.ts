/** JSON: read as other parsers read it, with exact spans, and written in the owner's style. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { json } from '../../src/languages/json/index.ts';
import { parseJson } from '../../src/languages/json/parse.ts';
import { applyEdits, slice } from '../../src/text.ts';
import { assignmentOf, assignments, edited, expectSoundSpans } from '../helpers/facts.ts';
import { plainOf, pythonReads } from '../helpers/tree.ts';

const read = (text: string, dialect = 'claude'): Document => json.parse({ file: 'x.json', text }, dialect);
const settings = (env: string): string => `{\n  "env": ${env},\n  "model": "opus"\n}\n`;

describe('facts', () => {
  test('reads the variables of a settings file, each where it is', () => {
    const document = read(settings('{"HTTPS_PROXY": "http:\\/\\/127.0.0.1:7890", "A": "\\u0041b"}'));
    expect(assignments(document).map((fact) => [slice(document, fact.name.at), fact.value.text])).toEqual([
      ['HTTPS_PROXY', 'http://127.0.0.1:7890'],
      ['A', 'Ab'],
    ]);
    expectSoundSpans(document);
  });

  test('reads a dev container as one environment, on the loopback of the machine where it is told so', () => {
    const text = (more: string): string =>
      `{ ${more}"containerEnv": { "A": "\${localEnv:X:d}" }, "remoteEnv": { "B": "\${containerEnv:A}", "C": null } }`;
    const own = assignments(read(text(''), 'devcontainer'));
    expect(own.map(({ name, operation, value }) => [name.text, operation, value.known])).toEqual([
      ['A', 'set', false],
      ['B', 'set', false],
      ['C', 'unset', true],
    ]);
    expect(own[0]?.scope.recipient).toEqual({ kind: 'container', program: 'devcontainer', inherits: 'nothing' });
    for (const words of ['"--network=host"', '"--rm", "--net", "host"']) {
      const [shared] = assignments(read(text(`"runArgs": [${words}], `), 'devcontainer'));
      expect(shared?.scope.recipient?.loopback).toBe('host');
    }
    const [apart] = assignments(read(text('"runArgs": ["--network", "web", "--hostname=host"], '), 'devcontainer'));
    expect(apart?.scope.recipient?.loopback).toBeUndefined();
  });

  test('tells of VS Code and dockerd what they read about proxies', () => {
    const code = read(
      '{"a.b": 1, "http.proxy": "http://h:1", "https.proxy": "x", "terminal.integrated.env.osx": {"A": "${env:B}"},}',
      'vscode',
    );
    expect(code.errors).toEqual([]);
    expect(
      code.facts.map((fact) => [fact.kind, 'name' in fact && typeof fact.name === 'object' ? fact.name.text : '']),
    ).toEqual([
      ['proxy-setting', 'http.proxy'],
      ['setting', 'https.proxy'],
      ['env', 'A'],
    ]);
    const strict = (text: string): number => read(text, 'dockerd').errors.length;
    expect(strict('{"proxies": {"http-proxy": "http://h:1"}}')).toBe(0);
    expect(strict('{\n// x\n"debug": true }')).toBe(1);
    expect(strict('{"debug": true,}')).toBe(1);
  });

  test('reads the servers of `.mcp.json`, what they refer to, and of two equal keys the last', () => {
    const text = '{"mcpServers": {"a": {"env": {"X": "1", "X": "${HTTPS_PROXY:-none}"}}, "b": {"env": {"Y": "$Z"}}}}';
    const facts = assignments(read(text, 'mcp'));
    expect(facts.map(({ scope, name, value }) => [scope.name, name.text, value.known])).toEqual([
      ['a', 'X', false],
      ['b', 'Y', true],
    ]);
    expect(facts[0]?.value.pieces[0]).toMatchObject({ kind: 'reference', name: 'HTTPS_PROXY', operator: ':-' });
    expect(facts[0]?.scope.recipient).toEqual({ kind: 'server', program: 'mcp', inherits: 'all' });
  });

  test('reads `~/.claude.json`, tells nothing of it but its servers, and never writes it', () => {
    const text = '{"history": ["a"], "projects": {"/x": {"mcpServers": {"f": {"env": {"A": "1"}}}}}}';
    const document = read(text, 'claude-state');
    expect(document.facts.map(({ kind }) => kind)).toEqual(['env']);
    expect(document.writer).toBeUndefined();
  });

  test('knows comments, and what is no JSON', () => {
    const document = read('{ // a\n  /* b */ "env": {}, }');
    expect(document.comments.map(({ at, ownLine }) => [slice(document, at), ownLine])).toEqual([
      ['// a', false],
      ['/* b */', true],
    ]);
    expect(document.errors).toEqual([]);
    for (const text of ['{', '{"a": }', '{"a" 1}', '[1 2]', '{"a": "b}', "{'a': 1}", '{} {}', '{"a": 1} x', '/* a'])
      expect(
        read(text).errors.map(({ isFatal }) => isFatal),
        text,
      ).toEqual([true]);
    for (const text of ['', ' \n', '\uFEFF{"a": 1}', '{{ x }}']) expect(read(text).errors, text).toEqual([]);
  });

  test('gives up what nests too deeply, and reads 200 levels', () => {
    expect(read('['.repeat(1_000_000)).errors[0]?.message.en).toContain('nested too deeply');
    expect(read(`${'['.repeat(200)}${']'.repeat(200)}`).errors).toEqual([]);
  });
});

describe('what is secret', () => {
  test('hides headers and operands of options for keys, whatever they look like', () => {
    const text =
      '{"mcpServers": {"a": {"args": ["x", "--api-key", "plain", "--token=word", "-H", "X: y"], "headers": {"X-Title": "hush"}}}}';
    const document = read(text, 'mcp');
    expect(document.secrets.map((at) => slice(document, at))).toEqual(['plain', 'word', 'X: y', 'hush']);
  });
});

describe('other parsers', () => {
  /** Values as texts, with the spaces, escapes and doubled keys that people and programs write. */
  const space = fc.constantFrom('', ' ', '\n', '\r\n  ', '\t');
  const string = fc
    .array(fc.constantFrom('a', 'é', '中', '\\n', '\\"', '\\\\', '\\/', '\\u00e9', '\\ud83d\\ude00', '//', '#', '{'), {
      maxLength: 5,
    })
    .map((parts) => `"${parts.join('')}"`);
  const scalar = fc.oneof(string, fc.constantFrom('0', '-1', '12', 'true', 'false', 'null'));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc
        .tuple(fc.array(tie('tree'), { maxLength: 3 }), space)
        .map(([items, gap]) => `[${gap}${items.join(`${gap},`)}${gap}]`),
      fc
        .tuple(fc.array(fc.tuple(string, tie('tree')), { maxLength: 4 }), space)
        .map(
          ([pairs, gap]) =>
            `{${gap}${pairs.map(([key, value]) => `${key}${gap}:${gap}${value}`).join(`,${gap}`)}${gap}}`,
        ),
    ),
  }));
  const broken = fc
    .tuple(tree, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '1', '/', "'"))
    .map(
      ([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice((at % (text.length + 1)) + 1),
    );

  test('agrees with Python and with JSON.parse on what is JSON and what it says', { timeout: 30_000 }, () => {
    const texts = fc.sample(fc.oneof(tree, broken), { seed: 18, numRuns: 600 });
    const python = pythonReads(texts, 'json', 'json.loads(text)');
    for (const [index, text] of texts.entries()) {
      const { root, errors, trailingCommas, comments } = parseJson({ file: 'x.json', text });
      let known: unknown;
      try {
        known = JSON.parse(text);
      } catch {
        known = undefined;
      }
      const isStrict =
        errors.length === 0 && trailingCommas.length === 0 && comments.length === 0 && root !== undefined;
      expect(isStrict, text).toBe(known !== undefined);
      if (!isStrict) continue;
      expect(JSON.stringify(plainOf(root)).replace(/"#(-?\d+)"/g, '$1'), text).toBe(JSON.stringify(known));
      if (python) expect(plainOf(root), text).toEqual(python[index]);
    }
  });

  const rubbish = fc.string({ unit: fc.constantFrom(...'{}[],:\'"\\/*01.e+-tn_a\n\r \u2028\uD800é') });

  test('never throws, and every span is sound', () => {
    fc.assert(
      fc.property(fc.oneof(broken, rubbish), (text) => {
        expectSoundSpans(read(`{"env": ${text}}`));
        expectSoundSpans(read(text, 'mcp'));
      }),
      { seed: 18, numRuns: 200 },
    );
  });
});

describe('writing', () => {
  const added = (env: string): string => {
    const document = read(settings(env));
    const edits = document.writer?.assign(assignmentOf(document, 'A'), [
      { name: 'N', value: 'l,1' },
      { name: 'n', value: 'l,1' },
    ]);
    const text = edited(document, edits);
    expect(refute(document, read(text), edits ?? [])).toBeUndefined();
    return text.slice('{\n  "env": '.length, text.indexOf(',\n  "model"'));
  };
  test.each([
    ['one line', '{"A": "1"}', '{"A": "1", "N": "l,1", "n": "l,1"}'],
    ['one line, before others', '{ "A":"1",  "B":"2" }', '{ "A":"1",  "N":"l,1",  "n":"l,1",  "B":"2" }'],
    ['lines', '{\n    "A": "1"\n  }', '{\n    "A": "1",\n    "N": "l,1",\n    "n": "l,1"\n  }'],
    [
      'tabs, CRLF',
      '{\r\n\t\t"A" : "1",\r\n\t\t"B": "2"\r\n\t}',
      '{\r\n\t\t"A" : "1",\r\n\t\t"N" : "l,1",\r\n\t\t"n" : "l,1",\r\n\t\t"B": "2"\r\n\t}',
    ],
    [
      'a comment stays with its line',
      '{\n    "A": "1" // why\n  }',
      '{\n    "A": "1", // why\n    "N": "l,1",\n    "n": "l,1"\n  }',
    ],
    [
      'a comment after the comma',
      '{\n    "A": "1", // why\n    "B": "2"\n  }',
      '{\n    "A": "1", // why\n    "N": "l,1",\n    "n": "l,1",\n    "B": "2"\n  }',
    ],
    ['a trailing comma', '{\n    "A": "1",\n  }', '{\n    "A": "1",\n    "N": "l,1",\n    "n": "l,1",\n  }'],
  ])('adds members in the style of the neighbour: %s', (_, before, after) => expect(added(before)).toBe(after));

  test.each([
    ['the middle', '{"A": "1", "B": "2", "C": "3"}', 'B', '{"A": "1", "C": "3"}'],
    ['the last', '{\n  "A": "1",\n  "B": "2"\n}', 'B', '{\n  "A": "1"\n}'],
    ['the only one', '{\n  "B": "2"\n}', 'B', '{\n}'],
  ])('takes out %s with its comma', (_, before, name, after) => {
    const document = read(`{"env": ${before}}`);
    expect(edited(document, document.writer?.remove(assignmentOf(document, name).statement))).toBe(`{"env": ${after}}`);
  });

  test('replaces part of a value, escaped, and numbers only by numbers', () => {
    const document = read('{"env": {"A": "a\\tb", "B": "", "C": 5}}');
    const { writer } = document;
    expect(edited(document, writer?.replace(assignmentOf(document, 'A').value, '"\\', 1, 2))).toContain('"a\\"\\\\b"');
    expect(edited(document, writer?.replace(assignmentOf(document, 'B').value, 'x'))).toContain('"B": "x"');
    expect(edited(document, writer?.replace(assignmentOf(document, 'C').value, '120'))).toContain('"C": 120');
    expect(writer?.replace(assignmentOf(document, 'C').value, 'x')).toBeUndefined();
  });

  test('what is written is read back by Node, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (first, second) => {
        const document = read(JSON.stringify({ env: { A: first, B: 'x' } }, null, 2));
        const edits = document.writer?.replace(assignmentOf(document, 'A').value, second);
        // Programs replace what begins with a dollar sign, and none has a way to say it plainly.
        expect(edits === undefined).toBe(/\$|\{(?:env|file):/.test(second));
        if (edits) expect(JSON.parse(applyEdits(document.text, edits))).toEqual({ env: { A: second, B: 'x' } });
      }),
      { seed: 18, numRuns: 150 },
    );
  });
});
