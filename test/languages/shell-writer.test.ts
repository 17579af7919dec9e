/** Writing into shell files: assignments, words, removals. */
import { describe, expect, test } from 'vitest';
import type { Document, NewVariable, TextEdit } from '../../src/core.ts';
import { applyEdits, span } from '../../src/text.ts';
import { assignments, type Dialect, parseShell } from '../helpers/shell.ts';

const BOTH: readonly NewVariable[] = [
  { name: 'NO_PROXY', value: 'localhost,127.0.0.1,::1', inherit: true },
  { name: 'no_proxy', value: 'localhost,127.0.0.1,::1', inherit: true, copyOf: 'NO_PROXY' },
];

function apply(document: Document, edits: readonly TextEdit[] | undefined): string | undefined {
  return edits && applyEdits(document.text, edits);
}

function assigned(text: string, name: string, variables: readonly NewVariable[], dialect: Dialect): string | undefined {
  const document = parseShell(text, dialect);
  const beside = assignments(document).find((fact) => fact.name.text === name);
  return beside && apply(document, document.writer?.assign(beside, variables));
}

const N = 'export NO_PROXY="${NO_PROXY:-localhost,127.0.0.1,::1}"';
const n = 'export no_proxy="${no_proxy:-$NO_PROXY}"';
const FN = 'if not set -q NO_PROXY; set -gx NO_PROXY localhost,127.0.0.1,::1; end';
const Fn = 'if not set -q no_proxy; set -gx no_proxy $NO_PROXY; end';
const SAVE = 'set -l status_before $status';
const BACK = 'return $status_before';

