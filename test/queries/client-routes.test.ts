/** Which hosts an entry of NO_PROXY can exempt at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canBypass, isBypass } from '../../src/queries/proxies/client-routes.ts';
import { clients } from '../../src/routing/clients/index.ts';
import { parseTarget } from '../../src/routing/url/target.ts';

const label = fc.constantFrom('a', 'b', 'com', 'A', 'local', '1', 'x_y', 'api-2');
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const host = fc.oneof(
  name,
  fc.constantFrom('localhost', '127.0.0.1', '10.1.2.3', '[::1]', '例.com', 'xn--fsq.com', 'a.com.'),
);
const entry = fc
  .tuple(
    fc.constantFrom('', '.', '*.', '*', ' ', 'http://', '%'),
    fc.oneof(host, fc.constantFrom('', '10.0.0.0/8', '::1', '<local>')),
    fc.constantFrom('', '.', ':443', ':80', ':', ' ', '*', '/', '\t'),
  )
  .map((parts) => parts.join(''));
const list = fc
  .array(entry, { maxLength: 4 })
  .chain((entries) => fc.constantFrom(',', ' ', ', ', ';', '|').map((by) => entries.join(by)));

test('what no entry can let pass, no client lets pass', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      host,
      list,
      fc.constantFrom('no_proxy', 'NO_PROXY'),
      fc.constantFrom('http', 'https'),
      (to, text, variable, scheme) => {
        const environ = new Map([
          ['http_proxy', 'http://127.0.0.1:7890'],
          ['https_proxy', 'http://127.0.0.1:7890'],
          ['HTTP_PROXY', 'http://127.0.0.1:7890'],
          ['HTTPS_PROXY', 'http://127.0.0.1:7890'],
          [variable, text],
        ]);
        const target = parseTarget(`${scheme}://${to}/`);
        if (canBypass(environ, target.host.text)) return;
        refused++;
        const passing = clients.filter((client) => isBypass(client.decide(environ, target)));
        expect(passing.map((client) => client.name)).toEqual([]);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 2000) },
  );
  expect(refused).toBeGreaterThan(100);
});
