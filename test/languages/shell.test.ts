/** Files of sh, bash and zsh as facts, with exact places. */
import { describe, expect, test } from 'vitest';
import type { Inclusion } from '../../src/core.ts';
import { slice } from '../../src/text.ts';
import { assignments, type Dialect, describeFacts, parseShell, wrongPieces } from '../helpers/shell.ts';

/** Each source with the facts it holds. */
const TABLE: readonly [string, string, readonly string[], Dialect?][] = [
  ['a bare assignment', 'A=1', ['set shell A=1']],
  ['several on one statement', 'A=1 B=2', ['set shell A=1', 'set shell B=2']],
  ['an export', 'export A=1', ['set environment A=1']],
  [
    'several names in one export',
    'export A=1 B C="d e"',
    ['set environment A=1', 'export environment B', 'set environment C=d e'],
  ],
  ['export after the value', 'A=1; export A', ['set shell A=1', 'export environment A']],
  ['an append', 'A+=b', ['append shell A=b']],
  ['an exported append', 'export A+=b', ['append environment A=b']],
  ['a quoted assignment', 'export "A=b c"', ['set environment A=b c']],
  ['a name from a variable', 'export ${v}_proxy=x', ['set environment ◌_proxy=x']],
  ['names from a command', 'export $(cat .env)', ['set environment ◌=◌']],
  [
    'names in braces',
    'export {A,B}_p=1 {C,D}; unset {A,B}_p "{E,F}"',
    [
      'set environment A_p=1',
      'set environment B_p=1',
      'export environment C',
      'export environment D',
      'unset environment A_p',
      'unset environment B_p',
    ],
    'bash',
  ],
  ['un-exporting', 'export -n A', ['unset environment A']],
  ['functions are no variables', 'export -f foo; unset -f foo', ['run unset -f foo']],
  [
    'declare and typeset',
    'declare -x A=1; typeset -gx B=2; declare C=3',
    ['set environment A=1', 'set environment B=2', 'set shell C=3'],
  ],
  [
    'declare -x in a function of bash',
    'f() { declare -x A=1; declare -gx B=2; }',
    ['set local A=1 in function f', 'set environment B=2 in function f'],
  ],
  [
    'typeset -x in a function of zsh',
    'f() { typeset -x A=1; local -x B=2 }',
    ['set environment A=1 in function f', 'set local B=2 in function f'],
    'zsh',
  ],
  ['readonly', 'readonly A=1', ['set shell A=1']],
  ['a local name', 'f() { local a=1 b; }', ['set local a=1 in function f', 'unset local b in function f']],
  ['unset', 'unset A B; unset -v C', ['unset environment A', 'unset environment B', 'unset environment C']],
  ['a prefix', 'A=1 B=2 cmd x', ['set command A=1', 'set command B=2', 'run cmd x']],
  ['env', 'env -i -u Q A=1 cmd B=2', ['run env -i -u Q A=1 cmd B=2', 'unset command Q', 'set command A=1']],
  ['a default', ': ${A:=x} "${B=y}"', ['default shell A=x', 'default-unset shell B=y']],
  ['an array', "a=(1 2 # it's\n 3)\nb[0]=c", ['set shell a=◌', 'set shell b=◌']],
  ['set -a', 'set -a; A=1; set +a; B=2', ['run set -a', 'set environment A=1', 'run set +a', 'set shell B=2']],
  ['a setopt', 'setopt all_export; A=1', ['run setopt all_export', 'set environment A=1'], 'zsh'],
  ['a command', 'curl -x "$P" http://h &', ['run curl -x ◌ http://h &']],
  ['background of a pair', 'a && b & c', ['run a &', 'run b & ?', 'run c']],
  ['a pipe', 'a | b |& c', ['run a', 'run b', 'run c']],
  ['what a pipe feeds', 'x | export A=1', ['run x', 'set environment A=1 ?']],
  ['redirections', 'a >b 2>&1 <c &>d >>e x <<< y', ['run a x']],
  [
    'lists',
    'a && export B=1 || export C=2; export D=3',
    ['run a', 'set environment B=1 ?', 'set environment C=2 ?', 'set environment D=3'],
  ],
  ['a group after &&', 'a && { export B=1; }', ['run a', 'set environment B=1 ?']],
  [
    'if',
    'if a; then export A=1; elif b; then export B=1; else export C=1; fi',
    ['run a', 'set environment A=1 ?', 'run b ?', 'set environment B=1 ?', 'set environment C=1 ?'],
  ],
  [
    'loops',
    'while a; do B=1; done; until c; do D=1; done; for x in 1 2; do E=1; done',
    ['run a', 'set shell B=1 ?', 'run c', 'set shell D=1 ?', 'set shell E=1'],
  ],
  [
    'case',
    'case $1 in a=*|B=1) C=1;; (d) E=1 ;& *) F=1; esac',
    ['set shell C=1 ?', 'set shell E=1 ?', 'set shell F=1 ?'],
  ],
  ['a function', 'on() { export A=1; }', ['set environment A=1 in function on']],
  [
    'a function with a keyword',
    'function on { A=1; }\nfunction off() ( B=1 )',
    ['set shell A=1 in function on', 'set shell B=1 in function off'],
  ],
  ['a nested function', 'a() { b() { C=1; }; D=1; }', ['set shell C=1 in function b', 'set shell D=1 in function a']],
  ['a function in an if is certain in itself', 'if x; then f() { A=1; }; fi', ['run x', 'set shell A=1 in function f']],
  ['a call', 'f() { :; }\nf', ['run : in function f', 'run f']],
  ['a subshell', '(cd x; A=1)', ['run cd x in subshell', 'set shell A=1 in subshell']],
  ['a substitution keeps its commands', 'A=$(B=1; echo) C=`D=1`', ['set shell A=◌', 'set shell C=◌']],
  [
    'an alias',
    "alias p='export A=1; export B=$A'",
    ['set environment A=1 in alias p', 'set environment B=◌ in alias p'],
  ],
  [
    'an alias over lines',
    'alias p="\n  export A=1\n  export B=\\$A"',
    ['set environment A=1 in alias p', 'set environment B=◌ in alias p'],
  ],
  ['escapes in an alias', 'alias p="export A=\\"b c\\""', ['set environment A=b c in alias p']],
  ['quotes in an alias', "alias p='export A='\\''b c'\\'", ['set environment A=b c in alias p']],
  ['an unknown part of an alias', 'alias p="export A=http://$HOST:1"', ['set environment A=http://◌:1 in alias p']],
  [
    'an eval of text',
    'eval "export A=1 B=$C"; eval \'D=2\'',
    ['run eval export A=1 B=◌', 'set environment A=1', 'set environment B=◌', 'run eval D=2', 'set shell D=2'],
  ],
  [
    'an eval of what nobody knows',
    'eval "$(ssh-agent)"; eval $x; eval export A=1; x && eval "B=1"',
    ['run eval ◌', 'run eval ◌', 'run eval export A=1', 'run x', 'run eval B=1 ?'],
  ],
  ['a global alias', "alias -g L='| less'", [], 'zsh'],
  ['source', 'source a.sh; . "$B/c" x', ['source a.sh', 'source ◌/c']],
  ['source behind a test', '[ -f x ] && . x', ['run [ -f x ]', 'source x if there ?']],
  ['source behind a negated test', '[[ ! -r x ]] || source x', ['source x if there ?']],
  ['source in an if', 'if [ -s x ]; then . x; fi', ['run [ -s x ]', 'source x if there ?']],
  [
    'source in a group behind a test',
    'test -e x && { . x; }; . y',
    ['run test -e x', 'source x if there ?', 'source y'],
  ],
  ['source whose failure is caught', '. x || true', ['source x if there', 'run true ?']],
  ['a test for a string', 'if [ -n "$x" ]; then . x; fi', ['run [ -n ◌ ]', 'source x ?']],
  ['heredocs', "cat <<A <<-'B'; C=1\nX=1\nA\n\tY='\n\tB\nD=1", ['run cat', 'set shell C=1', 'set shell D=1']],
  ['a heredoc in a substitution', 'A=$(cat <<E\n)"\nE\n)\nB=1', ['set shell A=◌', 'set shell B=1']],
  ['comments', 'A=1 # B=2\n# C=3\nD=a#b', ['set shell A=1', 'set shell D=a#b']],
  ['joined lines', 'export A=1 \\\n  B=2\nC=x\\\ny', ['set environment A=1', 'set environment B=2', 'set shell C=xy']],
  ['conditions', '[[ $a =~ ^(x|y)$ && b < c ]] && A=1; (( a > 1 )) && B=1', ['set shell A=1 ?', 'set shell B=1 ?']],
  [
    'arithmetic and subshells',
    '((a)); ((b); c); echo $((1 + (2)))',
    ['run b in subshell', 'run c in subshell', 'run echo ◌'],
  ],
  ['time, ! and coproc', 'time -p a; ! b; coproc c', ['run a', 'run b', 'run c']],
  [
    'modifiers',
    'builtin export A=1; command unset B; \\. x',
    ['set environment A=1', 'unset environment B', 'source x'],
  ],
  [
    'template branches',
    '{{ if .x }}\nexport A=1\n{{ end }}\nexport B=2',
    ['set environment A=1 ?', 'set environment B=2'],
  ],
  [
    'zsh: short forms',
    'if [[ a ]] { A=1 } else { B=1 }\nfor x (a b) C=1\nfor x (a b) { D=1 }\nwhile (( 0 )) { E=1 }\nif [[ a ]] F=1\nG=1',
    [
      'set shell A=1 ?',
      'set shell B=1 ?',
      'set shell C=1',
      'set shell D=1',
      'set shell E=1 ?',
      'set shell F=1 ?',
      'set shell G=1',
    ],
    'zsh',
  ],
  [
    'zsh: a redirection behind a condition is no body',
    'if ( true ) >& /dev/null; then\nA=1\nfi\nif [[ a ]] > f B=1\nC=1',
    ['run true in subshell', 'set shell A=1 ?', 'set shell B=1 ?', 'set shell C=1'],
    'zsh',
  ],
  [
    'zsh: foreach, repeat, always',
    'foreach x (a); A=1; end\nrepeat 2 B=1\n{ C=1 } always { D=1 }',
    ['set shell A=1', 'set shell B=1 ?', 'set shell C=1', 'set shell D=1'],
    'zsh',
  ],
  [
    'zsh: a condition that ends in always is followed by its own body',
    'if ! { A=1 } always { B=1 }; then\nC=1\nfi\nD=1',
    ['set shell A=1', 'set shell B=1', 'set shell C=1 ?', 'set shell D=1'],
    'zsh',
  ],
  [
    'zsh: redirections of a compound end at the brace',
    'f() {\n{ (a) 2>&3 } | b\n}\nA=1',
    ['run a in subshell', 'run b in function f', 'set shell A=1'],
    'zsh',
  ],
  [
    'zsh: a condition without a body',
    'f() {\nif [[ a ]] && (( i-- ))\n\nA=1\n}\ng() { while true; B=1; }\nC=1',
    [
      'set shell i=◌ in function f ?',
      'set shell A=1 in function f',
      'run true in function g',
      'set shell B=1 in function g',
      'set shell C=1',
    ],
    'zsh',
  ],
  [
    'zsh: functions of several names and of none',
    'function a b { A=1 }\n() { B=1 } x y\nC=1',
    ['set shell A=1 in function a', 'set shell B=1', 'set shell C=1'],
    'zsh',
  ],
  [
    'zsh: a closing brace ends a word',
    'f() {export A=1; print a}\nB=1',
    ['set environment A=1 in function f', 'run print a in function f', 'set shell B=1'],
    'zsh',
  ],
  [
    'zsh: globs',
    'for f in *(N) x(a|b)/**/*(.N); do A=1; done; print =(x) <1-9>',
    ['set shell A=1 ?', 'run print ◌ <1-9>'],
    'zsh',
  ],
  [
    'zsh: flags',
    'A=${(s:)j}:)x} B="${(@)y//\'/}" C=${#x} D=1',
    ['set shell A=◌', 'set shell B=◌', 'set shell C=◌', 'set shell D=1'],
    'zsh',
  ],
  [
    'zsh: case with a semicolon and a group',
    'case $x; in (a|b)*) A=1 ;| c) B=1 ;; esac',
    ['set shell A=1 ?', 'set shell B=1 ?'],
    'zsh',
  ],
  [
    'names that a loop computes',
    'for v in http_proxy https_proxy; do\n  export "$v=$A"\ndone',
    ['set environment http_proxy=◌', 'set environment https_proxy=◌'],
  ],
  [
    'a part of a name, in braces',
    'for p in {http,https}; do export ${p}_proxy=x; done; for v in a b; do unset "$v"; done',
    ['set environment http_proxy=x', 'set environment https_proxy=x', 'unset environment a', 'unset environment b'],
  ],
  [
    'a loop over an array, and over words in a string',
    'l=(a b)\nfor v in "${l[@]}"; do export $v=1; done\ns="c d"; for v in $s; do export $v; done',
    [
      'set shell l=◌',
      'set environment a=1 ?',
      'set environment b=1 ?',
      'set shell s=c d',
      'export environment c ?',
      'export environment d ?',
    ],
  ],
  [
    'names nobody knows',
    'for v in $(x); do export $v=1; done; for v; do export $v=1; done; l=(a); l=(b); for v in ${l[@]}; do export $v=1; done',
    ['set environment ◌=1 ?', 'set environment ◌=1 ?', 'set shell l=◌', 'set shell l=◌', 'set environment ◌=1 ?'],
  ],
  ['zsh: a short loop', 'for v (a b) export $v=x', ['set environment a=x', 'set environment b=x'], 'zsh'],
  [
    'an exported name stays exported',
    'export A B; A=1; f() { B=2; }; unset A; A=3',
    [
      'export environment A',
      'export environment B',
      'set environment A=1',
      'set environment B=2 in function f',
      'unset environment A',
      'set shell A=3',
    ],
  ],
  [
    'zsh: a string tied to a list',
    'typeset -xT NO_PROXY no_proxy ,\nno_proxy=(a b)',
    ['set environment NO_PROXY=◌', 'set shell no_proxy=◌', 'set shell no_proxy=◌'],
    'zsh',
  ],
  ['a list after eval', 'f() { eval a=($1); }', ['run eval a=◌ in function f', 'set shell a=◌ in function f']],
  [
    'what is gone with its process',
    'export A=1 & export B=2 | x; (export C=3); export D=4 && x',
    [
      'set command A=1',
      'set command B=2',
      'run x',
      'set environment C=3 in subshell',
      'set environment D=4',
      'run x ?',
    ],
  ],
  ['nothing after exit', 'A=1\nexit 0\nB="x', ['set shell A=1', 'run exit 0']],
  ['nothing after exec', 'A=1\nexec tclsh "$0"\nset b (\n', ['set shell A=1', 'run exec tclsh ◌'], 'sh'],
  ['what follows an exit that is not sure', 'x || exit\nB=1', ['run x', 'run exit ?', 'set shell B=1']],
  ['another program’s script', '#!/usr/bin/env python3\nif x:\n  "', []],
  ['zsh: fold marks', '# {{{ proxy\nA=1\n# }}}', ['set shell A=1'], 'zsh'],
];