describe('assign writes both variables', () => {
  test.each<[string, string, string, string, Dialect?, (readonly NewVariable[])?]>([
    ['on lines of their own', 'export p=1\nx\n', 'p', `export p=1\n${N}\n${n}\nx\n`],
    ['at a missing final newline', 'export p=1', 'p', `export p=1\n${N}\n${n}`],
    ['with the line ending of the file', 'set -gx p 1\r\nx\r\n', 'p', `set -gx p 1\r\n${FN}\r\n${Fn}\r\nx\r\n`, 'fish'],
    [
      'with the indentation of its neighbour',
      'f() {\n\texport p=1\n}\n',
      'p',
      `f() {\n\texport p=1\n\t${N}\n\t${n}\n}\n`,
    ],
    ['after a comment', 'export p=1 # c\n', 'p', `export p=1 # c\n${N}\n${n}\n`],
    ['after a statement over lines', 'export p=1 \\\n  q=2\n', 'p', `export p=1 \\\n  q=2\n${N}\n${n}\n`],
    [
      'with the same keyword',
      'typeset -gx p=1\n',
      'p',
      `typeset -gx p=1\n${N.replace('export', 'typeset -gx')}\n${n.replace('export', 'typeset -gx')}\n`,
    ],
    ['exported although readonly', 'declare -rx p=1\n', 'p', `declare -rx p=1\n${N}\n${n}\n`],
    ['exported where the export comes later', 'p=1\nq=2\nexport p q\n', 'q', `p=1\nq=2\n${N}\n${n}\nexport p q\n`],
    ['bare where nothing is exported', 'p=1\n', 'p', `p=1\n${N.slice(7)}\n${n.slice(7)}\n`],
    ['after export of a name', 'export p\n', 'p', `export p\n${N}\n${n}\n`],
    ['in a function on one line', 'f() { export p=1; }\n', 'p', `f() { export p=1; ${N}; ${n}; }\n`],
    ['in a zsh function on one line', 'f() { export p=1 }\n', 'p', `f() { export p=1; ${N}; ${n} }\n`, 'zsh'],
    ['between statements of a line', 'export o=1; export p=1; x\n', 'p', `export o=1; export p=1; ${N}; ${n}; x\n`],
    ['in a case arm', 'case x in\n on) export p=1;;\nesac\n', 'p', `case x in\n on) export p=1; ${N}; ${n};;\nesac\n`],
    ['after then', 'if x; then export p=1; fi\n', 'p', `if x; then export p=1; ${N}; ${n}; fi\n`],
    ['behind &&', '[ -n "$x" ] && export p=1\n', 'p', `[ -n "$x" ] && export p=1 && ${N} && ${n}\n`],
    ['before &&', 'export p=1 && \\\n  export q=2\n', 'p', `export p=1 && ${N} && ${n} && \\\n  export q=2\n`],
    [
      'behind || as words of the statement',
      'x || export p=1\n',
      'p',
      'x || export p=1 NO_PROXY="${NO_PROXY:-localhost,127.0.0.1,::1}" no_proxy="${no_proxy:-${NO_PROXY:-localhost,127.0.0.1,::1}}"\n',
    ],
    [
      'before a command',
      'p=1 curl x\n',
      'p',
      'p=1 NO_PROXY="${NO_PROXY:-localhost,127.0.0.1,::1}" no_proxy="${no_proxy:-${NO_PROXY:-localhost,127.0.0.1,::1}}" curl x\n',
    ],
    [
      'in an alias',
      "alias on='export p=1; export q=2'\n",
      'q',
      "alias on='export p=1; export q=2; export NO_PROXY=${NO_PROXY:-localhost,127.0.0.1,::1}; export no_proxy=${no_proxy:-$NO_PROXY}'\n",
    ],
    [
      'in an alias with &&',
      "alias on='export p=1 && export q=2'\n",
      'p',
      "alias on='export p=1 && export NO_PROXY=${NO_PROXY:-localhost,127.0.0.1,::1} && export no_proxy=${no_proxy:-$NO_PROXY} && export q=2'\n",
    ],
    [
      'in an alias in double quotes',
      'alias on="export p=1"\n',
      'p',
      'alias on="export p=1; export NO_PROXY=\\${NO_PROXY:-localhost,127.0.0.1,::1}; export no_proxy=\\${no_proxy:-\\$NO_PROXY}"\n',
    ],
    [
      'in an alias over lines',
      'alias on="\n  export p=1\n  export q=2"\n',
      'q',
      'alias on="\n  export p=1\n  export q=2\n  export NO_PROXY=\\${NO_PROXY:-localhost,127.0.0.1,::1}\n  export no_proxy=\\${no_proxy:-\\$NO_PROXY}"\n',
    ],
    ['in fish', 'set -gx p 1\n', 'p', `set -gx p 1\n${FN}\n${Fn}\n`, 'fish'],
    [
      'in fish with its own flags',
      '  set -Ux p 1',
      'p',
      `  set -Ux p 1\n  ${FN.replace('-gx', '-Ux')}\n  ${Fn.replace('-gx', '-Ux')}`,
      'fish',
    ],
    [
      'in fish with its own quotes',
      'set -gx p "1"\n',
      'p',
      `set -gx p "1"\n${FN.replace('localhost,127.0.0.1,::1', '"localhost,127.0.0.1,::1"')}\n${Fn}\n`,
      'fish',
    ],
    [
      'in a fish function',
      'function f\n    set -gx p 1\nend\n',
      'p',
      `function f\n    set -gx p 1\n    ${SAVE}\n    ${FN}\n    ${Fn}\n    ${BACK}\nend\n`,
      'fish',
    ],
    [
      'in a fish function on one line',
      'function f; set -gx p 1; end\n',
      'p',
      `function f; set -gx p 1; ${SAVE}; ${FN}; ${Fn}; ${BACK}; end\n`,
      'fish',
    ],
    [
      'at the end of a fish function that only sets variables',
      'function f\n  set -gx p 1\n  set -gx q 2 # c\nend\n',
      'p',
      `function f\n  set -gx p 1\n  set -gx q 2 # c\n  ${SAVE}\n  ${FN}\n  ${Fn}\n  ${BACK}\nend\n`,
      'fish',
    ],
    [
      'below the loop such a function ends with',
      'function f\n  for n in 1 2\n    set -gx p $n\n  end\nend\n',
      'p',
      `function f\n  for n in 1 2\n    set -gx p $n\n  end\n  ${SAVE}\n  ${FN}\n  ${Fn}\n  ${BACK}\nend\n`,
      'fish',
    ],
    [
      'in a fish function with a status of its own',
      'function f\n  set -gx p 1\n  echo on\nend\n',
      'p',
      `function f\n  set -gx p 1\n  ${FN}\n  ${Fn}\n  echo on\nend\n`,
      'fish',
    ],
    [
      'behind and',
      'test -n "$x"; and set -gx p 1\n',
      'p',
      `test -n "$x"; and set -gx p 1; and begin; ${FN}; ${Fn}; end\n`,
      'fish',
    ],
    ['after export in fish', 'export p=1\n', 'p', `export p=1\n${FN}\n${Fn}\n`, 'fish'],
    ['in a fish alias', "alias on 'set -gx p 1; x'\n", 'p', `alias on 'set -gx p 1; ${FN}; ${Fn}; x'\n`, 'fish'],
    [
      'with a list that may be inherited under the other name',
      'export p=1\n',
      'p',
      'export p=1\nexport NO_PROXY="${NO_PROXY:-${no_proxy:-a}}"\n',
      'sh',
      [{ name: 'NO_PROXY', value: 'a', inherit: true, orFrom: 'no_proxy' }],
    ],
    [
      'with such a list in fish',
      'set -gx p 1\n',
      'p',
      'set -gx p 1\nif not set -q NO_PROXY; if set -q no_proxy; set -gx NO_PROXY $no_proxy; else; set -gx NO_PROXY a; end; end\nif not set -q NO_PROXY; set -gx NO_PROXY a; end\n',
      'fish',
      [{ name: 'NO_PROXY', value: 'a', inherit: true, orFrom: 'no_proxy' }],
    ],
    ['after a statement that waits for more', 'export p=1 \\\n', 'p', `export p=1; ${N}; ${n} \\\n`],
    [
      'before the last word of another command',
      'export p=1\nmkdir a && cd $_\n',
      'p',
      `export p=1\n${N}\n${n}\nmkdir a && cd $_\n`,
    ],
    ['in a subshell', '(export p=1)\n', 'p', `(export p=1; ${N}; ${n})\n`],
  ])('%s', (_, text, name, expected, dialect = 'bash', variables = BOTH) => {
    expect(assigned(text, name, variables, dialect)).toBe(expected);
  });

  test.each<[string, string, string, Dialect]>([
    ['at the end of a fish alias, where its arguments go', "alias on 'set -gx p 1'\n", 'p', 'fish'],
    ['where a fish function ends with the status of another command', 'function f; x; set -gx p 1; end\n', 'p', 'fish'],
    ['where `and` was not reached', 'function f; x; and echo y; set -gx p 1; end\n', 'p', 'fish'],
    [
      'in an else, where the condition was false',
      'if x; set -gx q 1; else; set -gx p 1; end\nif x; y; end\n',
      'p',
      'fish',
    ],
    ['in a block, whose status is the caller’s', 'function f; begin; set -gx p 1; end; end\n', 'p', 'fish'],
    ['in an arm of a switch', 'function f; switch $x; case a; set -gx p 1; end; end\n', 'p', 'fish'],
    ['after a substitution that can fail', 'function f; set -gx p (x); end\n', 'p', 'fish'],
    ['where $status is read', 'function f; x; set -gx p 1; echo $status; end\n', 'p', 'fish'],
    ['after a last line that waits for more', 'export p=1 \\', 'p', 'bash'],
    ['into the background', 'export p=1 &\n', 'p', 'bash'],
    ['where a name is read-only', 'readonly NO_PROXY=x\nexport p=1\n', 'p', 'sh'],
    ['where a name is read-only without a value', 'export p=1\ndeclare -r no_proxy\n', 'p', 'bash'],
    ['where a name is an array', 'no_proxy=(a b)\nexport p=1\n', 'p', 'bash'],
    ['where a name is tied to an array', 'typeset -xT NO_PROXY no_proxy ,\nexport p=1\n', 'p', 'zsh'],
    ['where a name is local', 'f() { local no_proxy; export p=1; }\n', 'p', 'bash'],
    ['where the status of a substitution is read', 'p=$(x) && y; export p\n', 'p', 'bash'],
    ['where the last word is read', 'export p=1\nexport LAST=$_\n', 'p', 'bash'],
    ['where the last word is read on its line', 'export p=1 && echo "${_%x}"\n', 'p', 'zsh'],
    ['into CRLF lines', 'export p=1\r\n', 'p', 'bash'],
    ['behind or', 'x; or set -gx p 1\n', 'p', 'fish'],
    ['before and, which would see another status', 'set -gx p 1\nand x\n', 'p', 'fish'],
    ['into a pipe of bare assignments', 'p=1 | x\n', 'p', 'bash'],
    ['into an alias of several quotes', `alias on='export p='"'1'"\n`, 'p', 'bash'],
  ])('but not %s', (_, text, name, dialect) => {
    expect(assigned(text, name, BOTH, dialect)).toBeUndefined();
  });
});

