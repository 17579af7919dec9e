/** The variables that a program finally has, in shells, services, containers and dotenv files. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Environment, environments, lookup } from '../../src/queries/environments/environment.ts';
import { shellStarts } from '../../src/queries/environments/load-order.ts';
import { isGoService, services } from '../../src/queries/services/services.ts';
import { projectOf } from '../helpers/project.ts';

type Files = Record<string, string>;

const all = (files: Files): readonly Environment[] => environments(projectOf(files));
const named = (files: Files, id: string): Environment => {
  const found = all(files).find((one) => one.id === id);
  if (!found) throw new Error(`${id} is none of ${all(files).map((one) => one.id)}`);
  return found;
};
/** What a program gets, `?` for what only run time knows. */
const values = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    [...environment.variables.values()].map(({ name, text, known }) => [name, known ? text : `?${text}`]),
  );

describe('what a variable finally means', () => {
  const zsh = (text: string): Record<string, string> => values(named({ '.zshrc': text }, '.zshrc'));
  test.each([
    ['a copy holds the value of its moment', 'export A=1\nexport B=$A\nexport A=2', { A: '2', B: '1' }],
    ['a list that extends itself', 'export A=1\nexport A=$A,2', { A: '1,2' }],
    ['appending', 'export A=1\nA+=2', { A: '12' }],
    ['what is not exported stays in the shell', 'A=1\nexport B=$A', { B: '1' }],
    ['exported on a later line', 'A=1\nexport A', { A: '1' }],
    ['cleared', 'export A=1\nunset A', {}],
    ['emptied is set', 'export A=1\nexport A=', { A: '' }],
    ['a default that is taken', 'unset A\nexport B=${A:-x}', { B: 'x' }],
    ['a default that is not', 'export A=1\nexport B=${A:-x}', { A: '1', B: '1' }],
    ['an alternative', 'export A=1\nexport B=${A:+y}', { A: '1', B: 'y' }],
    ['unknown parts stay unknown', 'export A=x$(date)', { A: '?x\uFFFC' }],
    ['what nobody sets is unknown', 'export A=$B', { A: '?\uFFFC' }],
    ['a name handed on sets nothing', 'export http_proxy=$http_proxy HTTP_PROXY=$http_proxy', {}],
    ['a prefix is for one command', 'A=1 make\nexport B=2', { B: '2' }],
    ['a function that is called counts', 'f() { export A=1; }\nf', { A: '1' }],
    ['a function that is not does not', 'f() { export A=1; }', {}],
    ['a name exported before it is set', 'export A\nA=1', { A: '1' }],
    [
      'the words of one export see what was there before it',
      'export A=1\nexport A=2 B=$A C=$A',
      { A: '2', B: '1', C: '1' },
    ],
    ['assignments without a keyword are read from left to right', 'set -a\nA=1\nA=2 B=$A', { A: '2', B: '2' }],
    ['names of a loop', 'for v in A B; do export "$v=1"; done', { A: '1', B: '1' }],
    ['a subshell keeps its own', '( export A=1 )\nexport B=2', { B: '2' }],
  ])('%s', (_, text, expected) => expect(zsh(`${text}\n`)).toEqual(expected));

  test('a default over nothing is presumed, not known for sure', () => {
    const variable = lookup(named({ '.zshrc': 'export A="${A:-x}"\n' }, '.zshrc'), 'A');
    expect(variable).toMatchObject({ text: 'x', known: true, presumed: true });
  });
  test('a name exported in one file is set in another', () => {
    const files = { '.zshenv': 'export A C\nunset C\n', '.zshrc': '. ./b.sh\n', 'b.sh': 'A=1\nC=3\n' };
    expect(values(named(files, '.zshrc'))).toEqual({ A: '1' });
  });
  test.each([
    ['export "$name=1"', true],
    ['export "${p}_proxy=1"', true],
    ['export "MY_$name=1"', false],
    ['for v in A B; do export "$v=1"; done', false],
  ])('what %s sets leaves it open: %s', (text, open) => {
    expect(named({ '.zshrc': `${text}\n` }, '.zshrc').isIncomplete).toBe(open);
  });
  test.each([
    ['printf -v "$name" %s 1', true],
    ['printf -v "__git_$name" %s 1', false],
    ['unset "$name"', true],
    ['eval "$name=1"', true],
    ['eval export ${p}_proxy=1', true],
    ['if x; then eval "export no_proxy=1"; fi', true],
    ['eval "$(cat ~/.proxy)"', true],
    ['eval "$(brew shellenv)"\neval "$(ssh-agent -s)"\nsource <(kubectl completion bash)', false],
    ['source <(sed s/^/export/ .env)', true],
    ['source /dev/stdin <<< "$text"', true],
    ['declare -n ref=$name; ref=1', true],
    ['declare -n ref=no_proxy; ref=1', true],
    ['declare -n ref=OTHER; ref=1', false],
    ['f() { local -n list=$1; list=(1 2); }; f words', false],
    ['read -r "$name"', true],
  ])('in bash, %s leaves it open: %s', (text, open) => {
    expect(named({ '.bashrc': `${text}\n` }, '.bashrc').isIncomplete).toBe(open);
  });
  test('printf -v and read set what they name', () => {
    const text = 'printf -v A %s 1\nprintf -v B %s-%s 1 2\nread -r -p "what? " C\nexport A B C\n';
    expect(values(named({ '.bashrc': text }, '.bashrc'))).toEqual({ A: '1', B: '?\uFFFC', C: '?\uFFFC' });
  });
  test('what is made after an unseen file of what stood before it is not settled', () => {
    const text = 'export A=1 B=1\n. ./proxy.local\nexport C=$A D=2\nexport E=$D\nunset B\n';
    const { settled } = named({ '.bashrc': text }, '.bashrc');
    expect(['A', 'B', 'C', 'D', 'E'].filter((name) => settled.has(name))).toEqual(['B', 'D', 'E']);
  });
  test('on some runs only', () => {
    const variable = lookup(named({ '.bashrc': 'export A=1\nif true; then\n  export A=2\nfi\n' }, '.bashrc'), 'A');
    expect(variable).toMatchObject({ text: '2', certain: false, otherwise: { text: '1' } });
  });
});

