/** A real editor: Neovim opens, diagnoses, repairs by a code action and saves. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { machine, PROGRAM } from '../cli/harness.ts';

const SCRIPT = fileURLToPath(new URL('neovim.lua', import.meta.url));
/** What docs/editors.md says for this Neovim: the first block is for 0.11 and later. */
function recipe(): string {
  const [, minor = '0'] = /NVIM v0\.(\d+)/.exec(spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout) ?? [];
  const page = readFileSync(new URL('../../docs/editors.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```lua\n(.*?)```/gs)].map(([, block]) => block);
  return `vim.cmd('filetype on')\n${blocks[Number(minor) >= 11 ? 0 : 1]}`;
}

const isThere = spawnSync('nvim', ['--version']).status === 0;
if (!isThere) console.log('nvim is not installed: what it does with the server is not tried');

describe.skipIf(!isThere)('neovim', () => {
  test('shows a finding, applies its repair and saves it', () => {
    const on = machine({ 'project/.env': '# 节点 🇯🇵\nHTTPS_PROXY=http://127.0.0.1:7890 # 代理\n' });
    const { stdout, stderr } = spawnSync('nvim', ['--headless', '--clean', '-n', '-S', SCRIPT], {
      cwd: on.dir,
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        HOME: on.dir,
        LANG: 'C.UTF-8',
        ENVLINT: PROGRAM,
        NODE: process.execPath,
        ROOT: on.path('project'),
        FILE: on.path('project/.env'),
      },
    });
    expect({ stdout, stderr }).toMatchObject({ stdout: expect.stringMatching(/^\{.*\}$/m) });
    expect(JSON.parse(/^\{.*\}$/m.exec(stdout)![0])).toMatchObject({ before: 'missing-no-proxy', after: '' });
    expect(on.read('project/.env')).toBe(
      '# 节点 🇯🇵\nHTTPS_PROXY=http://127.0.0.1:7890 # 代理\nNO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n',
    );
    expect(on.run(['project/.env']).code).toBe(0);
  });

  test('starts the server as the documentation says, for each kind of file', () => {
    const files = {
      '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n',
      '.zshrc': 'export https_proxy=http://127.0.0.1:7890\n',
      'config.yaml': 'mixed-port: 7890\nrules:\n  - DOMAIN-SUFIX,a.example,DIRECT\n  - MATCH,DIRECT\n',
    };
    const on = machine({
      ...files,
      'recipe.lua': recipe(),
      'bin/envlint': `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`,
    });
    chmodSync(on.path('bin/envlint'), 0o755);
    for (const name of Object.keys(files)) {
      const wait = 'lua vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)';
      const say =
        'lua for _, one in ipairs(vim.diagnostic.get(0)) do io.stdout:write(one.source .. " " .. one.message .. "\\n") end';
      const { stdout } = spawnSync(
        'nvim',
        ['--headless', '-n', '-u', 'recipe.lua', name, '-c', wait, '-c', say, '-c', 'qall!'],
        {
          cwd: on.dir,
          encoding: 'utf8',
          timeout: 60_000,
          env: { PATH: `${on.path('bin')}:${process.env.PATH}`, HOME: on.path('bin'), LANG: 'C.UTF-8' },
        },
      );
      expect(stdout, name).toMatch(/^envlint \S/m);
    }
  });
});