describe('facts', () => {
  test.each(TABLE)('%s', (_, source, expected, dialect) => {
    const document = parseShell(source, dialect);
    expect(describeFacts(document)).toEqual(expected);
    expect(wrongPieces(document)).toEqual([]);
    expect(document.errors).toEqual([]);
  });
});

/** What a word means; `◌` is unknown, `<NAME>` a reference. */
const WORDS: readonly [string, string, Dialect?][] = [
  ['http://127.0.0.1:7890', 'http://127.0.0.1:7890'],
  ["'a $b \\n'", 'a $b \\n'],
  ['"a \\"b\\" \\$c \\x"', 'a "b" $c \\x'],
  ['a"b"\'c\'\\ d', 'abc d'],
  ["$'a\\tb\\x41\\u4e2d\\'\\101'", "a\tbA中'A"],
  ["$'\\xe4'", '◌'],
  ['$"a"', 'a'],
  ['$A', '<A>'],
  ['${A}b', '<A>b'],
  ['"$A,172.28.4.55"', '<A>,172.28.4.55'],
  ['${A:-b}', '<A:-b>'],
  ['"${A:-localhost,$B}"', '<A:-localhost,<B>>'],
  ['${A:+x}${A-y}', '<A:+x><A-y>'],
  ['${A:-${B:=c}}', '<A:-<B:=c>>'],
  ['${A#x}${A/b/c}${#A}${A:1:2}', '◌◌◌◌'],
  ['$1$@$?$$', '◌◌◌◌'],
  ['$(x)`y`$((1))$[2]', '◌◌◌◌'],
  ['~/x', '<HOME>/x'],
  ['~', '<HOME>'],
  ['a:~/b', 'a:<HOME>/b'],
  ['"~/x"', '~/x'],
  ['~user/x', '◌/x'],
  ['x~', 'x~'],
  ['*.local,[::1]', '*.local,[::1]'],
  ['{a,b}', '{a,b}'],
  ['{{ .host }}:1', '◌:1'],
  ['"{{ index . "x" }}"', '◌'],
  ['a\\\nb', 'ab'],
  ['"a\nb"', 'a\nb'],
  ['', ''],
  ['""', ''],
  ['$A:h', '◌', 'zsh'],
  ['$A:7890', '<A>:7890', 'zsh'],
  ['$A[1]', '◌', 'zsh'],
  ['"$A端口"', '◌', 'zsh'],
  ['"$A端口"', '<A>端口', 'bash'],
  ['${(s.:.)A}', '◌', 'zsh'],
];