describe('what a shell loads', () => {
  test('zsh reads .zshenv, .zprofile, .zshrc in this order', () => {
    const files = { '.zshrc': 'export A=$A,3\n', '.zprofile': 'export A=$A,2\n', '.zshenv': 'export A=1\n' };
    expect(values(named(files, '.zshrc'))).toEqual({ A: '1,2,3' });
  });
  test('names of dotfiles repositories', () => {
    expect(
      shellStarts(projectOf({ dot_zshrc: 'a=1\n', dot_zshenv: 'b=1\n', 'bashrc.symlink': 'c=1\n' })).map(
        ({ shell, roots }) => [shell, roots.map(({ file }) => file)],
      ),
    ).toEqual([
      ['bash', ['bashrc.symlink']],
      ['zsh', ['dot_zshenv', 'dot_zshrc']],
    ]);
  });
  test.each([
    ['by ~', 'source ~/.proxy.zsh\n'],
    ['by $HOME', '. "$HOME/.proxy.zsh"\n'],
    ['guarded', '[ -f ~/.proxy.zsh ] && source ~/.proxy.zsh\n'],
    ['by the end of a path', 'source $DOTFILES/.proxy.zsh\n'],
  ])('what is sourced runs in its place, %s', (_, text) => {
    const files = { '.zshrc': `export A=1\n${text}export C=$B\n`, '.proxy.zsh': 'export B=$A,2\n' };
    expect(values(named(files, '.zshrc'))).toEqual({ A: '1', B: '1,2', C: '1,2' });
    expect(all(files).map((one) => one.id)).toEqual(['.zshrc']);
  });
  test.each([
    ['dotenv', 'dotenv\n'],
    ['dotenv_if_exists', 'dotenv_if_exists .env\n'],
    ['source_env', 'source_env ..\n'],
    ['source_env_if_exists', 'source_env_if_exists ../.envrc\n'],
    ['source_up', 'source_up\n'],
  ])('what direnv loads stands below a .envrc, %s', (_, text) => {
    const files = { '/w/.envrc': 'export B=1\n', '/w/app/.env': 'B=1\n', '/w/app/.envrc': `${text}export A=$B\n` };
    expect(values(named(files, '/w/app/.envrc'))).toEqual({ A: '1', B: '1' });
    expect(values(named({ ...files, '/w/app/run.sh': `${text}export A=$B\n` }, '/w/app/run.sh'))).not.toHaveProperty(
      'B',
    );
  });
  test('files that source each other end', () => {
    expect(
      values(named({ '.zshrc': 'source ~/.a.zsh\nexport A=1\n', '.a.zsh': 'source ~/.zshrc\nexport B=1\n' }, '.zshrc')),
    ).toEqual({ A: '1', B: '1' });
  });
  test('a fragment runs after the one shell of its kind', () => {
    const files = { '.zshenv': 'export A=1\n', 'zsh/proxy.zsh': 'p() { export B=$A; }\n' };
    const environment = named(files, 'zsh/proxy.zsh:p');
    expect(values(environment)).toEqual({ A: '1', B: '1' });
    expect([...environment.own].map((one) => one.name.text)).toEqual(['B']);
  });
  test('/etc/environment stands below every shell', () => {
    expect(values(named({ 'etc/environment': 'A=1\n', '.bashrc': 'export B=$A\n' }, '.bashrc'))).toEqual({
      A: '1',
      B: '1',
    });
  });
  test.each([
    ['a settings file that is not here makes it open', 'source ~/.config/proxy.env.zsh\n', true],
    ['a private one too', '[ -r ~/.zshrc.local ] && . ~/.zshrc.local\n', true],
    ['a framework does not', 'source $ZSH/oh-my-zsh.sh\n', false],
    ['nor a version manager', '[ -s "$NVM_DIR/nvm.sh" ] && . "$NVM_DIR/nvm.sh"\n', false],
    ['nor completions', 'source <(kubectl completion zsh)\n', false],
  ])('%s', (_, text, open) => expect(named({ '.zshrc': `${text}export A=1\n` }, '.zshrc').isIncomplete).toBe(open));
  test('a function lies over the whole shell, whatever stands below it', () => {
    const environment = named({ '.zshrc': 'p() { export B=$A; }\nexport A=2\n' }, '.zshrc:p');
    expect(values(environment)).toEqual({ A: '2', B: '2' });
    expect(environment).toMatchObject({ kind: 'function', name: 'p', shell: 'zsh' });
  });
  test('an alias that exports is an environment', () => {
    expect(values(named({ '.bashrc': "alias p='export A=1 B=2'\n" }, '.bashrc:p'))).toEqual({ A: '1', B: '2' });
  });
  test('fish: conf.d first, functions by themselves', () => {
    const files = {
      '.config/fish/config.fish': 'set -gx B $A\n',
      '.config/fish/conf.d/a.fish': 'set -gx A 1\n',
      '.config/fish/functions/p.fish': 'function p\n  set -gx C $B\nend\n',
    };
    expect(values(named(files, '.config/fish/config.fish'))).toEqual({ A: '1', B: '1' });
    expect(values(named(files, '.config/fish/functions/p.fish:p'))).toEqual({ A: '1', B: '1', C: '1' });
  });
});

