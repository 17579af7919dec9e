/** Who reads a variable, so that changing its text affects nothing else. */
import { describe, expect, test } from 'vitest';
import { servesOnlyProxies } from '../../src/queries/proxies/proxies.ts';
import { isInstalledOverList, isReadByHand } from '../../src/queries/proxies/read-by-hand.ts';
import { isNeverRead, isOnlyCopied, isUnasked } from '../../src/queries/proxies/readers.ts';
import { projectOf } from '../helpers/project.ts';

const only = (files: Record<string, string>, name = 'no_proxy', file = Object.keys(files)[0] ?? ''): boolean =>
  isOnlyCopied(projectOf(files), name, file);
const rc = (text: string) => ({ '.bashrc': `export no_proxy=a http_proxy=b\n${text}\n` });

describe('who reads a variable', () => {
  test.each([
    ['nobody', ''],
    ['a comment', '# echo $no_proxy'],
    ['a copy', 'export NO_PROXY=$no_proxy'],
    ['a copy with a default', 'export NO_PROXY="${no_proxy:-x}"'],
    ['a list with more entries', 'export NO_PROXY="$no_proxy,x"'],
    ['the same list again', 'no_proxy="${no_proxy:+$no_proxy,}x"'],
    ['a test for whether it is set', '[ -n "$no_proxy" ] && A=1'],
    ['one of the shell’s own that hands it on', 'L=$no_proxy\nexport NO_PROXY=$L'],
    ['a prefix', 'NO_PROXY=$no_proxy curl x'],
  ])('a plain copy: %s', (_, text) => expect(only(rc(text))).toBe(true));

  test.each([
    ['a command’s word', 'curl --noproxy $no_proxy x'],
    ['a word that is printed', 'echo "list: $no_proxy"'],
    ['a test of its text', '[ "$no_proxy" = a ] && A=1'],
    ['an alias', 'alias x="curl --noproxy $no_proxy"'],
    ['another value', 'export JAVA_OPTS="-Dx=${no_proxy//,/|}"'],
    ['a loop', 'for h in $no_proxy; do echo $h; done'],
    ['an array', 'IFS=, read -ra A <<< "$no_proxy"'],
    ['its length', 'A=${#no_proxy}'],
    ['a flag of zsh', 'A=(${(s:,:)no_proxy})'],
    ['by its name', 'for v in http_proxy no_proxy; do echo ${!v}; done'],
    ['another program', 'printenv no_proxy'],
    ['one of the shell’s own that is used elsewhere', 'L=$no_proxy\nexport NO_PROXY=$L\necho $L'],
    ['one that other programs get', 'export MY_LIST=$no_proxy'],
    ['a copy that is read', 'export NO_PROXY=$no_proxy\necho $NO_PROXY'],
  ])('more than a copy: %s', (_, text) => expect(only(rc(text))).toBe(false));

  test('a proxy within another value', () => {
    expect(only({ '.env': 'HTTPS_PROXY=a:1\nALL_PROXY=socks5://${HTTPS_PROXY}\n' }, 'HTTPS_PROXY')).toBe(false);
    expect(only({ '.env': 'HTTPS_PROXY=a:1\nhttps_proxy=${HTTPS_PROXY}\n' }, 'HTTPS_PROXY')).toBe(true);
  });
  test('the readers of a file are in the files of its environments', () => {
    const unit = (exec: string) => `[Service]\nEnvironmentFile=%h/p.env\nExecStart=/bin/sh -c 'curl ${exec}'\n`;
    expect(only({ 'p.env': 'no_proxy=a\n', 'a.service': unit('--noproxy $no_proxy x') })).toBe(false);
    expect(only({ 'p.env': 'no_proxy=a\n', 'a.service': unit('x') })).toBe(true);
    expect(only({ '.env': 'no_proxy=a\n', 'x.sh': 'echo $no_proxy\n' })).toBe(true);
    expect(only({ '.env': 'no_proxy=a\n', 'x.sh': 'export $(cat .env)\necho $no_proxy\n' })).toBe(false);
    expect(only({ '.bashrc': 'export no_proxy=a\n', 'x.sh': 'echo $no_proxy\n' })).toBe(false);
    const compose = (text: string) => `services:\n  web:\n    image: a\n${text}`;
    const flag = compose('    command: ["--no-proxy", "${no_proxy}"]\n');
    expect(only({ '.env': 'no_proxy=a\n', 'compose.yaml': flag })).toBe(false);
    expect(only({ '.env': 'no_proxy=a\n', 'other/compose.yaml': flag })).toBe(true);
    const copy = compose('    environment:\n      NO_PROXY: ${no_proxy}\n');
    expect(only({ '.env': 'no_proxy=a\n', 'compose.yaml': copy })).toBe(true);
  });
  test.each([
    ['export $(grep -v "^#" .env | xargs)', true],
    ['export `cat ./.env`', true],
    ['eval "$(sed s/^/export\\ / .env)"', true],
    ['while read -r l; do export "$l"; done < .env', true],
    ['cat .env | while read -r l; do export "$l"; done', true],
    ['. <(grep PROXY .env)', true],
    ['docker run --env-file .env x', false],
    ['cp .env.example .env', false],
    ['# export $(cat .env)', false],
    ['export $(cat prod.env)', false],
  ])('a file of variables that a shell reads by hand: %s', (text, isByHand) => {
    const project = projectOf({ '.env': 'HTTPS_PROXY=http://127.0.0.1:1\n', 'run.sh': `${text}\n` });
    expect(isReadByHand(project, '.env')).toBe(isByHand);
  });
  const APPS = { 'web/.env': 'HTTPS_PROXY=http://127.0.0.1:1\n', 'api/.env': 'HTTPS_PROXY=http://127.0.0.1:1\n' };
  test.each([
    ['export $(cat api/.env)', 'run.sh', false],
    ['export $(cat "$ROOT/api/.env")', 'run.sh', false],
    ['export $(cat /srv/app/api/.env)', 'run.sh', false],
    ['export $(cat "$(git rev-parse --show-toplevel)"/web/.env)', 'run.sh', true],
    ['. "$(dirname "$0")/.env"', 'api/run.sh', false],
    ['. "$(dirname "$0")/../web/.env"', 'api/run.sh', true],
    ['. "${BASH_SOURCE%/*}/../api/.env"', 'bin/run.sh', false],
    ['export $(cat .env)', 'api/run.sh', true],
    ['export $(cat "$1/.env")', 'run.sh', true],
    // A copy of either file can be there.
    ['export $(cat /opt/app/.env)', 'run.sh', true],
  ])('which of two files is read by hand: %s in %s', (text, script, isWeb) => {
    expect(isReadByHand(projectOf({ ...APPS, [script]: `${text}\n` }), 'web/.env')).toBe(isWeb);
  });
  test.each([
    ['/srv/web/.env', true],
    ['/srv/api/.env', false],
    ['%h/.env', true],
    ['/etc/app/.env', true],
  ])('a unit with a list that loads %s', (path, isWeb) => {
    const unit = `[Service]\nEnvironment=NO_PROXY=.corp\nEnvironmentFile=${path}\nExecStart=/usr/bin/a\n`;
    expect(isInstalledOverList(projectOf({ ...APPS, 'a.service': unit }), 'web/.env')).toBe(isWeb);
  });
  test.each([
    ['test -v no_proxy && A=1', '.bashrc', false],
    ['[[ ! -v no_proxy ]] && A=1', '.bashrc', false],
    ['declare -p no_proxy || A=1', '.bashrc', false],
    ['declare -n no_proxy=other', '.bashrc', false],
    ['declare -n list=no_proxy', '.bashrc', false],
    ['f() { local -n l=$1; echo "$l"; }\nf no_proxy', '.bashrc', false],
    ['for v in ${!no_@}; do echo $v; done', '.bashrc', false],
    ['env | grep -q ^no_proxy= && A=1', '.bashrc', false],
    ["perl -e 'print $ENV{no_proxy}'", '.bashrc', false],
    ['[[ -n ${parameters[no_proxy]} ]] && A=1', '.zshrc', false],
    ['set -q no_proxy; and echo on', 'config.fish', false],
    ['if not set -q no_proxy; set -gx no_proxy a; end', 'config.fish', true],
    ['unset -v other; grep -c other file; declare -p other', '.bashrc', true],
    ['for k in http no; do eval "echo \\$${k}_proxy"; done', '.bashrc', false],
    ['for k in HTTP NO; do v=${k}_PROXY; echo ${!v}; done', '.bashrc', false],
    ['for k in http no; set v {$k}_proxy; echo $$v; end', 'config.fish', false],
    ['while IFS= read -r l; do echo $l; done < <(env)', '.bashrc', false],
    ['show() { env | grep -i proxy; }', '.bashrc', false],
    ["env | awk '/_proxy/'", '.bashrc', false],
    ['n=$(declare -p | wc -l)', '.bashrc', false],
    ['typeset -p | grep -ci proxy', '.zshrc', false],
    ['for v in $(compgen -e); do echo $v; done', '.bashrc', false],
    ['env > snapshot', '.bashrc', false],
    ["python3 -c 'import os; print(sorted(os.environ.items()))'", '.bashrc', false],
    ['for v in ${(M)${(k)parameters}:#*_proxy}; do echo $v; done', '.zshrc', false],
    ["tr '\\0' '\\n' < /proc/self/environ", '.bashrc', false],
    ['env | sort', '.bashrc', true],
    ['printenv | sort | less || true', '.bashrc', true],
    ['show() { env | sort; }', '.bashrc', true],
    ['alias e="env | sed s/=.*//"', '.bashrc', true],
    ["env | awk -F= '{ print $1 }'", '.bashrc', false],
    ['printenv | head -5', '.bashrc', false],
    ['export -p | python3 -c "import sys; print(len(list(sys.stdin)))"', '.bashrc', false],
    ['env | sort | diff - before', '.bashrc', false],
    ['env | ssh host cat', '.bashrc', false],
    ['set | md5sum', '.bashrc', false],
    ['env | sort >> log', '.bashrc', false],
    ['env > /dev/null', '.bashrc', true],
    ['env | grep ^AWS_; set -x; export; env -i bash', '.bashrc', true],
    ['n=$(env | grep -c ^AWS_)', '.bashrc', true],
    ['for i in ${!list[@]}; do echo ${list[$i]}_x; done', '.bashrc', true],
  ])('a question by the bare name: %s', (text, file, isFree) => {
    expect(isUnasked(projectOf({ [file]: `${text}\n` }), 'no_proxy', file)).toBe(isFree);
  });
  test('a list that is only shown does not change what works; one that is used does', () => {
    expect(only(rc('show() { env | grep -i proxy; }'))).toBe(true);
    expect(only(rc('env | grep -q proxy && A=1'))).toBe(false);
    expect(only(rc('n=$(env | grep proxy)'))).toBe(false);
    expect(only(rc('n=$(env | grep -i proxy)'), 'OPENAI_TIMEOUT')).toBe(true);
    expect(only(rc('n=$(env)'), 'OPENAI_TIMEOUT')).toBe(false);
  });
  test('a function of another file reads what it is given the name of', () => {
    const show = 'show() { local n=$1; echo "${!n}"; }\n';
    expect(isUnasked(projectOf({ '.bashrc': 'show no_proxy\n', 'lib.sh': show }), 'no_proxy', '.bashrc')).toBe(false);
    expect(isUnasked(projectOf({ '.bashrc': 'echo no_proxy\n', 'lib.sh': show }), 'no_proxy', '.bashrc')).toBe(true);
  });
  test('a function of fish that runs when a list changes reads it', () => {
    const project = projectOf({ 'config.fish': 'function seen --on-variable no_proxy\n  echo seen\nend\n' });
    expect(isUnasked(project, 'no_proxy', 'config.fish')).toBe(false);
    expect(isUnasked(project, 'NO_PROXY', 'config.fish')).toBe(true);
  });
  test('where it is set only now, whoever asks gets another answer', () => {
    const project = projectOf({ '.bashrc': '[ -n "$no_proxy" ] && A=1\n' });
    expect(isOnlyCopied(project, 'no_proxy', '.bashrc')).toBe(true);
    expect(isUnasked(project, 'no_proxy', '.bashrc')).toBe(false);
    expect(isNeverRead(projectOf({ '.bashrc': 'export NO_PROXY=$no_proxy\n' }), 'no_proxy', '.bashrc')).toBe(false);
  });
  test('an array of zsh that shares its value with the list is more than a list', () => {
    const project = projectOf({
      '.zshrc': 'export A_PROXY=x\ntypeset -xT NO_PROXY no_proxy ,\nexport NO_PROXY=a,b no_proxy2=c\n',
    });
    const safe = project.facts('env').filter((assignment) => servesOnlyProxies(project, assignment));
    expect(safe.map(({ name }) => name.text)).not.toContain('NO_PROXY');
    expect(safe.map(({ name }) => name.text)).toContain('no_proxy2');
  });
});