describe('words', () => {
  test.each(WORDS)('%s means %s', (source, expected, dialect) => {
    const [fact] = assignments(parseShell(`V=${source}\n`, dialect));
    expect(fact && spell(fact.value.pieces)).toBe(expected);
    expect(fact && slice({ text: `V=${source}\n` }, fact.value.at)).toBe(source);
  });
});

type Pieces = (typeof assignments extends (d: never) => readonly (infer A)[] ? A : never)['value']['pieces'];

function spell(pieces: Pieces): string {
  return pieces
    .map((piece) =>
      piece.kind === 'literal'
        ? piece.text
        : piece.kind === 'unknown'
          ? '◌'
          : `<${piece.name}${piece.operator ?? ''}${piece.word ? spell(piece.word) : ''}>`,
    )
    .join('');
}

describe('spans', () => {
  const text = '\uFEFF# top\r\n  export A="b c" D=$E # why\r\nf() {\r\n  X=1\r\n}\r\n';
  const document = parseShell(text);
  const [a, d, x] = assignments(document);

  test('cover names, values, facts, statements and comments exactly, also with BOM and CRLF', () => {
    expect(document.errors.map(({ severity }) => severity)).toEqual(['warning']);
    expect([a, d, x].map((fact) => fact && slice(document, fact.name.at))).toEqual(['A', 'D', 'X']);
    expect([a, d, x].map((fact) => fact && slice(document, fact.value.at))).toEqual(['"b c"', '$E', '1']);
    expect(a && slice(document, a.at)).toBe('A="b c"');
    expect(a && slice(document, a.statement)).toBe('export A="b c" D=$E');
    expect(a?.comment && slice(document, a.comment)).toBe('# why');
    expect(x?.comment).toBeUndefined();
    expect(a?.value.pieces.map((piece) => slice(document, piece.at))).toEqual(['b c']);
  });

  test('of a scope run from the name to the closing brace', () => {
    expect(x && slice(document, x.scope.at)).toBe('f() {\r\n  X=1\r\n}');
    expect(x?.scope.parent?.kind).toBe('file');
  });

  test('of comments tell whether they own their line', () => {
    expect(document.comments.map(({ at, ownLine }) => [slice(document, at), ownLine])).toEqual([
      ['# top', true],
      ['# why', false],
    ]);
  });

  test('inside a verbatim alias body are those of the file', () => {
    const alias = parseShell("alias p='export http_proxy=http://h:1'");
    const [fact] = assignments(alias);
    expect(fact && slice(alias, fact.value.at)).toBe('http://h:1');
    expect(fact && slice(alias, fact.statement)).toBe('export http_proxy=http://h:1');
  });

  test('of a name in braces are those it is made of', () => {
    const document = parseShell('export {http,https}_proxy=http://h:1', 'zsh');
    const [, second] = assignments(document);
    expect(second?.name.pieces.map(({ at }) => slice(document, at))).toEqual(['https', '_proxy']);
    expect(wrongPieces(document)).toEqual([]);
  });
  test('inside an escaped alias body lead back to the escapes', () => {
    const alias = parseShell('alias p="export A=\\"b\\\\\\"c\\""');
    const [fact] = assignments(alias);
    expect(fact?.value.text).toBe('b"c');
    expect(fact && slice(alias, fact.value.at)).toBe('\\"b\\\\\\"c\\"');
    expect(wrongPieces(alias)).toEqual([]);
  });

  test('treat a lone CR as a line end', () => {
    expect(describeFacts(parseShell('export A=1\rexport B=2\r'))).toEqual([
      'set environment A=1',
      'set environment B=2',
    ]);
  });

  test('give one scope object for all facts of a scope', () => {
    const [first, second] = assignments(parseShell('f() { A=1; B=2; }'));
    expect(first?.scope).toBe(second?.scope);
  });
});