describe('assign writes plain values', () => {
  test.each<[string, string, NewVariable, string, Dialect?]>([
    ['export p=1\n', 'bare', { name: 'q', value: 'a,b' }, 'export p=1\nexport q=a,b\n'],
    ['export p="1"\n', 'in double quotes', { name: 'q', value: 'a,b' }, 'export p="1"\nexport q="a,b"\n'],
    ["export p='1'\n", 'in single quotes', { name: 'q', value: '$a' }, "export p='1'\nexport q='$a'\n"],
    [
      'export p=1\n',
      'quoted where they have to be',
      { name: 'q', value: 'a b"$' },
      'export p=1\nexport q="a b\\"\\$"\n',
    ],
    ['export p=1\n', 'as copies', { name: 'q', value: 'a', copyOf: 'p' }, 'export p=1\nexport q="$p"\n'],
    ['export p=1\n', 'empty', { name: 'q', value: '' }, 'export p=1\nexport q=""\n'],
    ['set -gx p 1\n', 'in fish', { name: 'q', value: 'a b$' }, 'set -gx p 1\nset -gx q "a b\\$"\n', 'fish'],
    [
      'set -gx p 1\n',
      'as copies in fish',
      { name: 'q', value: 'a', copyOf: 'p' },
      'set -gx p 1\nset -gx q $p\n',
      'fish',
    ],
  ])('%j: %s', (text, _, variable, expected, dialect = 'bash') => {
    expect(assigned(text, 'p', [variable], dialect)).toBe(expected);
  });

  test('never under a name that is none', () => {
    expect(assigned('export p=1\n', 'p', [{ name: 'a b', value: '1' }], 'bash')).toBeUndefined();
  });
});

