/** Whole routes: the variable, the list, the listener, the rule. */
import { describe, expect, test } from 'vitest';
import type { Route } from '../../src/core.ts';
import { environments } from '../../src/queries/environments/environment.ts';
import { clientsNamed, routeOf } from '../../src/queries/routes.ts';
import { slice } from '../../src/text.ts';
import { projectOf } from '../helpers/project.ts';

const CLASH = `mixed-port: 7890
socks-port: 7891
external-controller: 127.0.0.1:9090
proxies: [{ name: jp, type: socks5, server: jp.example, port: 1 }]
proxy-groups: [{ name: P, type: select, proxies: [jp, DIRECT] }]
rules:
  - DOMAIN-SUFFIX,deepseek.com,DIRECT
  - DOMAIN,ads.example,REJECT
  - DOMAIN-SUFFIX,list.example,P
  - GEOIP,CN,DIRECT
  - MATCH,P
`;

function ask(
  files: Record<string, string>,
  url: string,
  client = 'curl',
  id?: string,
): Route & { readonly places: readonly string[] } {
  const project = projectOf(files);
  const environment = environments(project).find((one) => id === undefined || one.id === id);
  const [asked] = clientsNamed([client]);
  if (!environment || !asked) throw new Error('no such environment or client');
  const route = routeOf(project, environment, asked, url);
  return { ...route, places: route.steps.flatMap(({ at }) => (at ? [slice(project.document(at.file), at)] : [])) };
}

describe('by variables alone', () => {
  const env = (text: string) => ({ '.env': text });
  test('the variable that won is named where it is set last', () => {
    const route = ask(env('https_proxy=http://a.example:1\nhttps_proxy=http://b.example:2\n'), 'https://x.example');
    expect(route).toMatchObject({ verdict: 'proxy', proxy: 'http://b.example:2', places: ['http://b.example:2'] });
  });
  test('the entry that matches is pointed at', () => {
    const route = ask(env('https_proxy=http://a.example:1\nno_proxy=localhost,.x.example\n'), 'https://www.x.example');
    expect(route).toMatchObject({ verdict: 'direct', bypass: '.x.example' });
    expect(route.places).toContain('.x.example');
  });
  test('an entry this client does not understand is a near miss', () => {
    const route = ask(env('https_proxy=http://a.example:1\nno_proxy=*.x.example\n'), 'https://www.x.example');
    expect(route.verdict).toBe('proxy');
    expect(route.steps.some(({ about }) => about === '*.x.example')).toBe(true);
  });
  test('clients differ', () => {
    const files = env('https_proxy=http://a.example:1\nno_proxy=*.x.example\n');
    expect(
      ['curl', 'go', 'requests', 'axios'].map((client) => ask(files, 'https://www.x.example', client).verdict),
    ).toEqual(['proxy', 'direct', 'proxy', 'direct']);
  });
  test('Go never proxies loopback', () => {
    expect(ask(env('http_proxy=http://a.example:1\n'), 'http://127.0.0.1:8000', 'go').verdict).toBe('direct');
    expect(ask(env('http_proxy=http://a.example:1\n'), 'http://127.0.0.1:8000', 'curl').verdict).toBe('proxy');
  });
  test('what kills a client is an error', () => {
    expect(ask(env('https_proxy=127.0.0.1:7890\n'), 'https://x.example', 'node-fetch').verdict).toBe('error');
  });
});

