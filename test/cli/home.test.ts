/** `--home`: which files of a user and a machine are found, in which order, and what is known of files that are missing. */
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { homePath } from '../../src/cli/session/root.ts';
import { machine } from './harness.ts';

const PROXY = 'export https_proxy=http://127.0.0.1:7890\n';
const NO_PROXY = 'export NO_PROXY=localhost,127.0.0.1,::1\nexport no_proxy=$NO_PROXY\n';

const pathsOf = (out: string): string[] =>
  JSON.parse(out)
    .files.map((one: { path: string }) => one.path)
    .filter((path: string) => !path.startsWith('/'));

describe('--home', () => {
  test('finds the well-known places and nothing else', () => {
    const here = machine({
      '.zshrc': 'A=1\n',
      '.config/fish/conf.d/proxy.fish': 'set -gx A 1\n',
      '.config/systemd/user/x.service': '[Service]\nExecStart=/bin/x\n',
      '.config/mihomo/config.yaml': 'mixed-port: 7890\nrules:\n  - MATCH,DIRECT\n',
      '.hermes/.env': 'A=1\n',
      'Library/LaunchAgents/a.plist':
        '<plist><dict><key>Label</key><string>a</string><key>Program</key><string>/bin/a</string></dict></plist>\n',
      'work/app/.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n',
    });
    const { out } = here.run(['--home', '--format', 'json'], { cwd: here.path('work') });
    expect(pathsOf(out)).toEqual(
      [
        '.config/fish/conf.d/proxy.fish',
        '.config/mihomo/config.yaml',
        '.config/systemd/user/x.service',
        '.hermes/.env',
        '.zshrc',
        'Library/LaunchAgents/a.plist',
      ].map((path) => `../${path}`),
    );
  });

  test('reads what a loop over a pattern sources, in its order', () => {
    const here = machine({
      '.zshrc': `${PROXY}for f in ~/.config/my-zsh/*.zsh; do\n  [ -r "$f" ] && source "$f"\ndone\n`,
      '.config/my-zsh/10-proxy.zsh': 'export NO_PROXY=.corp.example\n',
      '.config/my-zsh/20-list.zsh': NO_PROXY,
      '.config/my-zsh/.hidden.zsh': 'unset NO_PROXY no_proxy\n',
      '.config/my-zsh/notes.md': 'unset NO_PROXY\n',
    });
    const { out } = here.run(['--home', '--format', 'json']);
    expect(JSON.parse(out).diagnostics).toEqual([]);
    expect(pathsOf(out).filter((path) => path.includes('my-zsh'))).toHaveLength(2);
  });

  test('leaves alone the scripts that tools bring along, and only those', () => {
    const loads = '. ~/.nvm/nvm.sh\n. ~/.config/zsh/nvm-settings.sh\n[[ ! -f ~/.p10k.zsh ]] || source ~/.p10k.zsh\n';
    const here = machine({
      '.zshrc': `${PROXY}${NO_PROXY}${loads}`,
      '.nvm/nvm.sh': 'env | while read -r line; do eval "$line"; done\n',
      '.p10k.zsh': 'print -r -- $https_proxy\n',
      '.config/zsh/nvm-settings.sh': 'export NVM_DIR=~/.nvm\n',
    });
    const { out } = here.run(['--home', '--format', 'json']);
    expect(pathsOf(out)).toEqual(['.config/zsh/nvm-settings.sh', '.zshrc']);
    expect(JSON.parse(out).diagnostics).toEqual([]);
  });

  test('reads the folder of start-up files that Fedora’s .bashrc loads', () => {
    const here = machine({
      '.bashrc': `${PROXY}if [ -d ~/.bashrc.d ]; then\n  for rc in ~/.bashrc.d/*; do\n    if [ -f "$rc" ]; then\n      . "$rc"\n    fi\n  done\nfi\nunset rc\n`,
      '.bashrc.d/list.sh': NO_PROXY,
    });
    expect(JSON.parse(here.run(['--home', '--format', 'json']).out).diagnostics).toEqual([]);
  });

  test('lists them in the order in which they take effect, and what cannot be read', () => {
    const here = machine({
      '.zshrc': 'A=1\n',
      '.zshenv': 'A=1\n',
      '.config/environment.d/1.conf': 'A=1\n',
      'xdg/fish/config.fish': 'set -gx A 1\n',
      'dotfiles/profile': 'A=1\n',
      '.npmrc': 'a=b\n',
    });
    symlinkSync('dotfiles/profile', here.path('.profile'));
    symlinkSync('.gitconfig', here.path('.gitconfig'));
    const { code, out, err } = here.run(['--home', '--list-files'], { env: { XDG_CONFIG_HOME: here.path('xdg') } });
    expect(code).toBe(0);
    const own = out.split('\n').filter((line) => line !== '' && !line.startsWith('/'));
    expect(own.map((line) => line.replace(/ {2}.*/, ''))).toEqual([
      '.config/environment.d/1.conf',
      '.profile',
      '.zshenv',
      '.zshrc',
      'xdg/fish/config.fish',
      '.npmrc',
      '.gitconfig',
    ]);
    expect(own.at(-1)).toContain('.gitconfig  -  the symbolic links go in a circle');
    expect(err).toContain('.gitconfig is skipped');
  });

  test('sees one machine: what .zshenv exempts, .zshrc need not', () => {
    const here = machine({ '.zshenv': NO_PROXY, '.zshrc': PROXY });
    const { out } = here.run(['--home', '--format', 'json']);
    expect(JSON.parse(out).diagnostics.filter((one: { path: string }) => one.path.startsWith('.z'))).toEqual([]);
    expect(machine({ '.zshrc': PROXY }).run(['--home', '--format', 'concise']).out).toContain('.zshrc:1:');
  });
});

