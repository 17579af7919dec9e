/** ssh's configuration as envlint reads it and as `ssh -G` does, over generated files. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { sshSettings } from '../../src/routing/ssh/config.ts';
import type { SshConfig, SshFile, SshTarget } from '../../src/routing/ssh/model.ts';

const hasSsh = spawnSync('ssh', ['-V']).status === 0;
if (!hasSsh) console.log('skipped: there is no ssh here');
const folder = mkdtempSync(join(tmpdir(), 'envlint-ssh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOSTS = ['alpha', 'Alpha', 'b.example', 'c.b.example', '10.0.0.1', 'beta'];
const host = fc.constantFrom(...HOSTS);
const pattern = fc.constantFrom('*', 'al*', '*.example', '?eta', '!alpha', '!*.example', '!beta', ...HOSTS);
const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });
const quoted = fc.constantFrom('', '"');
const criterion = fc.oneof(
  patterns.map((list) => `host ${list.join(',')}`),
  patterns.map((list) => `!host ${list.join(',')}`),
  patterns.map((list) => `originalhost ${list.join(',')}`),
  fc.constantFrom(
    'user git',
    'user me,git',
    '!user git',
    'final',
    '!final',
    'canonical',
    `localuser ${userInfo().username}`,
  ),
);
const setting = fc.oneof(
  fc
    .tuple(quoted, fc.constantFrom('%h.example', 'beta', 'b.example', '%h'))
    .map(([q, name]) => `HostName ${q}${name}${q}`),
  fc.constantFrom('Port 22', 'port=443', 'Port = 2222 # the other one', '  PORT\t8022'),
  fc.constantFrom('User git', 'User "me"'),
  fc.constantFrom('ProxyCommand nc -x "127.0.0.1:7891" %h %p # x', 'ProxyCommand none', 'ProxyCommand=nc %h'),
  fc.constantFrom('ProxyJump jump', 'ProxyJump none', 'ProxyJump me@jump:22,gate'),
  fc.constantFrom('CanonicalizeHostname no', 'CanonicalizeHostname yes', 'ServerAliveInterval 30', '# a comment', ''),
);
const line = fc.oneof(
  { weight: 3, arbitrary: setting },
  { weight: 1, arbitrary: patterns.map((list) => `Host ${list.join(' ')}`) },
  { weight: 1, arbitrary: fc.array(criterion, { minLength: 1, maxLength: 2 }).map((all) => `Match ${all.join(' ')}`) },
  { weight: 1, arbitrary: fc.constant('Match all') },
  { weight: 1, arbitrary: fc.constant('@include') },
);
const file = fc.array(line, { minLength: 1, maxLength: 9 }).map((lines) => lines.join('\n'));

const INCLUDED = join(folder, 'more');
const asFile = (name: string, text: string): SshFile => ({
  name,
  text: text.replaceAll('@include', `Include ${INCLUDED}`),
});

/** What `ssh -G` says: `host port proxy`. */
function really(main: SshFile, more: SshFile, { host, user }: SshTarget): string {
  writeFileSync(main.name, `${main.text}\n`);
  writeFileSync(more.name, `${more.text}\n`);
  const out = execFileSync('ssh', ['-T', '-G', '-F', main.name, user === '' ? host : `${user}@${host}`], {
    encoding: 'utf8',
  });
  const value = (name: string): string => new RegExp(`^${name} (.*)$`, 'm').exec(out)?.[1] ?? '';
  return [value('hostname'), value('port'), value('proxycommand') || value('proxyjump')].join(' ');
}

function modelled(config: SshConfig, target: SshTarget): string {
  const { hostName, port, proxy } = sshSettings(config, target);
  const name = hostName?.value.replaceAll('%h', target.host) ?? target.host;
  const through = proxy === undefined || proxy.value === 'none' ? '' : proxy.value;
  return [name.toLowerCase(), port?.value ?? '22', through].join(' ');
}

describe.skipIf(!hasSsh)('as ssh reads it', () => {
  test('host, port and proxy are those of ssh -G', () => {
    fc.assert(
      fc.property(file, file, host, fc.constantFrom('', 'git'), (text, other, name, user) => {
        const main = asFile(join(folder, 'config'), text);
        const more = { name: INCLUDED, text: other.replaceAll('@include', '') };
        const target = { host: name, user };
        const config: SshConfig = { files: [main], included: () => [more], localUser: userInfo().username };
        expect(modelled(config, target)).toBe(really(main, more, target));
      }),
      { seed: 15, numRuns: 40 },
    );
  });
});
