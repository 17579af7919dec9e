/** `~/.ssh/config`: which lines decide the way of a connection (ssh_config(5)). */
import { describe, expect, test } from 'vitest';
import { sshDestination, sshRoute } from '../../src/queries/ssh-routes.ts';
import { sshSettings } from '../../src/routing/ssh/config.ts';
import { proxyOfCommand } from '../../src/routing/ssh/proxy-command.ts';
import { projectOf } from '../helpers/project.ts';

const settingsOf = (text: string, host = 'h', user = 'u') =>
  sshSettings({ files: [{ name: 'config', text }] }, { host, user });

describe('the first value that fits counts', () => {
  const CONFIG = `
Host *.example !bad.example
  ProxyJump first
Match host github.com user git
  ProxyCommand nc -X 5 -x 127.0.0.1:7891 %h %p
  Port 443
Host github.com git?.work
  HostName=ssh.github.com
  Port 22
Host *
  ProxyJump last
`;
  test.each<[string, string, string | undefined, string | undefined]>([
    ['a.example', 'x', 'first', undefined],
    ['bad.example', 'x', 'last', undefined],
    ['github.com', 'git', 'nc -X 5 -x 127.0.0.1:7891 %h %p', '443'],
    ['github.com', 'me', 'last', '22'],
    ['git1.work', 'me', 'last', '22'],
    ['git12.work', 'me', 'last', undefined],
  ])('%s as %s', (host, user, proxy, port) => {
    const settings = settingsOf(CONFIG, host, user);
    expect([settings.proxy?.value, settings.port?.value]).toEqual([proxy, port]);
  });
  test('Match exec leaves open what depends on it, and nothing else', () => {
    expect(settingsOf('Match exec "x"\n  ProxyJump a\n').open?.keyword).toBe('match');
    expect(settingsOf('ProxyJump a\nMatch exec "x"\n  ProxyJump b\n')).toMatchObject({ proxy: { value: 'a' } });
    expect(settingsOf('ProxyJump a\nMatch exec "x"\n  ProxyJump b\n').open).toBeUndefined();
    expect(settingsOf('Match exec "x"\n  IdentityFile y\n').open).toBeUndefined();
  });
  test('Match sees the name that HostName and the first reading give', () => {
    const config = 'Host h\n  HostName real\nMatch host real\n  Port 7\nMatch originalhost h\n  ProxyJump j\n';
    expect(settingsOf(config)).toMatchObject({ port: { value: '7' }, proxy: { value: 'j' } });
    expect(settingsOf('Match final host real\n  Port 9\nHost h\n  HostName real\n').port?.value).toBe('9');
    expect(settingsOf('Host real\n  Port 5\nHost h\n  HostName real\n').port).toBeUndefined();
  });
  test('Include is read where it stands, in its section; what cannot be read leaves it open', () => {
    const more = [{ name: 'more', text: 'Host h\n  ProxyJump inner\n' }];
    const including = (text: string) =>
      sshSettings({ files: [{ name: 'c', text }], included: () => more }, { host: 'h', user: 'u' });
    expect(including('Include more\nProxyJump last\n').proxy).toMatchObject({ value: 'inner', place: 'more:2' });
    expect(including('Host b\n  Include more\nHost *\n  ProxyJump last\n').proxy?.value).toBe('last');
    expect(settingsOf('Include more\n').open?.keyword).toBe('include');
  });
  test('CanonicalizeHostname leaves short names to the DNS', () => {
    const config = 'CanonicalizeHostname yes\nCanonicalDomains x.example\n';
    expect(settingsOf(config, 'h').open?.keyword).toBe('canonicaldomains');
    expect(settingsOf(config, 'a.b.example').open).toBeUndefined();
  });
  test('comments and quotes end with the word, but not in a ProxyCommand', () => {
    expect(settingsOf('Port 22 # x\nProxyCommand=nc "a b" # c\n')).toMatchObject({
      port: { value: '22' },
      proxy: { value: 'nc "a b" # c' },
    });
  });
});

test.each([
  ['nc -X 5 -x 127.0.0.1:7891 %h %p', 'socks5://127.0.0.1:7891'],
  ['/usr/bin/nc -X connect -x 127.0.0.1:7890 %h %p', 'http://127.0.0.1:7890'],
  ['ncat --proxy 127.0.0.1:7891 --proxy-type socks5 %h %p', 'socks5://127.0.0.1:7891'],
  ['connect -H 127.0.0.1:7890 %h %p', 'http://127.0.0.1:7890'],
  ['connect.exe -S 127.0.0.1:1080 %h %p', 'socks5://127.0.0.1:1080'],
  ['corkscrew 127.0.0.1 7890 %h %p', 'http://127.0.0.1:7890'],
  ['socat - PROXY:127.0.0.1:%h:%p,proxyport=7890', 'http://127.0.0.1:7890'],
  ['cloudflared access ssh --hostname %h', undefined],
])('%s', (command, proxy) => {
  expect(proxyOfCommand(command)).toBe(proxy);
});

test.each([
  ['git@github.com:a/b.git', { user: 'git', host: 'github.com', port: '' }],
  ['ssh://git@github.com:443/a', { user: 'git', host: 'github.com', port: '443' }],
  ['git+ssh://h/x', { user: '', host: 'h', port: '' }],
  ['https://git@github.com/a', undefined],
  ['user@host:8080', undefined],
])('%s', (url, destination) => {
  expect(sshDestination(url)).toEqual(destination);
});

describe('routes', () => {
  const project = projectOf({ 'config.yaml': 'mixed-port: 7890\nproxies: []\nrules:\n  - MATCH,DIRECT\n' });
  const ask = (text: string, client = 'git') =>
    sshRoute(project, { files: [{ name: '~/.ssh/config', text }] }, client, 'git@h.example:a');
  test('no line: direct; a jump host or a proxy: through it, and on through Clash; none switches off', () => {
    expect(sshRoute(project, { files: [] }, 'ssh', 'git@h.example:a').verdict).toBe('direct');
    expect(ask('ProxyJump j\n')).toMatchObject({ verdict: 'proxy', proxy: 'ssh://j' });
    expect(ask('ProxyCommand none\nProxyJump j\n').verdict).toBe('direct');
    expect(ask('ProxyJump git@h.example\n').verdict).toBe('error');
    expect(ask('ProxyJump git@h.example:2222\n').verdict).toBe('proxy');
    expect(ask('HostName real\nProxyCommand corkscrew 127.0.0.1 7890 %h %p\n').proxy).toBe('http://127.0.0.1:7890');
    const through = ask('ProxyCommand nc -x 127.0.0.1:7890 %h %p\n');
    expect([through.verdict, through.clash?.policy, through.proxy]).toEqual([
      'direct',
      'DIRECT',
      'socks5://127.0.0.1:7890',
    ]);
  });
  test('an unknown program decides for itself; an HTTP client cannot', () => {
    expect(ask('ProxyCommand my-tunnel %h\n').verdict).toBe('unknown');
    expect(ask('', 'curl').verdict).toBe('error');
  });
});