describe('what the files of a home refer to', () => {
  const UNIT = '[Service]\nEnvironmentFile=%h/.config/bot/settings\nExecStart=/usr/bin/bot\n';
  test('an EnvironmentFile and a sourced file are checked, whatever they are called', () => {
    const here = machine({
      '.config/systemd/user/bot.service': UNIT,
      '.config/bot/settings': 'HTTPS_PROXY=http://127.0.0.1:7890\n',
      '.zshenv': 'export ZDOTDIR="$HOME/.zsh"\n. $ZDOTDIR/net.zsh\n',
      '.zsh/net.zsh': PROXY,
    });
    const { out } = here.run(['--home', '--format', 'concise']);
    expect(out).toContain('.config/bot/settings:1:1: error');
    expect(out).toContain('.zsh/net.zsh:1:8: error');
  });
  test('what is not there sets nothing; in a repository nobody knows', () => {
    const files = { '.zshrc': `${PROXY}[ -f ~/.zshrc.local ] && source ~/.zshrc.local\n` };
    expect(machine(files).run(['--home', '--format', 'concise']).out).toContain('error');
    expect(machine({ 'd/.zshrc': files['.zshrc'] }).run(['--format', 'concise', 'd']).out).not.toContain('error');
  });
});

describe('--root', () => {
  test.each([
    ['.zshrc', '/home/u/.zshrc'],
    ['zsh/.zshrc', '/home/u/.zshrc'],
    ['zsh/.config/zsh/proxy.zsh', '/home/u/.config/zsh/proxy.zsh'],
    ['zsh/dot-zshrc', '/home/u/.zshrc'],
    ['dot_zshrc', '/home/u/.zshrc'],
    ['private_dot_config/private_fish/config.fish', '/home/u/.config/fish/config.fish'],
    ['zsh/zshrc.symlink', '/home/u/.zshrc'],
    ['zsh/zshrc', '/home/u/.zshrc'],
    ['config/fish/config.fish', '/home/u/.config/fish/config.fish'],
    ['systemd/user/x.service', '/home/u/.config/systemd/user/x.service'],
    ['etc/environment', '/etc/environment'],
    ['macos/Library/LaunchAgents/a.plist', '/home/u/Library/LaunchAgents/a.plist'],
    ['zsh/proxy.zsh', '/home/u/dotfiles/zsh/proxy.zsh'],
  ])('%s becomes %s', (name, expected) => {
    expect(homePath(name, '/src/dotfiles', '/home/u')).toBe(expected);
  });

  test('a chezmoi checkout is one machine; findings and fixes land in the checkout', () => {
    const here = machine({
      'd/dot_zshenv': NO_PROXY,
      'd/dot_zshrc': PROXY,
      'd/dot_bashrc': `. ~/.proxy\n${PROXY}`,
      'd/dot_proxy': 'A=1\n',
    });
    const { code, out } = here.run(['--root', 'd', '--fix', '--format', 'json']);
    expect(code).toBe(0);
    expect(pathsOf(out)).toEqual(['d/dot_bashrc', 'd/dot_proxy', 'd/dot_zshenv', 'd/dot_zshrc']);
    expect(JSON.parse(out).fixed).toEqual([{ rule: 'missing-no-proxy', path: 'd/dot_bashrc' }]);
    expect(here.read('d/dot_zshrc')).toBe(PROXY);
    expect(here.read('d/dot_bashrc')).toContain('no_proxy');
    here.write('d/dot_bashrc', PROXY);
    const pretty = here.run(['--root', 'd', '--fix']).out;
    expect(pretty).toContain('chezmoi apply');
    expect(pretty).not.toContain('source ');
  });

  test('a template is not checked, and what it sets is there', () => {
    const here = machine({ 'd/dot_zshrc': PROXY, 'd/dot_zshenv.tmpl': `{{ if .work }}\nA=1\n{{ end }}\n${NO_PROXY}` });
    const { code, out } = here.run(['--root', 'd', '--format', 'json']);
    expect([code, pathsOf(out)]).toEqual([0, ['d/dot_zshrc']]);
  });

  test.each([
    [['--root', '.', '--home'], '--home and --root exclude each other'],
    [['--staged', '--home'], '--staged and --home exclude each other'],
    [['--root', '.', '.zshrc'], '--root checks the whole checkout'],
  ])('%j is wrong usage', (args, words) => {
    const { code, err } = machine({ '.zshrc': PROXY }).run(args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('two files for one place are both checked', () => {
    const here = machine({ 'd/home/.zshrc': PROXY, 'd/work/.zshrc': PROXY });
    const { out } = here.run(['--root', 'd', '--format', 'json']);
    expect(JSON.parse(out).diagnostics.map((one: { path: string }) => one.path)).toEqual([
      'd/home/.zshrc',
      'd/work/.zshrc',
    ]);
  });

  test('a bare repository is read and never written', () => {
    const here = machine({ '.zshrc': PROXY });
    const git = (...args: string[]): void => {
      const { status, stderr } = spawnSync(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '--git-dir=cfg', '--work-tree=.', ...args],
        { cwd: here.dir, encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
    };
    spawnSync('git', ['init', '-q', '--bare', 'cfg'], { cwd: here.dir });
    git('add', '.zshrc');
    git('commit', '-qm', 'one');
    here.write('.zshrc', 'A=1\n');
    const { code, out, err } = here.run(['--root', 'cfg', '--fix', '--format', 'json']);
    expect(code).toBe(1);
    expect(err).toContain('a bare repository is only checked: nothing in it is changed');
    expect(JSON.parse(out).diagnostics[0]).toMatchObject({ rule: 'missing-no-proxy', path: '.zshrc' });
    expect(here.read('.zshrc')).toBe('A=1\n');
  });
});