describe('dotenv', () => {
  test('.local lies over its file and is none of its own', () => {
    const files = { '.env': 'A=1\nB=1\n', '.env.local': 'B=2\n' };
    expect(all(files).map((one) => [one.id, values(one)])).toEqual([['.env', { A: '1', B: '2' }]]);
  });
  test('a mode lies over .env', () => {
    const production = named({ '.env': 'A=1\n', '.env.production': 'B=2\n' }, '.env.production');
    expect(values(production)).toEqual({ A: '1', B: '2' });
    expect([...production.own].map((one) => one.name.text)).toEqual(['B']);
  });
  test('an example stands alone', () => {
    expect(values(named({ '.env': 'A=1\n', '.env.example': 'B=2\n' }, '.env.example'))).toEqual({ B: '2' });
  });
  test('all of environment.d is one', () => {
    const files = { '.config/environment.d/10-a.conf': 'A=1\n', '.config/environment.d/20-b.conf': 'B=$A\n' };
    expect(all(files).map((one) => values(one))).toEqual([{ A: '1', B: '1' }]);
  });
});

describe('services', () => {
  const unit = '[Service]\nExecStart=/opt/bot\nEnvironment=A=1 B=1\n';
  test('drop-ins in order of their names, then EnvironmentFile', () => {
    const files = {
      'bot.service': `${unit}EnvironmentFile=/etc/bot.env\n`,
      'bot.service.d/20.conf': '[Service]\nEnvironment=B=3\n',
      'bot.service.d/10.conf': '[Service]\nEnvironment=B=2 C=2\n',
      'etc/bot.env': 'C=4\n',
    };
    expect(values(named(files, 'bot.service'))).toMatchObject({ A: '1', B: '3' });
    expect(
      services(projectOf(files)).map(({ label, documents }) => [label, documents.map(({ file }) => file)]),
    ).toEqual([['bot.service', ['bot.service', 'bot.service.d/10.conf', 'bot.service.d/20.conf']]]);
  });
  test('an empty Environment= begins anew', () => {
    expect(
      values(
        named(
          { 'bot.service': unit, 'bot.service.d/a.conf': '[Service]\nEnvironment=\nEnvironment=C=1\n' },
          'bot.service',
        ),
      ),
    ).toEqual({ C: '1' });
  });
  test('an empty ExecStart= begins anew', () => {
    const [service] = services(
      projectOf({ 'bot.service': unit, 'bot.service.d/a.conf': '[Service]\nExecStart=\nExecStart=/opt/other x\n' }),
    );
    expect(service?.starts.map(({ words }) => words.map(({ text }) => text))).toEqual([['/opt/other', 'x']]);
    expect(service?.program.name).toBe('other');
  });
  test('an EnvironmentFile= without a value takes back those before it', () => {
    const files = {
      'bot.service': `${unit}EnvironmentFile=%h/a.env\n`,
      'bot.service.d/1.conf': '[Service]\nEnvironmentFile=\nEnvironmentFile=%h/b.env\n',
      'a.env': 'X=1\n',
      'b.env': 'Y=1\n',
    };
    const { variables } = named(files, 'bot.service');
    expect([variables.get('X')?.text, variables.get('Y')?.text]).toEqual([undefined, '1']);
  });
  test('a missing EnvironmentFile makes it open', () => {
    expect(named({ 'bot.service': `${unit}EnvironmentFile=/etc/bot.env\n` }, 'bot.service').isIncomplete).toBe(true);
    expect(named({ 'bot.service': unit }, 'bot.service').isIncomplete).toBe(false);
  });
  test('Hermes’ own .env wins over its unit', () => {
    const files = {
      '.config/systemd/user/hermes-gateway.service': '[Service]\nExecStart=/opt/hermes gateway run\nEnvironment=A=1\n',
      '.hermes/.env': 'A=2\n',
    };
    expect(values(named(files, 'hermes-gateway.service'))).toEqual({ A: '2' });
  });
  test('a user unit begins with environment.d', () => {
    const files = { '.config/systemd/user/bot.service': unit, '.config/environment.d/p.conf': 'P=1\n' };
    expect(values(named(files, 'bot.service'))).toEqual({ P: '1', A: '1', B: '1' });
  });
  test.each([
    ['docker.service.d/http-proxy.conf', '[Service]\nEnvironment=A=1\n', true],
    ['ollama.service', '[Service]\nExecStart=/usr/local/bin/ollama serve\n', true],
    ['http-proxy.conf', '[Service]\nEnvironment=A=1\n', true],
    ['bot.service', unit, false],
    ['bot.service.d/proxy.conf', '[Service]\nEnvironment=A=1\n', false],
  ])('%s: is it Go?', (file, text, expected) => {
    expect(services(projectOf({ [file]: text })).map(isGoService)).toEqual([expected]);
  });
  test('a plist is a service of its own', () => {
    const files = {
      'LaunchAgents/a.plist':
        '<plist version="1.0"><dict><key>Label</key><string>x.y</string><key>Program</key><string>/a</string><key>EnvironmentVariables</key><dict><key>A</key><string>1</string></dict></dict></plist>',
    };
    expect(values(named(files, 'x.y'))).toEqual({ A: '1' });
  });
});