describe('secrets', () => {
  test('hold the credential of an authorization header', () => {
    const document = parseShell('curl -H "Authorization: Bearer abc-123" http://h');
    expect(document.secrets.map((at) => slice(document, at))).toEqual(['abc-123']);
  });
});

describe('inclusions', () => {
  test('keep the way home as a reference', () => {
    const document = parseShell('. ~/.proxy; . $HOME/.env; . "~/x"');
    const paths = document.facts.filter((fact): fact is Inclusion => fact.kind === 'include');
    expect(paths.map(({ path }) => spell(path.pieces))).toEqual(['<HOME>/.proxy', '<HOME>/.env', '~/x']);
  });
});

describe('dialects', () => {
  test.each([
    ['.zshrc', '', 'zsh'],
    ['zsh/proxy.zsh', '', 'zsh'],
    ['templates/zshrc.zsh-template', '', 'zsh'],
    ['dot_zshenv', '', 'zsh'],
    ['.oh-my-zsh/custom/x', '', 'zsh'],
    ['.bashrc', '', 'bash'],
    ['.envrc', '', 'bash'],
    ['x.sh', '', 'bash'],
    ['.profile', '', 'sh'],
    ['x', '#!/bin/sh\n', 'sh'],
    ['x.sh', '#!/usr/bin/env -S zsh -f\n', 'zsh'],
    ['functions/_x', '#compdef x\n', 'zsh'],
    ['x.sh', '# vim: ft=zsh\n', 'zsh'],
    ['config.fish', '', 'fish'],
    ['.config/fish/config.fish.tmpl', '', 'fish'],
    ['x', '#!/usr/bin/fish\n', 'fish'],
    ['aliases.sh', 'if [[ -n $x ]] { A=1 }\n', 'zsh'],
    ['aliases.sh', 'f() { A=1; }\n', 'bash'],
  ])('%s with %j is %s', (file, text, expected) => {
    expect(parseShell(text, 'auto', file).dialect).toBe(expected);
  });

  test('is what the caller says', () => {
    expect(parseShell('set -gx A 1', 'fish', 'x.sh').dialect).toBe('fish');
  });
});

