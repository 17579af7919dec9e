/** fish files as facts, with exact places. */
import { describe, expect, test } from 'vitest';
import { slice } from '../../src/text.ts';
import { assignments, describeFacts, parseShell, wrongPieces } from '../helpers/shell.ts';

const TABLE: readonly [string, string, readonly string[]][] = [
  ['set', 'set A 1', ['set shell A=1']],
  [
    'exports',
    'set -gx A 1; set -Ux B 2; set -xg C 3; set -x D 4; set --export -g E 5',
    ['A=1', 'B=2', 'C=3', 'D=4', 'E=5'].map((one) => `set environment ${one}`),
  ],
  [
    'locals',
    'set -l A 1; set -lx B 2; set --local C 3; set -f D 4',
    ['A=1', 'B=2', 'C=3', 'D=4'].map((one) => `set local ${one}`),
  ],
  ['erasing', 'set -e A B; set -eg C; set --erase D', ['A', 'B', 'C', 'D'].map((one) => `unset environment ${one}`)],
  ['a list', 'set -gx NO_PROXY a b', ['set environment NO_PROXY=a b']],
  ['a list of paths', 'set -gx GOPATH a b; set -gx FPATH c', ['set environment GOPATH=◌', 'set environment FPATH=c']],
  ['nothing', 'set -gx A', ['set environment A=']],
  [
    'appending and prepending',
    'set -a A b; set -gxp A c; set --append A d e',
    ['append shell A= b', 'prepend environment A=c ', 'append shell A= d e'],
  ],
  ['an element', 'set -gx A[1] x', ['set environment A=◌']],
  ['asking', 'set -q A; set -S A; set', ['run set -q A', 'run set -S A', 'run set']],
  ['a default', 'set -q A; or set -gx A 1', ['run set -q A', 'default-unset environment A=1']],
  ['a default on the next line', 'set -q A\nor set -gx A 1', ['run set -q A', 'default-unset environment A=1']],
  ['a default with ||', 'set -q A || set -gx A $B', ['run set -q A', 'default-unset environment A=◌']],
  ['no default for another name', 'set -q A; or set -gx B 1', ['run set -q A', 'set environment B=1 ?']],
  [
    'no default after something else',
    'set -q A; x; or set -gx A 1',
    ['run set -q A', 'run x', 'set environment A=1 ?'],
  ],
  ['export', 'export A=1 B=~/x C', ['set environment A=1', 'set environment B=~/x', 'export environment C']],
  ['a prefix', 'A=1 B=~/x cmd y', ['set command A=1', 'set command B=◌/x', 'run cmd y']],
  ['env', 'env A=1 cmd', ['run env A=1 cmd', 'set command A=1']],
  [
    'a name from a variable',
    'for v in http https; set -gx {$v}_proxy x; set -gx "$v"_proxy y; end',
    [
      'set environment http_proxy=x',
      'set environment https_proxy=x',
      'set environment http_proxy=y',
      'set environment https_proxy=y',
    ],
  ],
  [
    'if',
    'if a; and b; set A 1; else if c; set A 2; else; set A 3; end; set A 4',
    ['run a', 'run b ?', 'set shell A=1 ?', 'run c ?', 'set shell A=2 ?', 'set shell A=3 ?', 'set shell A=4'],
  ],
  [
    'while, for and switch',
    'while a; set A 1; end; for x in 1; set A 2; end; switch $x; case a b; set A 3; case "*"; set A 4; end',
    ['run a', 'set shell A=1 ?', 'set shell A=2', 'set shell A=3 ?', 'set shell A=4 ?'],
  ],
  ['begin', 'begin; set A 1; end | cat; and set B 1', ['set shell A=1', 'run cat', 'set shell B=1 ?']],
  ['lists', 'a; and set A 1; or set A 2\nset A 3', ['run a', 'set shell A=1 ?', 'set shell A=2 ?', 'set shell A=3']],
  ['not', 'not a; and ! b', ['run a', 'run b ?']],
  [
    'functions',
    'function on -d "x" --argument-names p\n set -gx A 1\n function in; set B 2; end\nend',
    ['set environment A=1 in function on', 'set shell B=2 in function in'],
  ],
  ['an eval of text', "eval 'set -gx A 1'; eval (x)", ['run eval set -gx A 1', 'set environment A=1', 'run eval ◌']],
  [
    'an alias',
    "alias on 'set -gx A 1'; alias off='set -e A'",
    ['set environment A=1 in alias on', 'unset environment A in alias off'],
  ],
  [
    'an abbreviation',
    "abbr -a on 'set -gx A 1'; abbr -a g git status",
    ['set environment A=1 in alias on', 'run abbr -a g git status'],
  ],
  ['source', 'source ~/a; . $B/c', ['source ◌/a', 'source ◌/c']],
  [
    'source behind a test',
    'test -f a; and source a; [ -r b ] && source b; source c',
    ['run test -f a', 'source a if there ?', 'run [ -r b ]', 'source b if there ?', 'source c'],
  ],
  ['source in an if', 'if test -e a\n source a\nend', ['run test -e a', 'source a if there ?']],
  ['background and redirections', 'a >b 2>&1 &; c <d &>>e x 2>| f', ['run a &', 'run c x', 'run f']],
  ['a substitution keeps its commands', 'set A (set B 1; echo) $(x)y "$(z)"', ['set shell A=◌ ◌y ◌']],
  [
    'names that a loop computes',
    'for v in a b; set -gx $v x; end; set l c d; for v in $l; set -e $v; end',
    ['set environment a=x', 'set environment b=x', 'set shell l=c d', 'unset environment c ?', 'unset environment d ?'],
  ],
  [
    'set -x in a function, which changes what is there or is gone at its end',
    'function f; set -x A 1; set -gx B 1; end',
    ['set shell A=1 in function f', 'set environment B=1 in function f'],
  ],
  [
    'what is set only where nothing is',
    'if not set -q A; set -gx A 1; end\nif not set -q B; and x; set -gx B 1; end\nif set -q C; set C 1; end',
    [
      'run set -q A',
      'default-unset environment A=1',
      'run set -q B',
      'run x ?',
      'set environment B=1 ?',
      'run set -q C',
      'set shell C=1 ?',
    ],
  ],
  ['a variable for one block', '_s=x for i in a b\n set A $i\nend', ['set shell A=◌']],
  ['comments', '# set A 1\nset B a#b # c', ['set shell B=a#b']],
  ['joined lines', 'set -gx A \\\n  b', ['set environment A=b']],
  ['template branches', '{{ if .x }}\nset A 1\n{{ end }}\nset B {{ .y }}', ['set shell A=1 ?', 'set shell B=◌']],
];

