/** Whether a list covers this machine is what the modelled clients do with it. */
import { describe, expect, test } from 'vitest';
import { gapFor } from '../../src/queries/proxies/loopback.ts';
import type { Client } from '../../src/routing/client.ts';
import { clientByName } from '../../src/routing/clients/index.ts';
import { parseTarget } from '../../src/routing/url/target.ts';

const named = (...names: string[]): readonly Client[] => names.map((name) => clientByName(name) as Client);
const USUAL = named('curl', 'requests', 'httpx', 'urllib', 'node-fetch', 'go');

describe('a list and 127.0.0.1', () => {
  test.each(['127.0.0.1', 'a.example, 127.0.0.1', '*'])('%s covers it in every client', (list) =>
    expect(gapFor(list, '127.0.0.1', USUAL)).toBeUndefined(),
  );
  test.each(['localhost', '127.*', '127.0.0.*', 'localhost;127.0.0.1', '.corp.example'])(
    '%s covers it in none',
    (list) => expect(gapFor(list, '127.0.0.1', USUAL)).toMatchObject({ isForAll: true }),
  );
  test('a range is for some', () => {
    const gap = gapFor('127.0.0.0/8', '127.0.0.1', USUAL);
    expect(gap?.isForAll).toBe(false);
    expect(gap?.clients.map(({ name }) => name)).toEqual(['httpx', 'urllib', 'node-fetch']);
  });
  test('Go has no proxy for this machine, whatever the list says', () =>
    expect(gapFor('a.example', '127.0.0.1', named('go'))).toBeUndefined());
});

describe('entries parted by spaces', () => {
  const why = (name: string): string[] => {
    const environ = new Map([
      ['http_proxy', 'http://127.0.0.1:3128'],
      ['no_proxy', 'localhost 127.0.0.1'],
    ]);
    const decision = clientByName(name)?.decide(environ, parseTarget('http://127.0.0.1/'));
    return (decision?.nearMisses ?? []).filter(({ entry }) => entry === '127.0.0.1').map((miss) => miss.why.en);
  };
  test('curl reads no further than the first', () =>
    expect(why('curl')).toEqual([expect.stringContaining('ends at a space')]));
  test('requests takes all for one entry', () =>
    expect(why('requests')).toEqual([expect.stringContaining('together with its neighbours')]));
});