describe('errors', () => {
  test.each([
    ['A="x\nB=1', '"', 'opened here'],
    ["A='x", "'", 'opened here'],
    ['A=$(x', '$(', 'opened here'],
    ['A=${x', '${', 'opened here'],
    ['A=`x', '`', 'opened here'],
    ['a=(1', '(', 'opened here'],
    ['if x; then y', 'if', 'opened here'],
    ['f() {\n if x; then y\n}', 'if', 'opened here'],
    ['while x; do y', 'while', 'opened here'],
    ['case x in a) b;;', 'case', 'opened here'],
    ['{ a', '{', 'opened here'],
    ['( a', '(', 'opened here'],
    ['[[ a', '[[', 'opened here'],
    ['a; }', '}', 'one too many'],
    ['a )', ')', 'one too many'],
    ['fi', 'fi', 'one too many'],
    ['done', 'done', 'one too many'],
    ['esac', 'esac', 'one too many'],
  ])('%j', (source, where, label) => {
    const document = parseShell(source);
    expect(document.errors.map(({ at, label: text }) => [slice(document, at), text?.en])).toEqual([[where, label]]);
  });

  test('leave the facts around them', () => {
    expect(describeFacts(parseShell('A=1\nB="x\nC=3'))).toEqual(['set shell A=1', 'set shell B=x', 'set shell C=3']);
    expect(describeFacts(parseShell('f() {\n if x\n then A=1\n}\nB=1'), ['env'])).toEqual([
      'set shell A=1 in function f ?',
      'set shell B=1',
    ]);
  });

  test.each([
    ['cat <<E\nx', 'an unterminated heredoc is only a warning'],
    ['{{ if .x }}\nA=1 }\n{{ end }}', 'a template is not judged'],
    ['echo } fi done', 'reserved words are words elsewhere'],
    ['a=\\\n(\n b\n)\nf() { :; }', 'a list that opens on the next line'],
    ['echo "${x:-it\'s}"', 'an apostrophe in double quotes', 'sh'],
  ] as const)('%j: %s', (source, _, dialect?: Dialect) => {
    expect(parseShell(source, dialect ?? 'bash').errors).toEqual([]);
  });
});
