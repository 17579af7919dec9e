/** Compose files: what containers are given, where it is, and how it is written. */
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { yaml } from '../../src/languages/yaml/index.ts';
import { environments } from '../../src/queries/environments/environment.ts';
import { slice } from '../../src/text.ts';
import { assignmentOf, assignments, edited, expectSoundSpans } from '../helpers/facts.ts';
import { projectOf } from '../helpers/project.ts';

const read = (text: string): Document => yaml.parse({ file: 'compose.yaml', text });

describe('facts', () => {
  test('reads both forms of variables, build arguments and files', () => {
    const document = read(`services:
  web:
    env_file: a.env
    environment:
      A: "x # y"   # why
      B: 5
      C:
    build:
      args: [ "D=\${E:-f}$$" ]
  job:
    network_mode: host
    env_file:
      - b.env
      - {path: c.env, required: false}
    environment:
      - "G=h i"
      - J
      - K=
`);
    const facts = assignments(document);
    expect(facts.map(({ name, value, scope }) => [scope.name, scope.recipient?.kind, name.text, value.text])).toEqual([
      ['web', 'container', 'A', 'x # y'],
      ['web', 'container', 'B', '5'],
      ['web', 'container', 'C', '\uFFFC'],
      ['web', 'build', 'D', '\uFFFC$'],
      ['job', 'container', 'G', 'h i'],
      ['job', 'container', 'J', '\uFFFC'],
      ['job', 'container', 'K', ''],
    ]);
    expect(facts.map(({ name }) => slice(document, name.at))).toEqual(['A', 'B', 'C', 'D', 'G', 'J', 'K']);
    expect(facts.at(-1)?.scope.recipient?.loopback).toBe('host');
    const files = document.facts.filter((fact) => fact.kind === 'include');
    expect(files.map(({ path, optional, scope }) => [path.text, optional, scope.name])).toEqual([
      ['a.env', false, 'web'],
      ['b.env', false, 'job'],
      ['c.env', true, 'job'],
    ]);
    expectSoundSpans(document);
  });

  test('gives a container its files, its own variables over them, and what compose fills in', () => {
    const project = projectOf({
      'compose.yaml':
        'services:\n  web:\n    env_file: [web.env]\n    environment:\n      HTTP_PROXY: ${PROXY}\n      NO_PROXY: localhost\n',
      'web.env': 'NO_PROXY=a\nX=1\n',
      '.env': 'PROXY=http://proxy:1\n',
    });
    const web = environments(project).find(({ id }) => id === 'compose.yaml:web');
    const values = [...(web?.variables.values() ?? [])].map(({ name, text }) => `${name}=${text}`);
    expect(values).toEqual(['NO_PROXY=localhost', 'X=1', 'HTTP_PROXY=http://proxy:1']);
    expect(web?.layers.map(({ document, via }) => [document.file, via !== undefined])).toEqual([
      ['web.env', true],
      ['compose.yaml', false],
    ]);
    // The file is the container's: nothing else is known to read it.
    expect(environments(project).map(({ id }) => id)).toEqual(['.env', 'compose.yaml:web']);
  });

  test.each(['null', '~', 'true', '123', '1e3', '0x1F', 'yes'])('a new variable of %s is a text', (value) => {
    const document = read('services:\n  a:\n    environment:\n      A: b\n');
    const edits = document.writer?.assign(assignmentOf(document, 'A'), [{ name: 'B', value }]);
    const added = assignmentOf(read(edited(document, edits)), 'B');
    expect(added).toMatchObject({ operation: 'set', value: { text: value, known: true } });
  });
  test('never throws on what is no compose file', () => {
    for (const text of [
      '',
      '-',
      'services: 1',
      'services: {a: }',
      'services: {a: [b]}',
      'services: &a {b: *a}',
      '{{ x }}',
      '\0',
    ])
      expectSoundSpans(read(text));
    expect(read('[').errors.length).toBe(1);
    expect(read('a: {{ x }}\n').errors).toEqual([]);
  });
});

describe('writing', () => {
  const added = (block: string): string => {
    const head = 'services:\n  web:\n    environment:';
    const document = read(head + block);
    const edits = document.writer?.assign(assignmentOf(document, 'A'), [
      { name: 'N', value: 'l,::1' },
      { name: 'n', value: 'l,::1' },
    ]);
    const text = edited(document, edits);
    expect(refute(document, read(text), edits ?? [])).toBeUndefined();
    return text.slice(head.length);
  };
  test.each([
    ['a map', '\n      A: 1\n      B: 2\n', '\n      A: 1\n      N: l,::1\n      n: l,::1\n      B: 2\n'],
    [
      'quotes, a comment',
      '\n      A:   "1" # why\n',
      '\n      A:   "1" # why\n      N:   "l,::1"\n      n:   "l,::1"\n',
    ],
    ['a list', '\n      - A=1\n    image: x\n', '\n      - A=1\n      - N=l,::1\n      - n=l,::1\n    image: x\n'],
    ['a list of texts', "\n    - 'A=1'", "\n    - 'A=1'\n    - 'N=l,::1'\n    - 'n=l,::1'"],
    ['braces', ' {A: 1, B: 2}\n', " {A: 1, N: 'l,::1', n: 'l,::1', B: 2}\n"],
    ['brackets', ' ["A=1"]\n', ' ["A=1", "N=l,::1", "n=l,::1"]\n'],
    [
      'CRLF',
      '\r\n      A: 1\r\n    image: x\r\n',
      '\r\n      A: 1\r\n      N: l,::1\r\n      n: l,::1\r\n    image: x\r\n',
    ],
  ])('adds variables to %s', (_, before, after) => expect(added(before)).toBe(after));

  test('fills an empty item, and takes out what stands alone on its line', () => {
    const document = read('services:\n  a:\n    environment:\n      - A=\n      - B=1\n');
    expect(edited(document, document.writer?.replace(assignmentOf(document, 'A').value, 'localhost'))).toContain(
      '- A=localhost\n',
    );
    const text = edited(document, document.writer?.remove(assignmentOf(document, 'B').statement));
    expect(text).toBe('services:\n  a:\n    environment:\n      - A=\n');
  });
});