/** What each way through the conditions of an environment gets. */
const waysOf = (files: Files, id: string): Record<string, string>[] => named(files, id).ways().map(values);

describe('ways through conditions', () => {
  test.each([
    ['if and else', 'if a; then\n  export http_proxy=1\nelse\n  export http_proxy=2\nfi\n', ['1', '2']],
    ['if alone', 'if a; then export http_proxy=1; fi\n', ['1', '-']],
    ['elif', 'if a; then export http_proxy=1\nelif b; then export http_proxy=2; fi\n', ['1', '1', '2', '-']],
    ['and', 'a && export http_proxy=1\n', ['1', '-']],
    ['a test of bash', '[[ $A == 1 ]] && export http_proxy=1\n', ['1', '-']],
    ['and, or', 'a && export http_proxy=1 || export http_proxy=2\n', ['1', '2']],
    ['a chain of assignments is one', 'export A=1 && export http_proxy=1\n', ['1']],
    ['case', 'case $1 in\na) export http_proxy=1 ;;\nb) export http_proxy=2 ;;\nesac\n', ['1', '2', '-']],
    ['a case for the rest', 'case $1 in\na) export http_proxy=1 ;;\n*) export http_proxy=2 ;;\nesac\n', ['1', '2']],
    ['one question twice', 'if a; then export http_proxy=1; fi\nif a; then export http_proxy=2; fi\n', ['2', '-']],
    [
      'a question and its denial',
      'if a; then export http_proxy=1; fi\nif ! a; then export http_proxy=2; fi\n',
      ['1', '2'],
    ],
    ['what is known is not asked', 'export A=1\nif [ -n "$A" ]; then export http_proxy=$A; fi\n', ['1', '1']],
    ['what decides nothing', 'if a; then export B=1; fi\nexport http_proxy=1\n', ['1']],
    ['a variable that it is made of', 'P=1\nif a; then P=2; fi\nexport http_proxy=$P\n', ['2', '1']],
  ])('%s', (_, text, expected) => {
    expect(waysOf({ '.bashrc': text }, '.bashrc').map(({ http_proxy = '-' }) => http_proxy)).toEqual(expected);
  });
  test('fish: if, else, switch, and', () => {
    const text = (body: string): Files => ({ '.config/fish/config.fish': body });
    const of = (body: string): string[] =>
      waysOf(text(body), '.config/fish/config.fish').map(({ http_proxy = '-' }) => http_proxy);
    expect(of('if a\n  set -gx http_proxy 1\nelse\n  set -gx http_proxy 2\nend\n')).toEqual(['1', '2']);
    expect(of("switch $x\ncase a\n  set -gx http_proxy 1\ncase '*'\n  set -gx http_proxy 2\nend\n")).toEqual([
      '1',
      '2',
    ]);
    expect(of('test -n "$x"\nand set -gx http_proxy 1\nor set -gx http_proxy 2\n')).toEqual(['1', '2']);
  });
  test('a list that is asked for and comes from outside is there, with a value nobody knows', () => {
    const ways = named({ '.bashrc': '[ -z "$no_proxy" ] && export no_proxy=a\n' }, '.bashrc').ways();
    expect(ways.map((way) => lookup(way, 'no_proxy')?.known)).toEqual([false, true]);
  });
  test('a function is asked in each way of its shell', () => {
    const files = { '.bashrc': 'if a; then export no_proxy=1; fi\np() { b && export http_proxy=1; }\n' };
    expect(waysOf(files, '.bashrc:p').map(({ http_proxy = '-', no_proxy = '-' }) => http_proxy + no_proxy)).toEqual([
      '11',
      '-1',
      '1-',
      '--',
    ]);
  });
  const ifs = (count: number, text: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => `if a${n}; then ${text(n)}; fi\n`).join('');
  test('more than sixty-four: each place, and each two, with all else denied', () => {
    const text = ifs(7, (n) => `P=\${P}${n}`);
    const ways = waysOf({ '.bashrc': `P=x\n${text}export http_proxy=$P\n` }, '.bashrc').map(
      ({ http_proxy }) => http_proxy,
    );
    expect(ways.filter((one) => one?.length === 1)).toEqual(['x']);
    expect(ways.filter((one) => one?.length === 2)).toHaveLength(7);
    expect(ways.filter((one) => one?.length === 3)).toHaveLength(21);
    expect(ways).toHaveLength(29);
  });
  test('more than sixty-four: what is denied goes another way, where there is one', () => {
    const text = `if b; then export no_proxy=1; else export no_proxy=2; fi\n${ifs(7, (n) => `export http_proxy=${n}`)}`;
    const ways = waysOf({ '.bashrc': text }, '.bashrc');
    expect(ways.filter(({ no_proxy }) => no_proxy === undefined)).toEqual([]);
    expect(ways.filter(({ no_proxy, http_proxy }) => no_proxy === '1' && http_proxy === '3')).toHaveLength(1);
  });
});