describe('what only run time knows', () => {
  const zsh = (text: string) => ({ '.zshrc': text });
  test('the address of the proxy', () => {
    const unknown = zsh('export https_proxy=http://$(host-ip):7890\n');
    expect(ask(unknown, 'https://x.example')).toMatchObject({ verdict: 'proxy', proxy: 'http://…:7890' });
    // A Clash of the project may be what listens there.
    expect(ask({ ...unknown, 'config.yaml': CLASH }, 'https://x.example').verdict).toBe('unknown');
    expect(ask(zsh('export https_proxy=$(proxy)\n'), 'https://x.example').verdict).toBe('unknown');
    const port = zsh('export https_proxy=http://127.0.0.1:$(cat ~/.port)\n');
    expect(ask(port, 'https://x.example').verdict).toBe('proxy');
    expect(ask({ ...port, 'config.yaml': CLASH }, 'https://x.example').verdict).toBe('unknown');
    const password = zsh('export https_proxy=http://me:$(pass proxy)@proxy.example:3128\n');
    expect(ask(password, 'https://x.example')).toMatchObject({ verdict: 'proxy', proxy: 'http://proxy.example:3128' });
  });
  test('the answer to a condition, where it makes a difference', () => {
    const files = (other: string) =>
      zsh(`if [ -n "$W" ]; then\n  export https_proxy=http://a.example:1\nelse\n  ${other}\nfi\n`);
    const open = ask(files('true'), 'https://x.example');
    expect(open.verdict).toBe('unknown');
    expect(open.steps.at(-1)?.message.en).toBe('it depends on $W');
    expect(ask(files('export https_proxy=http://b.example:1'), 'https://x.example').verdict).toBe('proxy');
  });
  test('a file that is not here, where what it can set changes the answer', () => {
    const proxy = 'export https_proxy=http://a.example:1';
    const all = `${proxy}\nexport no_proxy=localhost NO_PROXY=localhost\n`;
    const lower = 'export HTTPS_PROXY=http://a.example:1 all_proxy= ALL_PROXY= http_proxy=\n';
    expect(ask(zsh(`${all}source ~/.proxy.env\n`), 'https://x.example').verdict).toBe('unknown');
    expect(ask(zsh(`source ~/.proxy.env\n${proxy}\n`), 'https://x.example').verdict).toBe('unknown');
    expect(ask(zsh(`source ~/.proxy.env\n${all}${lower}`), 'https://x.example').verdict).toBe('proxy');
    const unit = '[Service]\nExecStart=/x\nEnvironment=no_proxy=*\nEnvironmentFile=/etc/none/env\n';
    expect(ask({ 'a.service': unit }, 'https://x.example').verdict).toBe('unknown');
  });
  test('a part of the list, unless the known part matches', () => {
    const files = zsh('export https_proxy=http://a.example:1 no_proxy="localhost,$(cat list)"\n');
    expect(ask(files, 'https://x.example').verdict).toBe('unknown');
    expect(ask(files, 'http://localhost').verdict).toBe('direct');
    expect(ask(files, 'https://localhost').verdict).toBe('direct');
  });
  test('an unknown list that this client does not read decides nothing', () => {
    const files = zsh('export https_proxy=http://a.example:1 no_proxy=localhost NO_PROXY="$(cat list)"\n');
    expect(ask(files, 'https://x.example', 'curl').verdict).toBe('proxy');
    expect(ask(files, 'https://x.example', 'go').verdict).toBe('unknown');
  });
  test('it points to the line that leaves it open, and says whether a file or a name is unknown', () => {
    const last = (text: string) => ask(zsh(text), 'https://x.example').steps.at(-1);
    expect(last('source ~/.proxy.env\n')).toMatchObject({
      at: { start: 0 },
      message: { en: expect.stringContaining('not here') },
    });
    expect(last('export "$name=1"\n')).toMatchObject({
      at: { start: 0 },
      message: { en: expect.stringContaining('run time') },
    });
  });
  test('a settings file that is not here', () => {
    expect(ask(zsh('source ~/.proxy.env\n'), 'https://x.example').verdict).toBe('unknown');
    expect(ask(zsh('source ~/.oh-my-zsh/oh-my-zsh.sh\n'), 'https://x.example').verdict).toBe('direct');
  });
  test('a variable that systemd drops is not there', () => {
    const files = {
      'bot.service': '[Service]\nExecStart=/opt/bot\nEnvironment="https_proxy=http://u:p%40s@a.example:1"\n',
    };
    expect(ask(files, 'https://x.example').verdict).toBe('direct');
  });
});

