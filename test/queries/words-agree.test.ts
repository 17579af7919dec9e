/** `route` and lint never contradict each other about a client and a form of NO_PROXY entry: every client × every form. */
import { expect, test } from 'vitest';
import { lint } from '../../src/engine/lint.ts';
import { UNDESCRIBED } from '../../src/project.ts';
import { environments } from '../../src/queries/environments/environment.ts';
import { routeOf } from '../../src/queries/routes.ts';
import { clients } from '../../src/routing/clients/index.ts';
import { projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';

/** Ways to write an entry, each with a request that it is plainly meant for. */
const FORMS: Readonly<Record<string, string>> = {
  'x.test': 'http://x.test/',
  '.x.test': 'http://a.x.test/',
  '*.x.test': 'http://a.x.test/',
  'X.Test': 'http://x.test/',
  'x.test.': 'http://x.test/',
  'x.test:8080': 'http://x.test:8080/',
  'http://x.test': 'http://x.test/',
  '10.1.2.3': 'http://10.1.2.3/',
  '10.1.2.0/24': 'http://10.1.2.3/',
  '10.1.2.3/32': 'http://10.1.2.3/',
  '10.1.2.*': 'http://10.1.2.3/',
  '10.1.2.': 'http://10.1.2.3/',
  '10.1.2.1-10.1.2.9': 'http://10.1.2.3/',
  'fd00::1': 'http://[fd00::1]/',
  '[fd00::1]': 'http://[fd00::1]/',
  'fd00::/8': 'http://[fd00::1]/',
  'a.test x.test': 'http://x.test/',
  'a.test;x.test': 'http://x.test/',
  'a.test，x.test': 'http://x.test/',
};

const PROXY = 'http://127.0.0.1:7890';
/** Rules that say an entry does not do what it was written for. */
const RULES = allRules.filter(({ id }) => ['unmatched-no-proxy-entry', 'client-dependent-no-proxy'].includes(id));

const cells = clients.flatMap((client) =>
  Object.entries(FORMS).map(([form, url]) => {
    const list = `localhost,127.0.0.1,${form}`;
    const lines = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map((name) => `${name}=${PROXY}`);
    const text = [...lines, `no_proxy="${list}"`, `NO_PROXY="${list}"`, ''].join('\n');
    const project = projectOf({ '.env': text }, { ...UNDESCRIBED, clients: [client.name] });
    const [environment] = environments(project);
    const route = environment && routeOf(project, environment, client, url);
    const isDirect = route?.verdict === 'direct';
    const said = lint(project, RULES).diagnostics;
    return { cell: `${client.name} and ${form}`, form, isDirect, said };
  }),
);

test('a route past the proxy has no finding against its entry', () => {
  const contradictions = cells.filter(({ isDirect, said }) => isDirect && said.length > 0);
  expect(contradictions.map(({ cell, said }) => `${cell}: ${said[0]?.message.en}`)).toEqual([]);
});

/** Forms about which lint says nothing where one client alone is asked, and why. */
const UNSAID: Readonly<Record<string, string>> = {
  '10.1.2.0/24': 'client-dependent-no-proxy compares clients, and one alone has nobody to differ from',
  'fd00::1': 'there is no other way to write the address',
};

test('a route through the proxy has one, or a reason is stated', () => {
  const silent = cells.filter(({ isDirect, said, form }) => !isDirect && said.length === 0 && !(form in UNSAID));
  expect(silent.map(({ cell }) => cell)).toEqual([]);
});

test('every client and every form is asked', () => {
  expect(cells.length).toBe(clients.length * Object.keys(FORMS).length);
  console.log(`${clients.length} clients × ${Object.keys(FORMS).length} forms: ${cells.length} cells agree`);
});
