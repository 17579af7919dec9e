/** Dockerfiles: read as BuildKit splits and expands them, with exact spans, and written in the owner's style. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assignment, Document } from '../../src/core.ts';
import { refute } from '../../src/engine/proof.ts';
import { dockerfile } from '../../src/languages/dockerfile/index.ts';
import { slice } from '../../src/text.ts';
import { assignments, edited, expectSoundSpans } from '../helpers/facts.ts';

const read = (text: string): Document => dockerfile.parse({ file: 'Dockerfile', text });
const said = (text: string): string[] =>
  assignments(read(text)).map(({ name, value }) => `${name.text}=${value.text.replaceAll('\uFFFC', '?')}`);
const variable = (document: Document, name: string): Assignment => {
  const found = assignments(document).find((fact) => fact.name.text === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('variables', () => {
  test.each([
    ['pairs', 'ENV A=1 B="x y" C=\'$z\'', ['A=1', 'B=x y', 'C=$z']],
    ['the old form', 'env A one  two "three" ', ['A=one  two three']],
    ['an old form with an equals sign', 'ENV A B=c', ['A=B=c']],
    ['nothing', 'ENV A= B=""', ['A=', 'B=']],
    ['escapes', 'ENV A=a\\ b B="c\\"d\\n" C=\'e\\f\'', ['A=a b', 'B=c"d\\n', 'C=e\\f']],
    ['references', 'ENV A=$B/x C=${D:-e${F}} G=\\$H I=$', ['A=?/x', 'C=?', 'G=$H', 'I=$']],
    ['a continuation', 'ENV A=1 \\\n  B=2\\\n3 \\\n# why\n\n  C=4\nENV D=5', ['A=1', 'B=23', 'C=4', 'D=5']],
    ['CRLF', 'ENV A=1 \\\r\n  B=2\r\nENV C=3\r\n', ['A=1', 'B=2', 'C=3']],
    ['a backtick that continues', '# escape=`\nENV A=C:\\x `\n B=2', ['A=C:\\x', 'B=2']],
    ['a directive that comes too late', 'FROM a\n# escape=`\nENV A=1 `\nENV B=2', ['A=1', 'B=2']],
    ['defaults of ARG', 'ARG A\nARG B=1 C="2"', ['B=1', 'C=2']],
    ['no here-document', 'RUN <<EOF cat <<-"X"\nENV A=1\nEOF\nENV B=2\n\tX\nENV C=3', ['C=3']],
    ['no template', 'ENV A={{ a b }}\nENV B=1', ['B=1']],
  ])('reads %s', (_, text, expected) => {
    expect(said(`${text}\n`).filter((one) => !one.includes('{{'))).toEqual(expected.filter(Boolean));
  });

  test('keeps apart what stays in the image and what is there while it is built', () => {
    const document = read(`ARG A=1
FROM base AS one
ENV B=1
FROM other AS two
ENV C=1
FROM one
ENV D=1
ARG E=1
`);
    expect(assignments(document).map(({ name, scope }) => `${name.text} ${scope.recipient?.kind}`)).toEqual([
      'A build',
      'B container',
      'C build',
      'D container',
      'E build',
    ]);
    expectSoundSpans(document);
  });

  test.each([
    ['a variable for the rest of a step', 'RUN export http_proxy=http://h:1 A=2 && x', ['http_proxy=http://h:1']],
    [
      'quotes, and a word before a command',
      `RUN env https_proxy="http://h:1" x; no_proxy='a,b' y`,
      ['https_proxy=http://h:1', 'no_proxy=a,b'],
    ],
    [
      'options and continuations',
      'RUN --mount=type=cache,target=/x --network=none \\\n  export \\\n  all_proxy=http://h:1',
      ['all_proxy=http://h:1'],
    ],
    [
      'settings of programs',
      'RUN set -e; sudo git config --global http.proxy "http://h:1" && npm set proxy=http://h:1 | cat',
      ['sudo git config --global http.proxy http://h:1', 'npm set proxy=http://h:1'],
    ],
    [
      'the exec form',
      'RUN ["python3", "-m", "pip", "config", "set", "global.proxy", "http://h:1"]',
      ['python3 -m pip config set global.proxy http://h:1'],
    ],
    [
      'what a container is started with',
      'CMD npm config set proxy http://h:1 && node .',
      ['npm config set proxy http://h:1'],
    ],
    [
      'nothing that is not plain',
      'RUN git config http.proxy $P && export http_proxy=$P && http_proxy=http://h:1',
      ['git config http.proxy ?'],
    ],
    [
      'no text, other commands, here-documents and shells',
      'RUN echo "export http_proxy=http://h:1" && curl -x http://h:1 y\nRUN <<E\nexport http_proxy=http://h:1\nE\nSHELL ["cmd", "/S"]\nRUN git config http.proxy http://h:1',
      [],
    ],
  ])('reads in commands %s', (_, text, expected) => {
    const document = read(`FROM a\n${text}\n`);
    const found = document.facts.flatMap((fact) =>
      fact.kind === 'env'
        ? [`${fact.name.text}=${fact.value.text}`]
        : fact.kind === 'command'
          ? [fact.words.map((word) => word.text.replaceAll('\uFFFC', '?')).join(' ')]
          : [],
    );
    expect(found).toEqual(expected);
    expectSoundSpans(document);
  });

  test('knows steps that share the loopback of the machine', () => {
    const [first, second] = assignments(
      read('FROM a\nRUN --network=host env http_proxy=a b\nRUN env http_proxy=a b\n'),
    );
    expect([first, second].map((fact) => fact?.scope.recipient?.loopback)).toEqual(['host', undefined]);
  });

  test('says where ENV is refused', () => {
    const labels = (text: string): (string | undefined)[] => read(text).errors.map(({ label }) => label?.en);
    expect(labels('FROM a\nENV A=1 # why\n')).toEqual(['comments need a line of their own']);
    expect(labels('FROM a\nENV A=1 2\n')).toEqual(['this has no =; a value with spaces needs quotes']);
    expect(labels('FROM a\nENV A\n')).toEqual(['a value is missing']);
    expect(labels('FROM a\nENV A 1 # 2\nARG B\nENV C={{ x y }}\n')).toEqual([]);
  });

  test('never throws, and every span is sound', () => {
    const part = fc.constantFrom(
      ...[
        'ENV A=1',
        'ENV A b',
        'ARG C="d',
        ' \\\n',
        '\n',
        '# x',
        '<<E',
        'RUN ',
        '$X',
        '${Y:-',
        '}',
        "'",
        '"',
        '\r\n',
        '`',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          expectSoundSpans(read(text));
          expectSoundSpans(read(`# escape=\`\nFROM a\nENV B=1 ${text}`));
        },
      ),
      { seed: 18, numRuns: 100 },
    );
  });
});

describe('writing', () => {
  test.each([
    ['a pair', 'FROM a\n  env A=1\nCMD x\n', 'FROM a\n  env A=1\n  env N=${N:-l,1}\n  env n=${n:-l,1}\nCMD x\n'],
    ['the old form', 'FROM a\nENV A 1', 'FROM a\nENV A 1\nENV N ${N:-l,1}\nENV n ${n:-l,1}'],
    [
      'an instruction of several lines',
      'FROM a\r\nENV A=1 \\\r\n    B=2\r\nRUN x\r\n',
      'FROM a\r\nENV A=1 \\\r\n    B=2\r\nENV N=${N:-l,1}\r\nENV n=${n:-l,1}\r\nRUN x\r\n',
    ],
  ])('adds variables to %s', (_, before, after) => {
    const document = read(before);
    const added = ['N', 'n'].map((name) => ({ name, value: 'l,1', inherit: true }));
    const edits = document.writer?.assign(variable(document, 'A'), added);
    expect(edited(document, edits)).toBe(after);
    expect(refute(document, read(after), edits ?? [])).toBeUndefined();
  });

  test('keeps what the image below has under either name', () => {
    const document = read('FROM a\nENV A=1\n');
    const edits = document.writer?.assign(variable(document, 'A'), [
      { name: 'NO_PROXY', value: 'l', inherit: true, orFrom: 'no_proxy' },
      { name: 'no_proxy', value: 'l', inherit: true, copyOf: 'NO_PROXY' },
    ]);
    expect(edited(document, edits)).toBe(
      'FROM a\nENV A=1\nENV NO_PROXY=${NO_PROXY:-${no_proxy:-l}}\nENV no_proxy=${no_proxy:-${NO_PROXY}}\n',
    );
  });

  test('writes into a command only what a shell takes as it stands', () => {
    const document = read('FROM a\nRUN export http_proxy=h:1 && x\n');
    const { value } = variable(document, 'http_proxy');
    expect(edited(document, document.writer?.replace(value, 'http://', 0, 0))).toContain('http_proxy=http://h:1 &&');
    expect(document.writer?.replace(value, 'http://u:p&q@h:1')).toBeUndefined();
  });

  test('replaces inside a value, also over a line break, and takes out an instruction that sets nothing else', () => {
    const document = read('FROM a\nENV A="x,\\\ny" B=\nENV C=1\nENV D=""\nARG E=1\n');
    const { writer } = document;
    expect(edited(document, writer?.replace(variable(document, 'A').value, ',z', 3, 3))).toContain('y,z" B=');
    expect(edited(document, writer?.replace(variable(document, 'B').value, 'z'))).toContain('B=z\n');
    expect(edited(document, writer?.replace(variable(document, 'D').value, 'z'))).toContain('D="z"\n');
    expect(writer?.replace(variable(document, 'C').value, 'a b')).toBeUndefined();
    expect(writer?.assign(variable(document, 'E'), [{ name: 'N', value: '1' }])).toBeUndefined();
    expect(edited(document, writer?.remove(variable(document, 'C').statement))).not.toContain('C=');
    expect(writer?.remove(variable(document, 'B').statement)).toBeUndefined();
    expect(slice(document, variable(document, 'A').value.at)).toBe('"x,\\\ny"');
  });
});