describe('replace', () => {
  test.each<[string, string, number | undefined, number | undefined, string | undefined, Dialect?]>([
    ['export p=abc', 'x', undefined, undefined, 'export p=x'],
    ['export p=abc', 'X', 1, 2, 'export p=aXc'],
    ['export p=a', ',b', 1, 1, 'export p=a,b'],
    ['export p="a" # c', ',b', 1, 1, 'export p="a,b" # c'],
    ["export p='a'", ',b', 1, 1, "export p='a,b'"],
    ['export p="a"', '"$`\\', 1, 1, 'export p="a\\"\\$\\`\\\\"'],
    ['export p=a', ' b', 1, 1, 'export p="a b"'],
    ["export p='a'", "'", 1, 1, `export p="a'"`],
    ["export p=$'a'", "'", 1, 1, "export p=$'a\\''"],
    ['export p=$A,b', ',c d', 3, 3, 'export p=$A,b,c\\ d'],
    ['export p="$A,b"', ',c', 3, 3, 'export p="$A,b,c"'],
    ['export p="a"b', 'x', undefined, undefined, 'export p="x"'],
    ['export p="a"b', 'x', 1, 2, 'export p="a"x'],
    ['export p=', 'x', undefined, undefined, 'export p=x'],
    ['export p=""', 'x', undefined, undefined, 'export p="x"'],
    ["export p=''", "it's", undefined, undefined, `export p="it's"`],
    ['export p=a\\ b', 'X', 1, 2, 'export p=aXb'],
    ['export "p=a b"', 'x y', undefined, undefined, 'export "p=x y"'],
    ["alias q='export p=a'", ',b', 1, 1, "alias q='export p=a,b'"],
    ['alias q="export p=a"', '$b', undefined, undefined, 'alias q="export p=\\"\\\\\\$b\\""'],
    ['set -gx p a\r\n', ',b', 1, 1, 'set -gx p a,b\r\n', 'fish'],
    ['export p=a', '{{}}', 1, 1, undefined],
    ['set -gx p abc', 'X', 1, 2, 'set -gx p aXc', 'fish'],
    ["set -gx p 'a'", "'\\", 1, 1, "set -gx p 'a\\'\\\\'", 'fish'],
    ['set -gx p', 'x', undefined, undefined, 'set -gx p x', 'fish'],
    ['set -gx p a, b', '', 2, 3, 'set -gx p a,b', 'fish'],
  ])('%j with %j', (text, replacement, start, end, expected, dialect = 'bash') => {
    const document = parseShell(text, dialect);
    const fact = assignments(document).find(({ name }) => name.text === 'p');
    expect(fact && apply(document, document.writer?.replace(fact.value, replacement, start, end))).toBe(expected);
  });

  test('renames', () => {
    const document = parseShell('export HTTPS_proxy=x; unset HTTPS_proxy');
    const edits = assignments(document).flatMap(({ name }) => document.writer?.replace(name, 'https_proxy') ?? []);
    expect(apply(document, edits)).toBe('export https_proxy=x; unset https_proxy');
  });

  test('changes a word of a command', () => {
    const document = parseShell('hermes gateway –replace');
    const [fact] = document.facts;
    const word = fact?.kind === 'command' ? fact.words[2] : undefined;
    expect(word && apply(document, document.writer?.replace(word, '--', 0, 1))).toBe('hermes gateway --replace');
  });

  test.each(["alias q='export p=a'", 'export p'])('refuses what cannot be written: %j', (text) => {
    const document = parseShell(text);
    const [fact] = assignments(document);
    expect(fact && document.writer?.replace(fact.value, "'")).toBeUndefined();
  });
});

