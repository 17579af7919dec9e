/** `~/.ssh/config`: which lines decide the way of a connection (ssh_config(5)). */
import { describe, expect, test } from 'vitest';
import { sshDestination, sshRoute } from '../../src/queries/ssh-routes.ts';
import { sshSettings } from '../../src/routing/ssh/config.ts';
import { proxyOfCommand } from '../../src/routing/ssh/proxy-command.ts';
import { projectOf } from '../helpers/project.ts';

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
    const settings = sshSettings(CONFIG, host, user);
    expect([settings.proxy?.value, settings.port?.value]).toEqual([proxy, port]);
  });
  test('Match exec and Include before any proxy leave it open, behind one they do not', () => {
    expect(sshSettings('Match exec "x"\n  ProxyJump a\n', 'h', 'u').open?.keyword).toBe('match');
    expect(sshSettings('Host b\n  Include more\n', 'h', 'u').open).toBeUndefined();
    expect(sshSettings('ProxyJump a\nInclude more\n', 'h', 'u').open).toBeUndefined();
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
    sshRoute(project, { name: '~/.ssh/config', text }, client, 'git@h.example:a');
  test('no line: direct; a jump host or a proxy: through it, and on through Clash; none switches off', () => {
    expect(sshRoute(project, undefined, 'ssh', 'git@h.example:a').verdict).toBe('direct');
    expect(ask('ProxyJump j\n')).toMatchObject({ verdict: 'proxy', proxy: 'ssh://j' });
    expect(ask('ProxyCommand none\nProxyJump j\n').verdict).toBe('direct');
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
