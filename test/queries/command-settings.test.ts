/** Settings of programs that scripts write by commands. */
import { describe, expect, test } from 'vitest';
import { commandSettings } from '../../src/queries/command-settings.ts';
import { projectOf } from '../helpers/project.ts';

/** Client, key, value or `-` for a removal, and whether it lasts, of each setting that a script's commands write. */
function rows(script: string): readonly string[] {
  const project = projectOf({ 'a.sh': `#!/bin/sh\n${script}\n` });
  return commandSettings(project).map(({ client, key, onlyFor, value, text, isLasting }) =>
    [client, key, ...(onlyFor ? [onlyFor] : []), value ? text : '-', ...(isLasting ? ['lasting'] : [])].join(' '),
  );
}

describe('settings that commands write', () => {
  test.each<[string, readonly string[]]>([
    ['git config --global http.sslVerify false', ['git http.sslverify false lasting']],
    ['git config http.proxy http://a:1', ['git http.proxy http://a:1']],
    ['sudo git config --system --type=bool http.sslVerify 0', ['git http.sslverify 0 lasting']],
    ['git config --global http.https://a.example.proxy b', ['git http.proxy https://a.example b lasting']],
    ['git config --global --unset http.proxy', ['git http.proxy - lasting']],
    ['git config set --global http.proxy a', ['git http.proxy a lasting']],
    ['git config unset --global http.proxy', ['git http.proxy - lasting']],
    ['git config --get http.proxy; git config http.proxy; git -c http.proxy=a fetch', []],
    ['git config -f other http.proxy a', []],
    ['npm config set proxy a; npm set strict-ssl=false', ['npm proxy a lasting', 'npm strict-ssl false lasting']],
    ['npm config set --location=project proxy a', ['npm proxy a']],
    ['npm config delete proxy; npm delete proxy; npm config get proxy', ['npm proxy - lasting']],
    ['pip config set global.trusted_host a', ['pip global.trusted-host a lasting']],
    ['python3 -m pip config unset global.proxy', ['pip global.proxy - lasting']],
    ['pip install -c config set global.proxy', []],
  ])('%s', (script, expected) => {
    expect(rows(script)).toEqual(expected);
  });
});