describe('unset', () => {
  test.each<[string, string, Dialect?]>([
    ['off() { unset p; }', 'off() { unset p a b; }'],
    ['unset p q\n', 'unset p q a b\n'],
    ["export p=''\n", "export p=''\nunset a b\n"],
    ['set -e p\n', 'set -e p a b\n', 'fish'],
  ])('%j', (text, expected, dialect = 'bash') => {
    const document = parseShell(text, dialect);
    const [fact] = assignments(document);
    expect(fact && apply(document, document.writer?.unset?.(fact, ['a', 'b']))).toBe(expected);
  });
});

describe('remove', () => {
  test.each<[string, string, string | undefined, Dialect?]>([
    ['a\nexport p=1 # c\nb\n', 'export p=1', 'a\nb\n'],
    ['a\nexport p=1\n', 'p=1', 'a\n'],
    ['export o=1 p=1 q=1\n', 'p=1', 'export o=1 q=1\n'],
    ['export o=1 \\\n  p=1\nx\n', 'p=1', 'export o=1\nx\n'],
    ['unset p q\n', 'q', 'unset p\n'],
    ['hermes gateway --replace --x\n', '--replace', 'hermes gateway --x\n'],
    ['a; export p=1; b\n', 'export p=1', 'a; b\n'],
    ['a; export p=1\n', 'export p=1', 'a\n'],
    ['a && export p=1\n', 'export p=1', 'a\n'],
    ['export p=1 && a\n', 'export p=1', 'a\n'],
    ['f() { a; export p=1; }\n', 'export p=1', 'f() { a; }\n'],
    ['f() {\n  export p=1\n}\n', 'export p=1', 'f() {\n  :\n}\n'],
    ['if x; then export p=1; fi\n', 'export p=1', 'if x; then :; fi\n'],
    ["alias q='a; export p=1'\n", 'export p=1', "alias q='a'\n"],
    ["alias q='export p=1'\n", 'export p=1', undefined],
    ['function f\n  set -gx p 1\nend\n', 'set -gx p 1', 'function f\nend\n', 'fish'],
    ['a\r\nset -gx p 1\r\nb\r\n', 'set -gx p 1', 'a\r\nb\r\n', 'fish'],
  ])('%j without %j', (text, gone, expected, dialect = 'bash') => {
    const document = parseShell(text, dialect);
    const start = text.indexOf(gone);
    expect(
      apply(document, document.writer?.remove(span({ file: 'x', start: 0, end: 0 }, start, start + gone.length))),
    ).toBe(expected);
  });
});

describe('insertAbove', () => {
  test.each<[string, string, string, Dialect?]>([
    ['a\n  export p=1\n', 'p=1', 'a\n  # c\n  export p=1\n'],
    ['export o=1 \\\n  p=1\n', 'p=1', '# c\nexport o=1 \\\n  p=1\n'],
    ['a && \\\n  export p=1\n', 'p=1', '# c\na && \\\n  export p=1\n'],
    ["x\nalias q='\n  export p=1'\n", 'p=1', "x\n# c\nalias q='\n  export p=1'\n"],
    ['a\r\nset -gx p 1\r\n', 'set -gx p 1', 'a\r\n# c\r\nset -gx p 1\r\n', 'fish'],
  ])('%j above %j', (text, where, expected, dialect = 'bash') => {
    const document = parseShell(text, dialect);
    const start = text.indexOf(where);
    const at = span({ file: 'x', start: 0, end: 0 }, start, start + where.length);
    const { writer } = document;
    expect(writer && apply(document, writer.insertAbove(at, writer.comment('c')))).toBe(expected);
  });
});
