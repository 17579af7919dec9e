/**
 * Runs the clients installed on this machine against a proxy on 127.0.0.1 and compares where their requests went with
 * what `decide` says about them.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientByName } from '../../src/routing/clients/index.ts';
import { parseTarget } from '../../src/routing/url/target.ts';
import { type RealClient, type Run, realClients } from '../helpers/real-clients.ts';

/** Values of NO_PROXY; `null` leaves it unset. */
const LISTS: readonly (string | null)[] = [
  ...[null, '', '*', '*,foo.test', 'foo.test,*', 'example.test', '.example.test', '*.example.test', '*example.test'],
  ...['test', '.test', 'EXAMPLE.TEST', 'example.test.', 'foo.test,example.test', 'foo.test, example.test'],
  ...['foo.test ,example.test', ' example.test', 'foo.test example.test', 'foo.test;example.test', ',example.test,'],
  ...[
    'ample.test',
    '127.0.0.1',
    '127.0.0.0/8',
    '127.0.0.1/32',
    '127.0.0.0/31',
    '0.0.0.0/0',
    '127.*',
    '127.0.0.',
    '0.1',
  ],
  ...['.0.0.1', 'localhost', '<local>', 'http://example.test', "'example.test'", 'localhost,127.0.0.1,::1'],
];

/** Environments that differ in more than the list. `P` stands for the proxy. */
const VARIABLES: readonly Run['env'][] = [
  { HTTP_PROXY: 'P' },
  { Http_Proxy: 'P' },
  { https_proxy: 'P' },
  { all_proxy: 'P' },
  { ALL_PROXY: 'P' },
  { http_proxy: '', HTTP_PROXY: 'P' },
  { http_proxy: '', all_proxy: 'P' },
  { HTTP_PROXY: 'P', REQUEST_METHOD: 'GET' },
  { http_proxy: 'P', no_proxy: 'example.test', NO_PROXY: 'other.test' },
  { http_proxy: 'P', no_proxy: 'other.test', NO_PROXY: 'example.test' },
  { http_proxy: 'P', no_proxy: '', NO_PROXY: 'example.test' },
  { http_proxy: 'P', NO_PROXY: 'example.test' },
  { http_proxy: 'P', No_Proxy: 'example.test' },
];

interface Listener {
  readonly server: Server;
  readonly port: number;
  /** The path of everything that was requested. */
  readonly paths: Set<string>;
}

async function listener(): Promise<Listener> {
  const paths = new Set<string>();
  const server = createServer((request, response) => {
    paths.add(/\/t\d+/.exec(request.url ?? '')?.[0] ?? '');
    response.writeHead(404, { connection: 'close' }).end();
  });
  // node-fetch asks for tunnels; the path comes through them.
  server.on('connect', (_request, socket) => {
    socket.write('HTTP/1.1 200 established\r\n\r\n');
    server.emit('connection', socket);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, port: (server.address() as AddressInfo).port, paths };
}

let proxy: Listener;
let direct: Listener;
beforeAll(async () => {
  [proxy, direct] = await Promise.all([listener(), listener()]);
});
afterAll(() => {
  proxy.server.close();
  direct.server.close();
});

let counter = 0;

function runsFor(tool: RealClient): Run[] {
  const address = `http://127.0.0.1:${proxy.port}`;
  const lists = LISTS.map((list) =>
    list === null ? { http_proxy: 'P' } : { http_proxy: 'P', no_proxy: list, NO_PROXY: list },
  );
  return [...lists, ...VARIABLES]
    .filter((env) => tool.accepts?.(env) ?? true)
    .map((env) => ({
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value === 'P' ? address : value])),
      urls: tool.hosts.map((host) => `http://${host}:${direct.port}/t${++counter}`),
    }));
}

describe('installed clients against a loopback proxy', () => {
  for (const tool of realClients) {
    if (tool.models === undefined)
      console.info(`skipped: ${tool.name} is not installed here in a version that reads proxy variables`);

    test.skipIf(tool.models === undefined)(tool.models ?? tool.name, { timeout: 120_000 }, async () => {
      const client = clientByName(tool.models ?? '');
      const runs = runsFor(tool);
      await tool.request(runs, direct.port);
      const answers = runs.flatMap(({ env, urls }) =>
        urls.map((url) => {
          const went = proxy.paths.has(new URL(url).pathname) ? 'proxy' : 'direct';
          const decided = client?.decide(new Map(Object.entries(env)), parseTarget(url)).verdict;
          return { env, url, went, decided };
        }),
      );
      expect(answers.filter(({ went, decided }) => went !== decided)).toEqual([]);
      // Both ways were taken, so the tool did run; 127.0.0.2 has no listener.
      const reached = (paths: Set<string>): number =>
        answers.filter(({ url }) => paths.has(new URL(url).pathname)).length;
      expect(reached(proxy.paths)).toBeGreaterThan(20);
      expect(reached(direct.paths)).toBeGreaterThan(10);
    });
  }
});