describe('what loads a file', () => {
  const dotenv = 'http_proxy=1\n';
  test.each([
    ['a unit', { 'a.service': '[Service]\nEnvironmentFile=%h/p.env\nExecStart=/x\n' }, 'a.service'],
    ['a shell', { '.zshrc': 'set -a\n. ./p.env\nset +a\n' }, '.zshrc'],
    ['a function', { '.zshrc': 'on() { set -a; . ./p.env; }\n' }, '.zshrc:on'],
    ['direnv', { '.envrc': 'dotenv p.env\n' }, '.envrc'],
  ])('%s: its file is no environment of its own', (_, files, id) => {
    expect(values(named({ ...files, 'p.env': dotenv }, id))).toEqual({ http_proxy: '1' });
    expect(all({ ...files, 'p.env': dotenv } as Files).map((one) => one.kind)).not.toContain('dotenv');
    expect(named({ ...files, 'p.env': dotenv }, id).layers.map(({ document }) => document.file)).toContain('p.env');
  });
  test.each([
    ['-e NO_PROXY=a', ['NO_PROXY']],
    ['--env no_proxy=a -e B=1', ['no_proxy']],
    ['-e B=1', []],
  ])('docker run --env-file: what the container is given besides, %s', (flags, expected) => {
    const files = { 'run.sh': `docker run --env-file p.env ${flags} app\n`, 'p.env': dotenv };
    const given = [...named(files, 'p.env').variables.values()].filter(({ known }) => !known).map(({ name }) => name);
    expect(given).toEqual(expected);
  });
  test.each([
    ['where it is installed', '/srv/app/p.env', 'app/p.env', ['NO_PROXY']],
    ['beside the script', '/etc/p.env', 'p.env', ['NO_PROXY']],
    ['after a folder that is computed', '"$(dirname "$0")/p.env"', 'p.env', ['NO_PROXY']],
    ['not a .env of the same name', '/srv/app/.env', 'app/sub/.env', []],
    ['not a file of another name', '/srv/app/q.env', 'app/p.env', []],
  ])('docker run --env-file names a file of the checkout %s', (_, path, file, expected) => {
    const files = { 'run.sh': `docker run -e NO_PROXY=a --env-file ${path} app\n`, [file]: dotenv };
    const given = [...named(files, file).variables.values()].filter(({ known }) => !known).map(({ name }) => name);
    expect(given).toEqual(expected);
  });
  test('without set -a a shell exports nothing of it, but what says so', () => {
    const files = { '.zshrc': '. ./p.env\n', 'p.env': 'A=1\nexport B=1\n' };
    expect(values(named(files, '.zshrc'))).toEqual({ B: '1' });
  });
  test('systemd.exec(5): EnvironmentFile= over Environment= over DefaultEnvironment=, UnsetEnvironment= at last', () => {
    const files = {
      'etc/systemd/system/a.service':
        '[Service]\nUnsetEnvironment=D\nEnvironmentFile=/etc/a.env\nEnvironment=A=2 B=2 D=2\nExecStart=/x\n',
      'etc/systemd/system.conf': '[Manager]\nDefaultEnvironment=A=1 B=1 C=1\n',
      'etc/systemd/user.conf': '[Manager]\nDefaultEnvironment=E=1\n',
      'etc/a.env': 'A=3\n',
    };
    expect(values(named(files, 'a.service'))).toEqual({ A: '3', B: '2', C: '1' });
  });
  test.each([
    ['where it is installed', 'source "$ZDOTDIR/proxy.zsh"\n', 'zsh/proxy.zsh', true],
    ['under /etc', 'source /etc/app/proxy.zsh\n', 'app/proxy.zsh', true],
    ['beside its loader', 'source /opt/x/proxy.zsh\n', 'proxy.zsh', true],
    ['not by its name alone', 'source /opt/x/proxy.zsh\n', 'lib/proxy.zsh', false],
  ])('a file of the checkout %s', (_, text, file, isLoaded) => {
    const files = { '.zshenv': `export ZDOTDIR="$HOME/.config/zsh"\n${text}`, [file]: 'export B=1\n' };
    expect('B' in values(named(files, '.zshenv'))).toBe(isLoaded);
  });
});

