/** What `--watch` keeps from run to run. */
import { expect, test } from 'vitest';
import { openMemory } from '../../src/cli/session/memory.ts';
import { loadConfig } from '../../src/config/index.ts';
import { derive } from '../../src/project.ts';

const read = (file: string, text: string) => ({ file, reading: { kind: 'text', text } }) as const;

test('a file that did not change is the same document, and what rests on it is not asked again', async () => {
  const memory = openMemory();
  const config = await loadConfig({ cwd: '/', home: '/nonexistent', env: {}, none: true, rules: [] });
  let asked = 0;
  const settings = derive((project) => {
    asked++;
    return project.documents.get('/m/.npmrc')?.text;
  });
  const run = async (env: string, npmrc: string): Promise<readonly unknown[]> => {
    const documents = [
      await memory.parse(read('/m/.env', env), { language: 'dotenv' }),
      await memory.parse(read('/m/.npmrc', npmrc), { language: 'settings', dialect: 'npmrc' }),
    ];
    settings(memory.project({ home: '/home', roots: ['/m'] }, config, documents));
    return documents;
  };
  const [env, npmrc] = await run('A=1\n', 'proxy=null\n');
  const [newer, same] = await run('A=2\n', 'proxy=null\n');
  expect(newer).not.toBe(env);
  expect(same).toBe(npmrc);
  expect(asked).toBe(1);
  await run('A=2\n', 'proxy=null\nnoproxy=x\n');
  expect(asked).toBe(2);
});
