/** A real editor: Neovim opens, diagnoses, repairs by a code action and saves. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { machine, PROGRAM } from '../cli/harness.ts';

const SCRIPT = fileURLToPath(new URL('neovim.lua', import.meta.url));
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
});