describe('ways that end early', () => {
  const PROXY = 'export http_proxy=http://127.0.0.1:7890\n';
  const LIST = 'export no_proxy=localhost\n';
  const lists = (files: Record<string, string>, id = Object.keys(files)[0] ?? ''): (string | undefined)[] => {
    const found = environments(projectOf(files)).find((environment) => environment.id === id);
    return [...new Set((found?.ways() ?? []).map(({ variables }) => variables.get('no_proxy')?.text))];
  };

  test.each([
    ['a test', `${PROXY}[ -n "$SSH_CONNECTION" ] && return\n${LIST}`],
    ['an `or`', `${PROXY}[ -t 0 ] || return 0\n${LIST}`],
    ['an if', `${PROXY}if [ -z "$PS1" ]; then\n  return\nfi\n${LIST}`],
    ['a case', `${PROXY}case $- in *i*) ;; *) return ;; esac\n${LIST}`],
  ])('%s before `return`: what is below happens on one way only', (_, text) => {
    expect(lists({ '.bashrc': text }).sort()).toEqual(['localhost', undefined]);
  });
  test('in a function, in a file that is sourced, in fish', () => {
    const inFunction = `pon() {\n${PROXY}ping -c1 x || return 1\n${LIST}}\n`;
    expect(lists({ '.bashrc': inFunction }, '.bashrc:pon').sort()).toEqual(['localhost', undefined]);
    expect(lists({ '.bashrc': `${PROXY}. ./p.sh\n`, 'p.sh': `[ -t 0 ] || return\n${LIST}` }).sort()).toEqual([
      'localhost',
      undefined,
    ]);
    const fish = 'set -gx http_proxy a\nstatus is-interactive; or return\nset -gx no_proxy localhost\n';
    expect(lists({ 'config.fish': fish }).sort()).toEqual(['localhost', undefined]);
  });
  test('where nothing is set above, there is no such way; nor behind `exit`, which leaves nobody', () => {
    expect(lists({ '.bashrc': `[ -n "$SSH_CONNECTION" ] && return\n${PROXY}${LIST}` })).toEqual(['localhost']);
    expect(lists({ 'x.sh': `${PROXY}cd x || exit 1\n${LIST}` })).toEqual(['localhost']);
    expect(lists({ '.bashrc': `${PROXY}${LIST}[ -t 0 ] || return\nexport A=1\n` })).toEqual(['localhost']);
  });
  test('what a function returns from goes on where it was called', () => {
    expect(lists({ '.bashrc': `f() { [ -t 0 ] || return; echo; }\n${PROXY}f\n${LIST}` })).toEqual(['localhost']);
    expect(lists({ '.bashrc': `f() { return 1; export no_proxy=b; }\n${PROXY}f\n` })).toEqual([undefined]);
  });
});