describe('facts', () => {
  test.each(TABLE)('%s', (_, source, expected) => {
    const document = parseShell(source, 'fish');
    expect(describeFacts(document)).toEqual(expected);
    expect(wrongPieces(document)).toEqual([]);
    expect(document.errors).toEqual([]);
  });
});

describe('words', () => {
  test.each([
    ['a\\ b\\n\\x41\\u4e2d\\\\', 'a b\nA中\\'],
    ["'a \\'b\\' \\n $c'", "a 'b' \\n $c"],
    ['"a \\"b\\" \\$c \\n"', 'a "b" $c \\n'],
    ['a"b"\'c\'', 'abc'],
    ['$A,b', '◌,b'],
    ['"$A,b"', '◌,b'],
    ['$A[1]$$B$argv', '◌◌◌'],
    ['(a)[1]x', '◌x'],
    ['{a,b}{c}{}', '◌{c}{}'],
    ['*.local', '◌.local'],
    ['~/x', '◌/x'],
    ['"~/x"', '~/x'],
    ['http://127.0.0.1:7890', 'http://127.0.0.1:7890'],
  ])('%s', (source, expected) => {
    const [fact] = assignments(parseShell(`set A ${source}`, 'fish'));
    expect(fact?.value.text.replaceAll('\uFFFC', '◌')).toBe(expected);
  });
});

describe('spans', () => {
  const text = 'function on\r\n  set -gx A "b c" # why\r\nend\r\n';
  const document = parseShell(text, 'fish');
  const [fact] = assignments(document);

  test('cover names, values, statements, comments and scopes exactly', () => {
    expect(fact && slice(document, fact.name.at)).toBe('A');
    expect(fact && slice(document, fact.value.at)).toBe('"b c"');
    expect(fact && slice(document, fact.at)).toBe('A "b c"');
    expect(fact && slice(document, fact.statement)).toBe('set -gx A "b c"');
    expect(fact?.comment && slice(document, fact.comment)).toBe('# why');
    expect(fact && slice(document, fact.scope.at)).toBe('function on\r\n  set -gx A "b c" # why\r\nend');
  });

  test('inside an alias body lead back through its escapes', () => {
    const alias = parseShell("alias on 'set -gx A \\'b c\\''", 'fish');
    const [inner] = assignments(alias);
    expect(inner?.value.text).toBe('b c');
    expect(inner && slice(alias, inner.value.at)).toBe("\\'b c\\'");
    expect(wrongPieces(alias)).toEqual([]);
  });
});

describe('errors', () => {
  test.each([
    ['set A "x', '"'],
    ["set A 'x", "'"],
    ['echo (x', '('],
    ['echo $(x', '$('],
    ['if x\n y', 'if'],
    ['function f\n y', 'function'],
    ['begin; x', 'begin'],
    ['end', 'end'],
    ['x )', ')'],
  ])('%j', (source, where) => {
    const document = parseShell(source, 'fish');
    expect(document.errors.map(({ at }) => slice(document, at))).toEqual([where]);
  });

  test('leave the facts around them', () => {
    const document = parseShell('set A 1\nset B "x\nset C 3', 'fish');
    expect(describeFacts(document)).toEqual(['set shell A=1', 'set shell B=x', 'set shell C=3']);
  });
});