describe('through Clash', () => {
  const machine = (proxy: string) => ({ '.env': `https_proxy=${proxy}\nall_proxy=${proxy}\n`, 'config.yaml': CLASH });
  const through = (url: string, proxy = 'http://127.0.0.1:7890') => ask(machine(proxy), url, 'curl', '.env');
  test('a local proxy that is none of its listeners is said to be none', () => {
    const said = (proxy: string) => through('https://x.example', proxy).steps.at(-1);
    expect(said('http://user:secret@127.0.0.1:10809/')).toMatchObject({
      about: '127.0.0.1:10809',
      message: { en: 'no Clash file names this port' },
    });
    expect(said('http://proxy.example:10809')?.what).toBe('variable');
  });
  test.each([
    ['https://api.deepseek.com', 'direct', 'DOMAIN-SUFFIX,deepseek.com,DIRECT', 'DIRECT'],
    ['https://ads.example', 'reject', 'DOMAIN,ads.example,REJECT', 'REJECT'],
    ['https://a.list.example', 'proxy', 'DOMAIN-SUFFIX,list.example,P', 'jp'],
  ])('%s: %s', (url, verdict, rule, policy) => {
    const route = through(url);
    expect(route).toMatchObject({ verdict, clash: { rule, policy } });
    expect(route.places).toContain(rule);
  });
  test('an address decides: unknown, at that rule', () => {
    const route = through('https://unknown.example');
    expect(route.verdict).toBe('unknown');
    expect(route.places).toContain('GEOIP,CN,DIRECT');
  });
  test('the wrong port of the same Clash', () => {
    expect(through('https://x.example', 'http://127.0.0.1:7891').verdict).toBe('error');
    expect(through('https://x.example', 'http://127.0.0.1:9090').verdict).toBe('error');
    expect(through('https://api.deepseek.com', 'socks5://127.0.0.1:7891').verdict).toBe('direct');
  });
  test('another proxy is the end of what is known', () => {
    const route = through('https://api.deepseek.com', 'http://proxy.example:8080');
    expect(route.verdict).toBe('proxy');
    expect(route.clash).toBeUndefined();
  });
});

describe('a program’s own configuration', () => {
  test('git’s comes before the environment', () => {
    const files = {
      '.env': 'https_proxy=http://a.example:1\n',
      '.gitconfig': '[http]\n\tproxy = http://b.example:2\n',
    };
    expect(ask(files, 'https://x.example', 'git', '.env').proxy).toBe('http://b.example:2');
    expect(ask(files, 'https://x.example', 'curl', '.env').proxy).toBe('http://a.example:1');
  });
  test('for one host only', () => {
    const files = { '.env': 'A=1\n', '.gitconfig': '[http "https://git.example"]\n\tproxy = http://b.example:2\n' };
    expect(ask(files, 'https://git.example', 'git', '.env').verdict).toBe('proxy');
    expect(ask(files, 'https://other.example', 'git', '.env').verdict).toBe('direct');
  });
});

test('an empty variable that switches the proxy off is said to be empty', () => {
  const { verdict, steps } = ask({ '.env': 'HTTPS_PROXY=\n' }, 'https://x.example', 'codex');
  expect(verdict).toBe('direct');
  expect(steps[0]).toMatchObject({ about: 'HTTPS_PROXY', message: { en: 'is empty, which removes the proxy' } });
});

test('a family answers where its members agree, and names them where they do not', () => {
  const files = { '.env': 'http_proxy=http://a.example:1\nno_proxy=10.0.0.0/8\n' };
  expect(ask(files, 'http://x.example', 'python').verdict).toBe('proxy');
  const route = ask(files, 'http://10.1.2.3', 'python');
  expect(route.verdict).toBe('unknown');
  expect(route.steps.at(-1)?.message.en).toMatch(/requests/i);
});

describe('Node without its switch', () => {
  const PROXY = 'HTTPS_PROXY=http://127.0.0.1:3128\n';
  const note = (text: string, client: string, url = 'https://x.example'): string | undefined =>
    ask({ '.env': text }, url, client).note?.en;
  // Measured with Node 24.22: 46 requests without NODE_USE_ENV_PROXY all went direct, whatever the variables said.
  test.each(['node', 'node-fetch', 'node-http'])('%s: the note says what is missing', (client) => {
    expect(note(PROXY, client)).toBe('only with NODE_USE_ENV_PROXY=1, which is not set here; else direct');
    expect(note(`${PROXY}NODE_USE_ENV_PROXY=true\n`, client)).toContain('NODE_USE_ENV_PROXY=1');
  });
  test('none where it is set, where the request goes direct, and for clients that read the variables anyway', () => {
    expect(note(`${PROXY}NODE_USE_ENV_PROXY=1\n`, 'node')).toBeUndefined();
    expect(note(`${PROXY}NODE_OPTIONS="--use-env-proxy"\n`, 'node')).toBeUndefined();
    expect(note(`${PROXY}NO_PROXY=x.example\n`, 'node')).toBeUndefined();
    expect(note('PORT=1\n', 'node')).toBeUndefined();
    for (const client of ['curl', 'python', 'go', 'axios', 'undici', 'npm'])
      expect(note(PROXY, client)).toBeUndefined();
  });
});