describe('conditions with one answer', () => {
  const seen = (text: string): (string | undefined)[] => {
    const found = environments(projectOf({ '.bashrc': text })).find(({ id }) => id === '.bashrc');
    return [...new Set((found?.ways() ?? []).map(({ variables }) => variables.get('no_proxy')?.text))].sort();
  };
  const SET = 'export no_proxy=a';

  test.each([
    `false && ${SET}`,
    `true && ${SET}`,
    `if false; then ${SET}; else export no_proxy=b; fi`,
    `if ! true; then ${SET}; fi`,
    `off() { return 1; }\noff && ${SET}`,
    `off() { false; }\noff || ${SET}`,
    `on() { return 0; }\nif on "$1"; then ${SET}; fi`,
    `on() { return 256; }\non && ${SET}`,
    `on() { :; }\nfalse() { true; }\nfalse && ${SET}`,
    `true() { return 3; }\nif true; then ${SET}; fi`,
  ])('%s: as bash goes on', (text) => {
    const given = execFileSync('bash', ['--norc', '-c', `${text}\necho "\${no_proxy-}"`], {
      encoding: 'utf8',
      env: {},
    }).trim();
    expect(seen(`${text}\n`)).toEqual([given || undefined]);
  });
  test.each([
    ['a status that is computed', `ask() { return $A; }\nask && ${SET}`],
    ['an answer turned around', `ask() { ! true; }\nask || ${SET}`],
    ['a test before it', `ask() { [ -f /x ] && return 1; true; }\nask && ${SET}`],
    ['a definition that only some runs meet', `[ -f /x ] && ask() { return 1; }\nask && ${SET}`],
    ['two commands in one condition', `off() { return 1; }\nif off || ask; then ${SET}; fi`],
    ['in a pipe', `off() { return 1; }\nif off | ask; then ${SET}; fi`],
  ])('%s: both', (_, text) => expect(seen(`${text}\n`)).toEqual(['a', undefined]));
});

