/**
 * Machines of which a part is not here, and what that part could be: a sourced file, an EnvironmentFile=, a name that is computed.
 * bash, and systemd's own order, say what each completion leads to. Nothing that lint or route claims may be refuted by one of
 * them, and the two never contradict each other.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Project } from '../../src/core.ts';
import { lint } from '../../src/engine/lint.ts';
import { type Environment, environments } from '../../src/queries/environments/environment.ts';
import { clientsNamed, routeOf } from '../../src/queries/routes.ts';
import { parseTarget } from '../../src/routing/url/target.ts';
import { projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';
import { isHere, type Job, runShells, runUnit, type Variables } from './machines/real.ts';

const P = 'http://127.0.0.1:7890';
const URLS = ['http://127.0.0.1:11434/', 'https://127.0.0.1:8443/', 'https://api.example.com/'];
const CLIENTS = clientsNamed(['curl', 'python', 'node', 'go']);

/** What a file that is not here can hold. */
const COMPLETIONS = [
  '',
  'no_proxy=localhost,127.0.0.1,::1\nNO_PROXY=localhost,127.0.0.1,::1\n',
  `http_proxy=${P}\nhttps_proxy=${P}\n`,
  'http_proxy=\nhttps_proxy=\nHTTPS_PROXY=\nHTTP_PROXY=\n',
  'no_proxy=.corp.example\nNO_PROXY=.corp.example\n',
];
/** What only a shell can do. */
const SHELL_COMPLETIONS = ['unset http_proxy https_proxy HTTPS_PROXY HTTP_PROXY\n', 'unset no_proxy NO_PROXY\n'];

const known = fc.constantFrom(
  `export https_proxy=${P} http_proxy=${P}`,
  `export HTTPS_PROXY=${P}`,
  'export no_proxy=localhost,127.0.0.1,::1 NO_PROXY=localhost,127.0.0.1,::1',
  'export NO_PROXY=.corp.example',
  'unset no_proxy NO_PROXY',
  'unset https_proxy http_proxy',
  'export no_proxy="${no_proxy:-localhost,127.0.0.1}"',
  'export NO_PROXY=$no_proxy',
  '[ -n "$https_proxy" ] && export http_proxy=$https_proxy',
);
const unknown = fc.constantFrom(
  '. ./proxy.local',
  '[ -f ./proxy.local ] && . ./proxy.local',
  'set -a\n. ./proxy.local\nset +a',
  'export no_proxy\n. ./proxy.local',
);
const shells = fc
  .tuple(fc.array(known, { minLength: 1, maxLength: 3 }), unknown, fc.array(known, { maxLength: 2 }))
  .map(([before, middle, after]): Variables => ({ '.bashrc': `${[...before, middle, ...after].join('\n')}\n` }));

/** `${v^^}`, `${!v}` and computed names, with what the words they hang on can be. */
const computed = fc
  .tuple(
    fc.array(known, { minLength: 1, maxLength: 2 }),
    fc.constantFrom(
      `v=$K; export "\${v^^}=${P}"`,
      `v=$K; export "\${v}_proxy=${P}"`,
      'v=$K; export NO_PROXY=${!v} no_proxy=${!v}',
      `for v in $K; do export $v=${P}; done`,
      `printf -v "$K" %s ${P}; export https_proxy`,
      'declare -n ref=$K; ref=localhost,127.0.0.1; export no_proxy NO_PROXY',
      'declare -n ref=no_proxy; ref=localhost,127.0.0.1; export no_proxy',
      'eval "export $K=localhost,127.0.0.1"',
      'eval "$K=localhost,127.0.0.1"; export no_proxy NO_PROXY',
      `eval export \${K}_proxy=${P}`,
      '[ "$K" = X ] || eval "export no_proxy=localhost,127.0.0.1 NO_PROXY=localhost,127.0.0.1"',
      'unset "$K"',
      'read -r "$K" <<< localhost,127.0.0.1; export no_proxy NO_PROXY',
      `set_it() { export "$1=$2"; }; set_it "$K" ${P}`,
    ),
    fc.array(known, { maxLength: 1 }),
  )
  .map(([before, middle, after]): Variables => ({ '.bashrc': `${[...before, middle, ...after].join('\n')}\n` }));
const WORDS = ['https_proxy', 'no_proxy', 'NO_PROXY', 'https', 'X'];

