/** Where a missing list can be written without hiding another list from programs that read both names. */
import { describe, expect, test } from 'vitest';
import { listPlaces, missingLists, type Obstacle, obstacleAt } from '../../src/queries/proxies/missing-lists.ts';
import { projectOf } from '../helpers/project.ts';

const PROXY = 'export https_proxy=http://127.0.0.1:7890\n';
const LIST = 'NO_PROXY=.corp.example,localhost,127.0.0.1,::1';

function obstacles(files: Readonly<Record<string, string>>): (Obstacle | undefined)[] {
  const project = projectOf(files);
  return missingLists(project).flatMap((missing) =>
    listPlaces(project, missing).map((line) => obstacleAt(project, line)),
  );
}

describe('one of the two names is set alone where the shell’s variables are inherited', () => {
  // curl and Python prefer no_proxy: a list that the shell gives under both names would win over this one.
  test.each([
    ['in a function', { '.zshrc': `${PROXY}work() { export ${LIST}; }\n` }],
    ['in one branch of a function', { '.zshrc': `${PROXY}work() { [ -n "$V" ] || export ${LIST}; }\n` }],
    ['in an alias', { '.zshrc': `${PROXY}alias work='export ${LIST}'\n` }],
    ['in a script', { '.zshrc': PROXY, 'deploy.sh': `#!/bin/sh\nexport ${LIST}\ncurl https://a.corp.example/\n` }],
    ['in a .env', { '.zshrc': PROXY, 'app/.env': `${LIST}\n` }],
  ])('%s: the list is not safe in the shell', (_, files) => expect(obstacles(files)).toEqual(['overrides']));

  test.each([
    ['nothing else', { '.zshrc': PROXY }],
    [
      'a function that sets both',
      { '.zshrc': `${PROXY}work() { export ${LIST} no_${LIST.slice(3).toLowerCase()}; }\n` },
    ],
    ['a function that takes both away', { '.zshrc': `${PROXY}off() { unset NO_PROXY; unset no_proxy; }\n` }],
  ])('%s: it is', (_, files) => expect(obstacles(files)).toEqual([undefined]));
});

test('a list that is handed to one command says nothing of what the others get', () => {
  const lacking = (text: string): number => missingLists(projectOf({ '.zshrc': `${PROXY}${text}\n` })).length;
  expect(lacking('sudo no_proxy="$no_proxy" apt update')).toBe(1);
  expect(lacking('no_proxy=$NO_PROXY make')).toBe(1);
  expect(lacking('export no_proxy=$NO_PROXY')).toBe(0);
});