describe('functions', () => {
  const value = (text: string, file: string, name = 'no_proxy'): (string | undefined)[] => {
    const found = environments(projectOf({ [file]: text })).find(({ id }) => id === file);
    return [...new Set((found?.ways() ?? []).map(({ variables }) => variables.get(name)?.text))].sort();
  };
  const PROXY = 'export http_proxy=http://127.0.0.1:7890\n';

  test('a function that two branches define is the one of its branch', () => {
    const two = `${PROXY}if [ -f /etc/x ]; then\n  on() { export no_proxy=a; }\nelse\n  on() { export no_proxy=b; }\nfi\non\n`;
    expect(value(two, '.bashrc')).toEqual(['a', 'b']);
    const over = `${PROXY}on() { export no_proxy=a; }\n[ -f /etc/x ] && on() { export no_proxy=b; }\non\n`;
    expect(value(over, '.bashrc')).toEqual(['a', 'b']);
    expect(value(`${PROXY}on() { export no_proxy=a; }\non() { export no_proxy=b; }\non\n`, '.bashrc')).toEqual(['b']);
    const fish =
      'if test -f x\n  function on; set -gx no_proxy a; end\nelse\n  function on; set -gx no_proxy b; end\nend\non\n';
    expect(value(`set -gx http_proxy p\n${fish}`, 'config.fish')).toEqual(['a', 'b']);
  });
  test.each([
    ['.bashrc', 'on() { export no_proxy=a; }\nunset -f on\non\n'],
    ['.zshrc', 'on() { export no_proxy=a; }\nunfunction on\non\n'],
    ['config.fish', 'function on; set -gx no_proxy a; end\nfunctions -e on\non\n'],
  ])('one that is taken away is called by nobody: %s', (file, text) => {
    const project = projectOf({ [file]: text });
    expect(environments(project).map(({ id }) => id)).toEqual([file]);
    expect(value(text, file)).toEqual([undefined]);
  });
  test('one of fish that watches a variable runs when it is set', () => {
    const watch = 'function seen --on-variable http_proxy\n  set -gx no_proxy localhost\nend\n';
    expect(value(`${watch}set -gx http_proxy p\n`, 'config.fish')).toEqual(['localhost']);
    expect(value(`${watch}set -gx https_proxy p\n`, 'config.fish')).toEqual([undefined]);
  });
  test('a file that is sourced a fourth time counts a fourth time', () => {
    const load = '. ./a.sh\n';
    const files = { '.bashrc': `${load.repeat(3)}export http_proxy=b\n${load}`, 'a.sh': 'export http_proxy=a\n' };
    expect(values(named(files, '.bashrc'))).toEqual({ http_proxy: 'a' });
  });
  test('files that source each other without end leave open what they set', () => {
    const twice = (name: string) => `. ./${name}.sh\n`.repeat(12);
    const files = { '.bashrc': twice('a'), 'a.sh': twice('b'), 'b.sh': twice('c'), 'c.sh': 'export http_proxy=a\n' };
    expect(named(files, '.bashrc').isIncomplete).toBe(true);
  });
  test('what arithmetic in a word sets is not known', () => {
    const text = 'port=7890\nexport A=1$((port++)) B=$((1 + 1)) C=$(((x)+(port+=1)))\nexport http_proxy=$port\n';
    const environment = named({ '.bashrc': text }, '.bashrc');
    expect(lookup(environment, 'http_proxy')?.known).toBe(false);
    const kept = named({ '.bashrc': 'port=1\nexport A=$((port + 1))\nexport http_proxy=$port\n' }, '.bashrc');
    expect(lookup(kept, 'http_proxy')?.text).toBe('1');
  });
  test('code that `emulate -c` runs is read, and what arithmetic sets is not known', () => {
    expect(value(`emulate sh -c 'export no_proxy=a'\n`, '.zshrc')).toEqual(['a']);
    const port = (step: string): boolean | undefined =>
      environments(
        projectOf({ '.bashrc': `port=7890\n${step}\nexport http_proxy=http://127.0.0.1:$port\n` }),
      )[0]?.variables.get('http_proxy')?.known;
    for (const step of [
      '((port++))',
      '(( port += 1 ))',
      '((--port))',
      'let port=port+1',
      'let port++',
      '(( port = 1 ))',
    ])
      expect(port(step)).toBe(false);
    for (const step of ['((port == 1))', '((port))', '(( other++ ))', 'echo $((port + 1))'])
      expect(port(step)).toBe(true);
  });
});