const own = fc.subarray([
  `HTTPS_PROXY=${P}`,
  `https_proxy=${P}`,
  'NO_PROXY=localhost,127.0.0.1,::1',
  'no_proxy=.corp.example',
  'A=1',
]);
const units = own.map(
  (lines): Variables => ({
    '.config/systemd/user/bot.service': `[Service]\nExecStart=/usr/bin/true\n${lines.map((line) => `Environment=${line}\n`).join('')}EnvironmentFile=-%h/b.env\n`,
  }),
);

const CLAIMS = /^(?:missing-no-proxy|no-proxy-lacks-loopback)$/;
const isProxy = (name: string): boolean => /^(?:https?|all)_proxy$/i.test(name);

/** What lint claims of a machine, above an info. */
function claims(project: Project): readonly string[] {
  return lint(project, allRules).diagnostics.flatMap(({ rule, severity }) =>
    CLAIMS.test(rule) && severity !== 'info' ? [rule] : [],
  );
}

/** Neither is refuted by a completion, and neither by the other. */
function check(project: Project, environment: Environment, ends: readonly Variables[], where: string): void {
  const claimed = claims(project);
  const routes = CLIENTS.flatMap((client) =>
    URLS.map((url) => ({ client, url, verdict: routeOf(project, environment, client, url).verdict })),
  );
  for (const end of ends) {
    const real = new Map(Object.entries(end));
    for (const { client, url, verdict } of routes) {
      if (verdict === 'unknown') continue;
      const target = parseTarget(url);
      if (!target) throw new Error(url);
      const now = client.decide(real, target).verdict;
      expect(now, `${client.name} ${url} ${JSON.stringify(end)}\n${where}`).toBe(verdict);
    }
    if (claimed.length === 0) continue;
    const has = [...real].some(([name, value]) => isProxy(name) && value !== '');
    expect(has, `no proxy: ${claimed} ${JSON.stringify(end)}\n${where}`).toBe(true);
    const lists = ['no_proxy', 'NO_PROXY'].map((name) => real.get(name) ?? '').filter((text) => text !== '');
    // Of two lists, one that exempts nothing is enough: programs differ in which of them they read.
    const isExempt = lists.length > 0 && lists.every((text) => /localhost/.test(text) && /127\.0\.0\.1/.test(text));
    expect(isExempt, `exempt: ${claimed} ${JSON.stringify(end)}\n${where}`).toBe(false);
  }
  const local = routes.filter(({ url }) => url.includes('127.0.0.1'));
  const goesAway = local.some(({ client, verdict }) => client.name !== 'go' && verdict === 'proxy');
  if (goesAway) expect(claimed, `route sends this machine to the proxy: ${where}`).not.toEqual([]);
  if (claimed.length > 0)
    expect(
      local.every(({ verdict }) => verdict === 'direct'),
      `route says all is direct: ${where}`,
    ).toBe(false);
}

const find = (project: Project, id: string): Environment => {
  const found = environments(project).find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

const COUNT = Number(process.env.MACHINES ?? 30);

test.skipIf(!isHere('bash'))('a sourced file that is not here', () => {
  const all = fc.sample(shells, { numRuns: COUNT, seed: 41 });
  const completions = [...COMPLETIONS, ...SHELL_COMPLETIONS];
  const jobs = all.flatMap((files) =>
    completions.map((text): Job & { main: string; call: string } => ({
      files: { ...files, 'proxy.local': text },
      given: [{}],
      main: '.bashrc',
      call: '',
    })),
  );
  const ends = runShells('bash', jobs).map(([outcome]) => outcome?.variables ?? {});
  for (const [index, files] of all.entries()) {
    const project = projectOf(files);
    const own = ends.slice(index * completions.length, (index + 1) * completions.length);
    check(project, find(project, '.bashrc'), own, files['.bashrc'] ?? '');
  }
});

test.skipIf(!isHere('bash'))('a name that is computed', () => {
  const all = fc.sample(computed, { numRuns: COUNT, seed: 42 });
  const jobs = all.map((files) => ({ files, given: WORDS.map((K) => ({ K })), main: '.bashrc', call: '' }));
  const ends = runShells('bash', jobs);
  for (const [index, files] of all.entries()) {
    const project = projectOf(files);
    const own = (ends[index] ?? []).map(({ variables }) => variables);
    check(project, find(project, '.bashrc'), own, files['.bashrc'] ?? '');
  }
});

test('an EnvironmentFile= that is not here', () => {
  for (const files of fc.sample(units, { numRuns: COUNT, seed: 43 })) {
    const project = projectOf(files);
    const ends = COMPLETIONS.map((text) => runUnit('bot.service', { ...files, 'b.env': text }));
    check(project, find(project, 'bot.service'), ends, Object.values(files).join('\n'));
  }
});
