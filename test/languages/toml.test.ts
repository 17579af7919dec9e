/** TOML: read as Python's tomllib reads it, with exact spans, and written in the owner's style. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { toml } from '../../src/languages/toml/index.ts';
import { parseToml } from '../../src/languages/toml/parse.ts';
import { slice } from '../../src/text.ts';
import { assignmentOf, assignments, edited, expectSoundSpans } from '../helpers/facts.ts';
import { plainOf, pythonReads } from '../helpers/tree.ts';

const read = (text: string): Document => toml.parse({ file: '.codex/config.toml', text });

describe('facts', () => {
  test('reads the variables of servers in every form, and of the shell', () => {
    const document = read(`model = "x"
[mcp_servers.a]
command = "npx"
env = { "HTTPS_PROXY" = "http://127.0.0.1:7890", B = 'c\\d' }
[mcp_servers.b.env]
C = "\\u0041\\tb" # why
[mcp_servers.c]
env.D = "\${HOME}"
[shell_environment_policy]
set = { E = "1" }
`);
    expect(assignments(document).map(({ name, value, scope }) => [scope.name, name.text, value.text])).toEqual([
      ['a', 'HTTPS_PROXY', 'http://127.0.0.1:7890'],
      ['a', 'B', 'c\\d'],
      ['b', 'C', 'A\tb'],
      ['c', 'D', '${HOME}'],
      ['', 'E', '1'],
    ]);
    expect(slice(document, assignmentOf(document, 'HTTPS_PROXY').name.at)).toBe('HTTPS_PROXY');
    expectSoundSpans(document);
  });

  test('reads what Codex hands on to servers, and what it keeps from commands', () => {
    const document = read(`[mcp_servers.a]
env_vars = ["NO_PROXY", 'no_proxy']
env = { HTTPS_PROXY = "http://127.0.0.1:7890" }
[mcp_servers.b]
env_vars = ["HTTPS_PROXY"]
[shell_environment_policy]
inherit = "core"
set = { E = "1" }
`);
    expect(assignments(document).map(({ name, value, scope }) => [scope.name, name.text, value.known])).toEqual([
      ['a', 'NO_PROXY', false],
      ['a', 'no_proxy', false],
      ['a', 'HTTPS_PROXY', true],
      ['b', 'HTTPS_PROXY', false],
      ['', 'E', true],
    ]);
    const [first, , third] = assignments(document);
    expect(third?.scope).toBe(first?.scope);
    expect(assignmentOf(document, 'E').scope.recipient?.inherits).toBe('nothing');
    expectSoundSpans(document);
  });

  test('says what TOML refuses, and gives up what nests too deeply', () => {
    for (const text of ['a = ', 'a = 1\na = 2', '[x', 'a = "b', "a = 'b\n'", '= 1', '[a]\n[a]'])
      expect(
        read(text).errors.map(({ isFatal }) => isFatal),
        text,
      ).toEqual([true]);
    expect(read(`a = ${'['.repeat(1_000_000)}`).errors[0]?.message.en).toContain('nested too deeply');
    expect(read('\uFEFFa = 1\r\n').errors).toEqual([]);
  });
});

describe('tomllib', () => {
  const key = fc.constantFrom('a', 'b', 'c-d', '"e f"', "'g.h'", 'a.b', 'x . y');
  const string = fc.constantFrom(
    '""',
    '"a\\n\\u00e9"',
    "'\\x'",
    '"""a\nb\\\n  c"""',
    "'''\n'q'\n'''",
    '"#"',
    '"é中"',
    '""""q"""',
  );
  const scalar = fc.oneof(
    string,
    fc.constantFrom(
      '1',
      '-2',
      '1_000',
      'true',
      'false',
      '0xff',
      '1.5',
      '[1,\n 2, # x\n]',
      '{ a = 1, b.c = "d" }',
      '[]',
      '[{a = 1}, {}]',
    ),
  );
  const line = fc.oneof(
    fc.tuple(key, scalar).map(([name, value]) => `${name} = ${value}`),
    fc.tuple(fc.constantFrom('a', 'b', 'a.b', '"e f".g')).map(([name]) => `[${name}]`),
    fc.constantFrom('[[t]]', '[t.u]', '[[t.v]]', '# x', '', '  ', 'a', '= 1'),
  );
  const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));

  test('agrees on what TOML is and what it says', { timeout: 30_000 }, () => {
    const texts = fc.sample(text, { seed: 18, numRuns: 800 });
    const python = pythonReads(texts, 'tomllib', 'tomllib.loads(text)');
    if (!python) return;
    for (const [index, one] of texts.entries()) {
      const { root, errors } = parseToml({ file: 'x.toml', text: one });
      expect(errors.length === 0, one).toBe(python[index] !== undefined);
      if (!root) continue;
      expect(normal(plainOf(root)), one).toEqual(normal(python[index]));
    }
  });

  /** Numbers by what they are, however they are written. */
  function normal(value: unknown): unknown {
    return JSON.parse(
      JSON.stringify(value).replace(/"#([^"]+)"/g, (_, digits: string) => String(Number(digits.replaceAll('_', '')))),
    );
  }

  test('never throws, and every span is sound', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (one) => {
        expectSoundSpans(read(one));
        expectSoundSpans(read(`[mcp_servers.a.env]\n${one}`));
      }),
      { seed: 18, numRuns: 300 },
    );
  });
});

describe('writing', () => {
  test.each([
    [
      'a table',
      '[mcp_servers.a.env]\nA = "1" # why\nB = "2"\n',
      '[mcp_servers.a.env]\nA = "1" # why\nN = "l,1"\nn = "l,1"\nB = "2"\n',
    ],
    [
      'an inline table',
      "[mcp_servers.a]\nenv = {A='1', B = '2'}",
      "[mcp_servers.a]\nenv = {A='1', N='l,1', n='l,1', B = '2'}",
    ],
    ['dotted keys', '[mcp_servers.a]\n  env.A="1"', '[mcp_servers.a]\n  env.A="1"\n  env.N="l,1"\n  env.n="l,1"'],
    ['CRLF', '[mcp_servers.a.env]\r\nA = "1"\r\n', '[mcp_servers.a.env]\r\nA = "1"\r\nN = "l,1"\r\nn = "l,1"\r\n'],
  ])('adds variables to %s', (_, before, after) => {
    const document = read(before);
    const edits = document.writer?.assign(assignmentOf(document, 'A'), [
      { name: 'N', value: 'l,1' },
      { name: 'n', value: 'l,1' },
    ]);
    expect(edited(document, edits)).toBe(after);
    expect(refute(document, read(after), edits ?? [])).toBeUndefined();
  });

  test('replaces inside the quotes that are there, and takes out a pair with its line', () => {
    const document = read('[mcp_servers.a.env]\nA = "x\\ty"\nB = \'z\'\nC = """\nw"""\n');
    const { writer } = document;
    expect(edited(document, writer?.replace(assignmentOf(document, 'A').value, '"', 1, 2))).toContain('A = "x\\"y"');
    expect(edited(document, writer?.replace(assignmentOf(document, 'B').value, '\\'))).toContain("B = '\\'");
    expect(writer?.replace(assignmentOf(document, 'B').value, "it's")).toBeUndefined();
    expect(writer?.replace(assignmentOf(document, 'C').value, 'x')).toBeUndefined();
    expect(edited(document, writer?.remove(assignmentOf(document, 'B').statement))).not.toContain('B =');
  });
});
